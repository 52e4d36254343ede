"""What kind of file it is, by its content alone, and what to do with a kind that is not taken."""

import re

import filetype
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from monitoring.evidence.refusal import Refused

# What is taken, as it is found and as it is kept: of a moving PNG the first picture.
TAKEN = {
    "image/jpeg": "image/jpeg",
    "image/png": "image/png",
    "image/apng": "image/png",
    "image/webp": "image/webp",
    "application/pdf": "application/pdf",
}

# As far as is looked for what begins a text: after a mark of its encoding, blanks and comments.
HEAD = 2048
DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)
WEB_PAGE = re.compile(
    rb"<!doctype html|<html[\s>]|<script[\s>]|^MIME-Version:|^Content-Type:", re.IGNORECASE
)
OFFICE = re.compile(rb"\[Content_Types\]\.xml|word/|xl/|ppt/|mimetypeapplication/vnd\.oasis")
OFFICE_TYPES = (
    "application/msword", "application/rtf", "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint", "application/vnd.openxmlformats", "application/vnd.oasis",
)  # fmt: skip
ARCHIVES = {
    "application/zip", "application/x-tar", "application/x-rar-compressed", "application/gzip",
    "application/x-bzip2", "application/x-7z-compressed", "application/x-xz",
}  # fmt: skip
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, Excel and PowerPoint until 2007

NOT_THESE = gettext_noop(
    "By its content it is no JPEG, PNG or WebP picture and no PDF document, whatever its name "
    "says. Save it as one of these and send it again."
)
HEIC = gettext_noop(
    "It is a HEIC picture, as newer phones take them. Send it from the phone’s own browser, which "
    "turns it into JPEG, or choose “Most Compatible” in the phone’s camera settings (Formats)."
)
OTHER_PICTURE = gettext_noop(
    "It is a picture, but not in one of the three formats that are taken. Save it as JPEG or PNG "
    "and send it again."
)
VECTOR = gettext_noop(
    "It is an SVG drawing, which can hold programs. Save it as a PNG picture or as a PDF and send "
    "that."
)
DOCUMENT = gettext_noop(
    "It is a document of a word processor, a spreadsheet or slides. Save it as a PDF and send that."
)
FILM = gettext_noop(
    "It is a film or a sound recording. Put it where it can be watched and add the link, or send a "
    "picture from it."
)
ARCHIVE = gettext_noop(
    "It is an archive of several files. Unpack it and send the pictures and PDFs in it one by one."
)
PAGE = gettext_noop("It is a web page. Add its address as a link, or print it to a PDF.")


def kind_of(content: bytes) -> str:
    """The MIME type of a file that is taken; Refused with what to do instead for every other."""
    found = filetype.guess_mime(content) or ""
    if found in TAKEN:
        return TAKEN[found]
    raise Refused(_(_what_to_do(content, found)))


def _what_to_do(content: bytes, found: str) -> str:
    head = content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if found in ("image/heic", "image/heif"):
        return HEIC
    if found.startswith(("video/", "audio/")):
        return FILM
    if found.startswith("image/"):
        return OTHER_PICTURE
    if DRAWING.search(head):
        return VECTOR
    if WEB_PAGE.search(head):
        return PAGE
    if content.startswith(COMPOUND) or _is_office(content, found):
        return DOCUMENT
    if found in ARCHIVES:
        return ARCHIVE
    return NOT_THESE


def _is_office(content: bytes, found: str) -> bool:
    return found.startswith(OFFICE_TYPES) or (
        content.startswith(b"PK") and OFFICE.search(content) is not None
    )
