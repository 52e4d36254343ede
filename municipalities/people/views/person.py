"""One person: her roles, her account, and a second factor that she lost."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from municipalities.people import factor_resets, leaving, roles
from municipalities.people.forms import ResetForm, RoleForm
from municipalities.people.reading import roles_of
from municipalities.people.views.things import do, person_of_address, place_of, reset_of_address
from municipalities.permissions import gives_role, is_network_admin
from municipalities.refusals import attempt
from municipalities.signing_in import factors
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes


@signed_in
@takes("GET")
@admits("answers for the person", to=person_of_address)
def page(request, person):
    return show(request, person)


@signed_in
@takes("POST")
@admits("network admin", to=person_of_address, with_a_fresh_code=True)
def network_admin(request, person):
    """Makes her one, or ends it: the button says which."""
    ends = request.POST.get("what") == "end"
    act = roles.end_network_admin if ends else roles.make_network_admin
    sentence = _("She runs the network no longer.") if ends else _("She is a network admin now.")
    return do(request, lambda: act(person=person, by=request.user), sentence, to="people:everybody")


@signed_in
@takes("POST")
@admits("network admin", to=person_of_address, with_a_fresh_code=True)
def disable(request, person):
    return do(
        request,
        lambda: leaving.disable(person=person, by=request.user),
        _("The account is disabled, and nobody is signed in with it any more."),
        to=place_of(request, person),
    )


@signed_in
@takes("POST")
@admits("network admin", to=person_of_address, with_a_fresh_code=True)
def enable(request, person):
    return do(
        request,
        lambda: leaving.enable(person=person, by=request.user),
        _("The account works again, with the roles that it had."),
        to="people:person",
        at=(person.pk,),
    )


@signed_in
@takes("POST")
@admits("answers for the person", to=person_of_address, with_a_fresh_code=True)
def ask_for_reset(request, person):
    """The first of two people says how she recognised her."""
    form = ResetForm(request.POST)
    asked = form.is_valid() and attempt(
        form,
        lambda: factor_resets.ask_for_reset(
            person=person, by=request.user, reason=form.cleaned_data["reason"]
        ),
    )
    if not asked:
        return show(request, person, reset_form=form)
    messages.success(
        request, _("The request is recorded. Another network admin has to confirm it.")
    )
    return redirect("people:person", person.pk)


@signed_in
@takes("POST")
@admits("network admin", to=reset_of_address, with_a_fresh_code=True)
def decide_reset(request, reset):
    """The second of two people does it, or does not."""
    does_it = request.POST.get("what") == "do"
    sentence = (
        _("Her second factor is removed. She sets a new one up at her next sign-in.")
        if does_it
        else _("Her second factor stays as it is.")
    )
    return do(
        request,
        lambda: factor_resets.decide_reset(reset=reset, do_it=does_it, by=request.user),
        sentence,
        to="people:everybody",
    )


def show(request, person, *, role_form=None, reset_form=None):
    """The page of a person, with a form that has to be mended, if there is one."""
    held = roles_of(person, seen_by=request.user)
    forms = {
        each.pk: RoleForm(membership=each) for each in held if gives_role(request.user, each)
    }  # fmt: skip
    if role_form:
        forms[role_form.membership.pk] = role_form
    faulty = [form for form in (role_form, reset_form) if form and form.errors]
    context = {
        "person": person,
        "roles": [(each, forms.get(each.pk)) for each in held],
        "has_second_factor": factors.has_one(person),
        "with_a_code": settings.SECOND_FACTOR,
        "reset": person.factor_resets.open().with_their_people().first(),
        "reset_form": reset_form or ResetForm(),
        "runs_the_network": is_network_admin(request.user),
        "is_me": person == request.user,
        "anonymised_after": settings.ANONYMISE_AFTER_DAYS,
        "forms_with_errors": faulty,
    }
    status = 422 if faulty else 200
    return render(request, "workspace/people/person.html", context, status=status)
