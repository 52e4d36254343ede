"""Where: municipalities, their administrative units and their mayors."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from municipalities.addresses import is_slug, is_web_address_or_empty
from municipalities.albanian import FoldedTextField, SortKeyField
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty, not_before
from municipalities.querysets import (
    AdministrativeUnitQuerySet,
    MayorQuerySet,
    MunicipalityQuerySet,
)


class County(models.TextChoices):
    """The twelve counties; the values are the ids of the paths in the map of Albania."""

    BERAT = "q40", "Berat"
    DIBER = "q41", "Dibër"
    DURRES = "q42", "Durrës"
    ELBASAN = "q43", "Elbasan"
    FIER = "q44", "Fier"
    GJIROKASTER = "q45", "Gjirokastër"
    KORCE = "q46", "Korçë"
    KUKES = "q47", "Kukës"
    LEZHE = "q48", "Lezhë"
    SHKODER = "q49", "Shkodër"
    TIRANE = "q50", "Tiranë"
    VLORE = "q51", "Vlorë"


class Municipality(models.Model):
    """A municipality (bashki). Empty columns are facts that nobody has confirmed."""

    slug = models.SlugField(_("slug"), unique=True)
    name_sq = models.CharField(_("name in Albanian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    county = models.CharField(_("county"), max_length=3, choices=County)
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    census_year = models.PositiveSmallIntegerField(_("census year"), null=True, blank=True)
    population_source = models.CharField(_("source of the population"), max_length=500, blank=True)
    units_source = models.CharField(
        _("source of the administrative units"), max_length=500, blank=True
    )
    official_code = models.CharField(_("official code"), max_length=20, blank=True)
    website = models.URLField(_("website"), blank=True)
    joined = PartialDateField(_("joined the network"))
    left = PartialDateField(_("left the network"))
    is_demonstration = models.BooleanField(_("invented, for demonstration"), default=False)
    sort_key = SortKeyField(source="name_sq")
    search_text = FoldedTextField(sources=["name_sq", "name_en"])

    history = HistoricalRecords()
    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=is_slug("slug") & ~Q(name_sq=""), name="municipality_is_named"
            ),
            models.CheckConstraint(
                condition=Q(county__in=County.values), name="municipality_county_is_one_of_twelve"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(39, 43),
                    longitude__range=(19, 22),
                ),
                name="municipality_point_is_whole_and_in_albania",
                violation_error_message=_("Give both coordinates, in Albania, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True, census_year__isnull=True)
                | Q(
                    population__isnull=False,
                    census_year__isnull=False,
                    population__gt=0,
                    census_year__range=(1923, 2100),
                ),
                name="municipality_population_has_its_census",
                violation_error_message=_("A population needs the year of its census."),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("joined") & is_partial_date_or_empty("left"),
                name="municipality_dates_are_dates",
            ),
            models.CheckConstraint(
                condition=is_web_address_or_empty("website"),
                name="municipality_website_is_a_web_address",
            ),
            models.CheckConstraint(
                condition=not_before("left", "joined"),
                name="municipality_leaves_after_joining",
                violation_error_message=_("A municipality cannot leave before it joins."),
            ),
        ]

    def __str__(self):
        return self.name_sq


class AdministrativeUnit(models.Model):
    """An administrative unit (njësi administrative) of a municipality."""

    class Character(models.TextChoices):
        URBAN = "urban", _("urban")
        RURAL = "rural", _("rural")
        UNKNOWN = "unknown", _("not recorded")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="units", verbose_name=_("municipality")
    )
    name = models.CharField(_("name"), max_length=100)
    character = models.CharField(
        _("character"), max_length=10, choices=Character, default=Character.UNKNOWN
    )
    sort_key = SortKeyField(source="name")
    search_text = FoldedTextField(sources=["name"])

    history = HistoricalRecords()
    objects = AdministrativeUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        ordering = ["municipality__sort_key", "sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"], name="unit_name_is_unique_in_its_municipality"
            ),
            models.CheckConstraint(
                condition=Q(character__in=["urban", "rural", "unknown"]),
                name="unit_character_is_known_word",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="unit_is_named"),
        ]

    def __str__(self):
        return self.name


class Mayor(models.Model):
    """One person's time in the office of mayor, as precise as its source."""

    class Basis(models.TextChoices):
        ELECTED = "elected", _("elected")
        BY_ELECTION = "by_election", _("elected in a by-election")
        ACTING = "acting", _("acting")
        NOT_SEATED = "not_seated", _("elected, did not take office")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="mayors", verbose_name=_("municipality")
    )
    name = models.CharField(_("name"), max_length=120)
    party = models.CharField(_("party"), max_length=120, blank=True)
    since = PartialDateField(_("from"), blank=False)
    until = PartialDateField(_("to"))
    basis = models.CharField(_("how"), max_length=12, choices=Basis)
    note_sq = models.CharField(_("note in Albanian"), max_length=200, blank=True)
    note_en = models.CharField(_("note in English"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=500)

    history = HistoricalRecords()
    objects = MayorQuerySet.as_manager()

    class Meta:
        verbose_name = _("mayor")
        verbose_name_plural = _("mayors")
        ordering = ["municipality__sort_key", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name", "since"], name="mayor_begins_office_once"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["elected", "by_election", "acting", "not_seated"]),
                name="mayor_basis_is_known_word",
            ),
            models.CheckConstraint(
                condition=~Q(since="")
                & is_partial_date_or_empty("since")
                & is_partial_date_or_empty("until"),
                name="mayor_dates_are_dates",
            ),
            models.CheckConstraint(
                condition=not_before("until", "since"),
                name="mayor_leaves_after_beginning",
                violation_error_message=_("A term of office cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(source=""), name="mayor_has_name_and_source"
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.since}–{self.until}"
