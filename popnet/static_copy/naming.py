"""In which file of the copy the answer to an address lies."""

from posixpath import relpath
from urllib.parse import parse_qsl, quote, unquote, urlsplit

INDEX = "index.html"


def file_of(address: str) -> str:
    """The file of a canonical address, relative to the folder of the copy.

    A page lies in a folder of its own as index.html, so that the same links work from a disk and
    from any server; a file keeps its name. No address of the portal has a "=" in its path.

    >>> file_of("/en/ledger/?page=2")
    'en/ledger/page=2/index.html'
    >>> file_of("/data/v1/ledger.jsonl")
    'data/v1/ledger.jsonl'
    >>> file_of("/charts/fier.svg?reading=strict")
    'charts/fier,reading=strict.svg'
    """
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    asked = [f"{name}={value}" for name, value in parse_qsl(parts.query)]
    folder, _, name = path.rpartition("/")
    if not name:
        return "/".join([*filter(None, [folder]), *asked, INDEX])
    stem, dot, ending = name.partition(".")
    return f"{folder}/{','.join([stem, *asked])}{dot}{ending}".lstrip("/")


def stays_within(file: str) -> bool:
    """Whether the file lies in the folder of the copy, whatever its address was."""
    return not {"", ".", ".."} & set(file.split("/")) and "\\" not in file and "\0" not in file


def link(from_file: str, to_file: str, fragment: str = "") -> str:
    """A relative link between two files of the copy.

    >>> link("en/ledger/index.html", "index.html", "main")
    '../../index.html#main'
    """
    folder = from_file.rpartition("/")[0] or "."
    return quote(relpath(to_file, folder), safe="/=,") + (f"#{fragment}" if fragment else "")
