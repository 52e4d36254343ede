"""Needs pasted from a spreadsheet: one a row, its cells in the order of COLUMNS."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contracts.models import Juxtaposition, Need, Pillar

MOST_ROWS = 200
CELLS = 5


@dataclass(frozen=True)
class Pasted:
    """The needs that were read, or every row that could not be, each with its number."""

    needs: list[Need]
    errors: list[str]


def read(text: str, juxtaposition: Juxtaposition) -> Pasted:
    """number, title in Albanian, title in English, pillar (1 to 4 or its name), score.

    What is recorded already in the same words is passed over, so pasting twice is harmless.
    """
    needs, errors = [], []
    taken = {need.number: need for need in juxtaposition.needs.all()}
    lines = [(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_ROWS:
        return Pasted([], [_("At most %(n)s rows at once.") % {"n": MOST_ROWS}])
    for place, line in lines:
        try:
            need = _need(line, juxtaposition)
            if _words(taken.get(need.number)) == _words(need):
                continue
            if need.number in taken:
                raise ValidationError(_("The number %(n)s is taken.") % {"n": need.number})
            taken[need.number] = need
            needs.append(need)
        except ValidationError as error:
            errors += [
                _("Row %(row)s: %(error)s") % {"row": place, "error": sentence}
                for sentence in error.messages
            ]
    return Pasted([] if errors else needs, errors)


def _words(need: Need | None):
    return need and (need.title_sq, need.title_en, need.pillar, need.score)


def _need(line: str, juxtaposition: Juxtaposition) -> Need:
    cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
    if any(cells[CELLS:]):
        raise ValidationError(_("There are more than five cells."))
    number, title_sq, title_en, pillar, score = [*cells, *[""] * CELLS][:CELLS]
    if not re.fullmatch("[0-9]{1,4}", number):
        raise ValidationError(_("The first cell is the number of the need, such as 7."))
    need = Need(
        juxtaposition=juxtaposition, number=int(number), title_sq=title_sq, title_en=title_en,
        pillar=_pillar(pillar), score=_score(score),
    )  # fmt: skip
    need.clean_fields()
    need.validate_constraints(exclude={"juxtaposition"})
    return need


def _pillar(cell: str) -> str:
    written = cell.casefold()
    for place, (value, label) in enumerate(Pillar.choices, 1):
        if written in (str(place), value, str(label).casefold()):
            return value
    raise ValidationError(_("The fourth cell is the pillar: 1, 2, 3, 4 or its name."))


def _score(cell: str) -> Decimal | None:
    if not cell:
        return None
    try:
        return Decimal(cell.replace(",", "."))
    except InvalidOperation:
        raise ValidationError(_("The fifth cell is the score, such as 4,35.")) from None
