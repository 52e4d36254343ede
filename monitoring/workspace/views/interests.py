"""My declared ties to municipalities: there I neither write nor review. Nobody else sees them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.workspace.asking import attempt
from monitoring.workspace.doors import open_to, takes
from monitoring.workspace.forms.interests import DeclareForm, EndForm
from municipalities.interests import declare_interest, end_interest
from municipalities.models import DeclaredInterest
from municipalities.signing_in.guard import signed_in


@signed_in
@takes("GET", "POST")
@open_to("somebody")
def declared(request):
    """Everything the person declared, a form for one more, and one to end each that goes on."""
    ties = list(DeclaredInterest.objects.of(request.user).with_their_places())
    ending = request.POST.get("tie", "")
    form = DeclareForm(request.POST if request.method == "POST" and not ending else None)
    endings = {
        tie.pk: EndForm(request.POST if ending == str(tie.pk) else None, interest=tie)
        for tie in ties
        if tie.ends is None
    }
    if ending:
        return _end(request, ties, form, endings)
    if form.is_valid() and attempt(
        form, lambda: declare_interest(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Declared. You neither write nor review there from now on."))
        return redirect("workspace:interests")
    return _page(request, ties, form, endings)


def _end(request, ties, form, endings):
    ended = next((each for each in endings.values() if each.is_bound), None)
    if ended is None:  # the same button pressed twice, or a tie of somebody else
        if any(str(tie.pk) == request.POST["tie"] for tie in ties):
            return redirect("workspace:interests")
        raise Http404
    if ended.is_valid() and attempt(
        ended,
        lambda: end_interest(
            interest=ended.interest, by=request.user, ends=ended.cleaned_data["ends"]
        ),
    ):
        messages.success(request, _("The last day is noted. The declaration itself stays."))
        return redirect("workspace:interests")
    return _page(request, ties, form, endings)


def _page(request, ties, form, endings):
    faulty = [each for each in endings.values() if each.errors]
    today = timezone.localdate()
    context = {
        "ties": [(tie, endings.get(tie.pk), _is_over(tie, today)) for tie in ties],
        "form": form,
        "forms_with_errors": faulty,
    }
    status = 422 if form.errors or faulty else 200
    return render(request, "workspace/interests.html", context, status=status)


def _is_over(tie: DeclaredInterest, today) -> bool:
    return tie.ends is not None and tie.ends < today
