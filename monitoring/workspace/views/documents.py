"""Documents beside facts: one page for those of one contract, amendment, activity, juxtaposition
or organisation, and one for each document."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import documents, evidence
from monitoring.models import Document
from monitoring.refusals import Conflict, NotAllowed
from monitoring.workspace import kept_letters
from monitoring.workspace.asking import attempt
from monitoring.workspace.doors import takes
from monitoring.workspace.forms.documents import DocumentForm, TakeAwayForm
from municipalities.asking import Question, sent
from municipalities.partial_dates import in_words
from municipalities.signing_in.guard import signed_in

KEEPER = "keeper of documents"
REMOVE = Question(
    "remove-document",
    gettext_lazy("Take the document away"),
    gettext_lazy("It is no longer shown, and its file goes with it. This cannot be undone."),
    gettext_lazy("Take it away"),
)


def on_a_fact(view):
    """Leads to the fact that the address names, for whoever adds documents to it."""

    @wraps(view)
    def answer(request, kind, number):
        fact = _fact(kind, number)
        if fact is None or not documents.may_add_to(request.user, fact):
            raise Http404
        return view(request, fact)

    answer.policy = KEEPER
    return answer


def on_a_document(view):
    """Leads to the document with the number in the address, for whoever may change it."""

    @wraps(view)
    def answer(request, document):
        found = Document.objects.with_what_it_is_about().filter(pk=document).first()
        if found is None or not documents.may_add_to(
            request.user, documents.what_it_is_about(found)
        ):
            raise Http404
        return view(request, found)

    answer.policy = KEEPER
    return answer


def _fact(kind: str, number: int):
    about = documents.ABOUT.get(kind)
    return about.rows().filter(pk=number).first() if about else None


def keeps_the_file(view):
    """What guard.py does with the file when the session is over."""

    def keep(request, user, *, kind: str, number: int):
        fact, file = _fact(kind, number), request.FILES.get("file")
        if file is None or fact is None or not documents.may_add_to(user, fact):
            return [], [file.name] if file else []
        try:
            taken = evidence.take_in_cleaned(file, name=file.name)
        except evidence.Refused:
            return [], [file.name]
        holder = kept_letters.holder_of_documents(kind, fact, user)
        return [("ticket", kept_letters.ticket(taken, holder=holder))], []

    view.keep_files = keep
    return view


@signed_in
@takes("GET", "POST")
@on_a_fact
@keeps_the_file
def of_a_fact(request, fact):
    """What is there already, and a form for one more."""
    form = _form(request, fact)
    if form.is_valid():
        added = _attempt(
            form, lambda: documents.add_document(about=fact, by=request.user, **form.words())
        )
        if added:
            messages.success(request, _("Added: %(title)s.") % {"title": added.title})
            return _to_the_fact(fact)
    there = Document.objects.filter(**{_column(fact): fact}).order_by("dated", "pk")
    return _page(request, "workspace/documents.html", fact, form, documents=there)


@signed_in
@takes("GET", "POST")
@on_a_document
def of_its_own(request, document):
    """Another title, date or file for a document that is there."""
    fact = documents.what_it_is_about(document)
    form = _form(request, fact, document)
    if not form.is_valid():
        return _page(request, "workspace/document.html", fact, form, document=document)
    version = form.cleaned_data["version"]
    try:
        changed = _attempt(
            form,
            lambda: documents.replace_document(
                document=document, by=request.user, version=version, **form.words()
            ),
        )
    except Conflict as conflict:
        return _compared(request, fact, form, document, conflict)
    if changed:
        messages.success(request, _("Changed: %(title)s.") % {"title": changed.title})
        return _to_the_fact(fact)
    return _page(request, "workspace/document.html", fact, form, document=document)


@signed_in
@takes("GET", "POST")
@on_a_document
def remove(request, document):
    fact, refusal = documents.what_it_is_about(document), None
    form = TakeAwayForm(
        sent(request), version=documents.version_of(document),
        with_a_reason=documents.asks_for_a_reason(fact),
    )  # fmt: skip
    if form.is_valid():
        try:
            _attempt(form, lambda: _take_away(document, request.user, form))
        except Conflict as conflict:
            refusal = conflict
            document.refresh_from_db()
            form.data = form.data.copy()
            form.data["version"] = documents.version_of(document)
        else:
            if not form.errors:
                messages.success(request, _("Taken away: %(title)s.") % {"title": document.title})
                return _to_the_fact(fact)
    return _page(
        request, "workspace/documents/remove.html", fact, form, refusal=refusal,
        document=document, question=REMOVE,
    )  # fmt: skip


def _take_away(document, by, form: TakeAwayForm) -> None:
    documents.remove_document(document=document, by=by, **form.words())


def _compared(request, fact, form, document, conflict):
    """What a colleague made of it, above what was typed; sent again, that takes its place."""
    now = Document.objects.filter(pk=document.pk).first()
    if now is None:
        raise Http404
    form.data = form.data.copy()
    form.data["version"] = documents.version_of(now)
    stored = {"title": now.title, "dated": in_words(now.dated), "file": f"SHA-256 {now.sha256}"}
    stored_now = [
        (form.fields[name].label, words)
        for name, words in stored.items()
        if name in form.fields and words
    ]
    return _page(
        request, "workspace/document.html", fact, form, document=document, refusal=conflict,
        stored_now=stored_now,
    )  # fmt: skip


def _form(request, fact, document=None) -> DocumentForm:
    kind = documents.kind_of(fact)
    form = DocumentForm(
        sent(request),
        request.FILES or None,
        holder=kept_letters.holder_of_documents(kind, fact, request.user),
        document=document,
        logo_of=fact if kind == "logo" else None,
        with_a_reason=documents.asks_for_a_reason(fact),
    )
    if document:
        form.initial["version"] = documents.version_of(document)
    return form


def _attempt(form, act):
    try:
        return attempt(form, act)
    except NotAllowed:
        raise Http404 from None


def _page(request, template, fact, form, *, refusal=None, **more):
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    context = _of(fact) | {"form": form, "refusal": refusal} | more
    return render(request, template, context, status=status)


def _of(fact) -> dict:
    return {"fact": fact, "kind": documents.kind_of(fact)}


def _column(fact) -> str:
    return documents.ABOUT[documents.kind_of(fact)].column


def _to_the_fact(fact):
    return redirect("workspace:documents", documents.kind_of(fact), fact.pk)
