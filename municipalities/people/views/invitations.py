"""Inviting somebody, sending the link again, taking the invitation back."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from municipalities.asking import sent
from municipalities.people import inviting
from municipalities.people.forms import InviteForm, InviteNetworkAdminForm
from municipalities.people.views.things import do, invitation_of_address, organisation_of_address
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes


@signed_in
@takes("GET", "POST")
@admits("manager", to=organisation_of_address, with_a_fresh_code=True)
def into_organisation(request, organisation):
    return _invite(request, InviteForm, organisation)


@signed_in
@takes("GET", "POST")
@admits("network admin", with_a_fresh_code=True)
def as_network_admin(request):
    return _invite(request, InviteNetworkAdminForm, None)


@signed_in
@takes("POST")
@admits("invites", to=invitation_of_address, with_a_fresh_code=True)
def again(request, invitation):
    return do(
        request,
        lambda: inviting.send_again(invitation=invitation, by=request.user),
        _("Sent again. The older link no longer works, the new one works for seven days."),
        to="people:everybody",
    )


@signed_in
@takes("POST")
@admits("invites", to=invitation_of_address, with_a_fresh_code=True)
def revoke(request, invitation):
    return do(
        request,
        lambda: inviting.revoke(invitation=invitation, by=request.user),
        _("Taken back. Its link no longer works."),
        to="people:everybody",
    )


def _invite(request, form_class, organisation):
    form = form_class(sent(request), initial={"language": "sq", "role": "coordinator"})
    if form.is_valid():
        invited = attempt(
            form,
            lambda: inviting.invite(
                by=request.user, organisation=organisation, **form.cleaned_data
            ),
        )
        if invited:
            messages.success(request, _("Invited. The link in the mail works for seven days."))
            return redirect("people:everybody")
    context = {
        "form": form, "organisation": organisation, "with_a_code": settings.SECOND_FACTOR,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "workspace/people/invite.html", context, status=status)
