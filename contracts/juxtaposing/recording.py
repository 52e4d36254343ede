"""What is known before an election: needs, who was asked, candidates, what each of them said.

All arguments are by keyword; ``by`` is who acts. ``change`` is what `changing` asks for: the
version that the page showed, and the public reason once the juxtaposition is public. Refused or
ValidationError say in sentences what was not done.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contracts.juxtaposing.changing import changing, refuse_who_may_not, stored
from contracts.models import Candidate, Election, Juxtaposition, Need, Participation, Position
from municipalities.albanian import fold
from municipalities.models import Municipality, User
from municipalities.permissions import is_network_admin
from municipalities.refusals import Refused


@transaction.atomic
def record_election(*, by: User, **known) -> Election:
    """A local election or a by-election, with its source; the term is the one that it begins.

    Its address, where none is given, is made of its Albanian name.
    """
    if not is_network_admin(by):
        raise Refused(_("Only a network admin records an election."))
    known["slug"] = known.get("slug") or slugify(fold(known["name_sq"]))[:50].strip("-")
    return stored(Election(**known), by)


@transaction.atomic
def begin(
    *, by: User, election: Election, municipality: Municipality, at=None
) -> Juxtaposition:  # fmt: skip
    """Begin to prepare the offers of one municipality; begun twice it is one."""
    at = at or timezone.now()
    refuse_who_may_not(by, municipality, at)
    if municipality.is_demonstration and not election.term.is_demonstration:
        raise Refused(_("An invented municipality belongs into the demonstration alone."))
    there, _is_new = Juxtaposition.objects.get_or_create(
        election=election, municipality=municipality,
        defaults={"prepared_at": at, "prepared_by": by},
    )  # fmt: skip
    return there


def describe(*, juxtaposition: Juxtaposition, by: User, known: dict, **change) -> Juxtaposition:
    """How needs were collected and scored, the forum, and the order of the candidates."""
    with changing(juxtaposition, by=by, **change):
        for name, value in known.items():
            setattr(juxtaposition, name, value)
        juxtaposition.full_clean()
        juxtaposition.save(update_fields=list(known))
    return juxtaposition


def record_participation(
    *, juxtaposition: Juxtaposition, by: User, counted: dict, **change
) -> None:  # fmt: skip
    """How many were asked, by unit (None stands for the municipality as a whole).

    ``counted``: {unit or None: {participants, women, youth}}; without participants no row.
    """
    with changing(juxtaposition, by=by, **change):
        rows = {row.unit_id: row for row in juxtaposition.participation.all()}
        for unit, numbers in counted.items():
            row = rows.get(unit and unit.pk) or Participation(
                juxtaposition=juxtaposition, unit=unit
            )
            if numbers["participants"] is None:
                if row.pk:
                    row.delete()
                continue
            for name, value in numbers.items():
                setattr(row, name, value)
            row.full_clean()
            row.save()


def record_need(*, need: Need, by: User, units=(), commitments=(), **change) -> Need:
    """A new need of a juxtaposition, or other words for one that is there."""
    with changing(need.juxtaposition, by=by, **change):
        _refuse_commitments_of_others(need.juxtaposition, commitments)
        stored(need, by)
        need.units.set(units)
        need.commitments.set(commitments)
    return need


def record_needs(*, juxtaposition: Juxtaposition, by: User, needs: list[Need], **change) -> None:
    """Many new needs at once, all or none."""
    with changing(juxtaposition, by=by, **change):
        for need in needs:
            stored(need, by)


def record_candidate(*, candidate: Candidate, by: User, **change) -> Candidate:
    """A new candidate, or other words for one that is there; after the result, not elected."""
    with changing(candidate.juxtaposition, by=by, **change):
        others = Candidate.objects.filter(juxtaposition=candidate.juxtaposition_id)
        if candidate.elected is None and others.filter(elected=True).exists():
            candidate.elected = False
        stored(candidate, by)
    return candidate


def record_result(
    *, juxtaposition: Juxtaposition, by: User, elected: Candidate | None, **change
) -> None:  # fmt: skip
    """Who was elected, said of all candidates at once; None: not known yet."""
    with changing(juxtaposition, by=by, **change):
        candidates = list(juxtaposition.candidates.all())
        # Whose result is taken back goes first and who is elected last: only one can be.
        candidates.sort(key=lambda each: (each == elected, not each.elected))
        for candidate in candidates:
            result = None if elected is None else candidate == elected
            if candidate.elected != result:
                candidate.elected = result
                stored(candidate, by)


def remove(*, row: Need | Candidate, by: User, **change) -> None:
    """Take a need or a candidate out, with every position about it."""
    with changing(row.juxtaposition, by=by, **change):
        row._history_user = by
        row.delete()


def record_positions(
    *, candidate: Candidate, by: User, said: Iterable[Position], **change
) -> None:  # fmt: skip
    """What one candidate said to each of these needs; a position without answer is taken out."""
    with changing(candidate.juxtaposition, by=by, **change):
        for position in said:
            if position.need.juxtaposition_id != candidate.juxtaposition_id:
                raise Refused(_("This need belongs to another municipality or election."))
            if position.answer:
                _refuse_what_is_to_come(position, change.get("at"))
                stored(position, by)
            elif position.pk:
                position._history_user = by
                position.delete()


def _refuse_what_is_to_come(position: Position, at) -> None:
    if position.dated > timezone.localdate(at).isoformat()[: len(position.dated)]:
        raise Refused(
            _("Need %(number)s: the day on which this was said is still to come. Mend its date.")
            % {"number": position.need.number}
        )


def _refuse_commitments_of_others(juxtaposition: Juxtaposition, commitments) -> None:
    """A need leads to the contract of its own municipality and term, never of another record."""
    election = juxtaposition.election
    for commitment in commitments:
        contract = commitment.contract
        ours = (juxtaposition.municipality_id, election.term_id)
        if (contract.municipality_id, contract.term_id) != ours:
            raise ValidationError(
                {"commitments": _("This commitment belongs to another municipality or term.")}
            )
