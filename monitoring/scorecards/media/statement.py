"""What a picture, a badge or a sheet says of one result.

Everything that leaves the portal is made from a `Statement`, so that all of it says the same: one
percentage only where one may stand and the sentence in its place elsewhere (METHOD §4), and always
the counts, the coverage, the date and the address where it can be checked.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.models import Term
from monitoring import scoring
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses, headline
from monitoring.scorecards.headline import Headline, State
from monitoring.scorecards.pooled import Pooled
from monitoring.templatetags.figures import percent
from municipalities.languages import in_this_language
from municipalities.models import Municipality


@dataclass(frozen=True)
class Statement:
    """``counts`` is None where nothing stands; ``basis`` are short lines about what it rests on."""

    name: str
    about: str
    headline: Headline
    counts: scoring.Counts | None
    basis: tuple[str, ...]
    address: str
    is_demonstration: bool

    @property
    def figure(self) -> str:
        """'61 %', or "" where no single percentage may stand."""
        return "" if self.headline.figure is None else percent(self.headline.figure)

    @property
    def sentence(self) -> str:
        return self.headline.sentence

    @property
    def plain_address(self) -> str:
        """The address as one reads it aloud."""
        return plain(self.address)


def plain(address: str) -> str:
    """'https://example.org/a/' -> 'example.org/a', which leads to the same page."""
    return address.partition("//")[2].rstrip("/")


def of_scorecard(scorecard: Scorecard, term: Term, *, after: Scorecard | None = None) -> Statement:
    """One published revision; ``after`` is the revision that corrected it, if one did."""
    name = in_this_language(scorecard.municipality, "name").text
    about = [
        _("Social Contract %(term)s") % {"term": in_this_language(term, "label").text},
        in_this_language(scorecard.round, "name").text,
    ]
    if scorecard.is_final:
        about.append(_("final result"))
    if after is not None:
        about.append(
            _("revision %(revision)s, corrected on %(day)s")
            % {"revision": scorecard.revision, "day": _day(after.published_at)}
        )
    elif scorecard.revision > 1:
        about.append(_("revision %(revision)s") % {"revision": scorecard.revision})
    is_retracted = hasattr(scorecard, "retraction")
    return Statement(
        name=name,
        about=" · ".join(about),
        headline=_retracted() if is_retracted else headline.of_scorecard(scorecard),
        counts=None if is_retracted or not scorecard.counts.total else scorecard.counts,
        basis=_retraction(scorecard) if is_retracted else basis_of(scorecard),
        address=settings.PUBLIC_ORIGIN + addresses.of_scorecard(scorecard),
        is_demonstration=term.is_demonstration,
    )


def of_municipality(
    municipality: Municipality,
    term: Term,
    scorecard: Scorecard | None,
    words: Headline,
    *,
    on: datetime.date,
) -> Statement:
    """What stands about a municipality; ``words`` say why, where no ``scorecard`` does."""
    if scorecard is not None:
        return of_scorecard(scorecard, term)
    return Statement(
        name=in_this_language(municipality, "name").text,
        about=_("Social Contract %(term)s") % {"term": in_this_language(term, "label").text},
        headline=words,
        counts=None,
        basis=(_("as of %(day)s") % {"day": date_format(on)},),
        address=settings.PUBLIC_ORIGIN
        + reverse("scorecards:municipality-term", args=[municipality.slug, term.slug]),
        is_demonstration=term.is_demonstration,
    )


def of_the_network(pooled: Pooled | None, term: Term, *, on: datetime.date) -> Statement:
    """The pooled counts of the round that is compared, or that there are none yet."""
    about = _("Social Contracts, %(term)s") % {"term": in_this_language(term, "label").text}
    basis = (_("as of %(day)s") % {"day": date_format(on)},)
    words = Headline(
        State.NOT_BEGUN,
        _("No result computed by this portal’s method has been published for this term."),
        _("no result published"),
    )
    if pooled is not None:
        about = f"{about} · {in_this_language(pooled.round, 'name').text}"
        words = pooled.headline
        municipalities = ngettext(
            "counts of %(n)s municipality",
            "counts of %(n)s municipalities, pooled",
            pooled.municipalities,
        ) % {"n": pooled.municipalities}
        basis = (
            municipalities,
            *_coverage(scoring.score(pooled.counts)),
            _("evidence until %(day)s") % {"day": date_format(pooled.round.evidence_until)},
        )
    return Statement(
        name=_("What became of the promises"),
        about=about,
        headline=words,
        counts=pooled.counts if pooled and pooled.counts.total else None,
        basis=basis,
        address=settings.PUBLIC_ORIGIN + reverse("scorecards:term", args=[term.slug]),
        is_demonstration=term.is_demonstration,
    )


def basis_of(scorecard: Scorecard) -> tuple[str, ...]:
    """Coverage, evidence date and method; of what others published, who and since when here."""
    if scorecard.is_as_published:
        return (
            _("as published by %(who)s")
            % {"who": in_this_language(scorecard.monitoring, "name").text},
            _("sealed here on %(day)s") % {"day": _day(scorecard.published_at)},
        )
    return (
        *_coverage(scorecard.score),
        _("evidence until %(day)s") % {"day": date_format(scorecard.evidence_until)},
        _("method version %(version)s") % {"version": scorecard.method_version},
    )


def _coverage(score: scoring.Score) -> tuple[str, ...]:
    if score.coverage is None:
        return ()
    return (f"{headline.k_of_n(score.counts)} ({percent(score.coverage)})",)


def _retracted() -> Headline:
    return Headline(
        State.RETRACTED,
        _("This scorecard was retracted after publication."),
        _("result retracted"),
    )


def _retraction(scorecard: Scorecard) -> tuple[str, ...]:
    return (_("retracted on %(day)s") % {"day": _day(scorecard.retraction.retracted_at)},)


def _day(moment: datetime.datetime) -> str:
    return date_format(localtime(moment).date())
