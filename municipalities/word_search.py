"""Whether a stored text has all these words, answered from an index on either database.

A text is searched as `albanian.words` stores it: ASCII words, one space apart. So both databases
part it alike and find the same rows. PostgreSQL keeps a GIN index over the words, SQLite an FTS5
table that triggers hold at the text; both come with the table's migration (`index`).
"""

from collections.abc import Sequence

from django.db.models import Lookup, TextField

from municipalities.albanian import FoldedTextField, words

# From this length on the beginning of a word finds it; a shorter one must be the whole word.
SHORTEST_BEGINNING = 3
# So many of the words, the longest, ask the index; the others are looked for in what it finds.
ASKED_OF_THE_INDEX = 4

# Its cost is set high: told less, the planner parts all texts rather than ask the index.
FUNCTION = """
CREATE OR REPLACE FUNCTION search_words(text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5000 AS $$
BEGIN
    RETURN array_to_tsvector(array_remove(string_to_array($1, ' '), ''));
END $$"""
GIN = "CREATE INDEX {table}_words ON {table} USING gin (search_words({column}))"
FTS = """
CREATE VIRTUAL TABLE {table}_words USING fts5(
    {column}, content='{table}', content_rowid='{key}', tokenize='ascii', detail=none,
    prefix='3 4 5 6'
)"""
PUT_IN = "INSERT INTO {table}_words(rowid, {column}) VALUES (new.{key}, new.{column});"
TAKE_OUT = (
    "INSERT INTO {table}_words({table}_words, rowid, {column})"
    " VALUES ('delete', old.{key}, old.{column});"
)
TRIGGERS = {
    "INSERT": PUT_IN,
    "DELETE": TAKE_OUT,
    "UPDATE OF {column}": TAKE_OUT + PUT_IN,
}


def asked_for(text: str) -> list[str]:
    """What somebody looks for, longest first, each word once; single letters say too little."""
    found = {word for word in words(text) if len(word) > 1 or word.isdigit()}
    return sorted(found, key=lambda word: (-len(word), word))


def is_beginning(word: str) -> bool:
    return len(word) >= SHORTEST_BEGINNING and not word.isdigit()


def is_found_in(word: str, text_words: Sequence[str]) -> bool:
    """The rule of the index, for texts that are at hand."""
    if is_beginning(word):
        return any(other.startswith(word) for other in text_words)
    return word in text_words


class WordsField(TextField):
    """Words as `albanian.words` makes them, put together by whoever writes the row."""


@WordsField.register_lookup
@FoldedTextField.register_lookup
class HasWords(Lookup):
    """``search_text__has_words=asked_for("shkolla e re")``: all of them, in any order."""

    lookup_name = "has_words"
    prepare_rhs = False

    def as_postgresql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        of_index, others = self._divided()
        query = " & ".join(f"'{word}'{':*' if is_beginning(word) else ''}" for word in of_index)
        rest = "".join(f" AND strpos(' ' || {text} || ' ', %s) > 0" for _word in others)
        sql = f"(search_words({text}) @@ %s::tsquery{rest})"
        return sql, [*params, query, *self._rest(others, params)]

    def as_sqlite(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        of_index, others = self._divided()
        table, alias = self.lhs.target.model._meta.db_table, self.lhs.alias
        key = self.lhs.target.model._meta.pk.column
        query = " AND ".join(f'"{word}"{"*" if is_beginning(word) else ""}' for word in of_index)
        found = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s"  # noqa: S608  (names of the schema)
        rest = "".join(f" AND instr(' ' || {text} || ' ', %s) > 0" for _word in others)
        sql = f'("{alias}"."{key}" IN ({found}){rest})'
        return sql, [query, *self._rest(others, params)]

    def _divided(self) -> tuple[list[str], list[str]]:
        return self.rhs[:ASKED_OF_THE_INDEX], self.rhs[ASKED_OF_THE_INDEX:]

    def _rest(self, others, params) -> list:
        return [
            part
            for word in others
            for part in [*params, f" {word}" if is_beginning(word) else f" {word} "]
        ]


def index(schema_editor, table: str, column: str, key: str) -> None:
    """Make the index of a text and fill it with what is there. For migrations.

    On SQLite, Django makes a table anew to change its columns, and the triggers go with the old
    one: a later migration that does so calls `drop_index` before and this after.
    """
    names = {"table": table, "column": column, "key": key}
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        schema_editor.execute(GIN.format(**names), params=None)
        return
    schema_editor.execute(FTS.format(**names), params=None)
    for number, (event, action) in enumerate(TRIGGERS.items()):
        trigger = (
            f"CREATE TRIGGER {table}_words_{number} AFTER {event} ON {table} BEGIN {action} END"
        )
        schema_editor.execute(trigger.format(**names), params=None)
    fill = "INSERT INTO {table}_words({table}_words) VALUES ('rebuild')"
    schema_editor.execute(fill.format(**names), params=None)


def drop_index(schema_editor, table: str) -> None:
    """What `index` made for this text is gone; the text stays, and the function for others."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {table}_words", params=None)
        return
    for number in range(len(TRIGGERS)):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{number}", params=None)
    schema_editor.execute(f"DROP TABLE {table}_words", params=None)
