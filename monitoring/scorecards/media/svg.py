"""A drawing as a file of its own.

The rules of the style sheets become attributes, so that it looks alike wherever it is opened, needs
nothing beside it and carries no style or script that a policy would have to allow.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from django.http import HttpResponse
from django.template.loader import render_to_string

from monitoring.scorecards import palette

CONTENT_TYPE = "image/svg+xml; charset=utf-8"
# Characters that XML cannot carry, even escaped.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

ElementTree.register_namespace("", "http://www.w3.org/2000/svg")


def drawn(template: str, context: dict, sheets: tuple[str, ...] = palette.SHEETS) -> str:
    """The template as a drawing on its own; ``sheets`` are the style sheets of its page."""
    return painted(render_to_string(template, context), sheets)


def painted(text: str, sheets: tuple[str, ...] = palette.SHEETS) -> str:
    """The drawing with what the style sheets say of it as attributes, and no class left."""
    root = ElementTree.fromstring(NOT_IN_XML.sub("", text))
    _paint(root, [], palette.rules(sheets))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def response(text: str) -> HttpResponse:
    return HttpResponse(text, content_type=CONTENT_TYPE)


def download(text: str, name: str) -> HttpResponse:
    """To be kept as a file of this name."""
    answer = response(text)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return answer


def _paint(element, around: list[frozenset[str]], rules: Sequence[palette.Rule]) -> None:
    classes = frozenset(element.attrib.pop("class", "").split())
    if classes:
        for rule in rules:
            if _is_for(rule, classes, around):
                element.attrib.update(rule.attributes)
    for child in element:
        _paint(child, [*around, classes], rules)


def _is_for(rule: palette.Rule, classes: frozenset[str], around: list[frozenset[str]]) -> bool:
    *outer, own = rule.path
    if not own <= classes:
        return False
    left = iter(around)
    return all(any(wanted <= each for each in left) for wanted in outer)
