"""A photo with GPS data, a comment and a thumbnail in it: nobody else ever fetches any of that."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from monitoring import evidence
from monitoring.models import KeptFile
from tests.monitoring import evidence_samples as samples
from tests.monitoring.evidence_samples import LEAK
from tests.monitoring.leaky_pictures import HIDING, SMALL, exif
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

PLACE = (0x8825, 27, "LEAK-place")
OWNER = (0x8769, 0xA430, "LEAK-owner")
PHOTO = samples.saved(
    samples.picture((640, 480)), "JPEG", exif=exif(PLACE, OWNER, thumbnail=SMALL),
    comment=b"LEAK-comment",
)  # fmt: skip
FILES = {
    "foto.jpg": PHOTO,
    "foto e dytë.jpg": HIDING["a film behind a photo"],
    "vendim.pdf": samples.pdf(),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def story():
    """A report with three files, sent and described through the pages."""
    story = Story(statuses=("full",)).filled()
    finding = story.report.findings.get()
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/findings/{finding.pk}/")
    for name, content in FILES.items():
        browser.send("save", files=SimpleUploadedFile(name, content))
    for kept in KeptFile.objects.all():
        words = {"evidence_class": "observation", "title": f"Foto {kept.pk}", "dated": "7.8.2026"}
        words |= {"shows": "Rruga e shtruar."}
        browser.send("save", **{f"kept-{kept.pk}-{name}": word for name, word in words.items()})
    assert KeptFile.objects.count() == 0
    assert finding.evidence.exclude(sha256="").count() == len(FILES)
    return story


def of_files(story) -> list[str]:
    items = story.report.findings.get().evidence.exclude(sha256="")
    return [f"{kind}/{item.sha256}/" for item in items for kind in ("files", "thumbnails")]


def everything_fetched(client, addresses) -> bytes:
    """All bytes and headers behind these addresses, what is packed unpacked."""
    found, pictures = [], 0
    for address in addresses:
        response = client.get(address)
        if response.status_code == 404:
            continue  # the thumbnail of a document
        content = response.getvalue()
        found += [repr(response.headers).encode(), content]
        found += [samples.everything_of(content)] if content.startswith(b"%PDF") else []
        pictures += response.headers["Content-Type"].startswith("image/")
    assert (len(addresses), pictures) == (6, 4)  # two photos, each also in small, and a document
    return b"".join(found)


def test_the_originals_hold_it(story):
    items = story.report.findings.get().evidence.exclude(sha256="")
    kept = [evidence.original_path(item.original_sha256).read_bytes() for item in items]

    assert sorted(kept) == sorted(FILES.values())
    assert all(LEAK in content for content in kept)


@pytest.mark.parametrize("who", ["author", "reviewer", "admin"])
def test_it_is_in_nothing_that_a_reader_of_the_report_opens(story, who):
    story.in_review()
    report = f"/workspace/reports/{story.report.pk}"
    client = signed_in(getattr(story, who))

    assert LEAK not in everything_fetched(client, [f"{report}/{of}" for of in of_files(story)])


def test_it_is_in_nothing_that_the_municipality_opens(story, client, monkeypatch):
    story.invited()
    monkeypatch.setattr(timezone, "now", lambda: BEGIN + 3 * DAY)

    addresses = [f"/reply/{story.token}/{of}" for of in of_files(story)]
    assert LEAK not in everything_fetched(client, addresses)


def test_it_is_in_nothing_that_a_citizen_opens(story, client):
    story.published()
    page = client.get(f"/commitments/{story.commitments[0].reference}/").content.decode()
    shown = set(re.findall(r'(?:href|src)="(/evidence/[^"]+)"', page))
    in_small = {address for address in shown if "/thumbnail/" in address}
    assert (len(shown), len(in_small)) == (5, 2)

    document = next(address for address in shown if address.endswith(".pdf"))
    no_picture = re.sub("/([^/]+).pdf", r"/thumbnail/\1.webp", document)
    assert LEAK not in everything_fetched(client, [*sorted(shown), no_picture])
