"""How a public page says whether it changed, and keeps its bytes while it did not.

A page follows from this release of the portal, its address, the day and what it shows. All of
that goes into its ETag, and what it shows is asked in ONE statement: published results change
only through new ledger entries, facts only with a new row of their history. So an unchanged page
costs one query and no rendering (QUALITY P-01 to P-03, P-08). Nothing of the workshop is asked: a
draft moves no ETag (S-05).
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, wraps

import django
from django.conf import settings
from django.core.cache import cache as kept
from django.core.cache import caches
from django.db import connection
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from contracts.models import (
    Amendment,
    Commitment,
    Exclusion,
    JuxtapositionEvent,
    Sector,
    Signature,
    SocialContract,
    Term,
    TestabilityCheck,
)
from monitoring.models.cases import Case
from monitoring.models.chain import LedgerEntry
from monitoring.models.claims import Claim
from monitoring.models.responses import Retraction, ScorecardReply
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard
from monitoring.scorecards.parameters import Parameter, Several, keep_known
from municipalities.models import AdministrativeUnit, Coverage, Mayor, Municipality, Organisation

PUBLIC = "public"
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
KEPT_FOR = 60 * 60  # seconds; a changed page has another ETag, so this only frees memory
# Pages made before anybody asked. Each holds for its day, and is never asked for when it is over.
SHARED, SHARED_FOR = "made_ahead", 2 * 24 * 60 * 60
# Stands for the argument of a scope before it is known; a database would refuse it in a text.
ANYTHING = "\x00"

MADE_OF_FOLDERS = ("popnet", "municipalities", "contracts", "monitoring", "templates", "static")
MADE_OF_FILES = {".py", ".html", ".txt", ".css", ".js", ".svg", ".mo", ".json"}


@dataclass(frozen=True)
class Scope:
    """What a page shows: questions that each have one answer, which moves when the page must.

    ``argument`` names the part of the address that the questions are about, if any.
    """

    name: str
    questions: Callable[[str], list]
    argument: str = ""


def newest(rows, column: str):
    """The largest ``column`` of the rows, from its index, however many there are."""
    return rows.order_by(f"-{column}").values(column)[:1]


def facts() -> list:
    """Facts change with a history row, written by every save(); the rest is written once.

    Coverage and amendments have no history: they are edited together with the organisation and
    the commitment that they belong to. An exclusion becomes a fact when it is approved.
    """
    historied = (
        Municipality, AdministrativeUnit, Mayor, Organisation, Term, Sector, SocialContract,
        Signature, Commitment, Round,
    )  # fmt: skip
    return [
        *(newest(model.history.all(), "history_id") for model in historied),
        newest(Coverage.objects.all(), "pk"),
        newest(Amendment.objects.all(), "pk"),
        newest(Exclusion.objects.filter(approved_at__isnull=False), "approved_at"),
        newest(Claim.objects.all(), "pk"),
    ]


def entries_about(**scorecards) -> list:
    """Ledger entries of the scorecards that these conditions pick, with replies, retractions."""
    of_a_scorecard = {f"scorecard__{field}": value for field, value in scorecards.items()}
    return [
        newest(Scorecard.objects.filter(**scorecards), "entry_id"),
        newest(ScorecardReply.objects.filter(**of_a_scorecard), "entry_id"),
        newest(Retraction.objects.filter(**of_a_scorecard), "entry_id"),
    ]


def changes_of_offers(**juxtapositions):
    """The newest public change of the juxtapositions that these conditions pick."""
    about = {f"juxtaposition__{field}": value for field, value in juxtapositions.items()}
    return newest(JuxtapositionEvent.objects.filter(**about), "pk")


# A page that shows the words of the portal and nothing stored.
explanations = Scope("explanations", lambda about: [])
fact_pages = Scope("facts", lambda about: facts())
network_pages = Scope("network", lambda about: [*facts(), newest(LedgerEntry.objects.all(), "seq")])
municipality_pages = Scope(
    "municipality",
    lambda slug: [
        *facts(),
        *entries_about(municipality__slug=slug),
        changes_of_offers(municipality__slug=slug),
        newest(
            TestabilityCheck.objects.filter(commitment__contract__municipality__slug=slug),
            "checked_at",
        ),
    ],
    argument="slug",
)
commitment_pages = Scope(
    "commitment",
    lambda reference: [
        *facts(),
        *entries_about(contract__commitments__reference=reference),
        changes_of_offers(needs__commitments__reference=reference),
    ],
    argument="reference",
)
organisation_pages = Scope(
    "organisation",
    lambda slug: [
        *facts(),
        *entries_about(monitoring__slug=slug),
        *entries_about(reviewing__slug=slug),
    ],
    argument="slug",
)
correction_pages = Scope(
    "corrections",
    lambda about: [
        *facts(),
        newest(Scorecard.objects.corrections(), "entry_id"),
        newest(Retraction.objects.all(), "entry_id"),
    ],
)
round_pages = Scope(
    "round",
    lambda slug: [*facts(), *entries_about(round__slug=slug)],
    argument="round",
)
# What citizens sent moves no page before a coordinator has decided it (S-50).
decided_cases = Scope(
    "decided cases", lambda about: [*facts(), newest(Case.objects.decided(), "decided_at")]
)
one_case = Scope(
    "case",
    lambda number: [
        *facts(),
        newest(Case.objects.filter(number=number), "received_at"),
        newest(Case.objects.filter(number=number), "decided_at"),
    ],
    argument="number",
)

file_pages = Scope(
    "file",
    lambda sha256: [
        *facts(),
        *entries_about(lines__evidence__sha256=sha256),
        *entries_about(replies__letters__sha256=sha256),
    ],
    argument="sha256",
)


def public(view):
    """Everybody may read it, and nobody can send it anything."""
    guarded = require_safe(view)
    guarded.policy = PUBLIC
    return guarded


def always(request) -> bool:
    return True


def fresh(
    *,
    scope: Scope,
    parameters: Iterable[Parameter | Several] = (),
    kept_if: Callable[..., bool] = always,
):
    """A public page that is made again only when something in its scope has changed.

    Of what stands behind "?" only these parameters are known: all others are forgotten, so that
    they can neither reach the page nor multiply what is kept (QUALITY V-02). ``kept_if`` tells
    of a request whether its page is worth keeping; one that is not has its ETag all the same.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            query = keep_known(request, parameters)
            about = str(kwargs.get(scope.argument, ""))
            if ANYTHING in about:
                raise Http404

            def tag_now():
                return _etag(request, query, scope, about)

            def render():
                return view(request, *args, **kwargs)

            tag = tag_now()
            if not kept_if(request):
                return unless_known(request, tag, render)
            return unless_known(request, tag, lambda: _kept(tag) or _made(render, tag, tag_now))

        return public(answer)

    return decorate


