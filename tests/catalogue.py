"""The Albanian catalogue and the words it is for, read without GNU gettext.

A message is ``(context, words, plural)``: what `makemessages` finds in the sources, what the .po
file answers and what the .mo file was made from, all in one form so that they can be compared.
"""

import ast
import gettext
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "popnet" / "locale" / "sq" / "LC_MESSAGES" / "django.po"
PACKAGES = ("popnet", "monitoring", "contracts", "municipalities")

Message = tuple[str | None, str, str | None]

# Which arguments are the context, the words and the plural; as `makemessages` tells xgettext.
ARGUMENTS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")

NO_BARE_WORDS = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"\{#.*?#\}",
        r"\{% (comment)\b.*?\{% endcomment %\}",
        r"\{% (blocktranslate)\b.*?\{% endblocktranslate %\}",
        r"\{% block (bodyclass|extrastyle|main_class) %\}.*?\{% endblock %\}",
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
        r"<(script|style|pre|code)\b.*?</\1>",
        r"<!--.*?-->",
        r"\n {4}(python3|sha256sum|shasum) [^\n]*",  # a command, in a plain text
    )
]
LABEL = re.compile(r'(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2,}(?:\.\w+)?")


@dataclass(frozen=True)
class Entry:
    """One entry of the .po file; ``answers`` are one, or one for each plural form."""

    message: Message
    answers: tuple[str, ...]
    flags: frozenset[str]


def asked_for() -> dict[Message, str]:
    """Every message of the portal's sources -> a file in which it is."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for message in in_python(path.read_text(encoding="utf-8")):
                found.setdefault(message, str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        for message in in_template(path.read_text(encoding="utf-8")):
            found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def in_python(source: str) -> list[Message]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = []
    for call in calls:
        name = getattr(call.func, "id", getattr(call.func, "attr", None))
        words = [each.value if isinstance(each, ast.Constant) else None for each in call.args]
        if name in ARGUMENTS and (message := _message(name, words)):
            found.append(message)
    return found


def in_template(source: str) -> list[Message]:
    """Django turns a template into something like Python, in which the calls are found."""
    calls = CALL.findall(templatize(source))
    return [_message(name, ast.literal_eval(f"[{words}]")) for name, words in calls]


def bare_words(source: str) -> list[str]:
    """Words that stand in a template as they are, in neither language; single letters are none."""
    for left_out in NO_BARE_WORDS:
        source = left_out.sub(" ", source)
    labels = " ".join(LABEL.findall(source))
    return WORD.findall(re.sub(r"<[^>]*>|&\w+;", " ", source) + " " + labels)


def _message(name: str, words: list) -> Message | None:
    """None where the words are not written down in the call, so nobody can translate them."""
    context, one, many = (
        None if place is None else words[place] if place < len(words) else None
        for place in ARGUMENTS[name]
    )
    return (context, one, many) if isinstance(one, str) else None


def read_po(path: Path = CATALOGUE) -> list[Entry]:
    """Every entry but the header, which has no words of its own."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [entry for entry in map(_entry, blocks) if entry.message[1]]


def _entry(block: str) -> Entry:
    parts, flags, last = {}, set(), None
    for line in block.splitlines():
        if line.startswith("#,"):
            flags |= set(line[2:].replace(" ", "").split(","))
        elif not line.startswith("#"):
            key, literal = re.fullmatch(r'(?:(\S+) )?(".*")', line).groups()
            last = key or last
            parts[last] = parts.get(last, "") + ast.literal_eval(literal)
    message = (parts.get("msgctxt"), parts["msgid"], parts.get("msgid_plural"))
    answers = tuple(words for key, words in parts.items() if key.startswith("msgstr"))
    return Entry(message, answers, frozenset(flags))


def compiled_from(entries: list[Entry]) -> dict:
    """What a .mo file holds when it is made from these entries."""
    held = {}
    for (context, words, plural), answers in ((each.message, each.answers) for each in entries):
        key = f"{context}\x04{words}" if context else words
        if plural is None:
            held[key] = answers[0]
        else:
            held |= {(key, form): answer for form, answer in enumerate(answers)}
    return held


def read_mo() -> dict:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        held = dict(gettext.GNUTranslations(file)._catalog)
    held.pop("")
    return held
