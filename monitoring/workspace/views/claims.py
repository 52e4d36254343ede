"""Claims: what was said elsewhere about results, recorded with its source."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import claiming
from monitoring.models import Claim
from monitoring.workspace.doors import takes
from monitoring.workspace.forms.claims import ClaimForm
from municipalities.asking import Question, is_confirmed, sent, wants_to_change
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in

SHOWN = 100
PUBLISH = Question(
    name="claim",
    heading=gettext_lazy("Make this claim public?"),
    explanation=gettext_lazy(
        "It will stand under “Claims”, beside what the scorecard of that time says. It is written "
        "once: neither you nor anybody else can change it or take it away."
    ),
    button=gettext_lazy("Make it public"),
)


@signed_in
@takes("GET", "POST")
@admits("network admin")
def claims(request):
    """Every claim, newest first, and a form for one more, shown before it becomes public."""
    form = ClaimForm(sent(request))
    if form.is_valid() and not wants_to_change(request):
        if not is_confirmed(request):
            context = {
                "form": form, "question": PUBLISH, "claim": Claim(**form.cleaned_data),
                "term": form.cleaned_data["term"],
            }  # fmt: skip
            return render(request, "workspace/claims/confirm.html", context)
        claiming.record_claim(by=request.user, **form.cleaned_data)
        messages.success(request, _("The claim is public, beside the scorecards."))
        return redirect("workspace:claims")
    return render(
        request,
        "workspace/claims.html",
        {"form": form, "claims": Claim.objects.newest_entries_first()[:SHOWN]},
        status=422 if form.errors else 200,
    )
