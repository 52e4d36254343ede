"""Recording activities: the list of one's own, one form for an activity with its steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from contracts.activities.forms import ActivityForm, steps_of
from contracts.activities.recording import change_activity, record_activity
from contracts.models import Activity
from municipalities.asking import sent
from municipalities.models import Organisation
from municipalities.partial_dates import in_words
from municipalities.permissions import is_network_admin, organisations_of
from municipalities.recording import ChangedMeanwhile, version_of
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

ON_A_PAGE = 50


def activity_of(activity: int) -> Activity | None:
    return Activity.objects.select_related("term").filter(pk=activity).first()


@signed_in
@takes("GET")
@admits("member")
def every(request):
    """The activities of the person's organisations; of all for network admins."""
    kept = Activity.objects.all()
    if not is_network_admin(request.user):
        kept = kept.held_by(organisations_of(request.user))
    page = Paginator(kept.with_where_and_who(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "workspace/activities/list.html", {"page": page})


@signed_in
@takes("GET", "POST")
@admits("member")
def record(request):
    own = Organisation.objects.filter(pk__in=organisations_of(request.user))
    form = ActivityForm(sent(request), own=own)
    steps = steps_of(None, sent(request))
    if form.is_valid() & _are_valid(steps, form):
        recorded = attempt(
            form,
            lambda: record_activity(
                by=request.user, term=form.cleaned_data["term"], words=form.words(),
                ties=form.ties(steps.steps()),
            ),
        )  # fmt: skip
        if recorded:
            return _done(request, recorded)
    return _page(request, form, steps)


@signed_in
@takes("GET", "POST")
@admits("organiser", to=activity_of)
def change(request, activity):
    form = ActivityForm(sent(request), activity=activity)
    steps = steps_of(activity, sent(request))
    if form.is_valid() & _are_valid(steps, form):
        try:
            changed = attempt(
                form,
                lambda: change_activity(
                    activity=activity, by=request.user, seen=form.cleaned_data["version"] or 0,
                    words=form.words(), ties=form.ties(steps.steps()),
                ),
            )  # fmt: skip
        except ChangedMeanwhile as meanwhile:
            form.add_error(None, str(meanwhile))
            stored_now = _stored_now(form, activity)
            return _page(request, form, steps, activity=activity, stored_now=stored_now, status=409)
        if changed:
            return _done(request, changed)
    return _page(request, form, steps, activity=activity)


def _are_valid(steps, form: ActivityForm) -> bool:
    """What is wrong with the list of steps as a whole stands at the head of the form."""
    if not steps.is_bound or steps.is_valid():
        return True
    for error in steps.non_form_errors():
        form.add_error(None, error)
    return False


def _stored_now(form: ActivityForm, activity: Activity) -> list[tuple[str, str]]:
    """(label, what is stored) of each field that says something else than what was typed, and
    the steps. The form that is shown with it replaces them if it is sent again.
    """
    form.data = form.data.copy()
    form.data["version"] = version_of(activity)
    different = [
        (str(form.fields[name].label), _shown(form, name))
        for name in form.changed_data
        if name != "version"
    ]
    steps = "\n".join(f"{in_words(each.dated)}: {each.text_sq}" for each in activity.steps.all())
    return [*different, (_("Steps of a campaign"), steps or "–")]


def _shown(form: ActivityForm, name: str) -> str:
    field, value = form.fields[name], form.get_initial_for_field(form.fields[name], name)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if value in (None, ""):
        return "–"
    return str(dict(getattr(field, "choices", None) or {}).get(value, value))


def _done(request, activity: Activity):
    said = _("Recorded; it is in the calendar now.") if activity.is_public else _("Recorded.")
    messages.success(request, said)
    return redirect("activities:change", activity.pk)


def _page(request, form, steps, *, activity=None, stored_now=(), status=200):
    faulty = steps.faulty()
    if status == 200 and (form.errors or faulty):
        status = 422
    context = {
        "activity": activity,
        "term": activity.term if activity else None,
        "form": form,
        "steps": steps,
        "forms_with_errors": faulty,
        "stored_now": stored_now,
    }
    return render(request, "workspace/activities/form.html", context, status=status)
