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
