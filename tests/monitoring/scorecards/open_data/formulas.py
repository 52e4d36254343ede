"""What a spreadsheet program makes of the formulas that the workbook uses, in exact fractions.

A division by zero is an error value there, which does no harm in the branch that is not taken.
"""

import re
from fractions import Fraction
from math import floor


def computed(formula: str, cells: dict[str, object]):
    """The value of a formula; ``cells`` are the values of the row by their addresses."""
    source = re.sub(r'"[^"]*"|[A-Z]+[0-9]+|[0-9]+|<>|=|[A-Z]+\(', _in_python, formula.lstrip("="))
    return eval(
        source,
        {"__builtins__": {}},
        {"cell": lambda where: _number(cells[where]), "F": Number, "IF_": _if, "OR_": _or,
         "ROUND_": _round},
    )  # fmt: skip


def _in_python(match: re.Match) -> str:
    word = match[0]
    if word.startswith('"'):
        return word
    if word == "=":
        return "=="
    if word.endswith("("):
        return f"{word[:-1]}_("
    return f'cell("{word}")' if word[0].isalpha() else f"F({word})"


class Number(Fraction):
    """Divided by zero it is None, which nothing can be computed from."""

    def __truediv__(self, other):
        return Number(Fraction(self) / other) if other else None

    def __add__(self, other):
        return Number(Fraction(self) + other)

    def __mul__(self, other):
        return Number(Fraction(self) * other)


def _number(value):
    return Number(value) if isinstance(value, int) else value


def _or(*conditions):
    return any(conditions)


def _if(condition, then, otherwise):
    return then if condition else otherwise


def _round(number: Fraction | None, places: Fraction) -> int | None:
    """Half away from zero, as all of them do; nothing here is negative."""
    if number is None:
        return None
    assert (places, number >= 0) == (0, True)
    return floor(number + Fraction(1, 2))
