"""Whether a stored text has all these words, answered from an index on either database.

A text is searched as `albanian.words` stores it: ASCII words, one space apart. So both databases
part it alike and find the same rows. PostgreSQL keeps the words parted beside the text with a GIN
index over them, SQLite an FTS5 table that triggers hold at the text; both come with the table's
migrations (`index`, `keep_parted`).

A text may carry marks too: what else is looked for together with its words (`mark`).
"""

from collections.abc import Sequence

from django.db.models import Lookup, TextField

from municipalities.albanian import FoldedTextField, words

# From this length on the beginning of a word finds it; a shorter one must be the whole word.
SHORTEST_BEGINNING = 3
# So many of the words, the longest, ask the GIN index, which collects all that begins with each;
# the others are looked for in what it finds. FTS5 has an index of beginnings and is asked for all.
ASKED_OF_THE_INDEX = 4
# Both indexes take it for a letter, and no word that is typed has it: `albanian.words` are ASCII.
OF_A_MARK = "·"

# Its cost is set high: told less, the planner parts all texts rather than ask the index.
FUNCTION = """
CREATE OR REPLACE FUNCTION search_words(text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5000 AS $$
BEGIN
    RETURN array_to_tsvector(array_remove(string_to_array($1, ' '), ''));
END $$"""
GIN = "CREATE INDEX {table}_words ON {table} USING gin (search_words({column}))"
PARTED = (
    "ALTER TABLE {table} ADD COLUMN {column}_parted tsvector"
    " GENERATED ALWAYS AS (search_words({column})) STORED"
)
GIN_OF_PARTED = "CREATE INDEX {table}_words ON {table} USING gin ({column}_parted)"
FTS = """
CREATE VIRTUAL TABLE {table}_words USING fts5(
    {column}, content='{table}', content_rowid='{key}', tokenize='ascii', detail=none,
    prefix='3 4 5 6 7 8 9 10'
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


def mark(*said: str) -> str:
    """What a text is marked with; equal for the same parts alone, whatever stands in them."""
    return "".join(f"{OF_A_MARK}{part.encode().hex()}" for part in said)


def is_mark(word: str) -> bool:
    return word.startswith(OF_A_MARK)


def is_beginning(word: str) -> bool:
    return len(word) >= SHORTEST_BEGINNING and not word.isdigit() and not is_mark(word)


def is_found_in(word: str, text_words: Sequence[str]) -> bool:
    """The rule of the index, for texts that are at hand."""
    if is_beginning(word):
        return any(other.startswith(word) for other in text_words)
    return word in text_words


class WordsField(TextField):
    """Words as `albanian.words` makes them, and marks, put together by whoever writes the row."""


@WordsField.register_lookup
@FoldedTextField.register_lookup
class SpellsWords(Lookup):
    """The same rows as ``has_words``, by reading the texts: for few of them, found otherwise."""

    lookup_name = "spells_words"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        return self._read(*self.process_lhs(compiler, connection), self.rhs, "instr")

    def as_postgresql(self, compiler, connection):
        return self._read(*self.process_lhs(compiler, connection), self.rhs, "strpos")

    def _read(self, text, params, asked, function):
        each = f"{function}(' ' || {text} || ' ', %s) > 0"
        values = [
            part
            for word in asked
            for part in [*params, f" {word}" if is_beginning(word) else f" {word} "]
        ]
        return f"({' AND '.join([each] * len(asked))})", values


@WordsField.register_lookup
@FoldedTextField.register_lookup
class HasWords(SpellsWords):
    """``search_text__has_words=asked_for("shkolla e re")``: all of them, in any order."""

    lookup_name = "has_words"

    def as_postgresql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        parted = f'{text[:-1]}_parted"'
        of_index, others = self._divided()
        sql = f"{parted} @@ %s::tsquery"
        values = [*params, self._asked(of_index, " & ", "'", ":*")]
        if others:
            # Not asked of the index, and taken for half of the rows: by the frequency of each
            # word the planner expects one row, and joins thousands as if they were one.
            left = f"CASE WHEN {parted} @@ %s::tsquery THEN TRUE ELSE FALSE END"
            sql = f"({sql} AND {left})"
            values += [*params, self._asked(others, " & ", "'", ":*")]
        return sql, values

    def as_sqlite(self, compiler, connection):
        table, alias = self.lhs.target.model._meta.db_table, self.lhs.alias
        key = self.lhs.target.model._meta.pk.column
        found = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s"  # noqa: S608  (names of the schema)
        return f'"{alias}"."{key}" IN ({found})', [self._asked(self.rhs, " AND ", '"', "*")]

    def _divided(self) -> tuple[list[str], list[str]]:
        """What the index is asked: marks, and the longest words; and the words that are left."""
        marks = [word for word in self.rhs if is_mark(word)]
        said = [word for word in self.rhs if not is_mark(word)]
        return [*marks, *said[:ASKED_OF_THE_INDEX]], said[ASKED_OF_THE_INDEX:]

    def _asked(self, asked, and_, quote, beginning) -> str:
        return and_.join(
            f"{quote}{word}{quote}{beginning if is_beginning(word) else ''}" for word in asked
        )


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


def keep_parted(schema_editor, table: str, column: str) -> None:
    """On PostgreSQL the words of an indexed text are parted once, when it is written.

    A frequent word is found by walking the rows until there are enough, which would part the text
    of each. For migrations, after `index`.
    """
    if schema_editor.connection.vendor == "postgresql":
        for statement in ("DROP INDEX {table}_words", PARTED, GIN_OF_PARTED):
            schema_editor.execute(statement.format(table=table, column=column), params=None)


def no_longer_parted(schema_editor, table: str, column: str) -> None:
    """The way back of `keep_parted`."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in ("ALTER TABLE {table} DROP COLUMN {column}_parted", GIN):
            schema_editor.execute(statement.format(table=table, column=column), params=None)


def drop_index(schema_editor, table: str) -> None:
    """What `index` made for this text is gone; the text stays, and the function for others."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {table}_words", params=None)
        return
    for number in range(len(TRIGGERS)):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{number}", params=None)
    schema_editor.execute(f"DROP TABLE {table}_words", params=None)
