"""Questions about several rounds at once, asked of what was published."""

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber


class ScorecardsOverTime:
    """Mixed into the questions about scorecards."""

    def as_counts(self):
        """(round, municipality, method, excluded, and the five counts in METHOD §2's order)."""
        return self.order_by().values_list(
            "round", "municipality", "method_version", "excluded",
            "full", "partial", "none", "unassessed", "unassessable",
        )  # fmt: skip

    def first_of_each_round(self, number: int):
        """So many of each round in Albanian order; only keys are sorted."""
        place = Window(RowNumber(), partition_by="round", order_by=["municipality__sort_key", "pk"])
        first = self.order_by().annotate(place=place).filter(place__lte=number)
        return self.model.objects.filter(pk__in=first.values("pk"))

    def with_their_municipality(self):
        """What names a result and leads to it, for the rows of a list across municipalities."""
        two = ("slug", "name_sq", "name_en")
        return (
            self.select_related("municipality", "round", "contract__term")
            .order_by("municipality__sort_key")
            .only(
                "revision", "published_at", "full", "partial", "none", "unassessed",
                "unassessable", "excluded", "method_version", "evidence_until",
                "contract__term__slug",
                *(f"municipality__{name}" for name in (*two, "sort_key")),
                *(f"round__{name}" for name in two),
            )
        )  # fmt: skip


class LinesOverTime:
    """Mixed into the questions about lines of scorecards."""

    def told_apart(self):
        """Those that the two coders rated differently, with a status each (METHOD §6).

        ``two_steps``: one said fully, the other not addressed.
        """
        ordered = ["none", "partial", "full"]
        far = Q(first_code="none", second_code="full") | Q(first_code="full", second_code="none")
        return (
            self.filter(first_code__in=ordered, second_code__in=ordered)
            .exclude(first_code=F("second_code"))
            .annotate(two_steps=Q(far))
        )

    def standing_in(self, rounds):
        """Lines of these rounds as they stand now."""
        return self.filter(
            scorecard__round__in=rounds,
            scorecard__superseded_by=None,
            scorecard__retraction=None,
        )

    def first_and_standing_in(self, rounds):
        """Top-level lines of these rounds as first published and as they stand, that count.

        (round, municipality, whether it stands, commitment, status).
        """
        return (
            self.counted()
            .filter(scorecard__round__in=rounds, scorecard__retraction=None)
            .exclude(scorecard__revision__gt=1, scorecard__superseded_by__isnull=False)
            .order_by("scorecard", "position")
            .values_list(
                "scorecard__round", "scorecard__municipality", "scorecard__superseded_by",
                "scorecard__revision", "commitment", "status",
            )
        )  # fmt: skip

    def of_every_revision(self, municipality, term):
        """Of all that was published of a municipality and not retracted, oldest first.

        ``stands`` says whether the line's scorecard does.
        """
        return (
            self.filter(
                scorecard__municipality=municipality,
                scorecard__contract__term=term,
                scorecard__retraction=None,
            )
            .annotate(stands=Q(scorecard__superseded_by=None))
            .order_by("scorecard__round__slug", "scorecard__revision", "position")
        )

    def with_classes_of_evidence(self):
        """``items_official`` and so on: how many items of each class (METHOD §3) a line has."""
        return self.annotate(
            **{
                f"items_{each}": Count("evidence", filter=Q(evidence__evidence_class=each))
                for each in ("official", "observation", "independent", "statement", "search")
            }
        )

    def tallied(self, *names):
        """How many lines have the same of these columns, as the last of each row."""
        return self.order_by().values_list(*names).annotate(number=Count("pk"))

    def with_what_names_them(self):
        """With sector, municipality and round, without the texts of a finding."""
        two = ("slug", "name_sq", "name_en")
        return self.select_related("sector", "scorecard__municipality", "scorecard__round").only(
            "number", "reference", "title_sq", "title_en", "status", "stage", "commitment_id",
            "excluded_on", "position", "parent_id", "sector__sort_key", "scorecard__revision",
            *(f"sector__{name}" for name in two),
            *(f"scorecard__municipality__{name}" for name in (*two, "sort_key")),
            *(f"scorecard__round__{name}" for name in two),
        )  # fmt: skip

    def assessed_one_by_one(self):
        """Points, and commitments without points, that count: what has a stage of its own.

        A point of a commitment that was left out does not count either.
        """
        return self.filter(points=None, excluded_on=None).exclude(parent__excluded_on__isnull=False)


class EvidenceOverTime:
    """Mixed into the questions about published evidence."""

    def standing_in(self, rounds):
        """Evidence of these rounds as they stand now."""
        return self.filter(
            line__scorecard__round__in=rounds,
            line__scorecard__superseded_by=None,
            line__scorecard__retraction=None,
        )

    def by_class(self, *of):
        """(the columns ``of``, class, items, findings that have at least one of them)."""
        return (
            self.order_by()
            .values_list(*of, "evidence_class")
            .annotate(items=Count("pk"), findings=Count("line", distinct=True))
        )

    def by_date(self, *of):
        """(the columns ``of``, date as known, day until which evidence counted, items)."""
        return (
            self.order_by()
            .values_list(*of, "dated", "line__scorecard__evidence_until")
            .annotate(items=Count("pk"))
        )
