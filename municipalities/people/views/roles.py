"""A role in an organisation: changed, taken away, or given up."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from municipalities.people.forms import RoleForm
from municipalities.people.roles import change_role, take_role
from municipalities.people.views import person
from municipalities.people.views.things import do, membership_of_address, place_of
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes


@signed_in
@takes("POST")
@admits("gives the role", to=membership_of_address, with_a_fresh_code=True)
def change(request, membership):
    form = RoleForm(request.POST, membership=membership)
    changed = form.is_valid() and attempt(
        form, lambda: change_role(membership=membership, by=request.user, **form.cleaned_data)
    )
    if not changed:
        return person.show(request, membership.user, role_form=form)
    messages.success(request, _("The role is changed."))
    return redirect(place_of(request, membership.user))


@signed_in
@takes("POST")
@admits("gives the role", to=membership_of_address, with_a_fresh_code=True)
def take(request, membership):
    return do(
        request,
        lambda: take_role(membership=membership, by=request.user),
        _("She has left the organisation. Her colleagues go on with what she wrote."),
        to=place_of(request, membership.user),
    )


@signed_in
@takes("GET", "POST")
@admits("holds the role", to=membership_of_address)
def leave(request, membership):
    """Leaving an organisation oneself, after a look at what follows."""
    if request.method == "POST":
        return do(
            request,
            lambda: take_role(membership=membership, by=request.user),
            _("You have left the organisation."),
            to="account:page",
        )
    return render(request, "workspace/people/leave.html", {"membership": membership})
