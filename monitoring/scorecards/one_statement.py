"""Several questions in one statement: each is limited for itself, which no ORM can say."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet


def rows_of(questions: Iterable[QuerySet]) -> list[tuple]:
    """The rows of all questions, each once, in no order; they have the same columns."""
    asked = [question.query.sql_with_params() for question in questions]
    parts = [
        f"SELECT * FROM ({sql}) AS part_{number}"  # noqa: S608  (compiled by Django, with params)
        for number, (sql, _params) in enumerate(asked)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), [each for _sql, params in asked for each in params])
        return cursor.fetchall()
