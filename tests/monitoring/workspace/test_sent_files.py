"""Files in the form of a finding: taken in first, whatever becomes of the form (R-17, A-09)."""

import pytest

from monitoring import actions, evidence
from monitoring.models import Evidence, KeptFile
from monitoring.workspace import kept_files
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.evidence_form import (
    WORDS,
    add_link,
    address_of,
    at_the_form,
    describe,
    photo,
    prefixes,
    send_files,
)
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def story():
    return Story(statuses=("full",)).opened()


class TestFiles:
    def test_two_files_are_taken_in_and_described_in_six_page_loads_from_the_desk(self, story):
        browser = Browser("en").sign_in(story.author)
        loads = [browser.start("/workspace/")]
        loads.append(browser.open(browser.page.link(f"/workspace/reports/{story.report.pk}/")))
        loads.append(browser.open(browser.page.link("/workspace/findings/").split("#")[0]))
        typed = {"status": "full", "stage": "in_use", "rationale_sq": "U shtrua."}
        scan = photo("skanim.png", samples.png())
        loads.append(send_files(browser, photo(), scan, **typed))
        first, second = prefixes(browser.page, "kept")
        loads.append(
            browser.send(
                "save",
                button={"next": "yes"},
                **describe(first),
                **describe(second, title="Fatura", evidence_class="official"),
            )
        )

        assert len(loads) <= 6
        finding = story.report.findings.get()
        assert (finding.status, finding.rationale_sq) == ("full", "U shtrua.")
        assert [(item.title, item.evidence_class, item.dated, item.content_type)
                for item in finding.evidence.all()] == [
            ("Foto e rrugës", "observation", "2026-08-07", "image/jpeg"),
            ("Fatura", "official", "2026-08-07", "image/png"),
        ]  # fmt: skip
        assert KeptFile.objects.count() == 0

    def test_everything_typed_is_kept_while_files_are_taken_in(self, story):
        typed = {"status": "full", "rationale_sq": "Fjalët e mia", "new-0-title": "Vendim"}
        page = send_files(at_the_form(story), photo(), **typed)

        assert page.response.status_code == 200
        fields = page.form("save").fields
        assert {name: fields[name] for name in typed} == typed
        assert "1 file was received and is kept." in page.text
        assert story.report.findings.get().rationale_sq == ""

    def test_saving_with_files_chosen_takes_them_in_first(self, story):
        page = at_the_form(story).send("save", files=[photo()], rationale_sq="Fjalët e mia")

        assert page.form("save").fields["rationale_sq"] == "Fjalët e mia"
        assert KeptFile.objects.get().name == "rruga.jpg"

    def test_one_refused_file_is_named_and_does_not_lose_the_others(self, story):
        page = send_files(
            at_the_form(story), photo(), photo("faqe.jpg", b"<html>jo foto</html>"),
            rationale_sq="Fjalët e mia",
        )  # fmt: skip

        assert page.response.status_code == 422
        assert page.title.startswith("Error:")
        assert "“faqe.jpg” was not stored" in page.text
        assert 'href="#id_files"' in page.text
        assert [kept.name for kept in KeptFile.objects.all()] == ["rruga.jpg"]
        assert page.form("save").fields["rationale_sq"] == "Fjalët e mia"

    def test_the_same_file_sent_twice_waits_once(self, story):
        browser = at_the_form(story)
        send_files(browser, photo())
        send_files(browser, photo())

        assert KeptFile.objects.count() == 1

    def test_a_file_still_waits_on_the_next_visit_and_the_report_says_so(self, story):
        send_files(at_the_form(story), photo(), photo("tjeter.png", samples.png()))

        page = at_the_form(story, by=story.colleague).page
        report = Browser("en").sign_in(story.author).start(f"/workspace/reports/{story.report.pk}/")

        assert len(prefixes(page, "kept")) == 2
        assert "2 files wait for their descriptions" in page.text
        assert f'href="/en{address_of(story)}#waiting"' in report.text

    def test_while_it_waits_its_author_can_look_at_it(self, story):
        page = send_files(at_the_form(story), photo())
        sha256 = KeptFile.objects.get().sha256

        for kind in ("files", "thumbnails"):
            address = f"/en/workspace/reports/{story.report.pk}/{kind}/{sha256}/"
            assert address in page.text
            assert signed_in(story.author).get(address).status_code == 200
            assert signed_in(story.admin).get(address).status_code == 404

    def test_saving_without_describing_it_leads_back_to_the_file_that_waits(self, story):
        browser = at_the_form(story)
        send_files(browser, photo())

        page = browser.send("save", button={"next": "yes"}, status="full")

        assert page.address == f"/en{address_of(story)}"
        assert "1 file still waits for its description." in page.text
        assert story.report.findings.get().status == "full"
        assert KeptFile.objects.count() == 1

    def test_a_file_can_be_discarded(self, story):
        browser = at_the_form(story)
        page = send_files(browser, photo())

        browser.send("save", **{f"{prefixes(page, 'kept')[0]}-is_removed": "on"})

        assert (KeptFile.objects.count(), Evidence.objects.count()) == (0, 0)

    def test_the_file_waits_on_while_another_field_is_mended(self, story):
        browser = at_the_form(story)
        prefix = prefixes(send_files(browser, photo()), "kept")[0]

        page = browser.send("save", **describe(prefix, title=""))
        assert page.response.status_code == 422
        assert f'href="#id_{prefix}-title"' in page.text
        assert page.form("save").fields[f"{prefix}-shows"] == WORDS["shows"]
        page = browser.send("save", **{f"{prefix}-title": "Foto e rrugës"})

        assert page.response.status_code == 200
        assert Evidence.objects.get().title == "Foto e rrugës"

    def test_the_cleaned_copy_is_what_opens(self, story):
        browser = at_the_form(story)
        prefix = prefixes(send_files(browser, photo()), "kept")[0]
        browser.send("save", **describe(prefix))
        item = Evidence.objects.get()

        file = signed_in(story.author).get(
            f"/workspace/reports/{story.report.pk}/files/{item.sha256}/"
        )

        assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert samples.LEAK not in file.getvalue()

    def test_what_a_colleague_discarded_meanwhile_leaves_the_words_typed_about_it(self, story):
        browser = at_the_form(story)
        prefix = prefixes(send_files(browser, photo()), "kept")[0]
        actions.discard_file(kept=KeptFile.objects.get(), by=story.colleague)

        page = browser.send("save", **describe(prefix))

        assert page.response.status_code == 422
        assert page.form("save").fields[f"{prefix}-title"] == WORDS["title"]
        assert Evidence.objects.count() == 0


