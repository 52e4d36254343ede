"""Juxtaposing political offers: citizens' needs before an election, and what each candidate said.

A `Juxtaposition` is prepared by the network and shown once it is published; everything below it
belongs to it. Changes afterwards are told on the page (`JuxtapositionEvent`).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contracts import querysets
from contracts.models.activities import Activity
from contracts.models.agreed import Pillar, Sector, Term
from contracts.models.promised import Commitment
from municipalities.addresses import is_slug, is_web_address_or_empty
from municipalities.conditions import at_most, known_together
from municipalities.models import AdministrativeUnit, Municipality
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty


class Election(models.Model):
    """A local election, or a by-election in some municipalities."""

    class Kind(models.TextChoices):
        LOCAL = "local", _("local elections")
        BY_ELECTION = "by_election", _("by-election")

    term = models.ForeignKey(
        Term, models.PROTECT, related_name="elections", verbose_name=_("term that it began")
    )
    slug = models.SlugField(_("slug"), unique=True)
    name_sq = models.CharField(_("name in Albanian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.LOCAL)
    held_on = PartialDateField(_("held on"))
    source = models.CharField(_("source"), max_length=500)

    history = HistoricalRecords()
    objects = querysets.ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-held_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=is_slug("slug") & ~Q(name_sq="") & ~Q(source=""),
                name="election_is_named_and_sourced",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["local", "by_election"]), name="election_kind_is_known_word"
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("held_on"), name="election_day_is_a_date"
            ),
        ]

    def __str__(self):
        return self.name_sq


class Juxtaposition(models.Model):
    """One municipality in one election: needs, candidates, and what each said to each need."""

    class Order(models.TextChoices):
        BALLOT = "ballot", _("as on the ballot")
        ALPHABET = "alphabet", _("by the alphabet")

    election = models.ForeignKey(
        Election, models.PROTECT, related_name="juxtapositions", verbose_name=_("election")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="juxtapositions",
        verbose_name=_("municipality"),
    )  # fmt: skip
    order = models.CharField(
        _("order of the candidates"), max_length=8, choices=Order, default=Order.ALPHABET
    )
    forum = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="juxtapositions",
        verbose_name=_("public forum where it was signed"),
    )  # fmt: skip
    # How the needs were collected and scored.
    collected_sq = models.TextField(_("how needs were collected, in Albanian"), blank=True)
    collected_en = models.TextField(_("how needs were collected, in English"), blank=True)
    scored_sq = models.TextField(_("how needs were scored, in Albanian"), blank=True)
    scored_en = models.TextField(_("how needs were scored, in English"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    lock_version = models.PositiveIntegerField(_("lock version"), default=0)
    prepared_at = models.DateTimeField(_("prepared at"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip

    objects = querysets.JuxtapositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("juxtaposition of offers")
        verbose_name_plural = _("juxtapositions of offers")
        ordering = ["election", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "municipality"], name="juxtaposition_once_per_election"
            ),
            models.CheckConstraint(
                condition=Q(order__in=["ballot", "alphabet"]),
                name="juxtaposition_order_is_known_word",
            ),
            models.CheckConstraint(
                condition=known_together("published_at", "published_by"),
                name="juxtaposition_published_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.election}, {self.municipality}"


class Participation(models.Model):
    """How many people of one administrative unit, or of a place without one, were asked."""

    juxtaposition = models.ForeignKey(
        Juxtaposition, models.CASCADE, related_name="participation",
        verbose_name=_("juxtaposition"),
    )  # fmt: skip
    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("administrative unit; empty for the whole municipality"),
    )  # fmt: skip
    participants = models.PositiveIntegerField(_("participants"))
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    youth = models.PositiveIntegerField(_("youth"), null=True, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participation")
        ordering = ["juxtaposition", "unit__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["juxtaposition", "unit"], name="participation_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["juxtaposition"], condition=Q(unit__isnull=True),
                name="participation_once_as_a_whole",
            ),
            models.CheckConstraint(
                condition=at_most("women", "participants") & at_most("youth", "participants"),
                name="participation_counts_its_participants",
                violation_error_message=_("Women and youth are part of the participants."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.unit or self.juxtaposition}: {self.participants}"


class Need(models.Model):
    """One need that citizens put forward (çështje, prioritet i qytetarëve), with its score."""

    juxtaposition = models.ForeignKey(
        Juxtaposition, models.CASCADE, related_name="needs", verbose_name=_("juxtaposition")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title_sq = models.CharField(_("title in Albanian"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    pillar = models.CharField(_("pillar"), max_length=30, choices=Pillar)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2, null=True, blank=True)
    units = models.ManyToManyField(
        AdministrativeUnit, blank=True, related_name="+", verbose_name=_("administrative units")
    )
    voiced_at = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="needs",
        verbose_name=_("forum or focus group where it was voiced"),
    )  # fmt: skip
    commitments = models.ManyToManyField(
        Commitment, blank=True, related_name="needs", verbose_name=_("commitments that came of it")
    )

    history = HistoricalRecords()
    objects = querysets.NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("citizens’ need")
        verbose_name_plural = _("citizens’ needs")
        ordering = ["juxtaposition", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["juxtaposition", "number"], name="need_number_is_unique"
            ),
            models.CheckConstraint(
                condition=~Q(title_sq="") & Q(number__gt=0), name="need_is_named_and_numbered"
            ),
            models.CheckConstraint(
                condition=Q(pillar__in=Pillar.values), name="need_pillar_is_one_of_four"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0), name="need_score_is_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title_sq}"

    @property
    def municipality(self) -> Municipality:
        return self.juxtaposition.municipality


class Candidate(models.Model):
    """A candidate for mayor; without party she stands as an independent."""

    juxtaposition = models.ForeignKey(
        Juxtaposition, models.CASCADE, related_name="candidates", verbose_name=_("juxtaposition")
    )
    name = models.CharField(_("name"), max_length=120)
    party = models.CharField(_("party; empty for an independent"), max_length=120, blank=True)
    place_on_ballot = models.PositiveSmallIntegerField(
        _("place on the ballot"), null=True, blank=True
    )
    elected = models.BooleanField(_("elected"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)

    history = HistoricalRecords()
    objects = querysets.CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["juxtaposition", "place_on_ballot", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["juxtaposition", "name"], name="candidate_is_recorded_once"
            ),
            models.UniqueConstraint(
                fields=["juxtaposition", "place_on_ballot"],
                condition=Q(place_on_ballot__isnull=False),
                name="candidate_place_on_ballot_is_unique",
            ),
            models.UniqueConstraint(
                fields=["juxtaposition"], condition=Q(elected=True),
                name="candidate_one_is_elected",
                violation_error_message=_("Only one candidate can be elected."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(source=""), name="candidate_has_name_and_source"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def municipality(self) -> Municipality:
        return self.juxtaposition.municipality


class Position(models.Model):
    """What a candidate said or signed about one need, in her own words."""

    class Answer(models.TextChoices):
        ACCEPTS = "accepts", _("accepts")
        PARTLY = "partly", _("accepts in part")
        DECLINES = "declines", _("declines")
        NO_ANSWER = "no_answer", _("no answer")
        NOT_ASKED = "not_asked", _("not asked")

    candidate = models.ForeignKey(
        Candidate, models.CASCADE, related_name="positions", verbose_name=_("candidate")
    )
    need = models.ForeignKey(Need, models.CASCADE, related_name="positions", verbose_name=_("need"))
    answer = models.CharField(_("answer"), max_length=9, choices=Answer)
    words = models.TextField(_("in the candidate’s own words"), blank=True)
    signed = models.BooleanField(_("signed"), default=False)
    source = models.CharField(_("source"), max_length=500, blank=True)
    link = models.URLField(_("link to the source"), max_length=1000, blank=True)
    dated = PartialDateField(_("said or signed on"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("position of a candidate")
        verbose_name_plural = _("positions of candidates")
        ordering = ["need", "candidate"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "need"], name="position_once_per_candidate_and_need"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["accepts", "partly", "declines", "no_answer", "not_asked"]),
                name="position_answer_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["no_answer", "not_asked"], words="", signed=False)
                | Q(answer__in=["accepts", "partly", "declines"]) & ~Q(source="") & ~Q(dated=""),
                name="position_has_its_source_and_date",
                violation_error_message=_(
                    "What a candidate said needs its source and its date; without an answer there "
                    "are no words."
                ),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("dated") & is_web_address_or_empty("link"),
                name="position_date_and_link_are_such",
            ),
        ]

    def __str__(self):
        return f"{self.candidate}, {self.need}: {self.answer}"
