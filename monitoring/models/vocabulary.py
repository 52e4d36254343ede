"""The words of METHOD §2 and §3, once: stored word, label, order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """The network's own three words and two honest ones (METHOD §2)."""

    FULL = "full", _("Fully addressed")
    PARTIAL = "partial", _("Partially addressed")
    NONE = "none", _("Not addressed")
    UNASSESSED = "unassessed", _("Not yet assessed")
    UNASSESSABLE = "unassessable", _("Cannot be assessed")


ASSESSED = (Status.FULL, Status.PARTIAL, Status.NONE)
NEEDS_REASON = (Status.UNASSESSED, Status.UNASSESSABLE)


class Stage(models.TextChoices):
    """How far a commitment got; shown beside the status, earns no credit (METHOD §2)."""

    NO_STEP = "no_step", _("no step found")
    ANNOUNCED = "announced", _("announced")
    PLANNED = "planned", _("planned")
    BUDGETED = "budgeted", _("budgeted")
    CONTRACTED = "contracted", _("contracted")
    UNDER_WAY = "under_way", _("under way")
    PARTLY_IN_USE = "partly_in_use", _("partly in use")
    IN_USE = "in_use", _("in use")


class EvidenceClass(models.TextChoices):
    """What kind of thing shows it (METHOD §3)."""

    OFFICIAL = "official", _("Official act")
    OBSERVATION = "observation", _("Direct observation")
    INDEPENDENT = "independent", _("Independent source")
    STATEMENT = "statement", _("Municipality's statement")
    SEARCH = "search", _("Search without result")


# Which classes can carry a status; for NONE any class will do (METHOD §3).
EVIDENCE_THAT_CARRIES = {
    Status.FULL: frozenset({EvidenceClass.OFFICIAL, EvidenceClass.OBSERVATION}),
    Status.PARTIAL: frozenset(
        {EvidenceClass.OFFICIAL, EvidenceClass.OBSERVATION, EvidenceClass.INDEPENDENT}
    ),
    Status.NONE: frozenset(EvidenceClass),
}


class Capacity(models.TextChoices):
    """In which capacity somebody writes for the municipality; never a name."""

    MAYOR = "mayor", _("the mayor")
    DEPUTY_MAYOR = "deputy_mayor", _("a deputy mayor")
    COUNCIL = "council", _("the municipal council")
    ADMINISTRATION = "administration", _("the municipal administration")


class Language(models.TextChoices):
    """The language in which something stands that exists in one language only."""

    ALBANIAN = "sq", _("Albanian")
    ENGLISH = "en", _("English")


STATUS_WORDS = ["full", "partial", "none", "unassessed", "unassessable"]
STAGE_WORDS = [
    "no_step", "announced", "planned", "budgeted", "contracted", "under_way", "partly_in_use",
    "in_use",
]  # fmt: skip
EVIDENCE_WORDS = ["official", "observation", "independent", "statement", "search"]
CAPACITY_WORDS = ["mayor", "deputy_mayor", "council", "administration"]
