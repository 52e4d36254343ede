"""Writing down an activity: forums, focus groups, campaigns with their steps.

``by`` belongs to one of the organisations that hold it, or is a network admin. What cannot be so
is a ValidationError or Refused, each with a sentence; ChangedMeanwhile if somebody else saved it
after it was read (QUALITY R-07). Every version stays in the history.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contracts.models import Activity, ActivityStep, Commitment
from municipalities.models import Municipality, Organisation, User
from municipalities.permissions import is_network_admin, organisations_of, takes_part_in
from municipalities.recording import ChangedMeanwhile, version_of
from municipalities.refusals import Refused

WORDS = (
    "kind", "title_sq", "title_en", "summary_sq", "summary_en", "begins", "ends", "place",
    "is_online", "participants", "women", "youth", "source", "link", "is_public",
)  # fmt: skip
MOST_STEPS = 40


@dataclass(frozen=True)
class Step:
    """One dated step of a campaign."""

    kind: str
    dated: str
    text_sq: str
    text_en: str = ""
    source: str = ""


@dataclass(frozen=True)
class Ties:
    """What an activity is tied to: where, who held it, which commitments, which steps it took."""

    organisations: tuple[Organisation, ...]
    municipalities: tuple[Municipality, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, activity: Activity) -> "Ties":
        """Those that are stored."""
        return cls(
            organisations=_in_order(activity.organisations.all()),
            municipalities=_in_order(activity.municipalities.all()),
            commitments=_in_order(activity.commitments.all()),
            steps=tuple(
                Step(**{field.name: getattr(step, field.name) for field in fields(Step)})
                for step in activity.steps.all()
            ),
        )


@transaction.atomic
def record_activity(*, by: User, term, words: Mapping[str, Any], ties: Ties) -> Activity:
    """A new activity of a term. ``words`` are its columns in WORDS; the same one recorded twice is
    one (QUALITY R-09)."""
    _refuse_unfit(by, term, ties)
    same = {name: words[name] for name in ("kind", "title_sq", "begins")}
    if there := Activity.objects.filter(term=term, **same).first():
        if takes_part_in(by, there):
            return there
        raise Refused(_("Another organisation has recorded this activity already."))
    activity = Activity(term=term, slug=_free_slug(words), **words)
    _store(activity, by, ties)
    return activity


@transaction.atomic
def change_activity(
    *, activity: Activity, by: User, seen: int, words: Mapping[str, Any], ties: Ties
) -> Activity:
    """Other words and ties for an activity whose version ``seen`` was read before.

    Its term and its address stay. The same words again make no new version.
    """
    stored = Activity.objects.select_for_update().get(pk=activity.pk)
    if not takes_part_in(by, stored):
        raise Refused(_("Only the organisations that hold an activity change it."))
    _refuse_unfit(by, stored.term, ties)
    if _says_the_same(stored, words, ties):
        return stored
    if version_of(stored) != seen:
        raise ChangedMeanwhile
    for name, value in words.items():
        setattr(stored, name, value)
    _store(stored, by, ties)
    return stored


def _says_the_same(stored: Activity, words: Mapping[str, Any], ties: Ties) -> bool:
    now = Ties.of(stored)
    return (
        all(getattr(stored, name) == value for name, value in words.items())
        and _in_order(ties.organisations) == now.organisations
        and _in_order(ties.municipalities) == now.municipalities
        and _in_order(ties.commitments) == now.commitments
        and sorted(map(_by_date, ties.steps)) == sorted(map(_by_date, now.steps))
    )


def _by_date(step: Step) -> tuple[str, ...]:
    return (step.dated, *asdict(step).values())


def _in_order(rows: Iterable) -> tuple:
    return tuple(sorted(rows, key=lambda row: row.pk))


def _refuse_unfit(by: User, term, ties: Ties) -> None:
    own = organisations_of(by)
    if not is_network_admin(by) and not any(each.pk in own for each in ties.organisations):
        raise ValidationError(
            {"organisations": _("Your own organisation must be among those that hold it.")}
        )
    if any(place.is_demonstration for place in ties.municipalities) and not term.is_demonstration:
        raise ValidationError(
            {"municipalities": _("An invented municipality belongs to the demonstration alone.")}
        )
    elsewhere = [c.reference for c in ties.commitments if c.contract.term_id != term.pk]
    if elsewhere:
        raise ValidationError(
            {
                "commitments": _(
                    "These commitments belong to another term than the activity: %(references)s."
                )
                % {"references": ", ".join(elsewhere)}
            }
        )
    if len(ties.steps) > MOST_STEPS:
        raise Refused(_("At most %(most)s steps can be recorded.") % {"most": MOST_STEPS})


def _store(activity: Activity, by: User, ties: Ties) -> None:
    """The steps and ties first: the version that the history keeps last tells of all of them."""
    activity._history_user = by
    activity.full_clean()
    if activity.pk is None:
        activity.save()
    activity.organisations.set(ties.organisations)
    activity.municipalities.set(ties.municipalities)
    activity.commitments.set(ties.commitments)
    if sorted(map(_by_date, Ties.of(activity).steps)) != sorted(map(_by_date, ties.steps)):
        _take_steps(activity, by, ties.steps)
    activity.save()


def _take_steps(activity: Activity, by: User, steps: Iterable[Step]) -> None:
    activity.steps.all().delete()
    for step in sorted(steps, key=_by_date):
        row = ActivityStep(activity=activity, **asdict(step))
        row._history_user = by
        row.full_clean()
        row.save()


def _free_slug(words: Mapping[str, Any]) -> str:
    """Readable, and given out once: its year is in it, and a number where that is taken."""
    plain = slugify(f"{words['title_sq']} {words['begins'][:4]}")[:70].strip("-") or "aktivitet"
    taken = set(Activity.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (plain, *numbered) if slug not in taken)
