"""Files as cameras, phones and offices make them: pictures and PDFs full of what must not leak.

Every hidden text begins with LEAK, so that one search in the stored bytes finds any of them. And
a look at the folder in which files were, or were not, stored.
"""

import io
import zlib

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, PngImagePlugin

LEAK = b"LEAK"


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def picture(size=(60, 40)) -> Image.Image:
    """Left half red, right half blue, so that turning it shows."""
    drawn = Image.new("RGB", size, (200, 20, 20))
    drawn.paste((20, 20, 200), (size[0] // 2, 0, *size))
    return drawn


def saved(image, format, **options) -> bytes:
    written = io.BytesIO()
    image.save(written, format=format, **options)
    return written.getvalue()


def exif(orientation=1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = "LEAK-camera"
    made[0x8298] = "LEAK-owner"
    made.get_ifd(0x8825)[1] = "N"
    made.get_ifd(0x8825)[2] = (41.0, 19.0, 26.0)
    made.get_ifd(0x8769)[0xA431] = "LEAK-serial"
    made.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0LEAK-user-comment"
    return made


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">LEAK-xmp</x:xmpmeta>'


def jpeg(orientation=1) -> bytes:
    return saved(picture(), "JPEG", exif=exif(orientation), xmp=XMP, comment=b"LEAK-comment")


def jpeg_of_a_phone() -> bytes:
    """With a film and a second picture behind the first, and a script behind all."""
    return jpeg() + b"ftypmp42 LEAK-film" + jpeg() + b"<script>LEAK</script>"


def jpeg_with_a_script_as_comment() -> bytes:
    return saved(picture(), "JPEG", comment=b"*/=LEAK-alert(1);/*")


def png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "LEAK-text")
    texts.add_itxt("Comment", "LEAK-itxt")
    made = saved(picture(), "PNG", pnginfo=texts, exif=exif())
    return made + b"<html><script>LEAK</script></html>"


def webp() -> bytes:
    return saved(picture(), "WEBP", exif=exif().tobytes(), xmp=XMP)


def webp_of_two_frames() -> bytes:
    second = Image.new("RGB", (60, 40), (0, 255, 0))
    return saved(picture(), "WEBP", save_all=True, append_images=[second], duration=100)


def webp_of_a_canvas(side: int) -> bytes:
    """Two tiny frames on a canvas that its header says is large."""
    second = Image.new("RGB", (4, 4), (0, 255, 0))
    film = bytearray(saved(picture((4, 4)), "WEBP", save_all=True, append_images=[second]))
    at = film.index(b"VP8X") + 12
    film[at : at + 6] = (side - 1).to_bytes(3, "little") * 2
    return bytes(film)


def jpeg_of_many_scans() -> bytes:
    """Its last scan a hundred times: each is drawn over the whole picture."""
    made = saved(picture(), "JPEG", progressive=True)
    last = made.rindex(b"\xff\xda")
    return made[:-2] + made[last:-2] * 100 + b"\xff\xd9"


# What a phone writes first into a HEIC picture and into a film.
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
FILM = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42" + bytes(200)


def png_of(width: int, height: int) -> bytes:
    """A picture of one colour that is small as a file, whatever its size."""

    def chunk(kind, data):
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def gigabyte_of_zeros() -> bytes:
    packer, megabyte = zlib.compressobj(1), bytes(1024 * 1024)
    return b"".join(packer.compress(megabyte) for _ in range(1024)) + packer.flush()


def pdf(change=lambda document, page: None, **saving) -> bytes:
    """One page with a word, a JPEG full of metadata, and what ``change`` adds."""
    document = Pdf.new()
    page = document.add_blank_page(page_size=(300, 200))
    photo = Stream(document, jpeg())
    photo.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(XObject=Dictionary(Photo=photo), Font=Dictionary(F1=font))
    page.Contents = Stream(
        document,
        b"BT /F1 20 Tf 20 20 Td (Visible words) Tj ET q 60 0 0 40 20 60 cm /Photo Do Q",
    )
    change(document, page)
    written = io.BytesIO()
    document.save(written, **saving)
    return written.getvalue()


def everything_of(pdf_bytes: bytes) -> bytes:
    """All that a PDF holds, unpacked, for a search."""
    found = []
    with Pdf.open(io.BytesIO(pdf_bytes)) as document:
        found.append(document.trailer.unparse(resolved=True))
        for thing in document.objects:
            if not isinstance(thing, Stream):
                found.append(thing.unparse(resolved=True))
            else:
                found += [repr(dict(thing.stream_dict.items())).encode(), _unpacked(thing)]
    return b"\n".join(found)


def _unpacked(stream) -> bytes:
    """A stream's bytes without compression; those of a picture as the camera wrote them."""
    filters = stream.get("/Filter")
    if isinstance(filters, Array):
        return zlib.decompress(stream.read_raw_bytes())
    return stream.read_raw_bytes() if filters == Name.DCTDecode else stream.read_bytes()


# --- One change each ----------------------------------------------------------------------------


def author(document, page):
    document.docinfo["/Author"] = "LEAK-author"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["LEAK-xmp-creator"]


def scripts(document, page):
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('LEAK-script')"))
    document.Root.OpenAction = script
    document.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("LEAK"), document.make_indirect(script)]))
    )
    page.AA = Dictionary(O=script)


