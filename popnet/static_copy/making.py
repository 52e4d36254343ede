"""The copy from beginning to end: walked, checked, linked within itself, put in place."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from monitoring import ledger
from monitoring.models.chain import LedgerEntry
from popnet.static_copy import addresses, linking, naming, writing
from popnet.static_copy.walking import Walked, walk

ABOUT = {"sq": "LEXOME.txt", "en": "README.txt"}
LEDGER = "data/v1/ledger.jsonl"


class NotWhole(Exception):
    """The copy would not be of one state, or of a ledger that does not hold; str() says which."""


@dataclass(frozen=True)
class Made:
    walked: Walked
    checkpoint: ledger.Checkpoint

    @property
    def other_files(self) -> int:
        """How many files are no pages: data, evidence, style sheets."""
        return len(self.walked.files) - len(self.walked.pages)


def make(target: Path, tick: Callable[[], None] = lambda: None) -> Made:
    """Write the copy. ForeignFolder, PageFailed or NotWhole if nothing was written."""
    with writing.whole_or_nothing(target) as folder:
        checkpoint = LedgerEntry.objects.checkpoint()
        walked = walk(folder, tick)
        if LedgerEntry.objects.checkpoint() != checkpoint:
            raise NotWhole("Something was published meanwhile; make the copy again.")
        _verify(folder / LEDGER, checkpoint)
        for address in walked.pages:
            _link_within_the_copy(folder, address, walked, checkpoint)
        for language, name in ABOUT.items():
            words = _said(language, "static_copy/about.txt", checkpoint, sums=writing.SUMS)
            (folder / name).write_text(words.strip() + "\n", encoding="utf-8")
    return Made(walked, checkpoint)


def _verify(file: Path, checkpoint: ledger.Checkpoint) -> None:
    """As anybody with the copy and the verifier would."""
    try:
        with file.open("rb") as lines:
            ledger.verify(lines, since=(checkpoint.size, checkpoint.head))
    except ledger.Broken as broken:
        raise NotWhole(f"Its ledger is broken: {broken}") from None


def _link_within_the_copy(
    folder: Path, address: str, walked: Walked, checkpoint: ledger.Checkpoint
) -> None:
    """Links to what is in the copy become relative; all others lead to the portal itself."""
    file = walked.files[address]
    language = translation.get_language_from_path(address) or settings.LANGUAGE_CODE

    def replacement(tag: str, link: str) -> str:
        if link.startswith("#"):
            return link
        absolute = addresses.absolute(link, on=address)
        if not addresses.is_own(absolute):
            return link
        in_the_copy = None if tag == "form" else walked.file_of(addresses.canonical(absolute))
        if in_the_copy is None:
            return absolute
        return naming.link(file, in_the_copy, link.partition("#")[2])

    notices = linking.Notices(
        foot=_said(
            language, "static_copy/foot.html", checkpoint, about=naming.link(file, ABOUT[language])
        ),
        form=_said(language, "static_copy/form.html", checkpoint),
    )
    page = (folder / file).read_bytes().decode()
    (folder / file).write_bytes(linking.relinked(page, replacement, notices).encode())


def _said(language: str, template: str, checkpoint: ledger.Checkpoint, **more) -> str:
    with translation.override(language):
        return render_to_string(template, {"checkpoint": checkpoint, **more})
