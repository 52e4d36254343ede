"""One method per question asked about what was published."""

from django.conf import settings
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)

from monitoring import ledger, scoring
from monitoring.querysets.over_time import (
    EvidenceOverTime,
    LinesOverTime,
    ScorecardsOverTime,
)


class WrittenOnce(Exception):
    """A published row was to be changed or deleted. Publish a correction instead."""

    def __init__(self, model):
        super().__init__(f"{model.__name__} is written once; publish a correction instead.")


class WrittenOnceQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise WrittenOnce(self.model)

    def bulk_update(self, objs, fields, batch_size=None):
        raise WrittenOnce(self.model)

    def delete(self):
        raise WrittenOnce(self.model)

    def _raw_delete(self, using):
        raise WrittenOnce(self.model)


class ScorecardQuerySet(ScorecardsOverTime, WrittenOnceQuerySet):
    def standing(self):
        """The newest revision of each result, unless it was retracted."""
        return self.filter(superseded_by=None, retraction=None)

    def of_the_term(self, term):
        return self.filter(contract__term=term)

    def in_round_order(self):
        return self.order_by("round__slug", "revision")

    def newest_round_first(self):
        return self.order_by("-round__slug", "-revision")

    def corrections(self):
        return self.filter(revision__gt=1)

    def with_its_seal(self):
        """With round, organisations, ledger entry and retraction; without the sealed texts."""
        beside_it = ("round", "monitoring", "reviewing", "entry", "retraction")
        return self.select_related(*beside_it).defer("entry__entry", "entry__payload")

    def with_its_page(self):
        """The same with the contract and what was replied to it.

        One row per reply to the scorecard as a whole, as ``reply_there``, and per letter that
        came with it, as ``letter_there``; without one, None.
        """
        replied = self.annotate(
            reply_there=FilteredRelation("replies", condition=Q(replies__line=None)),
            letter_there=FilteredRelation("reply_there__letters"),
        )
        beside_it = ("municipality", "contract__term", "reply_there", "letter_there")
        return replied.with_its_seal().select_related(*beside_it)

    def in_a_part_of_the_rounds(self, municipality, term, start: int, size: int):
        """Newest revisions of so many rounds from ``start`` on, newest round first.

        With them the newest that stands and those of rounds that a claim is about, whichever
        part is asked for; ``is_in_the_part`` tells them apart. Each has ``rounds_in_all``: how
        many there are.
        """
        rounds = self.model._meta.get_field("round").related_model
        claims = rounds._meta.get_field("claims").related_model.objects
        claimed = claims.about(municipality, term).values("round")
        found = self.filter(municipality=municipality, superseded_by=None).of_the_term(term)
        keys = found.newest_round_first().values("pk")
        in_all = found.order_by().values(all=Value(1)).annotate(number=Count("pk"))
        part = Q(pk__in=keys[start : start + size])
        return (
            found.filter(part | Q(pk__in=keys.filter(retraction=None)[:1]) | Q(round__in=claimed))
            .newest_round_first()
            .annotate(
                is_in_the_part=Case(When(part, then=Value(True)), default=Value(False)),
                rounds_in_all=Subquery(in_all.values("number")),
            )
        )

    def as_in_a_list(self):
        """With what a line of a list says of a result, and no more: a summary sorts every row."""
        two = ("slug", "name_sq", "name_en")
        return self.select_related("round", "municipality", "contract").only(
            "full", "partial", "none", "unassessed", "unassessable", "excluded", "revision",
            "method_version", "published_at", "contract__term_id", "round__evidence_until",
            "round__method_version",
            *(f"round__{name}" for name in two),
            *(f"municipality__{name}" for name in two),
        )  # fmt: skip

    def sums_by_round(self):
        """A row per round: its counts pooled (METHOD §4), and ``results``, of how many."""
        sums = {f"sum_{count}": Sum(count) for count in (*scoring.STATUSES, "excluded")}
        return self.order_by().values("round").annotate(results=Count("pk"), **sums)

    def of_rounds_before(self, contract, round):
        """The contract's standing results of earlier rounds, by the same method, newest first."""
        return (
            self.standing()
            .filter(
                contract=contract,
                method_version=round.method_version,
                round__evidence_until__lt=round.evidence_until,
            )
            .order_by("-round__evidence_until")
        )  # fmt: skip

    def of_the_round_before(self, contract, round):
        """The contract's standing result of the last round before, by the same method, or None."""
        return self.of_rounds_before(contract, round).first()

    def first_published(self, contract, round):
        """The first revision of a contract's result in a round, or None."""
        return self.filter(contract=contract, round=round, revision=1).first()

    def as_of(self, seq):
        """Every revision published up to this ledger entry and not retracted by then.

        ``superseded`` says whether a newer revision had been published.
        """
        newer = When(superseded_by__entry__seq__lte=seq, then=Value(True))
        return (
            self.filter(entry__seq__lte=seq)
            .exclude(retraction__entry__seq__lte=seq)
            .annotate(superseded=Case(newer, default=Value(False)))
            .order_by("entry__seq")
        )


