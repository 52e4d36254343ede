"""What an address of these pages names, and what is said when something was refused."""

from django.contrib import messages
from django.shortcuts import redirect, render

from municipalities.models import FactorReset, Invitation, Membership, Organisation, User
from municipalities.refusals import Refused


def organisation_of_address(organisation: str) -> Organisation | None:
    return Organisation.objects.filter(slug=organisation).first()


def person_of_address(person: int) -> User | None:
    return User.objects.filter(pk=person).first()


def membership_of_address(membership: int) -> Membership | None:
    return Membership.objects.with_people().filter(pk=membership).first()


def invitation_of_address(invitation: int) -> Invitation | None:
    return Invitation.objects.select_related("organisation").filter(pk=invitation).first()


def reset_of_address(reset: int) -> FactorReset | None:
    return FactorReset.objects.with_their_people().filter(pk=reset).first()


def place_of(request, person: User) -> str:
    """Where one goes after a right of this person has changed: whoever changed her own may not
    see the list any more."""
    return "account:page" if person == request.user else "people:everybody"


def do(request, act, sentence: str, *, to: str, at: tuple = ()):
    """Does what a button says and leads on; a refusal has a page of its own."""
    try:
        act()
    except Refused as refusal:
        context = {"refusal": refusal, "this_page": None}
        return render(request, "workspace/people/refused.html", context, status=409)
    messages.success(request, sentence)
    return redirect(to, *at)
