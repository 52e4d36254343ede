"""Published results for the tests of pages: rows of the showcase in whatever state is asked for."""

import datetime

from tests import factories

STATUSES = ("full", "partial", "none", "unassessed", "unassessable")
DAY = datetime.timedelta(days=1)


def result(contract, round_, counts=(3, 5, 1, 2, 0), **fields):
    """A scorecard with these counts, in the order of METHOD §2; its lines are not made."""
    fields = dict(zip(STATUSES, counts, strict=True)) | fields
    return factories.ScorecardFactory(contract=contract, round=round_, **fields)


def correction(scorecard, counts, **fields):
    """The next revision of a result."""
    fields = {
        "revision": scorecard.revision + 1,
        "supersedes": scorecard,
        "cause_sq": "Një vendim nuk ishte parë.",
        "cause_en": "A decision had been missed.",
        "published_at": scorecard.published_at + 30 * DAY,
        "entry__kind": "correct",
        "entry__subject": scorecard.entry.subject,
        "entry__rev": scorecard.revision + 1,
    } | fields
    return result(scorecard.contract, scorecard.round, counts, **fields)


def as_published(contract, counts=(0, 3, 2, 0, 0), **fields):
    """A result of method 0, published by others before the portal existed."""
    round_ = factories.RoundFactory(
        term=contract.term, method_version="0", begins=None, ends=None, evidence_until=None,
        submit_by=None, name_en="First year",
    )  # fmt: skip
    fields = {
        "method_version": "0",
        "source": "Raporti i parë, https://example.org/raporti-1",
        "reviewing": None,
        "evidence_until": None,
    } | fields
    return result(contract, round_, counts, **fields)


def line(scorecard, status="partial", items=1, **fields):
    """One finding with this many items of evidence."""
    fields = {"stage": "" if status in ("", "unassessed", "unassessable") else "planned"} | fields
    made = factories.ScorecardLineFactory(scorecard=scorecard, status=status, **fields)
    for _ in range(items):
        factories.ScorecardEvidenceFactory(line=made)
    return made


def point(of, number, status, **fields):
    """One point of a bundle with its own finding."""
    commitment = factories.CommitmentFactory(
        parent=of.commitment, number=f"{of.commitment.number}.{number}"
    )
    return line(of.scorecard, status, parent=of, commitment=commitment, **fields)
