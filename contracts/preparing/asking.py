"""Pages of a contract that ask for something: typed, seen once more, then done (WCAG 3.3.4)."""

from collections.abc import Callable, Iterable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from municipalities.asking import Question, is_confirmed
from municipalities.refusals import attempt


def asked(
    request, question: Question, form: forms.BaseForm, act: Callable, *, back: str, said: str,
    **more,
) -> HttpResponse:  # fmt: skip
    """The form; then what was typed, to be confirmed; then ``act``, and ``said`` on page ``back``.

    Whatever ``act`` refuses stands at the form, with everything that was typed; a form that has
    ``stored_now`` then, what somebody else saved meanwhile, is shown beside it (R-07).
    """
    context = {"question": question, "form": form, "back": back} | more
    if form.is_valid() and "change" not in request.POST:
        if not is_confirmed(request):
            context["typed"] = list(typed_in(form))
            return render(request, "workspace/contracts/confirm.html", context)
        if attempt(form, act) is not None:
            messages.success(request, said)
            return redirect(back)
    context["stored_now"] = getattr(form, "stored_now", ())
    status = 409 if context["stored_now"] else 422 if form.errors else 200
    return render(request, "workspace/contracts/ask.html", context, status=status)


def typed_in(form: forms.BaseForm) -> Iterable[tuple[str, str, str]]:
    """(label, words, language) of every visible field with something in it, as it will be read."""
    for field in form.visible_fields():
        value = form.cleaned_data.get(field.name)
        if value not in (None, "", False) and (words := _in_words(field, value)):
            language = field.name[-2:] if field.name.endswith(("_sq", "_en")) else ""
            yield str(field.label), words, language


def _in_words(field: forms.BoundField, value) -> str:
    offered = getattr(field.field, "choices", None)
    if offered is None or hasattr(value, "pk"):
        return str(field.value() if isinstance(field.field, forms.DateField) else value)
    return str(dict(offered).get(field.value(), ""))
