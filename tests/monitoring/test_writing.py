"""Writing a finding and its evidence: all or nothing, one version, nothing lost in silence."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from monitoring import actions
from monitoring.actions import Piece
from monitoring.evidence import StoredFile
from monitoring.models import Evidence, Finding, KeptFile, Report
from tests import factories
from tests.stories import BEGIN, Story

pytestmark = pytest.mark.django_db

FILE = StoredFile(
    sha256="a" * 64, size=10, content_type="image/jpeg", original_sha256="b" * 64, original_size=20
)
LINK = {"evidence_class": "official", "title": "Vendim", "link": "https://example.org/v"}
OTHER = {"evidence_class": "official", "title": "Tjetër", "link": "https://example.org/t"}


@pytest.fixture
def story():
    return Story(statuses=("full",)).opened()


@pytest.fixture
def finding(story):
    return story.report.findings.get()


def keep(story, finding, **more):
    told = {"finding": finding, "by": story.author, "file": FILE, "name": "foto.jpg"}
    return actions.keep_file(**(told | more))


def version(finding) -> int:
    return Finding.objects.get(pk=finding.pk).lock_version


class TestKeptFiles:
    def test_the_same_file_twice_is_one_row(self, story, finding):
        assert keep(story, finding) == keep(story, finding, by=story.colleague, name="tjetër.jpg")
        assert [(kept.name, kept.kept_by) for kept in KeptFile.objects.all()] == [
            ("foto.jpg", story.author)
        ]

    def test_waiting_changes_nothing_of_the_finding(self, story, finding):
        keep(story, finding)

        assert version(finding) == 0

    def test_described_it_is_evidence_and_waits_no_more(self, story, finding):
        kept = keep(story, finding)
        item = actions.add_evidence(
            finding=finding, by=story.author, evidence_class="observation", title="Foto", kept=kept
        )

        assert (item.sha256, item.size, item.original_sha256) == ("a" * 64, 10, "b" * 64)
        assert KeptFile.objects.count() == 0

    def test_of_two_who_describe_the_same_file_differently_the_second_is_told(self, story, finding):
        kept, same = keep(story, finding), KeptFile.objects.get()
        words = {"finding": finding, "evidence_class": "observation"}
        actions.add_evidence(by=story.author, title="Foto", kept=kept, **words)

        with pytest.raises(actions.Conflict):
            actions.add_evidence(by=story.colleague, title="Rruga", kept=same, **words)

        assert [item.title for item in Evidence.objects.all()] == ["Foto"]

    def test_described_twice_with_the_same_words_it_is_one_item(self, story, finding):
        kept, same = keep(story, finding), KeptFile.objects.get()
        words = {"finding": finding, "by": story.author, "evidence_class": "observation"}

        first = actions.add_evidence(title="Foto", kept=kept, **words)

        assert actions.add_evidence(title="Foto", kept=same, **words) == first

    def test_discarded_it_is_gone_and_nothing_else(self, story, finding):
        kept = keep(story, finding)
        actions.discard_file(kept=kept, by=story.colleague)

        assert (KeptFile.objects.count(), version(finding)) == (0, 0)

    @pytest.mark.parametrize("who", ["reviewer", "admin", "stranger"])
    def test_only_the_author_keeps_and_discards(self, story, finding, who):
        kept = keep(story, finding)

        with pytest.raises(actions.NotAllowed):
            keep(story, finding, by=getattr(story, who))
        with pytest.raises(actions.NotAllowed):
            actions.discard_file(kept=kept, by=getattr(story, who))

    def test_nothing_is_kept_for_a_report_that_is_submitted(self):
        story = Story(statuses=("full",)).submitted()

        with pytest.raises(actions.Conflict):
            keep(story, story.report.findings.get())


class TestOneVersion:
    """QUALITY R-07: two tabs cannot overwrite each other's evidence either."""

    def test_every_change_of_evidence_raises_the_version_of_the_finding(self, story, finding):
        item = actions.add_evidence(finding=finding, by=story.author, **LINK)
        assert version(finding) == 1
        actions.describe_evidence(evidence=item, by=story.author, title="Vendim nr. 41")
        assert version(finding) == 2
        actions.describe_evidence(evidence=item, by=story.author, title="Vendim nr. 41")
        assert version(finding) == 2
        actions.remove_evidence(evidence=item, by=story.author)
        assert version(finding) == 3

    def test_words_of_evidence_typed_about_an_older_version_are_refused(self, story, finding):
        item = actions.add_evidence(finding=finding, by=story.author, **LINK)
        actions.describe_evidence(evidence=item, by=story.colleague, version=1, title="E para")

        with pytest.raises(actions.StaleFinding) as refusal:
            actions.describe_evidence(evidence=item, by=story.author, version=1, title="E dyta")

        assert refusal.value.theirs.lock_version == 2
        assert Evidence.objects.get().title == "E para"

    def test_a_whole_form_is_one_version(self, story, finding):
        pieces = [Piece(LINK), Piece(OTHER)]
        saved = actions.save_finding(
            finding=finding, by=story.author, version=0, status="none", pieces=pieces
        )

        assert (saved.lock_version, saved.evidence.count()) == (1, 2)

    def test_of_a_form_with_one_bad_piece_nothing_is_saved(self, story, finding):
        pieces = [Piece(LINK), Piece(OTHER | {"link": ""})]
        with pytest.raises(ValidationError):
            actions.save_finding(
                finding=finding, by=story.author, version=0, status="none", pieces=pieces
            )

        stands = Finding.objects.get()
        assert (stands.status, stands.lock_version, stands.evidence.count()) == ("", 0, 0)

    def test_evidence_that_somebody_changed_meanwhile_makes_the_whole_form_stale(
        self, story, finding
    ):
        actions.add_evidence(finding=finding, by=story.colleague, **LINK)

        with pytest.raises(actions.StaleFinding):
            actions.save_finding(
                finding=finding, by=story.author, version=0, status="none", pieces=[Piece(OTHER)]
            )

        assert [item.title for item in Evidence.objects.all()] == ["Vendim"]

    def test_pieces_are_added_described_and_removed_together(self, story, finding):
        stays = actions.add_evidence(finding=finding, by=story.author, **LINK)
        goes = actions.add_evidence(finding=finding, by=story.author, **OTHER)
        kept, unwanted = (
            keep(story, finding),
            keep(story, finding, file=StoredFile("c" * 64, 5, "application/pdf", "d" * 64, 6)),
        )
        pieces = [
            Piece({"title": "Vendim nr. 41"}, evidence=stays),
            Piece(evidence=goes, is_removed=True),
            Piece({"evidence_class": "observation", "title": "Foto"}, kept=kept),
            Piece(kept=unwanted, is_removed=True),
        ]

        actions.save_finding(
            finding=finding, by=story.author, version=2, status="full", pieces=pieces
        )

        assert [(item.title, item.sha256) for item in Evidence.objects.all()] == [
            ("Vendim nr. 41", ""), ("Foto", "a" * 64),
        ]  # fmt: skip
        assert KeptFile.objects.count() == 0