def attachment(document, page):
    document.attachments["LEAK-name.txt"] = b"LEAK-attached"
    page.Resources.XObject.Photo.AF = Array([document.attachments["LEAK-name.txt"].obj])


def launch(document, page):
    action = Dictionary(S=Name.Launch, F=String("LEAK-program.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    page.Annots = Array([document.make_indirect(link)])


def note(document, page):
    lying = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T=String("LEAK-person"),
        Contents=String("LEAK-note"),
    )  # fmt: skip
    page.Annots = Array([document.make_indirect(lying)])


def empty_form(document, page):
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("LEAK-field"),
        Rect=[0, 0, 90, 20], TU=String("LEAK-tooltip"),
    )  # fmt: skip
    page.Annots = Array([document.make_indirect(field)])
    document.Root.AcroForm = Dictionary(Fields=page.Annots)


def filled_form(document, page):
    empty_form(document, page)
    document.Root.AcroForm.Fields[0].V = String("LEAK-answer")


def hidden_layer(document, page):
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    document.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    page.Resources.Properties = Dictionary(Notes=layer)
    words = b"/OC /Notes BDC BT /F1 9 Tf 20 90 Td (LEAK-layer) Tj ET EMC"
    page.Contents = document.make_stream(page.Contents.read_bytes() + b" " + words)


def hiding_places(document, page):
    photo = page.Resources.XObject.Photo
    photo.Metadata = Stream(document, b"LEAK-xmp-of-the-picture")
    photo.PieceInfo = Dictionary(Editor=Dictionary(Private=String("LEAK-private")))
    page.PieceInfo = Dictionary(Editor=Dictionary(Private=String("LEAK-private")))
    page.Thumb = Stream(document, b"LEAK-thumbnail")
    document.Root.Lang = String("LEAK-root")


def script_that_is_part_of_the_page(document, page):
    page.Resources.Properties = Dictionary(
        P=Dictionary(S=Name.JavaScript, JS=String("app.alert('LEAK')"))
    )


def wrapped_picture(document, page):
    photo = page.Resources.XObject.Photo
    photo.write(
        zlib.compress(jpeg()),
        filter=Array([Name.FlateDecode, Name.DCTDecode]),
    )


def a_revision_later(first: bytes) -> bytes:
    """The same file with its page's words replaced, the old ones still in it."""
    with Pdf.open(io.BytesIO(first)) as document:
        number = document.pages[0].Contents.objgen[0]
        size = int(document.trailer.Size)
        root = document.Root.objgen[0]
    start = int(first.rsplit(b"startxref", 1)[1].split()[0])
    words = b"BT /F1 20 Tf 20 20 Td (Visible words) Tj ET"
    new = f"\n{number} 0 obj\n<</Length {len(words)}>>stream\n".encode() + words
    new += b"\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{len(first) + 1:010} 00000 n \n".encode()
    table += f"trailer\n<</Size {size}/Root {root} 0 R/Prev {start}>>\n".encode()
    where = len(first) + len(new)
    return first + new + table + f"startxref\n{where}\n%%EOF\n".encode()
