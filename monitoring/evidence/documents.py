"""PDF documents, written anew: their pages in a new document, and nothing that is not on a page.

What stands outside the pages (author, scripts, attachments, what to do on opening, forms, texts of
earlier revisions) or lies upon them (links, notes, form fields) is not carried over; beside the
pages' own content, known hiding places are emptied (QUALITY S-36).
"""

import io
from collections.abc import Iterator

import pikepdf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from pikepdf.settings import set_qpdf_limits

from monitoring.evidence import embedded
from monitoring.evidence.refusal import Refused

# One stream of a small file may unpack to gigabytes; set once, before any document is opened.
MAX_UNPACKED = 100 * 1024 * 1024
set_qpdf_limits(
    doc_max_warnings=100,
    flate_max_memory=MAX_UNPACKED,
    run_length_max_memory=MAX_UNPACKED,
    png_max_memory=MAX_UNPACKED,
    tiff_max_memory=MAX_UNPACKED,
)

OF_A_PAGE = {
    "/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit",
    "/Group",
}  # fmt: skip
# Written beside content by programs, seen by nobody.
UNSEEN = {
    "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Alternates", "/Ref", "/Measure",
    "/PtData", "/CreatorInfo", "/EF", "/AA",
}  # fmt: skip
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"}

LOCKED = gettext_noop("It is locked by a password. Save it without a password and send it again.")


def rewrite(content: bytes) -> bytes:
    """The pages of a PDF in a new one; the same bytes always give the same bytes."""
    try:
        source = Pdf.open(io.BytesIO(content), attempt_recovery=False)
    except pikepdf.PasswordError:
        raise Refused(_(LOCKED)) from None
    with source, Pdf.new() as clean:
        _refuse_what_a_copy_would_lose(source)
        for page in source.pages:
            _keep_only(page.obj, OF_A_PAGE)
        clean.pages.extend(source.pages)
        pikepdf.sanitize.remove_attachments(clean)
        for thing in _everything_in(clean):
            _empty(clean, thing)
        written = io.BytesIO()
        clean.save(
            written,
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        if source.get_warnings():
            raise ValueError("The document breaks the rules of its format.")
    return written.getvalue()


def _refuse_what_a_copy_would_lose(source: Pdf) -> None:
    if source.is_encrypted:
        raise Refused(_(LOCKED))
    if _hides_a_layer(source):
        raise Refused(
            _(
                "It has hidden layers, which everybody would see. Print it to a new PDF, so that "
                "only what is meant to be seen is in it, and send that."
            )
        )
    form = source.Root.get("/AcroForm", {})
    filled_in = (f for f in source.acroform.fields if f.field_type in ("/Tx", "/Ch", "/Btn"))
    if "/XFA" in form or any(field.value not in (None, "", Name.Off) for field in filled_in):
        raise Refused(
            _(
                "It is a form whose answers can still be changed. Print it to a new PDF, so that "
                "what stands in it is fixed, and send that."
            )
        )


def _hides_a_layer(source: Pdf) -> bool:
    usual = source.Root.get("/OCProperties", {}).get("/D", {})
    return bool(usual.get("/OFF")) or usual.get("/BaseState", Name.ON) != Name.ON


def _keep_only(page: pikepdf.Object, keys: set[str]) -> None:
    for key in page.keys() - keys:
        del page[key]


def _everything_in(pdf: Pdf) -> Iterator[Dictionary | Stream]:
    """Every dictionary and stream of a document, each once, however deep."""
    waiting = list(pdf.objects)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, (Dictionary, Stream)):
            yield thing
            parts = [thing[key] for key in thing]
        else:
            parts = list(thing) if isinstance(thing, Array) else []
        waiting += (p for p in parts if isinstance(p, pikepdf.Object) and not p.is_indirect)


def _empty(clean: Pdf, thing: Dictionary | Stream) -> None:
    """Remove from one dictionary or stream what is not seen."""
    for key in UNSEEN & set(thing.keys()):
        del thing[key]
    if "/JS" in thing or thing.get("/S") in ACTIONS:
        raise Refused(
            _(
                "It contains a script or a command that cannot be removed. Print it to a new PDF "
                "and send that."
            )
        )
    if isinstance(thing, Stream):
        embedded.clean_picture(clean, thing)
