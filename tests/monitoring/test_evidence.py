"""The one door for files: what is taken in, what of it becomes public, and what never does."""

import hashlib
import io

import pikepdf
import pytest
from PIL import Image

from monitoring import evidence
from tests.monitoring import evidence_samples as samples

PICTURES = {
    "image/jpeg": samples.jpeg,
    "image/png": samples.png,
    "image/webp": samples.webp,
}
PDF_CHANGES = [
    samples.author,
    samples.scripts,
    samples.attachment,
    samples.launch,
    samples.note,
    samples.empty_form,
    samples.hiding_places,
    samples.wrapped_picture,
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def public_bytes(stored):
    return evidence.public_path(stored.sha256).read_bytes()


def picture_of(stored):
    return Image.open(io.BytesIO(public_bytes(stored)))


# --- Stored -------------------------------------------------------------------------------------


@pytest.mark.parametrize("content_type", PICTURES)
def test_a_picture_is_kept_as_original_and_as_public_copy(media, content_type):
    original = PICTURES[content_type]()

    stored = evidence.take_in(io.BytesIO(original), name="foto")

    assert stored.content_type == content_type
    assert stored.original_sha256 == hashlib.sha256(original).hexdigest()
    assert evidence.original_path(stored.original_sha256).read_bytes() == original
    assert stored.sha256 == hashlib.sha256(public_bytes(stored)).hexdigest()
    assert stored.size == len(public_bytes(stored))
    assert stored.original_size == len(original)
    assert samples.files_in(media) == [
        evidence.public_path(stored.sha256),
        evidence.original_path(stored.original_sha256),
        evidence.thumbnail_path(stored.sha256),
    ]


@pytest.mark.parametrize("make", [*PICTURES.values(), samples.pdf])
def test_the_same_file_twice_gives_the_same_file_and_is_stored_once(media, make):
    content = make()
    first = evidence.take_in(content, name="a")
    once = samples.files_in(media)

    assert evidence.take_in(content, name="b") == first
    assert samples.files_in(media) == once


def test_a_stored_file_can_be_read_by_the_group_and_by_nobody_else(settings):
    settings.FILE_UPLOAD_PERMISSIONS = 0o640

    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")

    assert evidence.public_path(stored.sha256).stat().st_mode & 0o777 == 0o640


# --- What must not leak -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        samples.jpeg,
        samples.jpeg_of_a_phone,
        samples.jpeg_with_a_script_as_comment,
        samples.png,
        samples.webp,
    ],
)
def test_a_public_picture_holds_nothing_but_its_colours(make):
    assert samples.LEAK in make()

    stored = evidence.take_in(make(), name="foto")

    assert samples.LEAK not in public_bytes(stored)
    assert b"<script" not in public_bytes(stored)
    picture = picture_of(stored)
    assert dict(picture.getexif()) == {}
    assert not {"comment", "exif", "xmp", "icc_profile", "Author", "Comment"} & set(picture.info)


@pytest.mark.parametrize("change", PDF_CHANGES)
def test_a_public_pdf_holds_nothing_but_its_pages(change):
    original = samples.pdf(change)
    assert samples.LEAK in samples.everything_of(original)

    stored = evidence.take_in(original, name="vendim.pdf")

    assert samples.LEAK not in public_bytes(stored)
    assert samples.LEAK not in samples.everything_of(public_bytes(stored))
    assert b"Visible words" in samples.everything_of(public_bytes(stored))


def test_a_public_pdf_keeps_the_picture_of_its_page_and_the_size_of_the_page():
    stored = evidence.take_in(samples.pdf(samples.wrapped_picture), name="vendim.pdf")

    with pikepdf.open(evidence.public_path(stored.sha256)) as document:
        photo = pikepdf.PdfImage(document.pages[0].Resources.XObject.Photo).as_pil_image()
        assert [int(side) for side in document.pages[0].MediaBox] == [0, 0, 300, 200]
    original = Image.open(io.BytesIO(samples.jpeg()))
    assert photo.convert("RGB").tobytes() == original.convert("RGB").tobytes()


def test_words_of_an_earlier_revision_of_a_pdf_are_gone():
    def secret(document, page):
        page.Contents = document.make_stream(b"BT /F1 20 Tf 20 20 Td (LEAK-secret) Tj ET")

    plain = {
        "compress_streams": False,
        "object_stream_mode": pikepdf.ObjectStreamMode.disable,
    }
    original = samples.a_revision_later(samples.pdf(secret, **plain))
    assert b"LEAK-secret" in original

    stored = evidence.take_in(original, name="vendim.pdf")

    assert b"LEAK" not in samples.everything_of(public_bytes(stored))
    assert b"Visible words" in samples.everything_of(public_bytes(stored))


# --- Pictures stay the pictures they were -------------------------------------------------------


def test_a_picture_that_lay_on_its_side_is_upright():
    stored = evidence.take_in(samples.jpeg(orientation=6), name="foto.jpg")

    picture = picture_of(stored)
    assert picture.size == (40, 60)
    red, _, blue = picture.getpixel((20, 5))
    assert red > 150 > blue
    red, _, blue = picture.getpixel((20, 55))
    assert blue > 150 > red


def test_only_the_first_frame_of_a_moving_picture_is_kept():
    stored = evidence.take_in(samples.webp_of_two_frames(), name="film.webp")

    picture = picture_of(stored)
    assert getattr(picture, "n_frames", 1) == 1
    red, green, _ = picture.convert("RGB").getpixel((5, 20))
    assert red > 150 > green


def test_a_transparent_picture_stays_transparent():
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))

    stored = evidence.take_in(samples.saved(clear, "PNG"), name="harta.png")

    assert picture_of(stored).getpixel((5, 5))[3] == 0


def test_sixteen_bits_of_grey_become_eight_without_turning_white():
    grey = Image.new("I;16", (10, 10), 0x4000)

    stored = evidence.take_in(samples.saved(grey, "PNG"), name="skanim.png")

    assert picture_of(stored).getpixel((5, 5)) == 0x40
