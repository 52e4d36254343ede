"""What is read first after a publication is made when it is published, and is what readers get."""

import pickle
import zlib

import pytest
from django.core.cache import cache, caches
from django.utils import translation
from django.utils.timezone import localdate
from time_machine import travel

from monitoring import actions, made_public
from monitoring.scorecards import addresses, freshness, made_ahead
from popnet import making_ahead
from tests.stories import BEGIN, DAY, Story

LANGUAGES = ("sq", "en")
SECRET = "Fjalë të papublikuara"


@pytest.fixture
def folder(settings, tmp_path):
    """Pages are shared as in production, in a folder of this test alone."""
    settings.CACHES = settings.CACHES | {
        "made_ahead": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": tmp_path / "pages",
        }
    }
    return tmp_path / "pages"


@pytest.fixture
def server(folder):
    """This process publishes as a server does."""
    making_ahead.begin()
    yield
    made_public.signal.disconnect(dispatch_uid="made ahead")


@pytest.fixture
def story(server, db, django_capture_on_commit_callbacks):
    story = Story()
    with django_capture_on_commit_callbacks(execute=True):
        story.published()
    return story


def addresses_in(language, scorecard):
    with translation.override(language):
        return list(made_ahead.addresses_read_first(scorecard))


def rendered_anew(client, address):
    """What the page is without anything kept or made ahead."""
    cache.clear()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(freshness, "_shared", lambda tag: None)
        answer = client.get(address)
    cache.clear()
    return answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_reader_gets_the_page_for_one_question(
    client, story, language, django_assert_num_queries
):
    found = addresses_in(language, story.scorecard)
    assert len(found) == 4
    for address in found:
        cache.clear()
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_byte_for_byte_what_that_reader_would_have_made(client, story, language):
    for address in addresses_in(language, story.scorecard):
        anew = rendered_anew(client, address)
        ahead = client.get(address)
        assert (ahead.content, dict(ahead.headers)) == (anew.content, dict(anew.headers))


def test_a_correction_makes_the_page_of_what_it_replaced_too(
    client, story, django_capture_on_commit_callbacks, django_assert_num_queries
):
    old = story.scorecard
    with django_capture_on_commit_callbacks(execute=True):
        story.corrected()
    found = addresses_in("sq", story.scorecard)
    with translation.override("sq"):
        assert addresses.of_scorecard(old) == found[-1]
    cache.clear()
    with django_assert_num_queries(1):
        page = client.get(found[-1])
    assert found[-2] in page.content.decode()


def test_nothing_is_answered_from_before_a_retraction(
    client, story, django_capture_on_commit_callbacks
):
    [*_others, address] = addresses_in("sq", story.scorecard)
    before = client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        actions.retract(
            report=story.report, by=story.admin, reason_sq="Një vendim nuk ishte parë fare."
        )
    cache.clear()
    after = client.get(address).content.decode()
    assert "Një vendim nuk ishte parë fare." not in before
    assert "Një vendim nuk ishte parë fare." in after


def test_no_page_made_ahead_says_a_word_of_a_draft(story, folder):
    draft = actions.open_correction(
        report=story.report, by=story.author, cause_sq="Një vendim i këshillit nuk ishte parë."
    )
    story.find(draft.findings.first(), "partial", rationale_sq=SECRET)
    made_ahead.forget()
    cache.clear()
    made_ahead.make(story.scorecard)
    pages = [content for _headers, content in shared(folder)]
    assert len(pages) >= 8
    assert not any(SECRET.encode() in content for content in pages)


def shared(folder):
    """All (headers, content) in the folder, as they lie there."""
    for file in folder.glob("*.djcache"):
        with file.open("rb") as opened:
            pickle.load(opened)
            value = pickle.loads(zlib.decompress(opened.read()))
        if isinstance(value, tuple):
            yield value


def test_what_was_made_on_another_day_is_thrown_away(story, folder):
    made_before = {file.name for file in folder.glob("*.djcache")}
    with travel(BEGIN + 400 * DAY, tick=False):
        made_ahead.make(story.scorecard)
    left = {file.name for file in folder.glob("*.djcache")}
    assert len(left & made_before) == 1  # the name of the day, whose value is another
    assert len(left) == len(made_before)


def test_a_server_that_starts_believes_nothing_that_lay_there(story, folder):
    assert list(folder.glob("*.djcache"))
    making_ahead.begin()
    assert not list(folder.glob("*.djcache"))


def test_a_disk_that_cannot_be_read_costs_the_reader_nothing_but_time(client, story, monkeypatch):
    def broken(*_args, **_kwargs):
        raise PermissionError

    address = addresses.of_scorecard(story.scorecard)
    cache.clear()
    good = client.get(address).content
    cache.clear()
    monkeypatch.setattr(type(caches["made_ahead"]), "get", broken)
    assert client.get(address).content == good


def test_a_page_that_cannot_be_made_undoes_no_publication(
    server, db, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    def broken(*_args):
        raise RuntimeError("no page")

    monkeypatch.setattr(made_ahead, "_make", broken)
    story = Story(("full", "none"))
    with django_capture_on_commit_callbacks(execute=True):
        story.published()
    assert story.report.status == "published"
    assert "no page" in caplog.text


def test_who_publishes_goes_on_in_her_own_language(story):
    with translation.override("en"):
        made_ahead.make(story.scorecard)
        assert translation.get_language() == "en"


def test_a_command_that_publishes_makes_no_pages(folder, db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Story(("full", "none")).published()
    assert not folder.exists()


def test_the_day_is_the_portals(folder, story):
    assert caches["made_ahead"].get(made_ahead.DAY) == localdate().isoformat()
