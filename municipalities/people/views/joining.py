"""What the link of an invitation opens, without a login: name, password, and she is in."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from municipalities.asking import sent
from municipalities.people import inviting
from municipalities.people.forms import JoinForm
from municipalities.people.reading import WORDS
from municipalities.refusals import attempt
from municipalities.signing_in import factors
from municipalities.signing_in.guard import open_to, takes

# In the address after joining: her account has a second factor already.
CODE = "with-a-code"


@takes("GET", "POST")
@open_to("holder of the link")
@sensitive_post_parameters("new_password")
def join(request, token):
    """Whoever has an account joins by a button; everybody else says her name first."""
    invitation = inviting.invitation_of_link(token)
    if invitation is None:
        return render(request, "workspace/people/invitation_is_dead.html", status=404)
    account = inviting.account_of(invitation)
    form = _form(request, invitation, account)
    if request.method == "POST" and (account or form.is_valid()):
        said = {} if account else _said(form)
        if person := attempt(form, lambda: inviting.accept(invitation=invitation, **said)):
            return redirect(reverse("joined") + (f"?{CODE}" if factors.has_one(person) else ""))
    context = {
        "form": form,
        "invitation": invitation,
        "account": account,
        "role": WORDS[invitation.role or "network admin"],
        "this_page": None,
    }
    status = 422 if form.errors else 200
    return render(request, "workspace/people/join.html", context, status=status)


@takes("GET")
@open_to("anybody")
def joined(request):
    """What she needs to sign in: that differs with the installation, and with what she has."""
    context = {
        "with_a_code": settings.SECOND_FACTOR,
        "has_a_code": CODE in request.GET,
    }
    return render(request, "workspace/people/joined.html", context)


def _form(request, invitation, account) -> JoinForm:
    known = {"name": invitation.name, "language": invitation.language}
    form = JoinForm(sent(request), initial=known, user=inviting.newcomer(invitation))
    if account:  # she has a name and a password
        form.fields.clear()
    return form


def _said(form) -> dict:
    said = form.cleaned_data
    return {"name": said["name"], "language": said["language"], "password": said["new_password"]}