class TestUnchanged:
    """Nothing has changed since the round before, and here is the evidence."""

    @pytest.fixture(autouse=True)
    def in_english(self):
        with translation.override("en"):
            yield

    @pytest.fixture
    def story(self):
        return Story(statuses=("partial",)).published().a_year_later()

    def test_status_stage_and_words_are_taken_over_with_the_new_evidence(self, story):
        finding = story.report.findings.get()
        saved = actions.save_unchanged(
            finding=finding, by=story.author, version=0, pieces=[Piece(LINK)]
        )

        assert (saved.status, saved.stage, saved.rationale_sq, saved.lock_version) == (
            "partial", "under_way", "Arsyetim i provës: partial.", 1,
        )  # fmt: skip
        assert [item.title for item in saved.evidence.all()] == ["Vendim"]

    def test_without_new_evidence_it_is_refused(self, story):
        with pytest.raises(actions.Refused, match="new piece of evidence"):
            actions.save_unchanged(finding=story.report.findings.get(), by=story.author, version=0)

        assert Finding.objects.get(report=story.report).status == ""

    def test_the_evidence_of_then_is_nothing_new(self, story):
        then = {"evidence_class": "official", "title": "Vendim i këshillit",
                "link": "https://example.org/vendim"}  # fmt: skip
        finding = story.report.findings.get()

        with pytest.raises(actions.Refused, match="new piece of evidence"):
            actions.save_unchanged(
                finding=finding, by=story.author, version=0, pieces=[Piece(then)]
            )

        assert finding.evidence.count() == 0

    def test_words_typed_now_are_not_overwritten(self, story):
        saved = actions.save_unchanged(
            finding=story.report.findings.get(), by=story.author, version=0, pieces=[Piece(LINK)],
            rationale_sq="Si vitin e kaluar.",
        )  # fmt: skip

        assert (saved.status, saved.rationale_sq) == ("partial", "Si vitin e kaluar.")

    def test_with_no_round_before_there_is_nothing_to_take_over(self):
        story = Story(statuses=("full",)).opened()

        with pytest.raises(actions.Refused, match="earlier round"):
            actions.save_unchanged(
                finding=story.report.findings.get(), by=story.author, version=0,
                pieces=[Piece(LINK)],
            )  # fmt: skip


def test_looking_for_what_is_undecided_leaves_out_what_needs_no_assessment():
    story = Story(statuses=("full", "full", "full"))
    factories.ExclusionFactory(commitment=story.commitments[0], approved_at=BEGIN)
    story.opened()
    until = story.round.evidence_until

    assert Report.objects.get().findings.undecided(until).count() == 2
