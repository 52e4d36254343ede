"""The one door for every file (DESIGN §2): limits, type, cleaning, hash, storage.

A file is kept twice under the media folder, each copy named by its SHA-256: the untouched
original, for named roles only, and the public copy, drawn or written anew from what can be seen
(`pictures`, `documents`), with a small picture of it beside (`thumbnails`). Of what citizens send
only the public copy is kept. Nothing else in the project writes there.
"""

from monitoring.evidence.intake import (
    MAX_BYTES,
    MAX_PIXELS,
    CleanedFile,
    Refused,
    StoredFile,
    readable_name,
    renew,
    renew_cleaned,
    take_in,
    take_in_cleaned,
)
from monitoring.evidence.refusal import NoSpace
from monitoring.evidence.storage import (
    matches,
    name_for,
    original_path,
    public_path,
    thumbnail_path,
)

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "CleanedFile",
    "NoSpace",
    "Refused",
    "StoredFile",
    "matches",
    "name_for",
    "original_path",
    "public_path",
    "readable_name",
    "renew",
    "renew_cleaned",
    "take_in",
    "take_in_cleaned",
    "thumbnail_path",
]
