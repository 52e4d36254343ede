"""The municipality's right of reply, as the network sees it: inviting, filing, answering."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import actions
from monitoring.workspace.asking import (
    Question,
    ask,
    attempt,
    confirm,
    is_confirmed,
    sent,
    wants_to_change,
)
from monitoring.workspace.doors import done, may, takes
from monitoring.workspace.forms.publication import AnswerForm, ReplyForm
from municipalities.signing_in.guard import signed_in

INVITE = Question(
    "invite-reply",
    gettext_lazy("Invite the municipality to reply"),
    gettext_lazy(
        "You get a link to hand to the municipality. Whoever has it reads what will be published "
        "and can reply until the time is over. A new invitation ends the link before it."
    ),
    gettext_lazy("Make the link"),
)
LETTER = Question(
    "reply",
    gettext_lazy("File a letter of the municipality"),
    gettext_lazy("Copy the municipality’s letter word for word. Once filed it cannot be changed."),
    gettext_lazy("File the reply"),
    shown_first=True,
)
ANSWER = Question(
    "answer",
    gettext_lazy("Answer the reply"),
    gettext_lazy("The answer is published after the reply. Once given it cannot be changed."),
    gettext_lazy("Give the answer"),
    shown_first=True,
)


@signed_in
@takes("GET", "POST")
@may("invite_reply")
def invite(request, report):
    if request.method == "POST":
        actions.invite_reply(report=report, by=request.user)
        return done(request, report, _("The link is below. Hand it to the municipality."))
    return confirm(request, report, INVITE)


@signed_in
@takes("GET", "POST")
@may("record_reply")
def file_letter(request, report):
    form = ReplyForm(sent(request), report=report)
    if not form.is_valid() or wants_to_change(request):
        return ask(request, report, LETTER, form)
    if not is_confirmed(request):
        return confirm(request, report, LETTER, form, reply=form.preview())
    filed = attempt(
        form, lambda: actions.record_reply(report=report, by=request.user, **form.cleaned_data)
    )
    if filed:
        return done(request, report, _("The reply is filed."))
    return ask(request, report, LETTER, form)


@signed_in
@takes("GET", "POST")
@may("answer_reply")
def answer(request, reply):
    form = AnswerForm(sent(request))
    if not form.is_valid() or wants_to_change(request):
        return ask(request, reply.report, ANSWER, form, reply=reply)
    if not is_confirmed(request):
        return confirm(request, reply.report, ANSWER, form, reply=reply, answer=form.cleaned_data)
    given = attempt(
        form, lambda: actions.answer_reply(reply=reply, by=request.user, **form.cleaned_data)
    )
    if given:
        return done(request, reply.report, _("Your answer stands after the reply."))
    return ask(request, reply.report, ANSWER, form, reply=reply)
