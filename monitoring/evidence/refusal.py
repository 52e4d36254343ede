"""Why a file is not taken in."""

from django.utils.translation import gettext as _

from monitoring import refusals


class Refused(refusals.Refused):
    """A file that is not taken in. ``str()`` is a sentence that names the file, the reason and
    what to do, in the language of the person who sent it."""

    def __init__(self, reason: str, name: str = ""):
        super().__init__(reason)
        self.reason, self.name = reason, name

    def __str__(self):
        if not self.name:
            return self.reason
        return _("“%(name)s” was not stored. %(reason)s") % {
            "name": self.name,
            "reason": self.reason,
        }


class NoSpace(Exception):
    """The disk for files is full: nothing is wrong with the file, and nothing of it was stored."""

    def __init__(self):
        super().__init__(
            _("The file could not be stored: there is no room left. Nothing stored before is lost.")
        )
