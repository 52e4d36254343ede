"""Files that are not taken in: the sentence, and nothing stored."""

import io
import zipfile

import pikepdf
import pytest
from django.utils import translation
from PIL import Image

from monitoring import evidence
from tests.effort import processor_seconds
from tests.monitoring import evidence_samples as samples
from tests.monitoring.evidence_samples import files_in


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def refusal_of(content, name="foto.jpg"):
    """In English, whatever the language of the test run."""
    with translation.override("en"), pytest.raises(evidence.Refused) as refused:
        evidence.take_in(content, name=name)
    with translation.override("en"):
        return str(refused.value)


GIF = samples.saved(samples.picture(), "GIF")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_PICTURE = "By its content it is no JPEG, PNG or WebP picture and no PDF document"
HEIC = "It is a HEIC picture, as newer phones take them. Send it from the phone’s own browser"
OTHER_PICTURE = "It is a picture, but not in one of the three formats that are taken."
DRAWING = "It is an SVG drawing, which can hold programs."
DOCUMENT = "It is a document of a word processor, a spreadsheet or slides."
FILM = "It is a film or a sound recording."
ARCHIVE = "It is an archive of several files."
PAGE = "It is a web page. Add its address as a link, or print it to a PDF."


def zipped(*names):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 50)
    return written.getvalue()


NOT_TAKEN = {
    "an SVG": (SVG, DRAWING),
    "an SVG after its prologue": (b'\xef\xbb\xbf<?xml version="1.0"?>\n' + SVG, DRAWING),
    "HTML": (b"<!doctype html><script>alert(1)</script>", PAGE),
    "HTML before a PDF": (b"<html><script>alert(1)</script></html>\n" + samples.pdf(), PAGE),
    "XHTML": (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', PAGE),
    "a saved web page": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", PAGE),
    "a script": (b"<script>alert(1)</script>", PAGE),
    "a script of another kind": (b"alert(document.cookie)", NO_PICTURE),
    "a GIF": (GIF, OTHER_PICTURE),
    "a GIF with a program behind it": (GIF + zipped("A.class"), OTHER_PICTURE),
    "a TIFF": (samples.saved(samples.picture(), "TIFF"), OTHER_PICTURE),
    "a HEIC": (samples.HEIC, HEIC),
    "a film": (samples.FILM, FILM),
    "a Word document": (zipped("[Content_Types].xml", "word/document.xml"), DOCUMENT),
    "an old Word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DOCUMENT),
    "an archive": (zipped("foto.jpg"), ARCHIVE),
    "a program": (b"MZ" + bytes(60), NO_PICTURE),
    "XML": (b'<?xml version="1.0"?><x/>', NO_PICTURE),
    "words": ("Vendim i këshillit".encode(), NO_PICTURE),
}
DAMAGED = {
    "half a JPEG": samples.jpeg()[: len(samples.jpeg()) - 200],
    "half a PNG": samples.png()[:120],
    "half a WebP": samples.webp()[: len(samples.webp()) // 3],
    "half a PDF": samples.pdf()[: len(samples.pdf()) // 2],
    "the first words of a JPEG": b"\xff\xd8\xff\xe0" + b"nothing" * 9,
    "the first words of a PDF": b"%PDF-1.7\n" + b"nothing" * 9,
    "a PDF with an archive behind it": samples.pdf() + b"PK\x03\x04" + bytes(4000),
    "a JPEG that is drawn over and over": samples.jpeg_of_many_scans(),
}


@pytest.mark.parametrize("name", ["foto.jpg", "vendim.pdf"])
@pytest.mark.parametrize("kind", NOT_TAKEN)
def test_what_is_no_picture_and_no_pdf_is_refused_with_what_to_do_whatever_its_name(
    media, kind, name
):
    content, reason = NOT_TAKEN[kind]

    sentence = refusal_of(content, name=name)

    assert sentence.startswith(f"“{name}” was not stored. {reason}")
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
    assert processor_seconds(lambda: refusal_of(bomb, name="foto.png"), under=0.2) < 0.2
    assert files_in(media) == []


def test_a_film_with_a_huge_canvas_is_refused_from_its_header(media):
    bomb = samples.webp_of_a_canvas(16_383)

    assert len(bomb) < 1_000
    assert "more than 50 million pixels" in refusal_of(bomb, name="film.webp")
    assert processor_seconds(lambda: refusal_of(bomb, name="film.webp"), under=0.2) < 0.2
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
        (samples.hidden_layer, "It has hidden layers, which everybody would see."),
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