def unless_known(request, tag: str, make, cache_control: str = CACHE_CONTROL):
    """304 to somebody who has the answer already, otherwise what ``make`` makes, with its ETag."""
    # "*" asks whether there is such a page at all, and only making it tells.
    anything = request.headers.get("If-None-Match", "").strip() == "*"
    response = None if anything else get_conditional_response(request, etag=tag)
    if response is None:
        response = make()
        tag = response.headers.get("ETag", tag)
        response = get_conditional_response(request, etag=tag, response=response)
    if response.status_code in (200, 304):
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = cache_control
    return response


def _made(render, tag: str, tag_now) -> HttpResponse:
    """The rendered answer with the ETag it was made under: never half old and half new.

    If something was published meanwhile it is made again (QUALITY V-05).
    """
    made_under = None
    while made_under != tag:
        made_under = tag
        response = render()
        if response.status_code != 200 or response.streaming:
            return response
        tag = tag_now()
    response.headers["ETag"] = tag
    kept.set(tag, _as_kept(response), KEPT_FOR)
    return response


def share(response: HttpResponse) -> None:
    """Let all servers and workers answer with it, as long as they would make the same."""
    caches[SHARED].set(response.headers["ETag"], _as_kept(response), SHARED_FOR)


def _as_kept(response: HttpResponse) -> tuple[dict, bytes]:
    return dict(response.headers), response.content


def _kept(tag: str) -> HttpResponse | None:
    found = kept.get(tag)
    if found is None:
        found = _shared(tag)
        if found is None:
            return None
        kept.set(tag, found, KEPT_FOR)
    headers, content = found
    return HttpResponse(content, headers=headers)


def _shared(tag: str) -> tuple[dict, bytes] | None:
    try:
        return caches[SHARED].get(tag)
    except OSError:  # a disk that fails costs a reader the time of making the page, and no more
        return None


def _etag(request, query: str, scope: Scope, about: str) -> str:
    """Strong, from everything that the page follows from.

    The day is always part of it: the default term and deadlines depend on it, and two facts that
    were saved at the same moment may show only the first until the next day.
    """
    parts = [
        release(),
        localdate().isoformat(),
        request.LANGUAGE_CODE,
        request.path,
        query,
        *_answers(scope, about),
    ]
    return f'"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def _answers(scope: Scope, about: str) -> list[str]:
    sql, params = _statement(scope, connection.vendor)
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [about if param == ANYTHING else param for param in params])
        return [str(answer) for answer in cursor.fetchone()]


@cache
def _statement(scope: Scope, vendor: str) -> tuple[str, tuple]:
    """All questions of a scope as one SELECT; composed once, composing costs more than asking."""
    asked = [question.query.sql_with_params() for question in scope.questions(ANYTHING)]
    if not asked:
        return "", ()
    columns = ", ".join(f"({sql})" for sql, _params in asked)
    return f"SELECT {columns}", tuple(param for _sql, params in asked for param in params)


def release() -> str:
    """A fingerprint of what pages are made of besides data: a new release changes every ETag."""
    return _fingerprint() if settings.DEBUG else _fingerprint_at_start()


def _fingerprint() -> str:
    digest = hashlib.sha256(
        f"{django.get_version()} {settings.DEMO} {settings.PUBLIC_ORIGIN}".encode()
    )
    for folder in MADE_OF_FOLDERS:
        for file in sorted((settings.BASE_DIR / folder).rglob("*")):
            if file.suffix in MADE_OF_FILES:
                digest.update(f"\n{file.relative_to(settings.BASE_DIR)}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


_fingerprint_at_start = cache(_fingerprint)
