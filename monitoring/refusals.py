"""Why an action was refused, as a sentence for the person who reads it.

NotAllowed is for people whose role does not allow it, Conflict for what somebody else did first,
Incomplete for a report with gaps, Refused for everything else that a rule of the method forbids.
"""

from django.utils.translation import gettext as _

from municipalities.refusals import Refused

__all__ = ["Conflict", "Incomplete", "NotAllowed", "Refused", "StaleFinding"]


class NotAllowed(Refused):
    def __init__(self):
        super().__init__(_("This is not yours to do. Ask the network admin if it should be."))


class Conflict(Refused):
    """Somebody, perhaps the same person in another tab, did something else first."""

    def __init__(self, sentence: str = ""):
        super().__init__(
            sentence
            or _("The report has changed in the meantime. Open it again to see where it stands.")
        )


class StaleFinding(Conflict):
    """The finding was saved by somebody else since it was opened; ``theirs`` is what stands now."""

    def __init__(self, theirs):
        super().__init__(
            _("Somebody saved this finding after you opened it. Compare both texts and save again.")
        )
        self.theirs = theirs


class Incomplete(Refused):
    """The report cannot be submitted yet; ``gaps`` names every commitment and what is missing."""

    def __init__(self, gaps):
        self.gaps = gaps
        super().__init__(
            _("The report is not complete. What is missing:")
            + "\n"
            + "\n".join(gap.sentence for gap in gaps)
        )
