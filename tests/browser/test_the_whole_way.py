"""From an empty draft to a published, answered, corrected report, on a phone without JavaScript.

As people would: by buttons and links alone, at 320 px, in Albanian and then in English. No page on
the way scrolls sideways, and none is reached by an address that somebody would have to know.
"""

import pytest

from tests.monitoring import evidence_samples as samples
from tests.portal import Portal

RATIONALE = "Rruga u pa në vend më 7 gusht: gjysma është e shtruar."
NOTE = "Shto datën e vendimit te premtimi i dytë."
REPLY = "Bashkia sqaron se shtrimi mbaroi në shtator."
ANSWER = "Faleminderit; vlerësimi mbetet deri në raundin tjetër."
CAUSE = "Një vendim i këshillit nuk ishte parë në raportin e parë."
MOST_PAGE_LOADS = 6


@pytest.fixture
def portal_of_our_own(tmp_path):
    portal = Portal(tmp_path, f"sqlite:///{tmp_path}/portal.sqlite3")
    portal.lay_out()
    portal.people = portal.stage("walk")
    portal.start()
    yield portal
    portal.kill()


class Phone:
    """One person's phone: 320 px wide, without JavaScript."""

    def __init__(self, chromium, portal, language):
        self.portal, self.language, self.loads = portal, language, 0
        context = chromium.new_context(
            viewport={"width": 320, "height": 640}, java_script_enabled=False, has_touch=True
        )
        context.set_default_timeout(8000)
        self.page = context.new_page()
        self.page.on("load", self._count)
        self.sideways = []

    def _count(self, _page):
        self.loads += 1

    def _look(self):
        self.page.wait_for_load_state()
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.sideways.append(self.page.url)

    def open(self, address):
        self.page.goto(self.portal.address + address)
        self._look()
        return self

    def sign_in(self, who):
        self.open(f"{self.language}/workspace/")
        self.fill("username", self.portal.people[who])
        self.fill("password", self.portal.people["password"])
        self.press("login")
        return self

    def fill(self, name, words):
        self.page.fill(f"main [name={name}]", words)

    def press(self, action, button="button[type=submit]:not(.visually-hidden)"):
        self.page.locator(f"form[data-action={action}]").locator(button).first.click()
        self._look()

    def confirm(self, action):
        self.press(action, "button[name=confirmed][value=yes]")

    def follow(self, selector):
        self.page.locator(selector).first.click()
        self._look()

    @property
    def state(self):
        return self.page.get_attribute("[data-state]", "data-state")

    @property
    def text(self):
        return self.page.text_content("main")


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_report_goes_the_whole_way(chromium, portal_of_our_own, language, tmp_path):
    portal = portal_of_our_own
    author, reviewer, admin, municipality, citizen = (
        Phone(chromium, portal, language) for _ in range(5)
    )
    author.sign_in("author")
    reviewer.sign_in("reviewer")
    admin.sign_in("admin")

    author.press("open")
    report = path_of(author)
    author.loads = 0
    enter_a_finding_with_two_photos(author, tmp_path)
    assert author.loads <= MOST_PAGE_LOADS
    enter_a_search_in_vain(author)
    submit(author, report)

    take_and_rate(reviewer)
    return_with_a_note(reviewer, report)
    author.open(report)
    assert (author.state, NOTE in author.text) == ("draft", True)
    mend(author)
    submit(author, report)
    approve(reviewer, report)

    link = invite(author, report)
    reply_to_the_whole(municipality, link)
    answer(reviewer, report)
    scorecard = publish(admin, report)
    citizen.open(scorecard)
    for words in (REPLY, ANSWER):
        assert words in citizen.text, words

    draft = correct(author, report)
    mend(author, "full")
    submit(author, draft)
    take_and_rate(reviewer)
    approve(reviewer, draft)
    link = invite(author, draft)
    reply_to_the_whole(municipality, link)
    second = publish(admin, draft)
    citizen.open(second)
    assert CAUSE in citizen.text
    # Another reader: the first one's browser may show the old page for a minute.
    another = Phone(chromium, portal, language).open(scorecard)
    assert another.page.locator(f"a[href='{second}']").count() > 0, "old leads to new"
    everybody = (author, reviewer, admin, municipality, citizen, another)
    sideways = [url for phone in everybody for url in phone.sideways]
    for phone in everybody:
        phone.page.context.close()
    assert sideways == []


def path_of(phone):
    return phone.page.url.removeprefix(phone.portal.address)


def enter_a_finding_with_two_photos(author, folder):
    """From the report: next incomplete, choose two photos, describe them, save."""
    for number in (1, 2):
        (folder / f"foto-{number}.jpg").write_bytes(
            samples.saved(samples.picture((80 + number, 60)), "JPEG", exif=samples.exif())
        )
    author.follow(".way a.btn-primary")
    author.page.check("input[name=status][value=partial]")
    author.page.select_option("select[name=stage]", "under_way")
    author.fill("rationale_sq", RATIONALE)
    author.page.set_input_files("input[type=file]", [folder / "foto-1.jpg", folder / "foto-2.jpg"])
    author.press("save", "[data-action=upload]")
    assert author.page.input_value("[name=rationale_sq]") == RATIONALE, "what was typed stays"
    waiting = author.page.locator("fieldset.waiting")
    assert waiting.count() == 2
    for place in (0, 1):
        one = waiting.nth(place)
        one.locator("select[name$=evidence_class]").select_option("observation")
        one.locator("input[name$=title]").fill(f"Foto nga vendi {place + 1}")
        one.locator("input[name$=dated]").fill("7.8.2026")
        one.locator("textarea[name$=shows]").fill("Gjysma e rrugës është e shtruar.")
        one.locator("textarea[name$=text_alternative]").fill("Rrugë gjysmë e shtruar.")
    author.press("save", "button[name=next]")