class TestBelonging:
    """QUALITY S-06: nothing of another finding is touched by naming it in this form."""

    @pytest.fixture
    def theirs(self):
        other = Story(statuses=("full",)).opened()
        send_files(at_the_form(other), photo())
        add_link(other)
        return other

    def test_a_file_of_another_finding_cannot_be_described_here(self, story, theirs):
        kept = KeptFile.objects.get()

        page = at_the_form(story).send("save", **describe(f"kept-{kept.pk}"))

        assert page.response.status_code == 422
        assert KeptFile.objects.get().finding == theirs.report.findings.get()
        assert story.report.findings.get().evidence.count() == 0

    def test_evidence_of_another_finding_is_neither_changed_nor_removed_here(self, story, theirs):
        item = Evidence.objects.get()
        browser = at_the_form(story)

        browser.send("save", **describe(f"item-{item.pk}", title="Tjetër"))
        browser.send("save", **{f"item-{item.pk}-title": "", f"item-{item.pk}-is_removed": "on"})

        assert Evidence.objects.get().title == WORDS["title"]

    def test_the_actions_refuse_it_as_well(self, story, theirs):
        finding, kept = story.report.findings.get(), KeptFile.objects.get()

        with pytest.raises(actions.NotAllowed):
            actions.add_evidence(
                finding=finding, by=story.author, evidence_class="official", title="x", kept=kept
            )
        with pytest.raises(actions.NotAllowed):
            piece = actions.Piece({"title": "x"}, evidence=Evidence.objects.get())
            actions.save_finding(
                finding=finding, by=story.author, version=0, status="", pieces=[piece]
            )


@pytest.mark.parametrize("whose", ["colleague", "another finding", "forged"])
def test_a_ticket_is_good_for_its_sender_and_its_finding_alone(story, whose):
    """A file that came when the session was over (R-17) is nobody else's to attach (S-06)."""
    other = Story(statuses=("full",)).opened()
    finding = (other if whose == "another finding" else story).report.findings.get()
    by = story.colleague if whose == "colleague" else story.author
    stored = evidence.take_in(samples.jpeg(), name="a.jpg")
    text = kept_files.ticket(stored, "a.jpg", finding=finding, by=by)
    if whose == "forged":
        text = text[:-1] + ("A" if text[-1] != "A" else "B")

    answer = signed_in(story.author).post(address_of(story), {"version": 0, "ticket": text})

    assert answer.status_code == 422
    assert KeptFile.objects.count() == 0
