"""The municipality's own door: a link instead of a login, the draft, and the right of reply."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from monitoring import actions
from monitoring.actions.replying import report_behind
from monitoring.workspace import kept_letters, preview
from monitoring.workspace.asking import attempt
from monitoring.workspace.doors import open_to, takes
from monitoring.workspace.forms.replies import ReplyForm
from monitoring.workspace.views import files
from municipalities.asking import Question, is_confirmed, sent, wants_to_change

REPLY = Question(
    "reply",
    gettext_lazy("Your reply"),
    gettext_lazy(
        "It is published word for word beside what it answers. Once sent it cannot be changed; "
        "you can send another one."
    ),
    gettext_lazy("Send the reply"),
    shown_first=True,
)


def holding_the_link(view):
    """Leads to the report behind the link. A forged one is a page that does not exist; one whose
    time is over says so, and gives back what somebody had typed meanwhile."""

    @wraps(view)
    def answer(request, token, **address):
        try:
            return view(request, report_behind(token), token, **address)
        except actions.NotAllowed:
            raise Http404 from None
        except actions.Refused as refusal:
            context = {"refusal": refusal, "not_sent": request.POST.get("text", "")}
            return render(request, "workspace/reply/closed.html", context, status=410)

    return answer


@takes("GET", "POST")
@open_to("holder of the link")
@holding_the_link
def reply(request, report, token):
    """What will be published, and a form for replies to it; each is shown before it is sent."""
    form = ReplyForm(
        sent(request),
        request.FILES or None,
        report=report,
        holder=kept_letters.holder_of_the_link(report),
    )
    if not form.is_valid() or wants_to_change(request):
        return _page(request, report, token, form)
    if not is_confirmed(request):
        return _is_this_it(request, report, form)
    given = attempt(
        form, lambda: actions.record_reply(report=report, token=token, **form.cleaned_data)
    )
    return redirect(f"{request.path}#received") if given else _page(request, report, token, form)


@takes("GET")
@open_to("holder of the link")
@holding_the_link
def file(request, report, token, sha256):
    """A file of the evidence that will be published, or a letter that came with a reply.

    Nothing that is withheld.
    """
    return files.public_copy(request, files.of_reply_link(report), sha256)


@takes("GET")
@open_to("holder of the link")
@holding_the_link
def thumbnail(request, report, token, sha256):
    return files.small_picture(files.of_reply_link(report), sha256)


def _is_this_it(request, report, form):
    context = {
        "report": report,
        "term": report.contract.term,
        "question": REPLY,
        "form": form,
        "reply": form.preview(),
        "letters": form.cleaned_data["letters"],
    }
    return render(request, "workspace/reply/confirm.html", context)


def _page(request, report, token, form):
    context = {
        "report": report,
        "term": report.contract.term,
        "token": token,
        "question": REPLY,
        "form": form,
        "preview": preview.of(report),
        "received": list(
            report.replies.select_related("finding__commitment").prefetch_related("letters")
        ),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/reply.html", context, status=status)
