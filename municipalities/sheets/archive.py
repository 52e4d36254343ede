"""A workbook is a zip of XML: what it would become is known before any of it is parsed (S-40)."""

import re
import struct
import zipfile
import zlib
from typing import BinaryIO

from django.utils.translation import gettext as _

from municipalities.sheets.rows import Unreadable

MOST_UNPACKED = 50 * 1024 * 1024
HIGHEST_RATIO = 100
MOST_PARTS = 1_000
# Parsing costs by the tag, not by the byte. 5,000 rows of ours are 450,000 tags.
TAGS_IN_SHEETS = 1_000_000
TAGS_ELSEWHERE = 20_000
CHUNK = 1024 * 1024
SHEETS_AND_TEXTS = re.compile(r"xl/(worksheets/[^/]*|sharedStrings)\.xml", re.IGNORECASE)
MACROS = re.compile(r"vbaproject|macrosheets/|\.bas$", re.IGNORECASE)
PACKED = (b"PK\x03\x04", b"\x1f\x8b\x08", b"7z\xbc\xaf", b"Rar!")
# A definition of entities in any encoding that a workbook may use.
DEFINITIONS = [
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
]
# What zipfile raises over bytes that are no zip, or one that lies about itself.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError,
    RuntimeError, LookupError, ValueError,
)  # fmt: skip


def refuse_unfit(file: BinaryIO) -> None:
    """Unreadable if the file is no workbook, too big once unpacked, or holds what we never take."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = [part for part in packed.infolist() if not part.is_dir()]
            _refuse_by_directory(parts)
            _refuse_by_content(packed, parts)
    except DAMAGED:
        raise Unreadable(
            _("This workbook is damaged. Open it, save it as .xlsx again and send that.")
        ) from None


def _refuse_by_directory(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise Unreadable(
            _("This is no Excel workbook. In LibreOffice or Numbers, save or export it as .xlsx.")
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_("This workbook has a password. Save it without one and send it again."))
    if any(MACROS.search(name) for name in names):
        raise Unreadable(_("This workbook holds macros. Save it as .xlsx, without them."))
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or unpacked > HIGHEST_RATIO * max(packed, 1)
    ):
        raise Unreadable(
            _(
                "Unpacked, this workbook is too big. Copy your rows into a fresh export and send "
                "that."
            )
        )


def _refuse_by_content(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Reads everything once, in pieces; what the directory hides about sizes is not read."""
    in_sheets = elsewhere = 0
    for part in parts:
        tags = _tags(packed, part)
        if SHEETS_AND_TEXTS.fullmatch(part.filename):
            in_sheets += tags
        else:
            elsewhere += tags
        if in_sheets > TAGS_IN_SHEETS or elsewhere > TAGS_ELSEWHERE:
            raise Unreadable(
                _(
                    "This workbook holds too many cells or formats. Copy your rows into a fresh "
                    "export and send that."
                )
            )


def _tags(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many tags an XML part has; Unreadable if it defines entities or is itself packed."""
    tags, tail = 0, b""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    with packed.open(part) as content:
        while chunk := content.read(CHUNK):
            if not tail and chunk.startswith(PACKED):
                raise Unreadable(_("This workbook holds another packed file. Take it out first."))
            if is_xml:
                tags += chunk.count(b"<")
                if any(mark in tail + chunk for mark in DEFINITIONS):
                    raise Unreadable(
                        _("This workbook defines XML entities, which no spreadsheet needs.")
                    )
            tail = chunk[-20:]
    return tags
