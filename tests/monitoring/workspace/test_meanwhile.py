"""Two tabs, two people, the back button, autosave: nothing is overwritten in silence (R-07)."""

import pytest

from monitoring import actions
from monitoring.models import Evidence, Finding
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db


def finding_of(story):
    return story.report.findings.in_order().first()


def address_of(finding):
    return f"/workspace/findings/{finding.pk}/"


def text(response) -> str:
    return response.content.decode()


class TestSomebodySavedMeanwhile:
    """QUALITY R-07: nothing is overwritten in silence, and nothing typed is lost."""

    @pytest.fixture
    def story(self):
        return Story(statuses=("full",)).opened()

    def both(self, story):
        """Two coordinators have the same version open; the colleague saves first."""
        mine = Browser("en").sign_in(story.author)
        mine.start(address_of(finding_of(story)))
        colleagues = Browser().sign_in(story.colleague)
        colleagues.start(address_of(finding_of(story)))
        colleagues.send("save", status="none", rationale_sq="Fjalët e koleges")
        return mine

    def test_both_texts_stand_side_by_side_and_mine_is_kept(self, story):
        mine = self.both(story)

        page = mine.send("save", status="full", rationale_sq="Fjalët e mia")

        assert page.response.status_code == 409
        assert page.title.startswith("Error:")
        assert page.form("save").fields["rationale_sq"] == "Fjalët e mia"
        assert page.form("save").fields["status"] == "full"
        for words in ("Fjalët e koleges", "Not addressed", story.colleague.name):
            assert words in text(page.response)
        assert finding_of(story).rationale_sq == "Fjalët e koleges"

    def test_saving_again_after_comparing_replaces_what_stood(self, story):
        mine = self.both(story)
        mine.send("save", status="full", rationale_sq="Fjalët e mia")

        page = mine.send("save")

        assert page.response.status_code == 200
        assert finding_of(story).rationale_sq == "Fjalët e mia"

    def test_the_same_button_pressed_twice_is_one_save_and_leads_on(self, story):
        client = signed_in(story.author)
        sent = {"version": 0, "status": "none", "rationale_sq": "Asgjë nuk u gjet."}

        answers = [client.post(address_of(finding_of(story)), sent) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert finding_of(story).lock_version == 1


class TestEvidenceMeanwhile:
    @pytest.fixture
    def story(self):
        return Story(statuses=("full",)).opened()

    @pytest.fixture
    def item(self, story):
        return actions.add_evidence(
            finding=finding_of(story), by=story.author, evidence_class="official",
            title="Vendim", publisher="Këshilli", link="https://example.org/v",
        )  # fmt: skip

    def opened(self, story):
        browser = Browser("en").sign_in(story.author)
        browser.start(address_of(finding_of(story)))
        return browser

    def test_two_tabs_do_not_overwrite_each_others_evidence(self, story, item):
        mine = self.opened(story)
        actions.describe_evidence(evidence=item, by=story.colleague, title="Titulli i koleges")

        page = mine.send("save", **{f"item-{item.pk}-title": "Titulli im"})

        assert page.response.status_code == 409
        assert page.title.startswith("Error:")
        assert "Titulli i koleges: Title" in page.text
        assert page.form("save").fields[f"item-{item.pk}-title"] == "Titulli im"
        assert Evidence.objects.get().title == "Titulli i koleges"
        page = mine.send("save")
        assert page.response.status_code == 200
        assert Evidence.objects.get().title == "Titulli im"

    def test_what_i_did_not_touch_stands_as_my_colleague_left_it(self, story, item):
        mine = self.opened(story)
        actions.describe_evidence(evidence=item, by=story.colleague, title="Titulli i koleges")
        actions.save_finding(
            finding=finding_of(story), by=story.colleague, version=2, status="partial"
        )

        page = mine.send("save", rationale_sq="Fjalët e mia")

        fields = page.form("save").fields
        assert page.response.status_code == 409
        assert (fields[f"item-{item.pk}-title"], fields["status"]) == (
            "Titulli i koleges", "partial",
        )  # fmt: skip
        mine.send("save")
        saved = finding_of(story)
        assert (saved.status, saved.rationale_sq) == ("partial", "Fjalët e mia")
        assert Evidence.objects.get().title == "Titulli i koleges"

    def test_a_new_piece_of_mine_is_kept_in_the_form_and_added_when_i_save_again(self, story):
        mine = self.opened(story)
        actions.save_finding(
            finding=finding_of(story), by=story.colleague, version=0, status="none"
        )
        piece = {"evidence_class": "official", "title": "Vendim", "link": "https://example.org/v"}

        page = mine.send("save", **{f"new-0-{name}": word for name, word in piece.items()})

        assert page.response.status_code == 409
        assert Evidence.objects.count() == 0
        assert page.form("save").fields["new-0-title"] == "Vendim"
        mine.send("save")
        assert Evidence.objects.get().title == "Vendim"

    def test_words_about_an_item_that_is_gone_are_not_lost(self, story, item):
        mine, field = self.opened(story), f"item-{item.pk}-shows"
        actions.remove_evidence(evidence=item, by=story.colleague)

        page = mine.send("save", **{field: "Tregon buxhetin."})

        assert page.response.status_code == 409
        assert page.form("save").fields[field] == "Tregon buxhetin."

    def test_an_item_that_is_gone_and_that_i_did_not_touch_does_not_come_back(self, story, item):
        mine = self.opened(story)
        actions.remove_evidence(evidence=item, by=story.colleague)

        mine.send("save", rationale_sq="Fjalët e mia")
        mine.send("save")

        assert finding_of(story).rationale_sq == "Fjalët e mia"
        assert Evidence.objects.count() == 0

    def test_the_back_button_brings_an_old_form_that_is_refused(self, story):
        browser = self.opened(story)
        old = browser.page.form("save").fields
        browser.send("save", status="none", rationale_sq="E para")

        answer = browser.client.post(
            f"/en{address_of(finding_of(story))}", old | {"rationale_sq": "E dyta"}
        )

        assert answer.status_code == 409
        assert finding_of(story).rationale_sq == "E para"


class TestAutosave:
    def save(self, client, story, **typed):
        content = {"version": 0, "status": "", "autosave": "yes"} | typed
        return client.post(f"/en{address_of(finding_of(story))}", content)

    @pytest.fixture
    def story(self):
        return Story(statuses=("full",)).opened()

    def test_the_words_are_saved_and_the_next_version_is_told(self, story):
        answer = self.save(signed_in(story.author), story, status="none", rationale_sq="Asgjë")

        saved = finding_of(story)
        assert (saved.status, saved.rationale_sq) == ("none", "Asgjë")
        assert answer.json()["version"] == saved.lock_version == 1
        assert answer.json()["saved_at"] == saved.saved_at.isoformat()

    def test_an_autosave_about_an_older_version_is_told_so_and_changes_nothing(self, story):
        actions.save_finding(
            finding=finding_of(story), by=story.colleague, version=0, status="full"
        )

        answer = self.save(signed_in(story.author), story, rationale_sq="Fjalët e mia")

        assert answer.status_code == 409
        assert answer.json()["said"].startswith("Somebody saved this finding")
        assert finding_of(story).rationale_sq == ""

    def test_what_cannot_be_saved_is_said(self, story):
        answer = self.save(signed_in(story.author), story, stage="excellent")

        assert (answer.status_code, list(answer.json())) == (422, ["said"])

    def test_evidence_is_left_to_the_hand(self, story):
        self.save(signed_in(story.author), story, **{"new-0-title": "Vendim"})

        assert Evidence.objects.count() == 0

    def test_who_is_signed_out_gets_no_json(self, story):
        browser = Browser().sign_in(story.author)
        browser.client.cookies.clear()

        assert "json" not in self.save(browser.client, story).headers.get("Content-Type", "")
        assert Finding.objects.get().lock_version == 0
