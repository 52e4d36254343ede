"""Pictures inside a PDF, without what cameras wrote beside them and without loss of quality."""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Pdf, Stream

# A JPEG is a row of marked segments. Of those that programs add for themselves only Adobe's is
# needed: it says how the colours are to be read.
MARKER = re.compile(rb"\xff+([\x01-\xfe])")
END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
START, END, SCAN, ADOBE, COMMENT = 0xD8, 0xD9, 0xDA, 0xEE, 0xFE
BESIDE_THE_PICTURE = {*range(0xE0, 0xF0), COMMENT} - {ADOBE}

# A JPEG 2000 is a row of boxes, or a bare codestream.
CODESTREAM = b"\xff\x4f\xff\x51"
NEEDED_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def clean_picture(pdf: Pdf, stream: Stream) -> None:
    """Strip one stream of a document in place if it is a JPEG or JPEG 2000.

    A damaged picture is a ValueError.
    """
    filters, parameters = _listed(stream, "/Filter"), _listed(stream, "/DecodeParms")
    strip = STRIPPERS.get(str(filters[-1])) if filters else None
    if strip is None:
        return
    parameters += [Dictionary()] * (len(filters) - len(parameters))
    picture = stream.read_raw_bytes()
    if filters[:-1]:
        wrapped = Stream(pdf, picture, Filter=filters[:-1], DecodeParms=parameters[:-1])
        picture = wrapped.read_bytes()
    stream.write(strip(picture), filter=filters[-1], decode_parms=parameters[-1])


def _listed(stream: Stream, key: str) -> list:
    value = stream.get(key, Array())
    return list(value) if isinstance(value, Array) else [value]


def jpeg_without_metadata(picture: bytes) -> bytes:
    """The same JPEG up to its end mark, without EXIF, XMP, comments and small copies of itself."""
    kept = [bytes([0xFF, START])]
    for code, segment in segments(picture):
        if code not in BESIDE_THE_PICTURE:
            kept += [bytes([0xFF, code]), segment]
    return b"".join([*kept, bytes([0xFF, END])])


def segments(picture: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marked segment of a JPEG up to its end mark; a damaged JPEG is a ValueError."""
    if picture[:2] != bytes([0xFF, START]):
        raise ValueError("A JPEG without its beginning.")
    position = 2
    while mark := MARKER.match(picture, position):
        code, begins = mark[1][0], mark.end()
        if code == END:
            return
        position = begins + _number(picture[begins : begins + 2])
        if code == SCAN:
            scan_ends = END_OF_SCAN.search(picture, position)
            position = scan_ends.start() if scan_ends else len(picture)
        yield code, picture[begins:position]
    raise ValueError("A JPEG without its end.")


def jpeg2000_without_metadata(picture: bytes) -> bytes:
    """The same JPEG 2000 with only those boxes that a reader needs."""
    if picture.startswith(CODESTREAM):
        return picture
    kept, position = [], 0
    while position < len(picture):
        length, kind = _number(picture[position : position + 4]), picture[position + 4 :][:4]
        if length == 1:
            length = _number(picture[position + 8 : position + 16])
        ends = position + length if length else len(picture)
        if ends < position + 8 or ends > len(picture):
            raise ValueError("A JPEG 2000 with a broken box.")
        if kind in NEEDED_BOXES:
            kept.append(picture[position:ends])
        position = ends
    return b"".join(kept)


def _number(digits: bytes) -> int:
    return int.from_bytes(digits, "big")


STRIPPERS = {"/DCTDecode": jpeg_without_metadata, "/JPXDecode": jpeg2000_without_metadata}
