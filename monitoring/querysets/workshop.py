"""One method per question asked about rounds, reports, findings and their evidence."""

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.utils import timezone

from municipalities.models import DeclaredInterest, Membership


class RoundQuerySet(models.QuerySet):
    def of_the_term(self, term):
        return self.filter(term=term).order_by("slug")

    def with_number_of_results(self):
        """``results``: how many scorecards of the round stand."""
        standing = Q(scorecards__superseded_by=None, scorecards__retraction=None)
        return self.annotate(results=Count("scorecards", filter=standing))

    def open_for_reports(self, on):
        """Rounds whose period has begun, that nobody has closed, of our own method."""
        return self.exclude(method_version="0").filter(begins__lte=on, closed_at=None)

    def with_results_after(self, round):
        """Later rounds of its term of which something has been published."""
        later = self.filter(term=round.term_id, begins__gt=round.begins)
        return later.filter(scorecards__isnull=False).distinct().order_by("begins")

    def newest_first(self):
        return self.order_by("-begins", "-pk")

    def to_be_submitted_between(self, first, last):
        """Rounds whose deadline is one of these days."""
        return self.filter(submit_by__range=(first, last)).order_by("submit_by", "pk")


class ReportQuerySet(models.QuerySet):
    def with_its_names(self):
        """With everything that names a report and leads to what was published of it."""
        return self.select_related(
            "contract__municipality", "contract__term", "round", "organisation",
            "reviewing_organisation", "reviewer", "scorecard__municipality",
            "scorecard__contract__term", "scorecard__round", "scorecard__retraction",
        ).with_whether_the_reviewer_is_there()  # fmt: skip

    def with_whether_the_reviewer_is_there(self, on=None):
        """``reviewer_is_there``: somebody reviews it who still belongs to the organisation that
        does, may sign in, and has no tie to the municipality on that day."""
        reviews = {"user": OuterRef("reviewer"), "organisation": OuterRef("reviewing_organisation")}
        tied = {"user": OuterRef("reviewer"), "municipality": OuterRef("contract__municipality")}
        ties = DeclaredInterest.objects.in_force(on or timezone.localdate())
        return self.annotate(
            reviewer_is_there=Exists(Membership.objects.in_force().filter(**reviews))
            & ~Exists(ties.filter(**tied))
        )

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

    def in_the_round(self, round):
        return self.filter(round=round)

    def with_last_activity(self):
        """``last_event_at`` and ``last_saved_at``: when anything last happened to it."""
        event = self.model._meta.get_field("events").related_model.objects
        finding = self.model._meta.get_field("findings").related_model.objects
        of_this = {"report": OuterRef("pk")}
        return self.annotate(
            last_event_at=Subquery(event.filter(**of_this).order_by("-at").values("at")[:1]),
            last_saved_at=Subquery(
                finding.filter(saved_at__isnull=False, **of_this)
                .order_by("-saved_at")
                .values("saved_at")[:1]
            ),
        )

    def drafts(self):
        return self.filter(status="draft")

    def never_submitted(self):
        """Drafts that are no correction and that no reviewer gave back: a closing leaves them."""
        return self.drafts().filter(corrects=None, reviewer=None)

    def awaiting_reply_between(self, first, last):
        """Approved, without a reply yet, and the municipality can reply until one of these days;
        only where its address is known."""
        return (
            self.filter(status="approved", reply_until__range=(first, last), replies=None)
            .exclude(reply_email="")
            .order_by("reply_until", "pk")
        )

    def on_the_desk_of(self, user, *, organisations, rounds, municipalities, by_network_admin):
        """Everything that a person's desk speaks of: what her organisations wrote, what she
        reviews, the reports of these rounds and on these municipalities, what waits for somebody
        to review it and, for a network admin, to publish it."""
        waiting = ("submitted", "approved") if by_network_admin else ("submitted",)
        return self.filter(
            Q(organisation__in=organisations)
            | Q(reviewer=user)
            | Q(round__in=rounds)
            | Q(contract__municipality__in=municipalities)
            | Q(status__in=waiting)
        ).in_the_order_of_their_life()

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

    def undecided(self, on):
        """Without a status, though their commitment needs one on that day (METHOD §5)."""
        commitments = self.model._meta.get_field("commitment").related_model.objects
        return (
            self.filter(status="")
            .exclude(commitment__in=commitments.excluded(on))
            .exclude(commitment__in=commitments.withdrawn(on))
        )

    def with_what_is_needed(self):
        """With everything that METHOD §3 and publishing look at."""
        return self.select_related("commitment__sector", "commitment__parent").prefetch_related(
            "evidence", "second_codes", "commitment__exclusion", "commitment__units"
        )

    def with_what_gaps_look_at(self):
        """With everything that METHOD §3 looks at, and no more."""
        return self.select_related("commitment__exclusion").prefetch_related("evidence")


class EvidenceQuerySet(models.QuerySet):
    def of_report(self, report):
        return self.filter(finding__report=report)

    def pictures(self):
        return self.filter(content_type__startswith="image/")

    def public(self):
        """What publishing shows; of the rest it tells class and reason."""
        return self.filter(visibility="public")


class KeptFileQuerySet(models.QuerySet):
    def of_report(self, report):
        return self.filter(finding__report=report)
