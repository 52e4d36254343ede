"""One method per question asked about rounds, reports, findings and their evidence."""

from django.db import models
from django.db.models import Case, Q, When


class RoundQuerySet(models.QuerySet):
    def of_the_term(self, term):
        return self.filter(term=term).order_by("slug")

    def open_for_reports(self, on):
        """Rounds whose period has begun and whose results are our own method's."""
        return self.exclude(method_version="0").filter(begins__lte=on)


class ReportQuerySet(models.QuerySet):
    def with_its_names(self):
        """With everything that names a report and leads to what was published of it."""
        return self.select_related(
            "contract__municipality", "contract__term", "round", "organisation",
            "reviewing_organisation", "reviewer", "scorecard__municipality",
            "scorecard__contract__term", "scorecard__round", "scorecard__retraction",
        )  # fmt: skip

    def open(self):
        return self.exclude(status="published")

    def correction_of(self, report):
        """The report of the next revision, or None."""
        return self.filter(corrects=report).first()

    def open_one(self, contract, round):
        """The one that is not published, of this contract in this round, or None."""
        return self.open().filter(contract=contract, round=round).first()

    def in_the_order_of_their_life(self):
        """Drafts first, what was published last; within a state by round and municipality."""
        words = ("draft", "submitted", "approved", "published")
        place = Case(*(When(status=word, then=number) for number, word in enumerate(words)))
        return self.order_by(place, "-round__slug", "contract__municipality__sort_key", "pk")

    def written_by(self, organisations):
        """Reports of these organisations (ids)."""
        return self.filter(organisation__in=organisations)

    def reviewed_by(self, user):
        """What this person reviews and is not yet published, in whatever state it is now."""
        return self.open().filter(reviewer=user).in_the_order_of_their_life()

    def awaiting_review(self):
        return self.filter(status="submitted")

    def awaiting_review_by(self, user, organisations):
        """What this person may take from the queue or has taken (ids of own organisations)."""
        return (
            self.awaiting_review()
            .exclude(organisation__in=organisations)
            .filter(Q(reviewer=None) | Q(reviewer=user))
            .order_by("submitted_at")
        )


class FindingQuerySet(models.QuerySet):
    def of_reports(self, reports):
        return self.filter(report__in=reports)

    def in_order(self):
        return self.order_by("commitment__place_in_list", "commitment_id")

    def with_what_is_needed(self):
        """With everything that METHOD §3 and publishing look at."""
        return self.select_related("commitment__sector", "commitment__parent").prefetch_related(
            "evidence", "second_codes", "commitment__exclusion", "commitment__units"
        )


class EvidenceQuerySet(models.QuerySet):
    def of_report(self, report):
        return self.filter(finding__report=report)

    def pictures(self):
        return self.filter(content_type__startswith="image/")


class KeptFileQuerySet(models.QuerySet):
    def of_report(self, report):
        return self.filter(finding__report=report)
