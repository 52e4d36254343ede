"""manage.py export_site: a copy that is whole, works from a disk, and can be checked (L-11)."""

import datetime
import hashlib
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path, resolve
from time_machine import travel

from monitoring.evidence import name_for, public_path
from monitoring.scorecards.freshness import explanations, fresh, public
from popnet.static_copy import linking
from popnet.static_copy.addresses import canonical
from popnet.static_copy.naming import file_of
from tests import factories
from tests.monitoring.scorecards.public_addresses import pages_of
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC)
PDF = b"%PDF-1.7 invented"
CANARY = "Kanarin-e-draftit"


def export(folder: Path) -> tuple[str, str]:
    """What the command prints and what it complains of."""
    cache.clear()
    said, complained = StringIO(), StringIO()
    call_command("export_site", folder, stdout=said, stderr=complained)
    return said.getvalue(), complained.getvalue()


def cite(story) -> str:
    """The first commitment cites a stored file; returns its address."""
    sha256 = hashlib.sha256(PDF).hexdigest()
    public_path(sha256).parent.mkdir(parents=True)
    public_path(sha256).write_bytes(PDF)
    item = factories.ScorecardEvidenceFactory(
        line=story.scorecard.lines.first(), position=9, sha256=sha256, size=len(PDF),
        content_type="application/pdf", title="Vendimi për ujësjellësin", link="",
    )  # fmt: skip
    return f"/evidence/{sha256}/{name_for(item.title, item.content_type)}"


def amend(story) -> str:
    """The first commitment was amended, and its paper is there; returns the paper's address."""
    content = PDF + b"\n"
    sha256 = hashlib.sha256(content).hexdigest()
    public_path(sha256).parent.mkdir(parents=True)
    public_path(sha256).write_bytes(content)
    amendment = factories.AmendmentFactory(commitment=story.contract.commitments.first())
    document = factories.DocumentFactory(
        contract=None, amendment=amendment, sha256=sha256, size=len(content), title="Marrëveshja"
    )
    return f"/documents/{sha256}/{name_for(document.title, document.content_type)}"


@pytest.fixture(scope="module")
def copied(django_db_setup, django_db_blocker, tmp_path_factory):
    """One copy for all tests that only look at it."""
    media, folder = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("site") / "copy"
    with django_db_blocker.unblock(), transaction.atomic(), travel(NOW, tick=False):
        with override_settings(MEDIA_ROOT=media):
            story = Story(statuses=("full", "none")).published()
            file, paper = cite(story), amend(story)
            activity = factories.ActivityFactory(
                term=story.contract.term, is_public=True,
                municipalities=[story.contract.municipality], organisations=[story.home],
            )  # fmt: skip
            said, complained = export(folder)
        addresses = pages_of(story.scorecard)
        transaction.set_rollback(True)
    return SimpleNamespace(
        folder=folder, said=said, complained=complained, file=file, paper=paper,
        activity=activity, addresses=addresses,
    )  # fmt: skip


def content_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def links_in(file: Path) -> list[str]:
    if file.suffix == ".html":
        return linking.links_of_page(file.read_text())
    return linking.links_of_style(file.read_text()) if file.suffix == ".css" else []


def broken_links(folder: Path) -> list[tuple[str, str]]:
    """Every relative link of the copy that leads to no file in it."""
    return [
        (str(file.relative_to(folder)), link)
        for file in folder.rglob("*")
        for link in (links_in(file) if file.is_file() else ())
        if not urlsplit(link).scheme and urlsplit(link).path
        and not (file.parent / unquote(urlsplit(link).path)).resolve().is_file()
    ]  # fmt: skip


def test_every_public_page_and_file_is_in_the_copy(copied):
    found = content_of(copied.folder)
    # What a reader chooses behind "?m=" needs the portal itself.
    expected = {file_of(a) for a in copied.addresses if canonical(settings.PUBLIC_ORIGIN + a)}
    assert expected - set(found) == set()
    assert len(expected) > 50
    assert found[copied.file.lstrip("/")] == PDF
    assert found[copied.paper.lstrip("/")] == PDF + b"\n"


