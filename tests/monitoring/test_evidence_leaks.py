"""What cameras, phones and programs hide in a picture is in nothing that anybody else can fetch."""

import pytest

from monitoring import evidence
from tests.monitoring.evidence_samples import LEAK
from tests.monitoring.leaky_pictures import HIDING, PLAIN, parts

# What a picture is drawn from, and nothing else: tables, sizes, scans.
DRAWN_FROM = {
    "image/jpeg": {"E0", "DB", "C0", "C4", "DA"},
    "image/png": {"IHDR", "IDAT", "IEND"},
    "image/webp": {"VP8 "},
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.mark.parametrize("place", HIDING)
def test_nothing_hidden_in_a_picture_reaches_its_public_copy_or_its_thumbnail(place):
    assert parts(HIDING[place]) not in [parts(plain) for plain in PLAIN.values()]

    stored = evidence.take_in(HIDING[place], name="foto")

    public = evidence.public_path(stored.sha256).read_bytes()
    assert set(parts(public)) == DRAWN_FROM[stored.content_type]
    assert LEAK not in public
    small = evidence.thumbnail_path(stored.sha256).read_bytes()
    assert parts(small) == ["VP8 "]
    assert LEAK not in small


@pytest.mark.parametrize("place", HIDING)
def test_the_original_is_kept_as_it_came(place):
    stored = evidence.take_in(HIDING[place], name="foto")

    assert evidence.original_path(stored.original_sha256).read_bytes() == HIDING[place]
