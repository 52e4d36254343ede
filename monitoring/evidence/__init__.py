"""The one door for every file (DESIGN §2): limits, type, cleaning, hash, storage.

A file is kept twice under the media folder, each copy named by its SHA-256: the untouched
original, for named roles only, and the public copy, drawn or written anew from what can be seen
(`pictures`, `documents`). Nothing else in the project writes there.
"""

from monitoring.evidence.intake import MAX_BYTES, MAX_PIXELS, Refused, StoredFile, take_in
from monitoring.evidence.storage import matches, name_for, original_path, public_path

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "Refused",
    "StoredFile",
    "matches",
    "name_for",
    "original_path",
    "public_path",
    "take_in",
]
