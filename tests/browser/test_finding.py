"""A finding in a real browser: saved by itself, copied, offered back, its files shown (R-07, R-17).

Everything else about the form is tested without a script.
"""

import pytest
from PIL import Image

from monitoring.demonstration.accounts import PASSWORD

PERSON = "coordinator@vlora-youth-center.demo"
COPY = "() => Object.keys(localStorage).filter(key => key.startsWith('finding-')).length"
A_WHILE = 4500  # typing pauses, then the page saves by itself


@pytest.fixture
def finding(chromium, portal):
    """The address of a finding without a status, in a window of somebody who writes it."""
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{portal}/en/login/")
    page.fill("[name=username]", PERSON)
    page.fill("[name=password]", PASSWORD)
    page.click("form[data-action=login] button")
    page.goto(portal + page.get_attribute("[data-state=draft] h3 a", "href"))
    page.click(".way a.btn-primary")
    yield page
    assert page.problems == []
    context.close()


def test_words_are_saved_by_themselves_and_leave_no_copy(finding):
    before = finding.input_value("[name=version]")
    finding.fill("[name=rationale_sq]", "U ruajt vetë.")
    finding.wait_for_timeout(A_WHILE)

    assert finding.inner_text(".autosaved").startswith("Saved at ")
    assert int(finding.input_value("[name=version]")) == int(before) + 1
    finding.reload()
    assert finding.input_value("[name=rationale_sq]") == "U ruajt vetë."
    assert finding.evaluate(COPY) == 0


def test_after_a_lost_connection_what_was_typed_is_offered_back(finding):
    address = finding.url
    finding.context.set_offline(True)
    finding.fill("[name=rationale_sq]", "Pa lidhje.")
    finding.wait_for_timeout(A_WHILE)
    assert "A copy of your words is kept" in finding.inner_text(".autosaved")
    finding.context.set_offline(False)

    finding.goto(address)
    finding.get_by_role("button", name="Take it back").click()
    assert finding.input_value("[name=rationale_sq]") == "Pa lidhje."
    finding.click(".save [name=save]")

    assert "/reports/" in finding.url
    assert finding.evaluate(COPY) == 0


def test_of_two_tabs_the_second_stops_saving_by_itself_and_says_why(finding):
    other = finding.context.new_page()
    other.goto(finding.url)
    finding.fill("[name=rationale_sq]", "Skeda e parë")
    finding.wait_for_timeout(A_WHILE)
    other.fill("[name=rationale_sq]", "Skeda e dytë")
    other.wait_for_timeout(A_WHILE)

    assert other.inner_text(".autosaved").startswith("Somebody saved this finding")
    other.click(".save [name=save]")
    assert other.title().startswith("Error:")
    assert other.input_value("[name=rationale_sq]") == "Skeda e dytë"


def test_who_is_signed_out_is_told_and_keeps_the_copy(finding):
    finding.context.clear_cookies()
    finding.fill("[name=rationale_sq]", "Pas daljes.")
    finding.wait_for_timeout(A_WHILE)

    assert finding.inner_text(".autosaved").startswith("You are signed out")
    assert finding.evaluate(COPY) == 1


def test_chosen_photos_are_shown_and_sent_with_everything_typed_kept(finding, tmp_path):
    photos = []
    for name, colour in (("a.jpg", "teal"), ("b.jpg", "orange")):
        photos.append(tmp_path / name)
        Image.new("RGB", (640, 480), colour).save(photos[-1])
    finding.fill("[name=rationale_sq]", "Me dy foto.")
    finding.set_input_files("[name=files]", photos)
    finding.wait_for_selector(".chosen canvas >> nth=1")
    finding.click("[data-action=upload]")
    finding.wait_for_selector(".waiting >> nth=1")

    assert finding.input_value("[name=rationale_sq]") == "Me dy foto."
    assert "2 files were received and are kept." in finding.inner_text("main")