def test_the_activities_of_a_municipality_are_followed_in_the_copy(copied):
    """From its page to its own list, which needs no answer of the portal, to the activity."""
    lists = sorted(copied.folder.glob("municipalities/*/*/activities/index.html"))
    own = [page for page in lists if copied.activity.title_sq in page.read_text()]
    assert len(own) == 1
    links = links_in(own[0].parent.parent / "index.html")
    assert "activities/index.html" in links
    assert any(link.endswith(f"activities/{copied.activity.slug}/index.html") for link in links)


def test_the_activities_that_an_organisation_held_are_followed_in_the_copy(copied):
    lists = sorted(copied.folder.glob("organisations/*/activities/*/index.html"))
    own = [page for page in lists if copied.activity.title_sq in page.read_text()]
    assert len(own) == 1
    organisation, term = own[0].parts[-4], own[0].parts[-2]
    links = links_in(copied.folder / "organisations" / organisation / "index.html")
    assert f"activities/{term}/index.html" in links


def test_no_link_of_the_copy_is_broken_and_none_leaves_its_folder(copied):
    assert copied.complained == ""
    assert broken_links(copied.folder) == []
    assert len(list(copied.folder.rglob("*.html"))) > 30


def test_nothing_in_a_page_of_the_copy_begins_at_the_root_of_a_server(copied):
    """A mirror may lie in a folder; the pages are read here by other means than the copy's own."""
    from_the_root = {
        (name, attribute)
        for name, content in content_of(copied.folder).items()
        if name.endswith(".html")
        for attribute in re.findall(r'[\w:-]+="/[^"]*"', content.decode())
    }
    assert from_the_root == set()
    home = (copied.folder / "index.html").read_text()
    feeds = re.findall('<link [^>]*atom[^>]* href="(.*?)"', home)
    assert [(copied.folder / feed).is_file() for feed in feeds] == [True]


def test_a_link_that_was_broken_would_be_seen(tmp_path):
    (tmp_path / "index.html").write_text('<a href="method/index.html#top">m</a> <a href="#a">a</a>')
    assert broken_links(tmp_path) == [("index.html", "method/index.html#top")]


