"""What of a text a cell can hold, and when two texts are the same although a file lies between."""

import re
import unicodedata

# Excel's limit for one cell; openpyxl would cut off without a word.
LONGEST = 32_767
# XML 1.0 has no way to write these down; no sentence needs them.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel writes a carriage return like this; openpyxl hands it on as it is.
CARRIAGE_RETURN = re.compile("_x000[dD]_")
# A spreadsheet would take such a beginning for a formula (ASVS 1.2.10); also in full width.
DANGEROUS = re.compile("'*[=+\\-@\t\r\n\0＝＋－＠]")


def writable(text: str) -> str:
    """The text as a cell holds it: as much as there is room for, nothing that XML cannot write."""
    return _plain(text)[:LONGEST]


def read(text: str) -> str:
    """A text from a cell, without the traces of the program that wrote the file."""
    return _plain(CARRIAGE_RETURN.sub("\r", text)).strip()


def _plain(text: str) -> str:
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def same(cell: str, stored: str) -> bool:
    """Whether a cell says what is stored, however the file writes letters and line ends."""
    return _essence(cell) == _essence(writable(stored))


def _essence(text: str) -> str:
    # openpyxl drops this escape mark from shared strings, wherever it stands.
    return unicodedata.normalize("NFC", read(text).replace("x005F_", ""))


def guarded(text: str) -> str:
    """For CSV: a quote before what would be a formula. The importer takes it off again."""
    return f"'{text}" if DANGEROUS.match(text) else text


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and DANGEROUS.match(cell) else cell
