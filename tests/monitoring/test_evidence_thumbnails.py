"""Small pictures: light, upright, of the public copy alone, and never in the way."""

import io
import random

import pytest
from PIL import Image

from monitoring import evidence
from monitoring.evidence import NoSpace, storage, thumbnails
from tests.monitoring import evidence_samples as samples


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def small_picture_of(content, name="foto"):
    """The stored file, and its thumbnail opened."""
    stored = evidence.take_in(content, name=name)
    drawn = evidence.thumbnail_path(stored.sha256).read_bytes()
    return stored, Image.open(io.BytesIO(drawn))


def noise(width, height):
    """The picture that is hardest to make small; every run draws the same."""
    dots = random.Random(7).randbytes(3 * width * height)
    return Image.frombytes("RGB", (width, height), dots)


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((4000, 3000), (320, 240)),
        ((3000, 4000), (180, 240)),
        ((1000, 100), (320, 32)),
        ((60, 40), (60, 40)),
        ((1, 5000), (1, 240)),
    ],
)
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_thumbnail_fits_its_field_and_keeps_its_shape(size, small, format):
    _stored, picture = small_picture_of(samples.saved(samples.picture(size), format))

    assert (picture.format, picture.size) == ("WEBP", small)


@pytest.mark.parametrize("size", [(320, 240), (2000, 1500)])
def test_a_thumbnail_is_never_heavier_than_15_kb(size):
    stored, _picture = small_picture_of(samples.saved(noise(*size), "PNG"))

    assert evidence.thumbnail_path(stored.sha256).stat().st_size <= 15 * 1024


def test_a_thumbnail_that_no_quality_makes_light_enough_is_drawn_smaller(monkeypatch):
    monkeypatch.setattr(thumbnails, "MAX_BYTES", 1024)

    drawn = thumbnails.draw(samples.saved(noise(320, 240), "PNG"))

    assert len(drawn) <= 1024
    assert Image.open(io.BytesIO(drawn)).size == (80, 60)


def test_a_thumbnail_is_upright():
    _stored, picture = small_picture_of(samples.jpeg(orientation=6))

    assert picture.size == (40, 60)
    red, _, blue = picture.getpixel((20, 5))
    assert red > 150 > blue


def test_what_is_clear_is_white_in_small():
    drawing = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    drawing.paste((0, 0, 0, 255), (0, 0, 20, 40))

    _stored, picture = small_picture_of(samples.saved(drawing, "PNG"))

    assert picture.getpixel((35, 20))[0] > 240
    assert picture.getpixel((5, 20))[0] < 15


def test_the_same_picture_gives_the_same_thumbnail():
    content = samples.saved(noise(900, 700), "JPEG")

    assert thumbnails.draw(content) == thumbnails.draw(content)


def test_a_document_has_no_thumbnail(media):
    stored = evidence.take_in(samples.pdf(), name="vendim.pdf")

    assert not evidence.thumbnail_path(stored.sha256).exists()
    assert thumbnails.of(stored.sha256, stored.size, stored.content_type) is None


# --- Where it is missing, or what it shows ------------------------------------------------------


def thumbnail_of(stored):
    return thumbnails.of(stored.sha256, stored.size, stored.content_type)


def test_a_missing_thumbnail_is_made_again_and_stored():
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")
    path = evidence.thumbnail_path(stored.sha256)
    first = path.read_bytes()
    path.unlink()

    assert thumbnail_of(stored) == first
    assert path.read_bytes() == first


@pytest.mark.parametrize("trouble", [NoSpace, lambda: PermissionError(13, "Permission denied")])
def test_a_thumbnail_that_cannot_be_stored_is_shown_all_the_same(monkeypatch, trouble):
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")
    path = evidence.thumbnail_path(stored.sha256)
    first = path.read_bytes()
    path.unlink()

    def refuse(*args):
        raise trouble()

    monkeypatch.setattr(storage, "write", refuse)

    assert thumbnail_of(stored) == first
    assert not path.exists()


def test_what_was_erased_or_cut_off_is_not_shown_in_small_either():
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")
    path = evidence.public_path(stored.sha256)
    content = path.read_bytes()

    path.write_bytes(content[:-1])
    assert thumbnail_of(stored) is None
    path.unlink()
    assert thumbnail_of(stored) is None


def test_no_thumbnail_is_made_of_a_picture_that_was_altered():
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")
    evidence.thumbnail_path(stored.sha256).unlink()
    path = evidence.public_path(stored.sha256)
    altered = bytearray(path.read_bytes())
    altered[-10] ^= 1
    path.write_bytes(altered)

    assert thumbnail_of(stored) is None
