"""Pictures, drawn anew, because re-encoding alone is not cleaning (QUALITY §0.3).

What programs and cameras write beside the colours (place, owner, serial number, comments, a
smaller picture of what was cropped away, further frames, a film behind the picture) is not looked
for and removed; it is never carried over.
"""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from monitoring.evidence import embedded
from monitoring.evidence.refusal import Refused

MAX_PIXELS = 50_000_000
# Each scan of a JPEG is drawn over the whole picture; cameras and programs need some ten.
MAX_SCANS = 64

HOW_TO_WRITE = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 90},
}


def redraw(content: bytes, *, format: str) -> bytes:
    """The first frame of a picture, upright, on a fresh canvas in the same format."""
    canvas = _on_a_fresh_canvas(_open(content, format), format)
    written = io.BytesIO()
    canvas.save(written, format=format, **HOW_TO_WRITE[format])
    return written.getvalue()


def _on_a_fresh_canvas(picture: Image.Image, format: str) -> Image.Image:
    ImageOps.exif_transpose(picture, in_place=True)
    mode = _mode(picture, format)
    canvas = Image.new(mode, picture.size)
    canvas.paste(picture if picture.mode == mode else picture.convert(mode))
    return canvas


def _open(content: bytes, format: str) -> Image.Image:
    """The picture, its colours read only after its header promised a bearable number of them."""
    try:
        picture = Image.open(io.BytesIO(content), formats=[format])
        too_large = picture.width * picture.height > MAX_PIXELS
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        too_large = True
    if too_large:
        raise Refused(
            _("It has more than %(limit)s million pixels. Scale it down and send it again.")
            % {"limit": MAX_PIXELS // 1_000_000}
        )
    if format == "JPEG" and _scans(content) > MAX_SCANS:
        raise ValueError("A JPEG that is drawn over and over.")
    picture.load()
    # Pillow turns sixteen bits of grey into eight by cutting off; dividing keeps the picture.
    return picture.point(lambda grey: grey / 256) if picture.mode.startswith("I") else picture


def _scans(content: bytes) -> int:
    """How often a JPEG is drawn over; one whose end mark alone is missing is none the worse."""
    walked = embedded.segments(content + bytes([0xFF, embedded.END]))
    return sum(code == embedded.SCAN for code, _segment in walked)


def _mode(picture: Image.Image, format: str) -> str:
    if picture.has_transparency_data and format != "JPEG":
        return "RGBA"
    return "L" if picture.mode in ("1", "L", "LA", "I", "I;16", "F") else "RGB"
