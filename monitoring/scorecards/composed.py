"""Questions to the database that are composed once and asked often (decision 25).

Of what a page asks, most of the time goes into composing statements, which are the same every
time but for the term, the municipality or the round that they are about. Such a question is a
function that returns a queryset; decorated, it returns that queryset with its rows there, to be
read and never to be refined.
"""

import copy
from collections.abc import Callable
from functools import lru_cache, wraps

from django.core.exceptions import EmptyResultSet
from django.db import connections

# Stand for the arguments while a statement is composed; no row has such a key or such a word.
NUMBER, WORD = 2**62, "\x00 argument "
# A slice is part of the statement, so every page of a list is one of its own.
STATEMENTS = 64


def composed_once(question: Callable):
    """``question(*arguments, **literal)`` with its rows there.

    ``arguments`` are numbers and words that the statement is asked about, or None; it must not
    depend on them otherwise. What is ``literal`` belongs to the statement: each value has its own.
    """

    @lru_cache(maxsize=STATEMENTS)
    def composed(kinds: tuple, literal: tuple):
        return _Statement(question(*map(_stand_in, kinds, range(len(kinds))), **dict(literal)))

    @wraps(question)
    def ask(*arguments, **literal):
        kinds = tuple(type(argument) for argument in arguments)
        return composed(kinds, tuple(literal.items())).rows(arguments)

    return ask


def _stand_in(kind: type, place: int):
    if kind is type(None):
        return None
    return NUMBER + place if kind is int else f"{WORD}{place}"


class _Statement:
    def __init__(self, queryset):
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(queryset.db)
        try:
            self._sql, self._params = self._compiler.as_sql()
        except EmptyResultSet:  # what can have no rows is not asked
            self._sql = None
        else:
            # How each column becomes a value is the same for all rows that will ever be asked.
            columns = [column for column, *_rest in self._compiler.select]
            converters = self._compiler.get_converters(columns)
            self._compiler.get_converters = lambda _columns: converters

    def rows(self, arguments: tuple):
        if self._sql is None:
            return self._queryset.none()
        stand_ins = {
            _stand_in(type(argument), place): argument
            for place, argument in enumerate(arguments)
            if argument is not None
        }
        # As the database's own type of number, where it has one.
        params = tuple(
            type(param)(stand_ins[param]) if param in stand_ins else param for param in self._params
        )
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[self._queryset.db]
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, params)
        asked = self._queryset.all()
        asked.query.get_compiler = lambda *_args, **_kwargs: compiler
        len(asked)  # asks it
        return asked
