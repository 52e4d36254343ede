"""Pictures with one hiding place each, and what a picture file is made of.

Every hidden text begins with LEAK, packed or not; what is packed is found by looking at the parts.
"""

import io
import struct
import zlib

from PIL import Image, ImageCms

from monitoring.evidence import embedded
from tests.monitoring.evidence_samples import picture, saved

PLAIN = {format: saved(picture(), format) for format in ("JPEG", "PNG", "WEBP")}
TAIL = b"<html><script>LEAK-tail</script></html>"


def exif(*directories: tuple[int, int, str], thumbnail: bytes = b"") -> bytes:
    """An EXIF block with texts by directory and tag, and a thumbnail of what was cropped away."""
    made = Image.Exif()
    made[0x0112] = 1
    for directory, tag, text in directories:
        (made.get_ifd(directory) if directory else made)[tag] = text
    if thumbnail:
        first = made.get_ifd(1)
        first[0x0103], first[0x0201], first[0x0202] = 6, 0, len(thumbnail)
    return made.tobytes() + thumbnail


def segment(code: int, content: bytes) -> bytes:
    """A JPEG with one more marked segment at its beginning."""
    length = struct.pack(">H", len(content) + 2)
    return PLAIN["JPEG"][:2] + bytes([0xFF, code]) + length + content + PLAIN["JPEG"][2:]


def chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG with one more chunk after its header."""
    body = kind + content
    made = struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
    return PLAIN["PNG"][:33] + made + PLAIN["PNG"][33:]


def riff(kind: bytes, content: bytes) -> bytes:
    """A WebP with one more chunk at its end."""
    made = (
        PLAIN["WEBP"]
        + kind
        + struct.pack("<I", len(content))
        + content
        + b"\0" * (len(content) % 2)
    )
    return made[:4] + struct.pack("<I", len(made) - 8) + made[8:]


def profile() -> bytes:
    """A colour profile; whoever made it can have signed it."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[48:52] = b"LEAK"  # the maker of the device
    return bytes(made)


SMALL = saved(picture((16, 12)), "JPEG", comment=b"LEAK-thumbnail")
GPS_IN_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" exif:GPSLatitude="LEAK-41"/>'

HIDING = {
    "the place": saved(picture(), "JPEG", exif=exif((0x8825, 27, "LEAK-place"))),
    "the owner": saved(picture(), "JPEG", exif=exif((0x8769, 0xA430, "LEAK-owner"))),
    "the serial number": saved(picture(), "JPEG", exif=exif((0x8769, 0xA431, "LEAK-serial"))),
    "the photographer": saved(picture(), "JPEG", exif=exif((0, 0x013B, "LEAK-artist"))),
    "what was cropped away": saved(picture(), "JPEG", exif=exif(thumbnail=SMALL)),
    "the place in XMP": saved(picture(), "JPEG", xmp=GPS_IN_XMP),
    "long XMP": segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0LEAK-long"),
    "IPTC": segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\x0f\x1c\x02\x50\0\x0aLEAK-byline"),
    "a comment": segment(0xFE, b"LEAK-comment"),
    "a colour profile": saved(picture(), "JPEG", icc_profile=profile()),
    "the maker's segment": segment(0xEA, b"LEAK-maker"),
    "a second picture": saved(
        picture(), "MPO", save_all=True, append_images=[Image.open(io.BytesIO(SMALL))]
    ),
    "a film behind a photo": PLAIN["JPEG"] + b"\0\0\0\x18ftypmp42LEAK-film",
    "a script behind a JPEG": PLAIN["JPEG"] + TAIL,
    "tEXt": chunk(b"tEXt", b"Author\0LEAK-text"),
    "zTXt": chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"LEAK-packed")),
    "iTXt": chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + GPS_IN_XMP),
    "eXIf": chunk(b"eXIf", exif((0, 0x013B, "LEAK-artist"))[6:]),
    "iCCP": saved(picture(), "PNG", icc_profile=profile()),
    "a chunk of somebody's own": chunk(b"leAk", b"LEAK-own"),
    "a script behind a PNG": PLAIN["PNG"] + TAIL,
    "EXIF in a WebP": saved(picture(), "WEBP", exif=exif((0x8769, 0xA430, "LEAK-owner"))),
    "XMP in a WebP": saved(picture(), "WEBP", xmp=GPS_IN_XMP),
    "a profile in a WebP": saved(picture(), "WEBP", icc_profile=profile()),
    "a chunk of a WebP": riff(b"LEAK", b"LEAK-own"),
    "a script behind a WebP": PLAIN["WEBP"] + TAIL,
}


def parts(content: bytes) -> list[str]:
    """The names of all parts of a picture file in order; what follows its end is one as well."""
    return READERS[Image.open(io.BytesIO(content)).format](content)


def _of_jpeg(content: bytes) -> list[str]:
    found = [(f"{code:02X}", len(segment)) for code, segment in embedded.segments(content)]
    marks = sum(len(mark) // 2 + length for mark, length in found) + len(found)
    return [mark for mark, _length in found] + _behind(content, 4 + marks)


def _of_png(content: bytes) -> list[str]:
    found, at = [], 8
    while not found or found[-1] != "IEND":
        length = int.from_bytes(content[at : at + 4], "big")
        found.append(content[at + 4 : at + 8].decode())
        at += 12 + length
    return found + _behind(content, at)


def _of_webp(content: bytes) -> list[str]:
    found, at = [], 12
    while at < len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        found.append(content[at : at + 4].decode("latin-1"))
        at += 8 + length + length % 2
    return found + _behind(content, 8 + int.from_bytes(content[4:8], "little"))


def _behind(content: bytes, end: int) -> list[str]:
    return ["behind"] if len(content) > end else []


READERS = {"JPEG": _of_jpeg, "MPO": _of_jpeg, "PNG": _of_png, "WEBP": _of_webp}
