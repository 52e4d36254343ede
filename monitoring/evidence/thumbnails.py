"""Small pictures of the public copies, made from them alone: light on a phone's line.

A thumbnail lies under the SHA-256 of the public copy that it shows, not under its own. It can
always be made again, so nothing depends on its being there.
"""

import io
from collections.abc import Iterator

from PIL import Image

from monitoring.evidence import storage
from monitoring.evidence.refusal import NoSpace

OF_TYPES = ("image/jpeg", "image/png", "image/webp")
CONTENT_TYPE, ENDING = "image/webp", ".webp"
LARGEST = (320, 240)
MAX_BYTES = 15 * 1024
QUALITIES = (75, 55, 35, 15)
BEHIND_WHAT_IS_CLEAR = "white"


def draw(public_copy: bytes) -> bytes:
    """A WebP picture of at most 320×240 pixels and 15 KB; the same bytes give the same bytes."""
    picture = Image.open(io.BytesIO(public_copy))
    picture.thumbnail(LARGEST)
    shown = picture.convert("RGB")
    if picture.mode == "RGBA":
        shown.paste(BEHIND_WHAT_IS_CLEAR, (0, 0, *shown.size))
        shown.paste(picture, mask=picture.getchannel("A"))
    return next(small for small in _smaller_and_smaller(shown) if len(small) <= MAX_BYTES)


def _smaller_and_smaller(picture: Image.Image) -> Iterator[bytes]:
    while True:
        for quality in QUALITIES:
            written = io.BytesIO()
            picture.save(written, format="WEBP", quality=quality)
            yield written.getvalue()
        picture = picture.reduce(2)


def keep(public_copy: bytes, sha256: str) -> bytes:
    """Draw the thumbnail of a public copy and store it; returns it."""
    drawn = draw(public_copy)
    storage.write(drawn, storage.thumbnail_path(sha256))
    return drawn


def of(sha256: str, size: int, content_type: str) -> bytes | None:
    """The thumbnail of a public copy, made now if it is missing.

    None for what is no picture, and where the public copy is gone or not what it was: what was
    erased or altered is not shown in small either.
    """
    path = storage.public_path(sha256)
    if content_type not in OF_TYPES or not path.is_file() or path.stat().st_size != size:
        return None
    try:
        return storage.thumbnail_path(sha256).read_bytes()
    except FileNotFoundError:
        return _made_now(sha256, size)


def _made_now(sha256: str, size: int) -> bytes | None:
    if not storage.matches(sha256, size):
        return None
    public_copy = storage.public_path(sha256).read_bytes()
    try:
        return keep(public_copy, sha256)
    except (NoSpace, PermissionError):
        return draw(public_copy)
