"""Which pages search engines should know: those of the real record, each in both languages.

Nothing of the demonstration is named, and nothing that is not published (DESIGN §7).
"""

from types import SimpleNamespace
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from contracts.models import Activity, Commitment, Juxtaposition, SocialContract, Term
from monitoring.models.chain import LedgerEntry
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses
from monitoring.scorecards.activities import activities_on_show
from monitoring.scorecards.freshness import Scope, changes_of_offers, facts, newest
from municipalities.models import Organisation

# Pages without a parameter that are worth finding; those of a term stand under its own address.
PLAIN = (
    "home", "compare", "sectors", "trend", "stages", "evidence-profile", "rounds", "corrections",
    "organisations", "cases", "elections", "openness", "activities", "search", "method", "about",
    "contact", "ledger", "check", "data", "feeds",
)  # fmt: skip
OF_A_TERM = (
    "term", "compare-term", "sectors-term", "trend-term", "stages-term", "evidence-profile-term",
    "rounds-term", "corrections-term", "cases-term", "elections-term",
    "openness-term", "activities-term",
)  # fmt: skip
REAL = {"term__is_demonstration": False}

scope = Scope(
    "sitemap",
    lambda about: [
        *facts(),
        newest(LedgerEntry.objects.all(), "seq"),
        changes_of_offers(),
        *activities_on_show(),
    ],
)


class InBothLanguages(Sitemap):
    """Every address once for each language, each naming the other (hreflang)."""

    i18n = True
    alternates = True
    limit = 5000

    def location(self, item):
        name, *arguments = item
        return reverse(f"scorecards:{name}", args=arguments)


class Pages(InBothLanguages):
    def items(self):
        real = Term.objects.filter(is_demonstration=False).newest_first()
        return [(name,) for name in PLAIN] + [
            (name, term.slug) for term in real for name in OF_A_TERM
        ]


class Municipalities(InBothLanguages):
    def items(self):
        found = SocialContract.objects.filter(**REAL).order_by("municipality__sort_key", "pk")
        return [
            ("municipality-term", *slugs)
            for slugs in found.values_list("municipality__slug", "term__slug")
        ]


class Scorecards(InBothLanguages):
    def items(self):
        found = Scorecard.objects.standing().filter(contract__term__is_demonstration=False)
        return list(
            found.select_related("municipality", "contract__term", "round").order_by("pk").only(
                "revision", "published_at", "municipality__slug", "contract__term__slug",
                "round__slug",
            )
        )  # fmt: skip

    def location(self, item):
        return addresses.of_scorecard(item)

    def lastmod(self, item):
        return item.published_at


class Commitments(InBothLanguages):
    def items(self):
        found = Commitment.objects.top_level().filter(contract__term__is_demonstration=False)
        references = found.order_by("pk").values_list("reference", flat=True)
        return [("commitment", reference) for reference in references]


class Offers(InBothLanguages):
    """Candidates side by side, and the chain of every need, once they are published."""

    def items(self):
        found = Juxtaposition.objects.published().filter(election__term__is_demonstration=False)
        slugs = ("election__slug", "municipality__slug")
        offers = found.order_by("pk").values_list(*slugs)
        needs = found.order_by("pk", "needs__number").values_list(*slugs, "needs__number")
        return [
            *(("election", election) for election in dict.fromkeys(each[0] for each in offers)),
            *(("offers", *each) for each in offers),
            *(("need", *each) for each in needs),
        ]


class Activities(InBothLanguages):
    """Each public one, and the list of each municipality and organisation that has any."""

    def items(self):
        found = Activity.objects.published().filter(**REAL).order_by("pk")
        there = found.filter(municipalities__is_demonstration=False)
        places = there.values_list("municipalities__slug", "term__slug")
        held = found.filter(organisations__isnull=False)
        holders = held.values_list("organisations__slug", "term__slug")
        return [
            *(("activity", slug) for slug in found.values_list("slug", flat=True)),
            *(("municipality-activities", *slugs) for slugs in dict.fromkeys(places)),
            *(("organisation-activities", *slugs) for slugs in dict.fromkeys(holders)),
        ]


class Organisations(InBothLanguages):
    def items(self):
        slugs = Organisation.objects.members().values_list("slug", flat=True)
        return [("organisation", slug) for slug in slugs]


SECTIONS = {
    "pages": Pages,
    "municipalities": Municipalities,
    "scorecards": Scorecards,
    "commitments": Commitments,
    "offers": Offers,
    "activities": Activities,
    "organisations": Organisations,
}


def parts() -> list[str]:
    """The addresses of all parts: each section in pieces of at most ``limit`` addresses."""
    return [
        settings.PUBLIC_ORIGIN + reverse("files:sitemap-part", args=[name, number])
        for name, section in SECTIONS.items()
        for number in section().paginator.page_range
    ]


def part(name: str, number: int) -> list[dict]:
    """One part as Django's sitemaps describe it; KeyError or EmptyPage if there is none."""
    origin = urlsplit(settings.PUBLIC_ORIGIN)
    site = SimpleNamespace(domain=origin.netloc)
    return SECTIONS[name]().get_urls(page=number, site=site, protocol=origin.scheme)