def enter_a_search_in_vain(author):
    """The next incomplete one: looked for, and nothing was found."""
    author.page.check("input[name=status][value=none]")
    author.page.select_option("select[name=stage]", "no_step")
    author.fill("rationale_sq", "Nuk u gjet asnjë hap.")
    new = author.page.locator("details.piece").last
    new.locator("summary").first.click()
    new.locator("select[name$=evidence_class]").select_option("search")
    new.locator("input[name$=title]").fill("Regjistri i vendimeve të këshillit")
    new.locator("input[name$=dated]").fill("8.2026")
    author.press("save", "button[name=save]:not(.visually-hidden)")


def submit(author, report):
    author.open(report)
    author.press("submit")
    author.confirm("submit")
    assert author.state == "submitted"


def take_and_rate(reviewer):
    """Blind: the author's words are nowhere on the page before every finding is rated."""
    reviewer.open(f"{reviewer.language}/workspace/")
    if reviewer.page.locator("form[data-action=take-review]").count():
        reviewer.press("take-review")
    else:
        reviewer.follow("a[href$='/review/'], form[data-action=review] button")
    assert RATIONALE not in reviewer.page.content()
    for radios in reviewer.page.locator("form[data-action=rate] fieldset").all():
        radios.locator("input[type=radio][value=partial]").check()
    reviewer.press("rate", "button[type=submit]")
    assert RATIONALE in reviewer.page.content()
    settle(reviewer)


def settle(reviewer):
    outcomes = reviewer.page.locator("form[data-action=settle] input[value=kept]")
    for place in range(outcomes.count()):
        outcomes.nth(place).check()
    for note in reviewer.page.locator("form[data-action=settle] textarea[name$=-note]").all():
        note.fill("Prova e tregon ndryshe.")
    if outcomes.count():
        reviewer.press("settle", "button[type=submit]")


def return_with_a_note(reviewer, report):
    reviewer.open(report)
    reviewer.press("return")
    reviewer.fill("note", NOTE)
    reviewer.press("return")
    assert reviewer.state == "draft"


def mend(author, status="none"):
    """The second commitment again."""
    author.follow("tr.entry th a >> nth=1")
    author.page.check(f"input[name=status][value={status}]")
    author.fill("rationale_sq", "Nuk u gjet asnjë hap deri më 30 gusht.")
    if status == "full":
        author.page.select_option("select[name=stage]", "in_use")
        new = author.page.locator("details.piece").last
        new.locator("summary").first.click()
        new.locator("select[name$=evidence_class]").select_option("official")
        new.locator("input[name$=title]").fill("Vendimi nr. 41 i këshillit")
        new.locator("input[name$=dated]").fill("1.9.2026")
        new.locator("input[name$=link]").fill("https://example.org/vendimi-41")
    author.press("save", "button[name=save]:not(.visually-hidden)")


def approve(reviewer, report):
    """Whatever differs still is settled; then the question about persons in pictures."""
    reviewer.open(report)
    if reviewer.page.locator("form[data-action=code_blind], form[data-action=review]").count():
        reviewer.press("review")
        settle(reviewer)
        reviewer.open(report)
    reviewer.press("approve")
    reviewer.page.check("input[name=persons_in_pictures][value=none]")
    reviewer.press("approve", "button.btn-primary")
    assert reviewer.state == "approved"


def invite(author, report) -> str:
    author.open(report)
    author.press("invite-reply")
    author.fill("reply_contact", "Kabineti i kryetarit")
    author.fill("reply_email", "kabineti@example.org")
    author.press("invite-reply")
    link = author.page.inner_text("#reply-link + div .lines")
    return link[link.index("/reply/") - len(author.language) :].strip()


def reply_to_the_whole(municipality, link):
    municipality.open(link)
    assert RATIONALE in municipality.text
    municipality.fill("text", REPLY)
    municipality.page.select_option("select[name=capacity]", "mayor")
    municipality.press("reply")
    municipality.confirm("reply")
    assert REPLY in municipality.text


def answer(reviewer, report):
    reviewer.open(report)
    reviewer.press("answer")
    reviewer.fill("sq", ANSWER)
    reviewer.press("answer", "button.btn-primary")
    reviewer.confirm("answer")
    assert ANSWER in reviewer.text


def publish(admin, report) -> str:
    """Returns the address of the public scorecard."""
    admin.open(report)
    admin.press("publish")
    admin.press("publish", "button.btn-primary")
    assert admin.state == "published"
    return admin.page.locator("main a[href*='/municipalities/']").first.get_attribute("href")


def correct(author, report) -> str:
    author.open(report)
    author.press("correct")
    author.fill("cause_sq", CAUSE)
    author.press("correct")
    author.confirm("correct")
    assert author.state == "draft"
    return path_of(author)
