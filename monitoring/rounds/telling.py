"""Organisations are told by mail of the reviews that they have in a round, and of each change.

A mail names municipalities and the organisations that write, nothing of what stands in a draft.
"""

from monitoring.models import ReviewDuty, Round
from municipalities import outbox
from municipalities.models import Membership
from municipalities.outbox import Reader


def in_force(round: Round) -> dict[int, ReviewDuty]:
    """The duties of the round that count, by contract."""
    duties = ReviewDuty.objects.of_the_round(round).in_force().with_what_names_them()
    return {duty.contract_id: duty for duty in duties}


def tell_what_changed(round: Round, before: dict[int, ReviewDuty], *, by, at) -> None:
    """One mail to everybody of each organisation whose duties are not those of ``before``.

    It lists all that are its own now, and what it had before. Whoever did it is not told.
    """
    now = in_force(round)
    people = _people_of(_organisations_with_a_change(before, now))
    for organisation, readers in people.items():
        own = [duty for duty in now.values() if duty.organisation_id == organisation]
        contracts = {duty.contract_id for duty in own}
        had = [duty for duty in before.values() if duty.organisation_id == organisation]
        occasion = f"duties/{round.pk}/{organisation}/{at.isoformat()}"
        outbox.put_many(
            [
                Reader(f"{occasion}/{person.pk}", person.email, person.language)
                for person in readers
                if person.pk != by.pk
            ],
            template="review_duties",
            at=at,
            round=round,
            duties=own,
            gone=[duty for duty in had if duty.contract_id not in contracts],
            is_change=bool(had),
        )


def _organisations_with_a_change(before, now) -> set[int]:
    pairs = [
        {(contract, duty.organisation_id) for contract, duty in duties.items()}
        for duties in (before, now)
    ]
    return {organisation for _contract, organisation in pairs[0] ^ pairs[1]}


def _people_of(organisations: set[int]) -> dict[int, list]:
    people = {}
    members = Membership.objects.in_force().filter(organisation__in=organisations)
    for membership in members.with_people():
        people.setdefault(membership.organisation_id, []).append(membership.user)
    return people
