"""Files that come with the form of a finding: taken in first, whatever becomes of the form (R-17).

Each becomes a KeptFile that waits for its description. One that arrives when the session is over
has nobody yet who may attach it: it travels on as a signed ticket in the form, bound to its sender
and its finding, and is redeemed when she has signed in and sends the form again.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from django.core import signing
from django.utils.translation import gettext as _

from monitoring import actions, evidence, permissions
from monitoring.evidence import StoredFile
from monitoring.models import Finding, KeptFile

SALT = "file that waits for its sender to sign in"
# As long as the rest of what she typed is carried along.
MAX_AGE = 7 * 24 * 60 * 60
FIELD, TICKET = "files", "ticket"


@dataclass
class Received:
    """What became of the files of one request; a refusal names its file and the reason."""

    kept: list[KeptFile] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.kept or self.refusals)


def receive(request, finding: Finding) -> Received:
    """Takes in every file and every ticket of the form; one refusal does not lose the others."""
    received = Received()
    waiting = [
        *((file.name, lambda file=file: evidence.take_in(file, name=file.name))
          for file in request.FILES.getlist(FIELD)),
        *((name, lambda stored=stored: stored)
          for name, stored in _redeemed(request, finding, received)),
    ]  # fmt: skip
    for name, take in waiting:
        try:
            kept = actions.keep_file(finding=finding, by=request.user, file=take(), name=name)
        except evidence.Refused as refusal:
            received.refusals.append(str(refusal))
        else:
            received.kept.append(kept)
    return received


def keeps_files(view: Callable) -> Callable:
    """For a view of a finding: what guard.py does with its files when the session is over."""
    view.keep_files = _keep
    return view


def _keep(request, user, *, finding: int) -> tuple[list[tuple[str, str]], list[str]]:
    """The fields that stand for the files, and the names of those that could not be kept."""
    found = Finding.objects.select_related("report__contract").filter(pk=finding).first()
    files = request.FILES.getlist(FIELD)
    if found is None or not permissions.may(user, "save_finding", found.report):
        return [], [file.name for file in files]
    fields, lost = [], []
    for file in files:
        try:
            stored = evidence.take_in(file, name=file.name)
        except evidence.Refused:
            lost.append(file.name)
        else:
            fields.append((TICKET, ticket(stored, file.name, finding=found, by=user)))
    return fields, lost


def ticket(stored: StoredFile, name: str, *, finding: Finding, by) -> str:
    content = {"file": asdict(stored), "name": name, "finding": finding.pk, "by": by.pk}
    return signing.dumps(content, salt=SALT)


def _redeemed(request, finding: Finding, received: Received) -> list[tuple[str, StoredFile]]:
    """Name and file behind each ticket; of one that is forged, too old or not hers, a refusal."""
    found = []
    for text in request.POST.getlist(TICKET):
        try:
            content = signing.loads(text, salt=SALT, max_age=MAX_AGE)
        except signing.BadSignature:
            content = {}
        hers = (content.get("finding"), content.get("by")) == (finding.pk, request.user.pk)
        if hers and evidence.renew(stored := StoredFile(**content["file"])):
            found.append((content["name"], stored))
        else:
            received.refusals.append(_("A file could not be kept that long. Choose it again."))
    return found
