"""The one door for files: what is taken in, what of it becomes public, and what never does."""

import hashlib
import io
import os
import stat

import pikepdf
import pytest
from django.utils import translation
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


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def public_bytes(stored):
    return evidence.public_path(stored.sha256).read_bytes()


def picture_of(stored):
    return Image.open(io.BytesIO(public_bytes(stored)))


def refusal_of(content, name="foto.jpg"):
    """In English, whatever the language of the test run."""
    with translation.override("en"), pytest.raises(evidence.Refused) as refused:
        evidence.take_in(content, name=name)
    with translation.override("en"):
        return str(refused.value)


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
    assert files_in(media) == [
        evidence.public_path(stored.sha256),
        evidence.original_path(stored.original_sha256),
    ]


@pytest.mark.parametrize("make", [*PICTURES.values(), samples.pdf])
def test_the_same_file_twice_gives_the_same_file_and_is_stored_once(media, make):
    first = evidence.take_in(make(), name="a")
    once = files_in(media)

    assert evidence.take_in(make(), name="b") == first
    assert files_in(media) == once


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


# --- Refused ------------------------------------------------------------------------------------

GIF = samples.saved(samples.picture(), "GIF")
NOT_TAKEN = {
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "HTML": b"<!doctype html><script>alert(1)</script>",
    "HTML before a PDF": b"<html><script>alert(1)</script></html>\n" + samples.pdf(),
    "a GIF": GIF,
    "an archive": b"PK\x03\x04" + bytes(60),
    "a program": b"MZ" + bytes(60),
    "XML": b'<?xml version="1.0"?><x/>',
}
DAMAGED = {
    "half a JPEG": samples.jpeg()[: len(samples.jpeg()) - 200],
    "half a PNG": samples.png()[:120],
    "half a WebP": samples.webp()[: len(samples.webp()) // 3],
    "half a PDF": samples.pdf()[: len(samples.pdf()) // 2],
    "the first words of a JPEG": b"\xff\xd8\xff\xe0" + b"nothing" * 9,
    "the first words of a PDF": b"%PDF-1.7\n" + b"nothing" * 9,
    "a PDF with an archive behind it": samples.pdf() + b"PK\x03\x04" + bytes(4000),
}


@pytest.mark.parametrize("kind", NOT_TAKEN)
def test_what_is_no_picture_and_no_pdf_is_refused_whatever_its_name(media, kind):
    sentence = refusal_of(NOT_TAKEN[kind], name="foto.jpg")

    assert sentence == (
        "“foto.jpg” was not stored. By its content it is no JPEG, PNG or WebP picture and no PDF "
        "document, whatever its name says. Save it as one of these and send it again."
    )
    assert files_in(media) == []


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_refused(media, kind):
    sentence = refusal_of(DAMAGED[kind])

    assert sentence == (
        "“foto.jpg” was not stored. It is damaged or incomplete. Open it, save it anew and send "
        "the new file."
    )
    assert files_in(media) == []


def test_a_file_of_21_mb_is_refused_after_reading_20(media):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            assert size >= 0
            self.given += size
            return b"\xff\xd8\xff" + bytes(size - 3)

    endless = Endless()

    assert "larger than 20 MB" in refusal_of(endless)
    assert endless.given == evidence.MAX_BYTES + 1
    assert files_in(media) == []


@pytest.mark.parametrize("side", [8_000, 12_000, 20_000])
def test_a_small_file_with_millions_of_pixels_is_refused_from_its_header(media, side, monkeypatch):
    bomb = samples.png_of(side, side)
    monkeypatch.setattr(Image.Image, "load", lambda *args: pytest.fail("It was decoded."))

    assert len(bomb) < 100_000
    assert "more than 50 million pixels" in refusal_of(bomb, name="foto.png")
    assert files_in(media) == []


def test_an_empty_file_is_refused(media):
    assert refusal_of(b"") == "“foto.jpg” was not stored. The file is empty. Choose it again."
    assert files_in(media) == []


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_is_refused(media, password):
    lock = pikepdf.Encryption(owner="owner", user=password)

    sentence = refusal_of(samples.pdf(encryption=lock), name="vendim.pdf")

    assert sentence == (
        "“vendim.pdf” was not stored. It is locked by a password. Save it without a password and "
        "send it again."
    )
    assert files_in(media) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (samples.filled_form, "It is a form whose answers can still be changed."),
        (
            samples.script_that_is_part_of_the_page,
            "It contains a script or a command that cannot be removed.",
        ),
    ],
)
def test_a_pdf_that_cannot_be_cleaned_without_loss_is_refused(media, change, reason):
    assert reason in refusal_of(samples.pdf(change), name="vendim.pdf")
    assert files_in(media) == []


