"""Public documents beside facts: adding one, replacing it, taking it away.

Whoever adds one makes it public: at once, or together with the activity or the juxtaposition that
it belongs to. Files come in through `monitoring.evidence`; only their cleaned copies are kept.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.juxtaposing.changing import Paper, Reason, tell_of_paper, why_closed
from contracts.models import Activity, Amendment, Juxtaposition, SocialContract
from monitoring.evidence import CleanedFile
from monitoring.models.documents import Document
from monitoring.models.vocabulary import Language
from monitoring.refusals import Conflict, NotAllowed, Refused
from municipalities.models import Organisation
from municipalities.permissions import keeps_facts_of, runs, takes_part_in

MOST_DOCUMENTS = 20  # of one fact, as of one finding (QUALITY S-42)
PICTURES = "image/"


@dataclass(frozen=True)
class About:
    """One kind of fact that has documents: its column, its rows, and who adds documents to it."""

    column: str
    rows: Callable[[], models.QuerySet]
    is_kept_by: Callable[[Any, Any], bool]


# By the word that stands in addresses.
ABOUT: dict[str, About] = {
    "contract": About(
        "contract",
        lambda: SocialContract.objects.select_related("municipality", "term"),
        lambda user, contract: keeps_facts_of(user, contract.municipality),
    ),
    "amendment": About(
        "amendment",
        lambda: Amendment.objects.select_related("commitment__contract__municipality"),
        lambda user, amendment: keeps_facts_of(user, amendment.commitment.contract.municipality),
    ),
    "activity": About(
        "activity",
        lambda: Activity.objects.select_related("term"),
        takes_part_in,
    ),
    "juxtaposition": About(
        "juxtaposition",
        lambda: Juxtaposition.objects.select_related("municipality", "election__term"),
        lambda user, juxtaposition: (
            keeps_facts_of(user, juxtaposition.municipality) and not why_closed(user, juxtaposition)
        ),
    ),
    "logo": About("logo_of", Organisation.objects.all, runs),
}


def kind_of(about) -> str:
    """The word for the kind of a fact that has documents: "contract", "logo" …"""
    return next(kind for kind, each in ABOUT.items() if isinstance(about, each.rows().model))


def what_it_is_about(document: Document):
    """The fact that a document belongs to."""
    found = (getattr(document, each.column) for each in ABOUT.values())
    return next(about for about in found if about is not None)


def may_add_to(user, about) -> bool:
    """May this person add, replace and take away documents of this fact?"""
    return ABOUT[kind_of(about)].is_kept_by(user, about)


@transaction.atomic
def add_document(
    *, about, by, file: CleanedFile, title: str, language: str = Language.ALBANIAN,
    dated: str = "", reason: Reason | None = None, at=None,
) -> Document:  # fmt: skip
    """A file that evidence.take_in_cleaned stored becomes a document of a contract, an amendment,
    an activity or a juxtaposition, or the logo of an organisation.

    The same file sent twice is one document (QUALITY R-09). An organisation has one logo: a new
    one takes the place of the old. Refused at the 21st document of one fact, and for a logo that
    is no picture. ``reason`` stands in public where political offers are public.
    """
    if not may_add_to(by, about):
        raise NotAllowed
    column = ABOUT[kind_of(about)].column
    there = list(Document.objects.select_for_update().filter(**{column: about}).order_by("pk"))
    if column == "logo_of" and there:
        return replace_document(
            document=there[0], by=by, version=version_of(there[0]), file=file, title=title,
            language=language, dated=dated, at=at, reason=reason,
        )  # fmt: skip
    if same := next((each for each in there if each.sha256 == file.sha256), None):
        return same
    if len(there) >= MOST_DOCUMENTS:
        raise Refused(
            _(
                "There are %(there)s documents already, and that is the most. Take one away that "
                "shows the least, or put several pages into one PDF."
            )
            % {"there": len(there)}
        )
    document = Document(
        **{column: about}, title=title, language=language, dated=dated, added_by=by,
        added_at=at or timezone.now(), **asdict(file),
    )  # fmt: skip
    return _stored(document, reason)


@transaction.atomic
def replace_document(
    *, document: Document, by, version: str, title: str, language: str = Language.ALBANIAN,
    dated: str = "", file: CleanedFile | None = None, reason: Reason | None = None, at=None,
) -> Document:  # fmt: skip
    """Other words for a document, and another file if one is given.

    ``version`` is the `version_of` the document that was shown; Conflict if it has changed since.
    The bytes that were replaced go once nothing refers to them; where political offers are
    public, their hash stays on the page with the ``reason``.
    """
    if not may_add_to(by, what_it_is_about(document)):
        raise NotAllowed
    current = Document.objects.select_for_update().filter(pk=document.pk).first()
    if current is None:
        raise changed_meanwhile()
    said = {"title": title, "language": language, "dated": dated} | (asdict(file) if file else {})
    if all(getattr(current, name) == value for name, value in said.items()):
        return current  # the same button pressed twice
    if version_of(current) != version:
        raise changed_meanwhile()
    before = current.sha256
    for name, value in said.items():
        setattr(current, name, value)
    current.added_at, current.added_by = at or timezone.now(), by
    return _stored(current, reason, before=before)


@transaction.atomic
def remove_document(
    *, document: Document, by, version: str, reason: Reason | None = None, at=None
) -> None:
    """Take a document away, for instance because it shows somebody's personal data.

    ``version`` is the `version_of` the document that was shown; Conflict if it has changed since.
    ``reason`` stands in public where political offers are public, with the hash of what went.
    """
    if not may_add_to(by, what_it_is_about(document)):
        raise NotAllowed
    current = Document.objects.select_for_update().filter(pk=document.pk).first()
    if current is None:
        return  # the same button pressed twice
    if version_of(current) != version:
        raise changed_meanwhile()
    _tell(current, by, reason, at or timezone.now(), before=current.sha256)
    current.delete()


def version_of(document: Document) -> str:
    """What a form carries, to notice that somebody changed the document meanwhile (R-07)."""
    return document.added_at.isoformat()


def changed_meanwhile() -> Conflict:
    return Conflict(_("Somebody changed this document after you opened the page. Look again."))


def asks_for_a_reason(about) -> bool:
    """Do its papers change with a public reason, because everybody sees them already?"""
    return isinstance(about, Juxtaposition) and about.published_at is not None


def _tell(document: Document, by, reason: Reason | None, at, *, before="", after="") -> None:
    """What a change of papers leaves in public; nothing where no offers are public."""
    if document.juxtaposition_id is None:
        return
    paper = Paper(document.title, document.language, before=before, after=after)
    tell_of_paper(document.juxtaposition, by=by, paper=paper, reason=reason, at=at)


def _stored(document: Document, reason: Reason | None, *, before: str = "") -> Document:
    if document.logo_of_id and not document.content_type.startswith(PICTURES):
        raise ValidationError({"file": _("The logo must be a picture: JPEG, PNG or WebP.")})
    document.full_clean()
    _tell(
        document, document.added_by, reason, document.added_at, before=before,
        after=document.sha256,
    )  # fmt: skip
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        raise Conflict(_("Somebody else did this at the same moment.")) from None
    return document
