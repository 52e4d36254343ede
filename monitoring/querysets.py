"""One method per question asked about rounds, reports and what was published."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from monitoring import ledger


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


class RoundQuerySet(models.QuerySet):
    def of_the_term(self, term):
        return self.filter(term=term).order_by("slug")

    def open_for_reports(self, on):
        """Rounds whose period has begun and whose results are our own method's."""
        return self.exclude(method_version="0").filter(begins__lte=on)


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(status="published")

    def written_by(self, organisations):
        """Reports of these organisations (ids)."""
        return self.filter(organisation__in=organisations)

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
    def in_order(self):
        return self.order_by("commitment__place_in_list", "commitment_id")

    def with_what_is_needed(self):
        """With everything that METHOD §3 and publishing look at."""
        return self.select_related("commitment__sector", "commitment__parent").prefetch_related(
            "evidence", "second_codes", "commitment__exclusion", "commitment__units"
        )


class ScorecardQuerySet(WrittenOnceQuerySet):
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

    def as_of(self, seq):
        """Every revision published up to this ledger entry and not retracted by then.

        ``superseded`` says whether a newer revision had been published.
        """
        newer = self.model.objects.filter(supersedes=OuterRef("pk"), entry__seq__lte=seq)
        return (
            self.filter(entry__seq__lte=seq)
            .exclude(retraction__entry__seq__lte=seq)
            .annotate(superseded=Exists(newer))
            .order_by("entry__seq")
        )


class LineQuerySet(WrittenOnceQuerySet):
    def top_level(self):
        return self.filter(parent=None)

    def counted(self):
        """Top-level lines that are not excluded."""
        return self.top_level().filter(excluded_on=None)


class EvidenceOnShowQuerySet(WrittenOnceQuerySet):
    def public_file(self, sha256):
        """Published items that cite this file and were not retracted."""
        return self.filter(sha256=sha256, line__scorecard__retraction=None)


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


class ClaimQuerySet(WrittenOnceQuerySet):
    def about_the_network(self, term):
        return self.filter(term=term, municipality=None)

    def about(self, municipality, term):
        return self.filter(term=term, municipality=municipality)
