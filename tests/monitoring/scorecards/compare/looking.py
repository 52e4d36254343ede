"""Reads a comparison as a person does: its sentence, its tables."""

from tests.monitoring.scorecards.reading import read

# What the first column of each table is called.
HEADS = {"Place", "Municipality", "Sector", "Where", "Round"}


def side_by_side(client, *names, **more):
    query = [f"m={name.lower()}" for name in sorted(names)]
    query += [f"{name}={value}" for name, value in sorted(more.items(), reverse=True)]
    return read(client, f"/en/compare/?{'&'.join(query)}")


def answer(found):
    """The sentence that stands first."""
    return found.words.split("Results compared")[0]


def rows_under(found, head):
    """The rows below the head that begins with these words, until the next head."""
    heads = [i for i, row in enumerate(found.rows) if row[: len(head)] == head]
    rows = []
    for row in found.rows[heads[0] + 1 :]:
        if len(row) != len(found.rows[heads[0]]) or row[0] in HEADS:
            break
        rows.append(row)
    return rows


def places(found):
    """Place, name, and the three figures with their fractions."""
    return [
        (row[0], row[1], *(" ".join(cell.split(" ")[:2]) for cell in row[3:]))
        for row in rows_under(found, ["Place", "Municipality"])
    ]
