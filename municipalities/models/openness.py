"""How open a municipality is: its council, plans, registers, consultations and budgets (facts).

Every row says its source. An empty number and the word "unknown" mean that nobody has found out;
they are shown as "not known", never as none.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from municipalities.addresses import is_web_address_or_empty
from municipalities.conditions import at_most
from municipalities.models.places import Municipality
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty
from municipalities.querysets import OpennessQuerySet


class Known(models.TextChoices):
    """An answer that may be missing."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")


KNOWN_WORDS = ["yes", "partly", "no", "unknown"]
A_YEAR = (2000, 2100)


def number(label):
    return models.PositiveIntegerField(label, null=True, blank=True)


def amount(label):
    return models.PositiveBigIntegerField(label, null=True, blank=True)


def answer(label):
    return models.CharField(label, max_length=7, choices=Known, default=Known.UNKNOWN)


def source():
    return models.CharField(_("source"), max_length=500)


class Council(models.Model):
    """The municipal council (Këshilli Bashkiak) as elected."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="councils", verbose_name=_("municipality")
    )
    elected_on = PartialDateField(_("elected on"), blank=False)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    women = models.PositiveSmallIntegerField(_("women"), null=True, blank=True)
    source = source()

    history = HistoricalRecords()
    objects = OpennessQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipal council")
        verbose_name_plural = _("municipal councils")
        ordering = ["municipality__sort_key", "-elected_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "elected_on"], name="council_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=~Q(elected_on="") & is_partial_date_or_empty("elected_on"),
                name="council_election_is_a_date",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="council_has_a_source"),
            models.CheckConstraint(
                condition=at_most("women", "seats"), name="council_women_are_of_its_seats",
                violation_error_message=_("There cannot be more women than seats."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.municipality}, {self.elected_on}"


class CouncilGroup(models.Model):
    """How many seats a party holds in a council."""

    council = models.ForeignKey(
        Council, models.CASCADE, related_name="groups", verbose_name=_("municipal council")
    )
    party = models.CharField(_("party"), max_length=120)
    seats = models.PositiveSmallIntegerField(_("seats"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("group in a council")
        verbose_name_plural = _("groups in councils")
        ordering = ["-seats", "party"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "party"], name="council_group_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=~Q(party="") & Q(seats__gt=0), name="council_group_has_party_and_seats"
            ),
        ]

    def __str__(self):
        return f"{self.party}: {self.seats}"


class IntegrityPlan(models.Model):
    """The municipality's integrity plan, as it stood on a day."""

    class State(models.TextChoices):
        NONE = "none", _("none")
        DRAFTING = "drafting", _("being drafted")
        ADOPTED = "adopted", _("adopted")
        UNKNOWN = "unknown", _("not known")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="integrity_plans",
        verbose_name=_("municipality"),
    )  # fmt: skip
    as_of = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.UNKNOWN)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    reviewed_on = PartialDateField(_("last reviewed by the municipality on"))
    link = models.URLField(_("link to it"), max_length=1000, blank=True)
    source = source()

    history = HistoricalRecords()
    objects = OpennessQuerySet.as_manager()

    class Meta:
        verbose_name = _("integrity plan")
        verbose_name_plural = _("integrity plans")
        ordering = ["municipality__sort_key", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "as_of"], name="integrity_plan_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["none", "drafting", "adopted", "unknown"]),
                name="integrity_plan_state_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True, last_year__isnull=True)
                | Q(
                    state__in=["drafting", "adopted"], first_year__isnull=False,
                    last_year__isnull=False, first_year__range=A_YEAR,
                    last_year__range=A_YEAR, last_year__gte=F("first_year"),
                ),
                name="integrity_plan_years_are_whole",
                violation_error_message=_("Give the first and the last year, in order."),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("reviewed_on")
                & is_web_address_or_empty("link")
                & ~Q(source=""),
                name="integrity_plan_is_sourced",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.municipality}, {self.as_of}"


