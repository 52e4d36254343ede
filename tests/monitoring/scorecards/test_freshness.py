"""An unchanged page costs one query and no rendering; a changed one is never half old."""

import datetime

import pytest
from django.core.cache import cache
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from time_machine import travel

from monitoring import actions
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import freshness
from monitoring.scorecards.freshness import (
    commitment_pages,
    correction_pages,
    explanations,
    fact_pages,
    fresh,
    municipality_pages,
    network_pages,
    organisation_pages,
)
from monitoring.scorecards.parameters import PAGE
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC)
KEEP = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"


class Page:
    """A page that counts how often it is rendered and shows what its request still knows."""

    def __init__(self, scope=fact_pages, parameters=(), **argument):
        self.rendered = 0
        self.argument = argument
        self.view = fresh(scope=scope, parameters=parameters)(self.render)

    def render(self, request, **argument):
        self.rendered += 1
        return HttpResponse(f"{self.rendered} {request.GET.urlencode()}")

    def get(self, address="/page/", method="GET", language="sq", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = RequestFactory().generic(method, address, headers=headers)
        request.LANGUAGE_CODE = language
        return self.view(request, **self.argument)


@pytest.fixture(autouse=True)
def one_moment():
    with travel(NOON, tick=False):
        yield


def tag(page, **kwargs):
    return page.get(**kwargs)["ETag"]


def test_a_page_carries_a_strong_etag_and_says_how_long_it_keeps():
    response = Page().get()
    assert response["ETag"].startswith('"')
    assert len(response["ETag"]) == 34
    assert response["Cache-Control"] == KEEP


def test_an_unchanged_page_is_rendered_once_and_then_costs_one_query(django_assert_num_queries):
    page = Page()
    first = page.get()
    with django_assert_num_queries(1):
        second = page.get()
    assert page.rendered == 1
    assert (second.content, second["ETag"]) == (first.content, first["ETag"])
    assert second["Content-Type"] == "text/html; charset=utf-8"
    assert second["Cache-Control"] == KEEP


def test_somebody_who_has_the_page_gets_304_for_one_query(django_assert_num_queries):
    page = Page()
    etag = tag(page)
    cache.clear()
    with django_assert_num_queries(1):
        response = page.get(If_None_Match=etag)
    assert (response.status_code, response.content, page.rendered) == (304, b"", 1)
    assert (response["ETag"], response["Cache-Control"]) == (etag, KEEP)


@pytest.mark.parametrize("sent", ["W/{}", '"other", {}', "*"])
def test_every_way_of_asking_for_a_change_is_understood(sent):
    page = Page()
    assert page.get(If_None_Match=sent.format(tag(page))).status_code == 304


@pytest.mark.parametrize("sent", ['"other"', "nonsense", ""])
def test_other_validators_get_the_page(sent):
    page = Page()
    tag(page)
    assert page.get(If_None_Match=sent).status_code == 200


def test_a_page_that_does_not_exist_is_not_found_whatever_the_reader_claims_to_have():
    def nowhere(request):
        raise Http404

    request = RequestFactory().get("/page/", headers={"If-None-Match": "*"})
    request.LANGUAGE_CODE = "sq"
    with pytest.raises(Http404):
        fresh(scope=fact_pages)(nowhere)(request)


def test_head_is_answered_like_get():
    page = Page()
    assert tag(page, method="HEAD") == tag(page)
    assert page.rendered == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_reach_no_page(method):
    page = Page()
    response = page.get(method=method)
    assert (response.status_code, response["Allow"], page.rendered) == (405, "GET, HEAD", 0)


def test_parameters_that_a_page_does_not_know_change_nothing():
    page = Page()
    assert page.get("/page/?utm=1&page=2").content == page.get("/page/").content == b"1 "
    assert tag(page, address="/page/?utm=1&page=2") == tag(page)


def test_a_paged_page_knows_its_page_and_nothing_else():
    page = Page(parameters=(PAGE,))
    assert page.get("/page/?x=1&page=2").content == b"1 page=2"
    assert tag(page, address="/page/?page=2") != tag(page)
    assert tag(page, address="/page/?page=02&y") == tag(page, address="/page/?page=2")
    assert tag(page, address="/page/?page=1") == tag(page)
    assert page.rendered == 2


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "1.5", "²", "x", "%00"])
def test_odd_page_numbers_are_no_error_here(number):
    assert Page(parameters=(PAGE,)).get(f"/page/?page={number}").status_code == 200


def test_path_language_day_and_release_are_part_of_the_etag(monkeypatch):
    page = Page()
    tags = [tag(page), tag(page, address="/other/"), tag(page, language="en")]
    with travel(NOON.replace(hour=23)):  # already the next day in Tirana
        tags.append(tag(page))
    monkeypatch.setattr(freshness, "_fingerprint_at_start", lambda: "the next release")
    tags.append(tag(page))
    assert len(set(tags)) == 5


