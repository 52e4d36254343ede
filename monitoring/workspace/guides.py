"""What each role does in the portal, step by step; the pages show it with pictures.

The pictures are of the demonstration, one per language; `tests/browser/guide_pictures.py` makes
them again.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipalities import languages
from municipalities.models import PageText


@dataclass(frozen=True)
class Step:
    """``picture`` is the name of a picture, "" for none; ``shows`` says what is on it."""

    heading: Promise
    words: Promise
    picture: str = ""
    shows: Promise = ""

    @property
    def file(self) -> str:
        """The picture in the language of the page, among the static files."""
        return f"img/guide/{self.picture}-{languages.active()}.webp"


@dataclass(frozen=True)
class Guide:
    """``page`` holds what the secretariat adds to it."""

    role: str
    label: Promise
    about: Promise
    page: PageText.Page
    steps: tuple[Step, ...]


GUIDES = {
    guide.role: guide
    for guide in (
        Guide(
            "coordinator",
            _("Guide for coordinators"),
            _("You write the report on your municipality in every round, and review one of "
              "another organisation."),
            PageText.Page.HELP_COORDINATOR,
            (
                Step(
                    _("Begin at your desk"),
                    _("It says what waits for you: the report that can be opened, reports that "
                      "came back, reviews to take, deadlines."),
                    "desk",
                    _("The desk of a coordinator, with her report and its deadline."),
                ),
                Step(
                    _("Open the report of the round"),
                    _("It lists every commitment of the contract. What is missing before it can "
                      "be submitted stands on top, each with a link to its place."),
                    "report",
                    _("A report with its commitments by sector and what is missing."),
                ),
                Step(
                    _("Give each commitment its status, a sentence and evidence"),
                    _("Beside the choice stands what each status needs, and what was said in the "
                      "round before. Add files or links; a search without result is evidence "
                      "too. What you typed is kept, even if your session ends."),
                    "finding",
                    _("The form of one commitment: status, stage, sentence and evidence."),
                ),
                Step(
                    _("Look at the preview, then submit"),
                    _("The preview is the scorecard as the public would read it. After you "
                      "submit, a colleague of another organisation rates every commitment "
                      "without seeing your status."),
                ),
                Step(
                    _("Answer what the review asks"),
                    _("A report that comes back carries a note. Mend it and submit it again; "
                      "nothing of the first version is lost."),
                ),
                Step(
                    _("Record what is known about your municipality"),
                    _("Under “Facts about municipalities”: mayors, council, integrity plan, "
                      "consultations, participatory budgets, each with its source. Leave empty "
                      "what you do not know: it is shown as “not known”."),
                    "facts",
                    _("The facts about one municipality, kind by kind."),
                ),
                Step(
                    _("Declare your ties"),
                    _("Whoever works for a municipality, gets money from it or runs for office "
                      "there neither writes nor reviews its report. Nobody else sees what you "
                      "declared."),
                ),
            ),
        ),
        Guide(
            "manager",
            _("Guide for managers of organisations"),
            _("You look after the people of your organisation; everything that a coordinator "
              "does you can do as well."),
            PageText.Page.HELP_MANAGER,
            (
                Step(
                    _("Open the page “Network”"),
                    _("It leads to your people, to your organisation, and to everything else "
                      "that you may do."),
                    "network",
                    _("The page Network with its groups of links."),
                ),
                Step(
                    _("Invite a colleague"),
                    _("She gets a link by e-mail that works once and for seven days. Until she "
                      "has used it you can send it again or take it back."),
                    "people",
                    _("The people of an organisation with their roles."),
                ),
                Step(
                    _("Change a role, or end it"),
                    _("You see only your own organisation, and give no right that you do not "
                      "have. What a colleague did stays hers when she leaves, and her open "
                      "drafts stay with the organisation."),
                ),
                Step(
                    _("If somebody loses the phone"),
                    _("A second factor is taken away by two people: one asks, another confirms. "
                      "At the next sign-in she sets up a new one."),
                ),
            ),
        ),
        Guide(
            "network-admin",
            _("Guide for network admins"),
            _("You run the network: members, rounds, publication, and what is said for all."),
            PageText.Page.HELP_NETWORK_ADMIN,
            (
                Step(
                    _("Open the page “Network”"),
                    _("Everything that the secretariat does leads off from there."),
                    "network",
                    _("The page Network with its groups of links."),
                ),
                Step(
                    _("Run a round"),
                    _("Open it, accept or change the rota of reviewers, extend it with a public "
                      "reason, close it. The board says who is how far."),
                ),
                Step(
                    _("Publish"),
                    _("When the municipality has replied or its time is over. You see the "
                      "scorecard and what changes before you confirm; afterwards nothing can be "
                      "changed, only corrected in public."),
                ),
                Step(
                    _("Report to donors"),
                    _("The overview of a round has every municipality with its dates and "
                      "figures, for the screen, for paper and as a workbook, in both "
                      "languages."),
                    "overview",
                    _("The overview of a round: every municipality with state, dates, counts."),
                ),
                Step(
                    _("Record claims, announce, write the pages"),
                    _("A figure that somebody published elsewhere is recorded as a claim, with "
                      "its source. Announcements stand on everybody’s desk. What you write for "
                      "the pages about, contact and help is there at once."),
                ),
                Step(
                    _("Use “Facts and people” for rare facts"),
                    _("Terms, sectors, municipalities and mistakes of entry. Nothing can be "
                      "published there, and nothing published can be changed."),
                ),
            ),
        ),
    )
}  # fmt: skip


def words_of_the_secretariat(guide: Guide) -> PageText | None:
    return PageText.objects.filter(page=guide.page).first()