class Transparency(models.Model):
    """What a municipality makes public by itself, as somebody looked it up on a day."""

    class Broadcast(models.TextChoices):
        NONE = "none", _("not broadcast")
        LIVE = "live", _("live")
        RECORDED = "recorded", _("recorded")
        UNKNOWN = "unknown", _("not known")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="transparency", verbose_name=_("municipality")
    )
    as_of = models.DateField(_("as of"))
    programme = answer(_("transparency programme published"))
    register = answer(_("register of requests and answers published"))
    calendar = answer(_("calendar of council meetings published"))
    agenda = answer(_("agenda of the council published in advance"))
    broadcast = models.CharField(
        _("council meetings are broadcast"), max_length=8, choices=Broadcast,
        default=Broadcast.UNKNOWN,
    )  # fmt: skip
    broadcast_where = models.CharField(_("broadcast where"), max_length=200, blank=True)
    decisions = answer(_("decisions of the council online"))
    decisions_since = PartialDateField(_("decisions online since"))
    source = source()

    history = HistoricalRecords()
    objects = OpennessQuerySet.as_manager()

    class Meta:
        verbose_name = _("transparency of a municipality")
        verbose_name_plural = _("transparency of municipalities")
        ordering = ["municipality__sort_key", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "as_of"], name="transparency_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(programme__in=KNOWN_WORDS) & Q(register__in=KNOWN_WORDS)
                & Q(calendar__in=KNOWN_WORDS) & Q(agenda__in=KNOWN_WORDS)
                & Q(decisions__in=KNOWN_WORDS),
                name="transparency_answers_are_known_words",
            ),
            models.CheckConstraint(
                condition=Q(broadcast__in=["none", "live", "recorded", "unknown"]),
                name="transparency_broadcast_is_known_word",
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("decisions_since") & ~Q(source=""),
                name="transparency_is_sourced",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.municipality}, {self.as_of}"


class PublicConsultation(models.Model):
    """A year's consultation of draft acts with the public."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="consultations", verbose_name=_("municipality")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    acts = number(_("acts consulted"))
    hearings = number(_("public hearings"))
    comments = number(_("comments received"))
    accepted = number(_("comments accepted"))
    source = source()

    history = HistoricalRecords()
    objects = OpennessQuerySet.as_manager()

    class Meta:
        verbose_name = _("public consultation")
        verbose_name_plural = _("public consultations")
        ordering = ["municipality__sort_key", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"], name="consultation_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(year__range=A_YEAR) & ~Q(source=""), name="consultation_is_sourced"
            ),
            models.CheckConstraint(
                condition=at_most("accepted", "comments"),
                name="consultation_accepts_what_it_received",
                violation_error_message=_("No more comments can be accepted than received."),
            ),
        ]

    def __str__(self):
        return f"{self.municipality}, {self.year}"


class ParticipatoryBudget(models.Model):
    """A year of participatory budgeting (buxhetim me pjesëmarrje); amounts in lek."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="participatory_budgets",
        verbose_name=_("municipality"),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("year"))
    hearings = number(_("hearings"))
    participants = number(_("participants"))
    women = number(_("women"))
    youth = number(_("youth"))
    received = number(_("proposals received"))
    accepted = number(_("proposals accepted"))
    budgeted = number(_("proposals budgeted"))
    built = number(_("proposals built"))
    amount_budgeted = amount(_("amount budgeted, in lek"))
    amount_spent = amount(_("amount spent, in lek"))
    source = source()

    history = HistoricalRecords()
    objects = OpennessQuerySet.as_manager()

    class Meta:
        verbose_name = _("participatory budget")
        verbose_name_plural = _("participatory budgets")
        ordering = ["municipality__sort_key", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"], name="participatory_budget_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(year__range=A_YEAR) & ~Q(source=""),
                name="participatory_budget_is_sourced",
            ),
            models.CheckConstraint(
                condition=at_most("women", "participants") & at_most("youth", "participants"),
                name="participatory_budget_counts_participants",
                violation_error_message=_("Women and youth are part of the participants."),
            ),
            models.CheckConstraint(
                condition=at_most("accepted", "received")
                & at_most("budgeted", "accepted")
                & at_most("built", "budgeted"),
                name="participatory_budget_narrows",
                violation_error_message=_(
                    "Proposals go from received to accepted, budgeted and built; each step holds "
                    "no more than the one before."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.municipality}, {self.year}"
