"""Whether a stored text has all these words, answered from an index on either database.

A text is searched as `albanian.words` stores it: ASCII words, one space apart. So both databases
part it alike and find the same rows. SQLite has an FTS5 table that triggers hold at the text.
PostgreSQL keeps beside the text what is looked up of it, with a GIN index: of names and wordings,
which are short, the beginnings of their words (`keep_beginnings`); of what was published the words
(`keep_parted`), since all their beginnings would be more than fits into a row and each row that is
passed by would be fetched from elsewhere. The table's migrations make these.

A text may carry marks too: what else is looked for together with its words (`mark`).
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Lookup, QuerySet, TextField

from municipalities.albanian import FoldedTextField, words

# From this length on the beginning of a word finds it; a shorter one must be the whole word.
SHORTEST_BEGINNING = 3
# A beginning of so many letters is in the index of PostgreSQL; where more are asked for, the texts
# that have these are read. FTS5 has an index of beginnings of its own.
LONGEST_BEGINNING = 8
# So many of the words, the longest, ask an index of whole words, which collects all that begins
# with each; the others are looked for in what it finds.
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
# A number is found as a whole: behind the mark 12 is no beginning of 12a.
BEGINNINGS = f"""
CREATE OR REPLACE FUNCTION search_beginnings(text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5000 AS $$
BEGIN
    RETURN array_to_tsvector(ARRAY(
        SELECT CASE WHEN word ~ '^[0-9]+$' THEN '{OF_A_MARK}' || word ELSE left(word, size) END
        FROM unnest(string_to_array($1, ' ')) AS word, generate_series(
            {SHORTEST_BEGINNING},
            greatest({SHORTEST_BEGINNING}, least(length(word), {LONGEST_BEGINNING}))
        ) AS size
        WHERE word <> ''
    ));
END $$"""  # noqa: S608  (our own figures)
BEGUN = (
    "ALTER TABLE {table} ADD COLUMN {column}_begun tsvector"
    " GENERATED ALWAYS AS (search_beginnings({column})) STORED"
)
GIN_OF_BEGUN = "CREATE INDEX {table}_begun ON {table} USING gin ({column}_begun)"
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
    all_or_any = " AND "

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
        return f"({self.all_or_any.join([each] * len(asked))})", values


class AsksTheIndex(SpellsWords):
    """Of SQLite always in the same way."""

    lookup_name = "has_words"

    def as_sqlite(self, compiler, connection):
        table, alias = self.lhs.target.model._meta.db_table, self.lhs.alias
        key = self.lhs.target.model._meta.pk.column
        found = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s"  # noqa: S608  (names of the schema)
        return f'"{alias}"."{key}" IN ({found})', [_matching(self.rhs, self.all_or_any)]


@FoldedTextField.register_lookup
class HasWords(AsksTheIndex):
    """``search_text__has_words=asked_for("shkolla e re")``: all of them, in any order."""

    def as_postgresql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        begun = f'{text[:-1]}_begun"'
        # Each for itself: so the index steps through its lists together and skips what it can.
        sql = self.all_or_any.join([f"{begun} @@ %s::tsquery"] * len(self.rhs))
        values = [part for word in self.rhs for part in [*params, f"'{_looked_up(word)}'"]]
        if read := [word for word in self.rhs if _looked_up(word) not in (word, _number(word))]:
            spelled, of_reading = self._read(text, params, self._read_for(read), "strpos")
            # Taken for half of the rows, whatever the number of words.
            sql = f"({sql}) AND CASE WHEN {spelled} THEN TRUE ELSE FALSE END"
            values += of_reading
        return f"({sql})", values

    def _read_for(self, longer: Sequence[str]) -> Sequence[str]:
        return longer


@FoldedTextField.register_lookup
class HasAnyWord(HasWords):
    """``search_text__has_any_word=["shkolla", "ura"]``: at least one of them."""

    lookup_name = "has_any_word"
    all_or_any = " OR "

    def _read_for(self, longer):
        return self.rhs


@WordsField.register_lookup
class HasWordsOrMarks(AsksTheIndex):
    """The same for texts of which the whole words are indexed, and their marks."""

    def as_postgresql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        parted = f'{text[:-1]}_parted"'
        of_index, others = self._divided()
        sql = f"{parted} @@ %s::tsquery"
        values = [*params, _all_of(of_index, " & ", "'", ":*")]
        if others:
            # Not asked of the index, and taken for half of the rows: by the frequency of each
            # word the planner expects one row, and joins thousands as if they were one.
            left = f"CASE WHEN {parted} @@ %s::tsquery THEN TRUE ELSE FALSE END"
            sql = f"({sql} AND {left})"
            values += [*params, _all_of(others, " & ", "'", ":*")]
        return sql, values

    def _divided(self) -> tuple[list[str], list[str]]:
        """What the index is asked: marks, and the longest words; and the words that are left."""
        marks = [word for word in self.rhs if is_mark(word)]
        said = [word for word in self.rhs if not is_mark(word)]
        return [*marks, *said[:ASKED_OF_THE_INDEX]], said[ASKED_OF_THE_INDEX:]


def with_words(rows: QuerySet, text: str, asked: Sequence[str]) -> QuerySet:
    """Those of these rows whose ``text`` has all these words, in the order of their keys.

    ``text``: a field of theirs, or of a row that has the same key. FTS5 says what it finds in the
    order of the keys, so it is put before the rows and stops where there are enough of them.
    """
    if connection.vendor != "sqlite":
        return rows.filter(**{f"{text}__has_words": asked}).order_by("pk")
    model = rows.model
    for step in text.split("__")[:-1]:
        model = model._meta.get_field(step).related_model
    index, its = f"{model._meta.db_table}_words", rows.model._meta
    return rows.extra(  # noqa: S610  (names of the schema)
        tables=[index],
        where=[f'"{index}" MATCH %s', f'"{index}"."rowid" = "{its.db_table}"."{its.pk.column}"'],
        params=[_matching(asked, " AND ")],
        order_by=[f"{index}.rowid"],
    )


def _matching(asked: Sequence[str], all_or_any: str) -> str:
    """A question to FTS5."""
    return _all_of(asked, all_or_any, '"', "*")


def _all_of(asked: Sequence[str], joined: str, quote: str, beginning: str) -> str:
    return joined.join(
        f"{quote}{word}{quote}{beginning if is_beginning(word) else ''}" for word in asked
    )


def _looked_up(word: str) -> str:
    """What `search_beginnings` keeps of a text that has this word."""
    return word[:LONGEST_BEGINNING] if is_beginning(word) else _number(word) or word


def _number(word: str) -> str:
    return f"{OF_A_MARK}{word}" if word.isdigit() else ""


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


def keep_beginnings(schema_editor, table: str, column: str) -> None:
    """On PostgreSQL the beginnings of the words of a short text are kept and indexed.

    An index of whole words gathers, for each that is asked for, all that begins with it. For
    migrations; with `index` on SQLite, or in the place of what `keep_parted` made.
    """
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BEGINNINGS, params=None)
        for statement in (BEGUN, GIN_OF_BEGUN):
            schema_editor.execute(statement.format(table=table, column=column), params=None)


def no_longer_begun(schema_editor, table: str, column: str) -> None:
    """The way back of `keep_beginnings`; the function stays for others."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN {column}_begun", params=None)


def drop_index(schema_editor, table: str) -> None:
    """What `index` made for this text is gone; the text stays, and the function for others."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {table}_words", params=None)
        return
    for number in range(len(TRIGGERS)):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{number}", params=None)
    schema_editor.execute(f"DROP TABLE {table}_words", params=None)