def test_the_release_follows_templates_styles_words_and_code(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    tags = [freshness._fingerprint()]
    for name in ("templates/x.html", "static/css/x.css", "popnet/locale/x.mo", "monitoring/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
        tags.append(freshness._fingerprint())
        (tmp_path / name).write_text("2")
        tags.append(freshness._fingerprint())
    settings.DEMO = not settings.DEMO
    tags.append(freshness._fingerprint())
    assert len(set(tags)) == 10


def test_an_answer_that_is_no_page_is_not_kept_and_has_no_etag():
    page = Page()
    page.render = lambda request: HttpResponse("gone", status=410)
    page.view = fresh(scope=fact_pages)(page.render)
    response = page.get()
    assert "ETag" not in response
    assert "Cache-Control" not in response
    page.view = fresh(scope=fact_pages)(lambda request: HttpResponse("here"))
    assert page.get().content == b"here"


def test_what_is_streamed_is_not_kept_in_memory():
    view = fresh(scope=fact_pages)(lambda request: StreamingHttpResponse([b"1"]))
    request = RequestFactory().get("/page/")
    request.LANGUAGE_CODE = "sq"
    assert [view(request).getvalue(), view(request).getvalue()] == [b"1", b"1"]


def test_a_page_that_something_was_published_into_is_made_again():
    """The first reader gets the new page whole, under the ETag of the new page (V-05)."""

    def render(request):
        page.rendered += 1
        number = Scorecard.objects.count()
        if page.rendered == 1:
            factories.ScorecardFactory()
        return HttpResponse(str(number))

    page = Page()
    page.view = fresh(scope=network_pages)(render)

    first = page.get()

    assert (first.content, page.rendered) == (b"1", 2)
    assert first["ETag"] == tag(page)
    assert page.rendered == 2


def test_a_page_without_stored_facts_asks_nothing(django_assert_num_queries):
    page = Page(explanations)
    with django_assert_num_queries(0):
        page.get()
        page.get()


# --- What moves which page -------------------------------------------------------------------


@pytest.fixture
def story():
    return Story().published()


def saved(row):
    row.save()


FACTS = {
    "municipality": lambda s: saved(s.municipality),
    "unit": lambda s: factories.AdministrativeUnitFactory(municipality=s.municipality),
    "mayor": lambda s: factories.MayorFactory(municipality=s.municipality),
    "organisation": lambda s: saved(s.home),
    "coverage": lambda s: factories.CoverageFactory(
        organisation=s.peer, municipality=s.municipality
    ),
    "term": lambda s: saved(s.contract.term),
    "sector": lambda s: saved(s.commitments[0].sector),
    "contract": lambda s: saved(s.contract),
    "signature": lambda s: factories.SignatureFactory(contract=s.contract),
    "commitment": lambda s: saved(s.commitments[0]),
    "amendment": lambda s: factories.AmendmentFactory(commitment=s.commitments[0]),
    "exclusion in force": lambda s: factories.ExclusionFactory(
        commitment=s.commitments[0], approved_at=NOON
    ),
    "round": lambda s: saved(s.round),
    "claim": lambda s: factories.ClaimFactory(term=s.contract.term),
    "a fact that is gone": lambda s: s.contract.signatures.first().delete(),
}


def pages(story):
    return {
        "facts": Page(fact_pages),
        "network": Page(network_pages),
        "municipality": Page(municipality_pages, slug=story.municipality.slug),
        "commitment": Page(commitment_pages, reference=story.commitments[0].reference),
        "author": Page(organisation_pages, slug=story.home.slug),
        "reviewer": Page(organisation_pages, slug=story.peer.slug),
        "corrections": Page(correction_pages),
    }


def moved(shown, change) -> set[str]:
    before = {name: tag(page) for name, page in shown.items()}
    change()
    return {name for name, page in shown.items() if tag(page) != before[name]}


@pytest.mark.parametrize("fact", FACTS)
def test_a_changed_fact_moves_every_page_that_shows_facts(story, fact):
    factories.SignatureFactory(contract=story.contract)
    shown = pages(story)
    assert moved(shown, lambda: FACTS[fact](story)) == set(shown)


def published(story, round_):
    """The row alone: a story would also enter a round, which is a fact."""
    return factories.ScorecardFactory(
        contract=story.contract, round=round_, monitoring=story.home, reviewing=story.peer
    )


def test_a_publication_moves_only_the_pages_that_show_it(story):
    other = Story().published()
    shown = pages(story) | {f"other {name}": page for name, page in pages(other).items()}
    round_ = factories.RoundFactory(term=story.contract.term)

    assert moved(shown, lambda: published(story, round_)) == {
        "network", "other network", "municipality", "commitment", "author", "reviewer",
    }  # fmt: skip


def test_a_reply_moves_the_pages_of_its_municipality_and_of_its_organisations(story):
    found = moved(pages(story), lambda: factories.ScorecardReplyFactory(scorecard=story.scorecard))
    assert found == {"network", "municipality", "commitment", "author", "reviewer"}


def test_a_correction_and_a_retraction_also_move_the_list_of_corrections(story):
    def retract():
        actions.retract(
            report=story.report, by=story.admin, at=BEGIN + 90 * DAY,
            reason_sq="U botua nën emrin e një bashkie tjetër.",
        )  # fmt: skip

    shown = pages(story)
    for change in (story.corrected, retract):
        assert moved(shown, change) == set(shown) - {"facts"}


def test_work_on_a_draft_moves_nothing(story):
    shown = pages(story)
    draft = Story(term=story.contract.term)
    shown |= {f"draft's {name}": page for name, page in pages(draft).items()}

    assert moved(shown, lambda: draft.invited()) == set()


def test_a_proposed_exclusion_moves_nothing_until_it_is_approved(story):
    shown = pages(story)

    def propose():
        exclusion = factories.ExclusionFactory(commitment=story.commitments[0])
        factories.ExclusionApprovalFactory(exclusion=exclusion, organisation=story.home)

    assert moved(shown, propose) == set()


def test_what_people_do_with_their_accounts_moves_nothing(story):
    def work():
        factories.UserFactory(coordinates=story.home, name="Personi i Ri")
        story.author.save()

    assert moved(pages(story), work) == set()


def test_a_nul_in_an_address_is_not_found():
    with pytest.raises(Http404):
        Page(commitment_pages, reference="a\x00b").get()


def test_the_question_takes_one_statement_however_much_there_is(django_assert_num_queries):
    story = Story().published()
    for _ in range(10):
        factories.ScorecardFactory()
    for page in pages(story).values():
        page.get()
        with django_assert_num_queries(1):
            page.get()