class LineQuerySet(LinesOverTime, WrittenOnceQuerySet):
    def top_level(self):
        return self.filter(parent=None)

    def counted(self):
        """Top-level lines that are not excluded."""
        return self.top_level().filter(excluded_on=None)

    def in_order(self):
        return self.order_by("position")

    def side_by_side(self, *, with_words: bool):
        """With what a comparison counts of a finding; ``with_words``: and what was promised."""
        words = ("reference", "number", "title_sq", "title_en", "stage") if with_words else ()
        return self.select_related("sector").only(
            "status", "places", "commitment_id", "scorecard_id", "sector__slug",
            "sector__name_sq", "sector__name_en", "sector__sort_key", *words,
        )  # fmt: skip

    def with_what_a_list_shows(self):
        """With sector, number of items of evidence and whether the municipality replied."""
        replies = self.model._meta.get_field("replies").related_model.objects
        return self.select_related("sector").annotate(
            items_of_evidence=Count("evidence"),
            has_reply=Exists(replies.filter(line=OuterRef("pk"))),
        )

    def said_before(self, commitment, round):
        """What the contract's result of the round before says of a commitment, or None."""
        scorecards = self.model._meta.get_field("scorecard").related_model.objects
        before = scorecards.of_rounds_before(commitment.contract_id, round).values("pk")[:1]
        found = self.filter(commitment=commitment, scorecard=Subquery(before))
        return found.select_related("scorecard__round").first()

    def about(self, commitments):
        """Standing findings about these commitments, newest round first."""
        return self.filter(
            commitment__in=commitments,
            scorecard__superseded_by=None,
            scorecard__retraction=None,
        ).order_by("-scorecard__round__slug", "position")

    def in_a_part_of_the_rounds(self, commitment, start: int, size: int):
        """Those of the newest scorecard about it and of so many from ``start`` on, newest first.

        Each with ``rounds_in_all``: how many standing scorecards there are about it.
        """
        scorecards = self.model._meta.get_field("scorecard").related_model.objects
        about_it = scorecards.standing().filter(lines__commitment=commitment)
        newest_first = about_it.order_by("-round__slug").values("pk")
        in_all = about_it.order_by().values(all=Value(1)).annotate(number=Count("pk"))
        return self.filter(
            Q(scorecard__in=newest_first[:1]) | Q(scorecard__in=newest_first[start : start + size])
        ).annotate(rounds_in_all=Subquery(in_all.values("number")))

    def with_evidence_and_replies(self):
        """One row per item of evidence, reply and letter with it, as ``item_there`` and so on.

        One statement for what would be four; what has none is one row with None.
        """
        return (
            self.annotate(
                item_there=FilteredRelation("evidence"),
                reply_there=FilteredRelation("replies"),
                letter_there=FilteredRelation("reply_there__letters"),
            )
            .select_related(
                "item_there", "reply_there", "letter_there", "scorecard__round",
                "scorecard__contract__term", "scorecard__municipality", "scorecard__monitoring",
                "sector",
            )
            .order_by(
                *self.query.order_by, "item_there__position", "reply_there__pk",
                "letter_there__position",
            )
        )  # fmt: skip

    def doubly_coded(self):
        """Findings that a reviewer coded blind as well (METHOD §6)."""
        return self.exclude(first_code="")


