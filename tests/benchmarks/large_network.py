"""A large demonstration, made quickly of a small one: its municipalities and rounds, many times.

    python -m tests.benchmarks.large_network MUNICIPALITIES ROUNDS

Whatever hangs on one of them is copied with it, one statement for each table; keys are moved by a
distance that no key reaches. The rows are as work on the portal wrote them, but for the ledger,
whose entries only look like ones. For SQLite.
"""

import sys
from dataclasses import dataclass

import django

# Columns in which the address of a municipality or a round stands, alone or within a text.
WITH_ADDRESS = {"slug", "code", "reference", "subject", "payload"}


@dataclass(frozen=True)
class Copy:
    """One more of ``like``, by its key; ``number`` counts the copies of the same from 1."""

    like: int
    number: int
    old_slug: str
    new_slug: str


def municipalities(wanted: int) -> None:
    """So many with a contract of the demonstration or without, in place of those there are."""
    from monitoring.demonstration import stage
    from municipalities.models import Municipality

    there = list(Municipality.objects.in_the_network().order_by("pk"))
    numbered = [
        (there[place % len(there)], place // len(there), place)
        for place in range(len(there), wanted)
    ]
    copies = [
        Copy(like.pk, number, like.slug, stage.invented_slug(place))
        for like, number, place in numbered
    ]
    copying = _Copying(Municipality, copies)
    made = [(copying.key(like.pk, number), like, place) for like, number, place in numbered]
    rows = []
    for key, like, place in made:
        row = stage.invented_municipality(place)
        for name in ("latitude", "longitude", "population", "census_year", "county"):
            setattr(row, name, getattr(like, name))
        row.pk = key
        rows.append(row)
    copying.copy(rows)


def rounds(wanted: int) -> None:
    """So many rounds of the demonstration: the first there is once more for each year before it."""
    from contracts.models import Term
    from monitoring.models import Round

    term = Term.objects.get(is_demonstration=True)
    like = term.rounds.order_by("slug").first()
    last = like.ends.year
    copies = [
        Copy(like.pk, number, like.slug, f"{last - number - 1}-{last - number}")
        for number in range(1, wanted - term.rounds.count() + 1)
    ]
    if not copies:
        return
    copying = _Copying(Round, copies)
    made = []
    for copy in copies:
        dates = {
            name: _earlier(getattr(like, name), copy.number)
            for name in ("begins", "ends", "evidence_until", "submit_by")
        }
        names = {"name_sq": f"Raundi {copy.new_slug}", "name_en": f"Round {copy.new_slug}"}
        key = copying.key(like.pk, copy.number)
        made.append(Round(pk=key, term=term, slug=copy.new_slug, **names, **dates))
    copying.copy(made)
    term.begins = min([term.begins, *(round.begins for round in made)])
    term.save()


def _earlier(day, years: int):
    return day.replace(year=day.year - years, day=min(day.day, 28))


class _Copying:
    """Copies of rows of one table (``root``) with all that hangs on them."""

    def __init__(self, root, copies: list[Copy]):
        from django.apps import apps

        from contracts.models import Activity
        from monitoring.models import Case, Claim, Document, LedgerEntry
        from municipalities.models import Mayor

        self.root, self.copies, self.entries = root, copies, LedgerEntry
        # Persons of the record; what has a number or a file of its own; a meeting stays one.
        stays = {Mayor, Case, Claim, Document, Activity.municipalities.through}
        self.models = [
            model
            for model in apps.get_models(include_auto_created=True)
            if not {model, getattr(model, "instance_type", model)} & stays
        ]
        # Table -> key of a row that is copied -> key of the root row that it hangs on.
        self.roots_of = {root: {copy.like: copy.like for copy in copies}}
        self._follow_keys()
        largest = max(model._base_manager.order_by("-pk").first().pk for model in self.roots_of)
        self.distance = 10 ** len(str(largest))

    def key(self, like: int, number: int) -> int:
        return like + number * self.distance

    def copy(self, roots: list) -> None:
        """Write ``roots``, which are the copies of the root rows, and all that hangs on them."""
        from django.db import connection, transaction

        with (
            connection.constraint_checks_disabled(),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            self._note_copies(cursor)
            self.root.objects.bulk_create(roots, batch_size=1000)
            for kind, model in enumerate(self.roots_of):
                if model is not self.root:
                    cursor.execute(self._statement(model, kind))
            for table in ("copies", "hangs"):
                cursor.execute(f"DROP TABLE temp.{table}")
        connection.check_constraints()

    def _follow_keys(self) -> None:
        """Find all rows that hang on the root rows and on nothing else of the kind."""
        from contracts.models import SocialContract

        before = -1
        while before != len(self.roots_of):
            before = len(self.roots_of)
            for model in self.models:
                if model is not self.root and any(self._keys(model)):
                    rows = model._base_manager.all()
                    if model is SocialContract:
                        rows = rows.filter(term__is_demonstration=True)
                    found = self._hanging(model, rows)
                    if found:
                        self.roots_of[model] = found
        entries = {}
        for model in list(self.roots_of):
            for field in model._meta.concrete_fields:
                if field.related_model is self.entries:
                    pairs = model._base_manager.values_list("pk", field.attname)
                    there = self.roots_of[model]
                    entries |= {entry: there[key] for key, entry in pairs if key in there}
        self.roots_of[self.entries] = entries

    def _keys(self, model) -> list[tuple]:
        """(column, table) for each column that holds the key of a table of which rows hang."""
        pairs = [(field, field.related_model) for field in model._meta.concrete_fields]
        if hasattr(model, "instance_type"):
            pairs.append((model._meta.get_field("id"), model.instance_type))
        return [(field, target) for field, target in pairs if target in self.roots_of]

    def _hanging(self, model, rows) -> dict[int, int]:
        keys = [(field, target) for field, target in self._keys(model) if target is not model]
        found: dict[int, int] = {}
        for key, *held in rows.values_list("pk", *(field.attname for field, _ in keys)):
            on = [
                self.roots_of[target].get(value)
                for (_field, target), value in zip(keys, held, strict=True)
                if value is not None
            ]
            if on and None not in on:
                found[key] = on[0]
        return found

    def _note_copies(self, cursor) -> None:
        cursor.execute("CREATE TEMP TABLE copies (likeness, number, old, new)")
        cursor.execute(
            "CREATE TEMP TABLE hangs (kind, row, root, PRIMARY KEY (kind, row)) WITHOUT ROWID"
        )
        cursor.executemany(
            "INSERT INTO copies VALUES (%s, %s, %s, %s)",
            [(copy.like, copy.number, copy.old_slug, copy.new_slug) for copy in self.copies],
        )
        cursor.executemany(
            "INSERT INTO hangs VALUES (%s, %s, %s)",
            [
                (kind, row, root)
                for kind, found in enumerate(self.roots_of.values())
                for row, root in found.items()
            ],
        )

    def _statement(self, model, kind: int) -> str:
        values = {
            field.column: self._value(model, field)
            for field in model._meta.local_concrete_fields
            if not field.generated
        }
        columns = ", ".join(f'"{column}"' for column in values)
        return (
            f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {", ".join(values.values())}'
            f' FROM hangs h JOIN copies c ON c.likeness = h.root JOIN "{model._meta.db_table}" r'
            f' ON r."{model._meta.pk.column}" = h.row WHERE h.kind = {kind}'
            f" ORDER BY c.number, h.row"
        )

    def _value(self, model, field) -> str:
        """What stands in this column of a copy of ``r``, in SQL."""
        column, kinds = f'r."{field.column}"', list(self.roots_of)
        target = dict(self._keys(model)).get(field)
        if model is self.entries and field.name in ("seq", "prev", "hash"):
            head = self.entries.objects.head().seq
            place = f"{head} + row_number() OVER (ORDER BY c.number, h.row)"
            return {
                "seq": place,
                "hash": f"printf('%064x', {place})",
                "prev": f"printf('%064x', {place} - 1)",
            }[field.name]
        if target is not None:
            return (
                f"CASE WHEN EXISTS (SELECT 1 FROM hangs k WHERE k.kind = {kinds.index(target)}"
                f" AND k.row = {column}) THEN {column} + c.number * {self.distance}"
                f" ELSE {column} END"
            )
        if field.primary_key:
            return f"{column} + c.number * {self.distance}"
        if field.name == "reply_key":
            return f"CASE {column} WHEN '' THEN '' ELSE lower(hex(randomblob(16))) END"
        if field.name in WITH_ADDRESS:
            return f"replace({column}, c.old, c.new)"
        return column


if __name__ == "__main__":
    django.setup()
    rounds(int(sys.argv[2]))
    municipalities(int(sys.argv[1]))
