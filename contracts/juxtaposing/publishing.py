"""Showing a juxtaposition: only when every candidate was treated alike."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from contracts.juxtaposing.changing import changing
from contracts.models import Candidate, Juxtaposition, JuxtapositionEvent, Position
from municipalities.models import User
from municipalities.permissions import is_network_admin
from municipalities.refusals import Refused


def gaps(juxtaposition: Juxtaposition) -> list[str]:
    """What is missing before the public may see it, as sentences; empty when nothing is."""
    candidates = list(juxtaposition.candidates.all())
    needs = juxtaposition.needs.count()
    missing = []
    if not juxtaposition.collected_sq or not juxtaposition.source:
        missing.append(_("How the needs were collected, in Albanian, and the source."))
    if not needs:
        missing.append(_("The citizens’ needs."))
    if not candidates:
        missing.append(_("The candidates."))
    if juxtaposition.order == Juxtaposition.Order.BALLOT:
        missing += [
            _("The place on the ballot of %(name)s.") % {"name": candidate.name}
            for candidate in candidates
            if candidate.place_on_ballot is None
        ]
    return missing + _unanswered(candidates, needs)


def _unanswered(candidates: list[Candidate], needs: int) -> list[str]:
    """Equal treatment: each candidate stands beside each need, if only as “not asked”."""
    recorded: dict[int, int] = {}
    for candidate in Position.objects.filter(candidate__in=candidates).values_list(
        "candidate", flat=True
    ):
        recorded[candidate] = recorded.get(candidate, 0) + 1
    return [
        _("The answers of %(name)s: %(recorded)s of %(needs)s are recorded.")
        % {"name": each.name, "recorded": recorded.get(each.pk, 0), "needs": needs}
        for each in candidates
        if recorded.get(each.pk, 0) < needs
    ]


@transaction.atomic
def publish(*, juxtaposition: Juxtaposition, by: User, version: int, at=None) -> Juxtaposition:
    """Show it to the public; from then on every change is told on its page with its reason."""
    at = at or timezone.now()
    if not is_network_admin(by):
        raise Refused(_("Only a network admin publishes."))
    current = Juxtaposition.objects.get(pk=juxtaposition.pk)
    if current.published_at:
        raise Refused(_("This is public already."))
    with changing(juxtaposition, by=by, version=version, at=at):
        if missing := gaps(juxtaposition):
            raise Refused(_("This is missing: %(what)s") % {"what": " ".join(missing)})
        juxtaposition.published_at, juxtaposition.published_by = at, by
        juxtaposition.save(update_fields=["published_at", "published_by"])
        JuxtapositionEvent.objects.create(
            juxtaposition=juxtaposition, at=at, by=by,
            **{f"reason_{language}": _published_in(language) for language in ("sq", "en")},
        )  # fmt: skip
    return juxtaposition


def _published_in(language: str) -> str:
    with override(language):
        return _("Published.")
