"""The municipality's right of reply, as the network sees it: inviting, filing, answering."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import actions
from monitoring.actions.replying import end_of_the_window
from monitoring.workspace import kept_letters
from monitoring.workspace.asking import ask, attempt, confirm
from monitoring.workspace.doors import done, insist_on_version, may, takes
from monitoring.workspace.forms.replies import AnswerForm, InviteForm, ReplyForm
from municipalities.asking import Question, is_confirmed, sent, wants_to_change
from municipalities.signing_in.guard import signed_in

INVITE = Question(
    "invite-reply",
    gettext_lazy("Invite the municipality to reply"),
    gettext_lazy(
        "Whoever has the link reads what will be published and can reply until the time is over. "
        "A new invitation ends the link before it."
    ),
    gettext_lazy("Make the link"),
)
REVOKE = Question(
    "revoke-reply-link",
    gettext_lazy("Revoke the municipality’s link"),
    gettext_lazy(
        "The link opens nothing any more, whoever has it. Replies that came stay. Publication "
        "waits for the end of the time to reply as before; a new invitation makes a new link."
    ),
    gettext_lazy("Revoke the link"),
)
LETTER = Question(
    "reply",
    gettext_lazy("File a letter of the municipality"),
    gettext_lazy(
        "Copy the municipality’s letter word for word and attach a scan of it. Once filed it "
        "cannot be changed."
    ),
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
    """To whom the link goes, and until when it opens; what was entered before stands there."""
    insist_on_version(request, report)
    form = InviteForm(sent(request), instance=report)
    if form.is_valid():
        words = form.words()
        if attempt(form, lambda: actions.invite_reply(report=report, by=request.user, **words)):
            return done(request, report, _invited(words["email"]))
    return ask(
        request, report, INVITE, form, page="workspace/invite.html",
        until=end_of_the_window(report),
    )  # fmt: skip


def _invited(email: str) -> str:
    if email:
        return _("The link is on its way to %(email)s; it stands below as well.") % {"email": email}
    return _("The link is below. Hand it to the municipality.")


@signed_in
@takes("GET", "POST")
@may("revoke_reply_link")
def revoke(request, report):
    insist_on_version(request, report)
    if request.method == "POST":
        actions.revoke_reply_link(report=report, by=request.user)
        return done(request, report, _("The link is revoked; it opens nothing any more."))
    return confirm(request, report, REVOKE)


@signed_in
@takes("GET", "POST")
@may("record_reply")
def file_letter(request, report):
    holder = kept_letters.holder_at_the_desk(report, request.user)
    form = ReplyForm(sent(request), request.FILES or None, report=report, holder=holder)
    if not form.is_valid() or wants_to_change(request):
        return ask(request, report, LETTER, form)
    if not is_confirmed(request):
        letters = form.cleaned_data["letters"]
        return confirm(request, report, LETTER, form, reply=form.preview(), letters=letters)
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
