"""Rows that a LEFT JOIN repeats, put together again: one statement where there would be several."""

from collections.abc import Iterable


def beside(row, name: str):
    """What a FilteredRelation joined to the row, or None: Django leaves the attribute out then."""
    return getattr(row, name, None)


def together(rows: Iterable, **lists: str) -> list:
    """Each row once, in order, with lists of what stood beside it.

    ``together(lines, items="item_there")`` gives each line a list ``items``, in the order in
    which they came, each once, empty where nothing stood beside it.
    """
    found: dict[int, object] = {}
    seen: dict[tuple[int, str], dict[int, object]] = {}
    for row in rows:
        first = found.setdefault(row.pk, row)
        for name, joined in lists.items():
            theirs = seen.setdefault((first.pk, name), {})
            other = beside(row, joined)
            if other is not None:
                theirs.setdefault(other.pk, other)
    for (pk, name), theirs in seen.items():
        setattr(found[pk], name, list(theirs.values()))
    return list(found.values())


def with_their_letters(replies: list, letters: Iterable) -> list:
    """The replies, each with its own of these letters as ``letters_there``, in their order."""
    for reply in replies:
        own = [letter for letter in letters if letter.reply_id == reply.pk]
        reply.letters_there = sorted(own, key=lambda letter: letter.position)
    return replies
