"""Decisions about one organisation that weigh much: each says what follows, then asks for it.

Pressing a button twice leads to the same page: what is so already stays as it is (R-09).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.asking import Question, sent
from municipalities.organisations import belonging
from municipalities.organisations.asking import ask, done, organisation_of
from municipalities.organisations.forms import LeaveForm, NothingToType
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

LEAVE = Question(
    "leave",
    gettext_lazy("It leaves the network"),
    gettext_lazy(
        "Its people lose their rights at once and are signed out, and it covers no municipality "
        "any more. What it published and reviewed stays credited to it, and its public page stays."
    ),
    gettext_lazy("Record that it has left"),
)
SUSPEND = Question(
    "suspend",
    gettext_lazy("Suspend the membership"),
    gettext_lazy(
        "Its people are signed out and have no rights until it is reinstated. Nothing that it "
        "wrote or published is lost."
    ),
    gettext_lazy("Suspend"),
)
REINSTATE = Question(
    "reinstate",
    gettext_lazy("Reinstate the membership"),
    gettext_lazy(
        "Its people have their rights again as soon as they sign in. Municipalities that it "
        "covered before it left have to be added again."
    ),
    gettext_lazy("Reinstate"),
)
LEAD = Question(
    "lead",
    gettext_lazy("Let it lead the network"),
    gettext_lazy("This organisation leads the network, in the place of the one that does now."),
    gettext_lazy("Let it lead"),
)


@signed_in
@takes("GET", "POST")
@admits("network admin", to=organisation_of, with_a_fresh_code=True)
def leave(request, organisation):
    sentence = _("It has left the network. What it published stays.")
    return _decide(request, organisation, LEAVE, belonging.leave, sentence, LeaveForm)


@signed_in
@takes("GET", "POST")
@admits("network admin", to=organisation_of, with_a_fresh_code=True)
def suspend(request, organisation):
    sentence = _("The membership is suspended.")
    return _decide(request, organisation, SUSPEND, belonging.suspend, sentence)


@signed_in
@takes("GET", "POST")
@admits("network admin", to=organisation_of, with_a_fresh_code=True)
def reinstate(request, organisation):
    sentence = _("It is an active member of the network again.")
    return _decide(request, organisation, REINSTATE, belonging.reinstate, sentence)


@signed_in
@takes("GET", "POST")
@admits("network admin", to=organisation_of, with_a_fresh_code=True)
def lead(request, organisation):
    return _decide(request, organisation, LEAD, belonging.lead, _("It leads the network."))


def _decide(request, organisation, question, act, sentence, form_class=NothingToType):
    form = form_class(sent(request))
    if form.is_valid() and attempt(
        form, lambda: act(organisation=organisation, by=request.user, **form.cleaned_data)
    ):
        return done(request, organisation, sentence)
    return ask(request, question, form, organisation)