class EvidenceOnShowQuerySet(EvidenceOverTime, WrittenOnceQuerySet):
    def public_file(self, sha256):
        """Published items that cite this file and were not retracted."""
        return self.filter(sha256=sha256, line__scorecard__retraction=None)

    def where_it_is_cited(self):
        """With the line and the scorecard of each, newest publication first."""
        with_it = self.select_related(*_parts_of_a_scorecard("line__scorecard"))
        sealed = (f"line__scorecard__entry__{text}" for text in ("entry", "payload"))
        return with_it.defer(*sealed).order_by(
            "-line__scorecard__entry_id", "line__position", "position"
        )


class ReplyOnShowQuerySet(WrittenOnceQuerySet):
    def with_their_letters(self):
        """One row per letter, as ``letter_there``; without one, None."""
        return (
            self.annotate(letter_there=FilteredRelation("letters"))
            .select_related("letter_there")
            .order_by("pk", "letter_there__position")
        )


class LetterOnShowQuerySet(WrittenOnceQuerySet):
    def public_file(self, sha256):
        """Published letters that are this file, of scorecards that were not retracted."""
        return self.filter(sha256=sha256, reply__scorecard__retraction=None)

    def where_it_is_cited(self):
        """With the reply and the scorecard of each, newest publication first."""
        with_it = self.select_related(*_parts_of_a_scorecard("reply__scorecard"))
        sealed = (f"reply__scorecard__entry__{text}" for text in ("entry", "payload"))
        return with_it.defer(*sealed).order_by("-reply__scorecard__entry_id", "position")


class LedgerQuerySet(WrittenOnceQuerySet):
    def in_order(self):
        return self.order_by("seq")

    def head(self):
        """The last entry, or None."""
        return self.order_by("-seq").first()

    def checkpoint(self):
        """What somebody outside keeps of the ledger as it is now (METHOD §7)."""
        last = self.order_by("-seq").values_list("seq", "hash").first()
        return ledger.Checkpoint(settings.PUBLIC_ORIGIN, *(last or (0, ledger.GENESIS)))

    def newest_first_with_what_they_seal(self):
        """Entries without their texts, with the scorecard, reply or retraction of each."""
        parts = ("municipality", "contract__term", "round")
        return (
            self.order_by("-seq")
            .defer("entry", "payload")
            .select_related(
                *(f"scorecard__{part}" for part in parts),
                *(f"reply__scorecard__{part}" for part in parts),
                *(f"retraction__scorecard__{part}" for part in parts),
            )
        )

    def changes_in(self, term):
        """Corrections and retractions of one term, newest first (METHOD §5)."""
        return (
            self.filter(
                Q(kind="correct", scorecard__contract__term=term)
                | Q(kind="retract", retraction__scorecard__contract__term=term)
            )
            .newest_first_with_what_they_seal()
            .select_related(
                "scorecard__retraction",
                "scorecard__supersedes__municipality",
                "scorecard__supersedes__contract__term",
                "scorecard__supersedes__round",
                "scorecard__supersedes__retraction",
            )
        )


class ClaimQuerySet(WrittenOnceQuerySet):
    def about_the_network(self, term):
        return self.filter(term=term, municipality=None)

    def beside_the_terms(self, terms):
        """The terms, one row per claim about the network in them, as ``claim_there`` or None."""
        return terms.annotate(
            claim_there=FilteredRelation("claims", condition=Q(claims__municipality=None))
        ).select_related("claim_there")

    def about(self, municipality, term):
        return self.filter(term=term, municipality=municipality)

    def newest_entries_first(self):
        return self.select_related("municipality", "term").order_by("-pk")


def _parts_of_a_scorecard(path: str) -> list[str]:
    """What a link to a scorecard says of it, seen from a row that leads to it by this path."""
    return [f"{path}__{part}" for part in ("municipality", "contract__term", "round", "entry")]