def test_a_pdf_that_unpacks_to_a_gigabyte_is_refused_before_it_does(media):
    def bomb(document, page):
        photo = page.Resources.XObject.Photo
        filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
        photo.write(samples.gigabyte_of_zeros(), filter=filters)

    assert "damaged or incomplete" in refusal_of(samples.pdf(bomb), name="vendim.pdf")
    assert files_in(media) == []


def test_a_refusal_shows_a_harmless_name():
    sentence = refusal_of(b"", name="../../etc/\u202egpj.\r\nfoto\x00" + "x" * 300)

    assert sentence == f"“gpj.foto{'x' * 92}” was not stored. The file is empty. Choose it again."


# --- Written so that no crash halves it ---------------------------------------------------------


def test_a_file_is_on_disk_before_it_has_its_name(monkeypatch):
    steps = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("fsync of folder" if is_folder else "fsync of file")
        real_fsync(descriptor)

    def replace(source, target):
        steps.append("rename")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)

    evidence.take_in(samples.jpeg(), name="foto.jpg")

    one_file = ["fsync of file", "rename", "fsync of folder", "fsync of folder"]
    assert steps == one_file * 2


def test_a_rename_that_fails_leaves_no_file(media, monkeypatch):
    def no_space(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", no_space)

    with pytest.raises(OSError, match="No space left"):
        evidence.take_in(samples.jpeg(), name="foto.jpg")

    assert files_in(media) == []


def test_a_public_file_appears_only_after_its_original(media, monkeypatch):
    real_replace = os.replace

    def only_the_original(source, target):
        if "originals" not in str(target):
            raise OSError(28, "No space left on device")
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", only_the_original)

    with pytest.raises(OSError, match="No space left"):
        evidence.take_in(samples.jpeg(), name="foto.jpg")

    original = hashlib.sha256(samples.jpeg()).hexdigest()
    assert files_in(media) == [evidence.original_path(original)]


# --- Names and fingerprints ---------------------------------------------------------------------


def test_a_file_that_was_changed_on_disk_no_longer_matches():
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")
    assert evidence.matches(stored.sha256, stored.size)

    path = evidence.public_path(stored.sha256)
    changed = bytearray(path.read_bytes())
    changed[-10] ^= 1
    path.write_bytes(bytes(changed))

    assert not evidence.matches(stored.sha256, stored.size)


def test_a_file_of_another_size_or_a_missing_file_does_not_match():
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")

    assert not evidence.matches(stored.sha256, stored.size + 1)
    assert not evidence.matches("0" * 64, stored.size)


@pytest.mark.parametrize("path_of", [evidence.public_path, evidence.original_path])
@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_hash_has_no_path(path_of, name):
    with pytest.raises(ValueError, match="64 lower-case hexadecimal digits"):
        path_of(name)


def test_files_lie_in_folders_by_the_first_two_digits(media):
    name = "ab" + "0" * 62

    assert evidence.public_path(name) == media / "evidence" / "ab" / name
    assert evidence.original_path(name) == media / "originals" / "ab" / name


@pytest.mark.parametrize(
    ("title", "content_type", "name"),
    [
        (
            "Vendimi nr. 12: ujësjellësi",
            "application/pdf",
            "vendimi-nr-12-ujesjellesi.pdf",
        ),
        ("Çezma e lagjes", "image/jpeg", "cezma-e-lagjes.jpg"),
        ("x" * 300, "image/png", "x" * 80 + ".png"),
        ("»…«", "image/webp", "evidence.webp"),
    ],
)
def test_a_file_is_called_by_its_title_in_plain_letters(title, content_type, name):
    assert evidence.name_for(title, content_type) == name
