"""The colours and the drawing rules of the style sheets, for pictures that stand by themselves.

A picture that leaves the portal has no style sheet beside it. Its colours and line widths are read
from those of the pages, so that each is written once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings

SHEETS = ("components.css", "scorecards.css")
# What a presentation attribute of SVG may say as well (SVG 2 §6.6).
DRAWN = {
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "paint-order",
    "font-family", "font-size", "font-weight",
}  # fmt: skip
REM = 16  # pixels


@dataclass(frozen=True)
class Rule:
    """For an element that has the last classes, inside of elements that have the ones before."""

    path: tuple[frozenset[str], ...]
    attributes: tuple[tuple[str, str], ...]

    @property
    def weight(self) -> int:
        return sum(len(classes) for classes in self.path)


@cache
def colours() -> dict[str, str]:
    """'full' -> '#0b5a5e': the tokens of the light page."""
    light = _text("tokens.css").split("@media")[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", light))


@cache
def rules(sheets: tuple[str, ...] = SHEETS) -> tuple[Rule, ...]:
    """What the style sheets say of drawings, the weaker rules first.

    Rules of classes inside of classes are read; what depends on a neighbour, a state or the
    medium is left out.
    """
    found = [
        Rule(path, attributes)
        for sheet in sheets
        for selectors, declarations in _blocks(_text(sheet))
        if (attributes := _attributes(declarations))
        for selector in selectors.split(",")
        if (path := _path(selector.strip()))
    ]
    return tuple(sorted(found, key=lambda rule: rule.weight))


def _text(sheet: str) -> str:
    text = (settings.BASE_DIR / "static" / "css" / sheet).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of the outermost blocks; those within @media are skipped."""
    depth, start, selectors = 0, 0, ""
    for found in re.finditer(r"[{}]", css):
        if found.group() == "{":
            if depth == 0:
                selectors, start = css[start : found.start()].strip(), found.end()
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                if not selectors.startswith("@"):
                    yield selectors, css[start : found.start()]
                start = found.end()


def _path(selector: str) -> tuple[frozenset[str], ...]:
    if not re.fullmatch(r"(\.[\w-]+)+( (\.[\w-]+)+)*", selector):
        return ()
    return tuple(frozenset(part.split(".")[1:]) for part in selector.split())


def _attributes(declarations: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.split(":", 1) for part in declarations.split(";") if ":" in part)
    return tuple(
        (name.strip(), _value(value.strip())) for name, value in pairs if name.strip() in DRAWN
    )


def _value(value: str) -> str:
    value = re.sub(r"var\(--([\w-]+)\)", lambda found: colours()[found[1]], value)
    value = re.sub(r"([\d.]+)rem", lambda found: f"{float(found[1]) * REM:g}", value)
    return value.replace('url("', "url(").replace('")', ")")