def test_the_copy_is_checked_by_the_verifier_that_lies_in_it(copied):
    _origin, size, head = (copied.folder / "ledger/checkpoint.txt").read_text().split()

    done = subprocess.run(
        [sys.executable, "-I", "ledger/ledger.py", "data/v1/ledger.jsonl"]
        + ["--since", f"{size}:{head}"],
        cwd=copied.folder, capture_output=True, text=True,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"good: 1 entries, 1 scorecards recomputed, head {head}\n"


def test_the_list_of_checksums_names_every_file_but_itself(copied):
    found = content_of(copied.folder)
    listed = found.pop("SHA256SUMS").decode()
    assert listed == "".join(
        f"{hashlib.sha256(found[name]).hexdigest()}  {name}\n" for name in sorted(found)
    )


def test_the_command_and_the_copy_say_for_which_checkpoint_it_stands(copied):
    checkpoint = (copied.folder / "ledger/checkpoint.txt").read_text()
    assert copied.said.endswith(f"Checkpoint:\n{checkpoint}")
    assert checkpoint in (copied.folder / "README.txt").read_text()
    assert checkpoint in (copied.folder / "LEXOME.txt").read_text()


def test_two_copies_of_a_day_are_the_same_to_the_byte_and_know_no_draft(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    with travel(NOW, tick=False):
        story = Story(statuses=("full", "none")).published()
        draft = Story(term=story.contract.term, statuses=("partial",))
        export(tmp_path / "one")
        draft.opened()
        for finding in draft.report.findings.all():
            draft.find(finding, "partial", rationale_sq=CANARY, rationale_en=CANARY)
    with travel(NOW + datetime.timedelta(hours=5), tick=False):
        export(tmp_path / "two")

    one, two = content_of(tmp_path / "one"), content_of(tmp_path / "two")

    assert [name for name in one | two if one.get(name) != two.get(name)] == []
    assert [name for name, text in two.items() if CANARY.encode() in text] == []
    draft._reviewed_and_invited(BEGIN + DAY).publish()
    export(tmp_path / "two")
    assert any(CANARY.encode() in text for text in content_of(tmp_path / "two").values())


# --- A portal of two addresses, for what no page decides ------------------------------------------


@public
def fails(request):
    raise RuntimeError


@public
def publishes(request):
    factories.LedgerEntryFactory()
    return HttpResponse("published meanwhile")


@fresh(scope=explanations)
def newcomer(request):
    return HttpResponse(
        '<main><form method="get"><a href="?page=2">2</a> <a href="?m=a&amp;m=b">a, b</a>'
        '<a href="/gone/">gone</a></form></main><footer></footer>'
    )


@pytest.fixture
def portal(settings):
    """A portal of this view and the ledger."""

    def with_(view):
        ledger = path("data/v1/ledger.jsonl", resolve("/data/v1/ledger.jsonl").func)
        settings.PUBLIC_ORIGIN = "https://pop.example.org"
        settings.ROOT_URLCONF = type("urls", (), {
            "urlpatterns": [ledger, path("newcomer/", view)],
            "handler404": staticmethod(lambda request, exception: HttpResponse(status=404)),
            "handler500": staticmethod(lambda request: HttpResponse(status=500)),
        })  # fmt: skip

    return with_


@pytest.fixture
def earlier_copy(tmp_path):
    """What an earlier run left, as far as the command looks at it."""
    (tmp_path / "copy/method").mkdir(parents=True)
    (tmp_path / "copy/method/index.html").write_text("earlier")
    (tmp_path / "copy/SHA256SUMS").write_text(f"{'0' * 64}  method/index.html\n")
    return tmp_path / "copy"


def test_a_new_page_is_in_the_copy_and_what_needs_the_portal_leads_there(portal, tmp_path):
    portal(newcomer)
    _said, complained = export(tmp_path / "copy")
    page = (tmp_path / "copy/newcomer/index.html").read_text()
    assert '<form method="get" action="https://pop.example.org/newcomer/">' in page
    assert '<a href="page=2/index.html">' in page
    assert (tmp_path / "copy/newcomer/page=2/index.html").is_file()
    assert '<a href="https://pop.example.org/newcomer/?m=a&amp;m=b">' in page
    assert '<a href="https://pop.example.org/gone/">' in page
    assert complained == "dead link on /newcomer/: /gone/\n"
    assert page.index("<main>") < page.index('class="note"') < page.index("<form")
    assert page.endswith("</p>\n</footer>")


def test_an_earlier_copy_is_replaced_whole(portal, earlier_copy, tmp_path):
    portal(newcomer)
    export(earlier_copy)
    assert "method/index.html" not in content_of(earlier_copy)
    assert "newcomer/index.html" in content_of(earlier_copy)
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize("foreign", ["letters.txt", "method/letter.txt"])
def test_a_folder_that_holds_anything_else_is_refused_and_left_as_it_was(earlier_copy, foreign):
    (earlier_copy / foreign).write_text("mine")
    before = content_of(earlier_copy)

    with pytest.raises(CommandError, match=foreign) as refusal:
        export(earlier_copy)

    assert refusal.value.returncode == 2
    assert content_of(earlier_copy) == before


def test_a_folder_in_a_folder_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(CommandError, match="There is no folder") as refusal:
        export(tmp_path / "nowhere" / "copy")
    assert refusal.value.returncode == 2


@pytest.mark.parametrize(
    ("view", "reason"), [(fails, "/newcomer/ answers 500"), (publishes, "published meanwhile")]
)
def test_where_no_whole_copy_can_be_made_the_earlier_one_stays(
    portal, earlier_copy, tmp_path, view, reason
):
    before = content_of(earlier_copy)
    portal(view)

    with pytest.raises(CommandError, match=reason) as failure:
        export(earlier_copy)

    assert failure.value.returncode == 1
    assert content_of(earlier_copy) == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/en/ledger/?page=2", "en/ledger/page=2/index.html"),
        ("/?page=2&reading=strict", "page=2/reading=strict/index.html"),
        ("/data/v1/ledger.jsonl", "data/v1/ledger.jsonl"),
        ("/charts/fier.svg?reading=strict", "charts/fier,reading=strict.svg"),
    ],
)
def test_every_address_has_a_file_of_its_own(address, file):
    assert file_of(address) == file
