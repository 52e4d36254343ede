"""Member organisations as whoever runs the network, or one of them, sees them."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.asking import Question, sent
from municipalities.models import FormerCoverage, Municipality, Organisation
from municipalities.organisations import belonging, covering
from municipalities.organisations.asking import ask, done, organisation_of
from municipalities.organisations.forms import (
    PROFILE,
    CoverForm,
    EndCoverageForm,
    JoinForm,
    ProfileForm,
)
from municipalities.permissions import is_network_admin
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

JOIN = Question(
    "join",
    gettext_lazy("A new member organisation"),
    gettext_lazy("It joins the network. Its people are invited afterwards, on its page."),
    gettext_lazy("Add the organisation"),
)
PROFILE_OF = Question(
    "profile",
    gettext_lazy("Profile"),
    gettext_lazy("What the public page says of the organisation, in both languages."),
    gettext_lazy("Save the profile"),
)
COVER = Question(
    "cover",
    gettext_lazy("Add a municipality"),
    gettext_lazy("From then on its people can open and write the reports on it."),
    gettext_lazy("Add the municipality"),
)
END = Question(
    "end-coverage",
    gettext_lazy("End the coverage"),
    gettext_lazy(
        "Its people can open no new report on it. What it covered until then stays on record, and "
        "reports that it has opened or published stay its own."
    ),
    gettext_lazy("End the coverage"),
)


@signed_in
@takes("GET")
@admits("network admin")
def everybody(request):
    """Members, then those that are suspended or have left."""
    organisations = list(Organisation.objects.with_what_they_cover())
    context = {
        "members": [each for each in organisations if each.is_active],
        "suspended": [each for each in organisations if not each.is_active and not each.left],
        "former": [each for each in organisations if each.left],
    }
    return render(request, "workspace/organisations/all.html", context)


@signed_in
@takes("GET")
@admits("manager", to=organisation_of)
def page(request, organisation):
    context = {
        "organisation": organisation,
        "coverages": organisation.coverage_set.select_related("municipality").order_by(
            "municipality__sort_key"
        ),
        "former": FormerCoverage.objects.of(organisation),
        "is_network_admin": is_network_admin(request.user),
    }
    return render(request, "workspace/organisations/page.html", context)


@signed_in
@takes("GET", "POST")
@admits("network admin", with_a_fresh_code=True)
def join_one(request):
    form = JoinForm(sent(request))
    if form.is_valid():
        said = form.words() | {
            name: form.cleaned_data[name] for name in ("joined", "municipalities")
        }
        joined = attempt(form, lambda: belonging.join(by=request.user, **said))
        if joined:
            return done(request, joined, _("It belongs to the network. Now invite its people."))
    return ask(request, JOIN, form)


@signed_in
@takes("GET", "POST")
@admits("manager", to=organisation_of)
def profile(request, organisation):
    """The profile; where somebody changed it meanwhile, beside what stands now (R-07)."""
    version = belonging.version_of(organisation)
    form = ProfileForm(sent(request), initial={"version": version} | _profile_of(organisation))
    if form.is_valid():
        saved = attempt(form, lambda: _describe(request, organisation, form))
        if saved:
            return done(request, saved, _("The profile is saved."))
    if not form.is_bound or not form.errors or form["version"].value() == str(version):
        return ask(request, PROFILE_OF, form, organisation)
    form.data = form.data.copy()
    form.data["version"] = str(version)
    return ask(request, PROFILE_OF, form, organisation, standing=_standing(organisation))


def _describe(request, organisation, form):
    return belonging.describe(
        organisation=organisation, by=request.user, version=form.cleaned_data["version"],
        **form.words(),
    )  # fmt: skip


def _profile_of(organisation: Organisation) -> dict:
    return {name: getattr(organisation, name) for name in PROFILE}


def _standing(organisation: Organisation) -> list[tuple[str, str]]:
    """Every column of the profile as it stands, by its name."""
    label = Organisation._meta.get_field
    return [(label(name).verbose_name, words) for name, words in _profile_of(organisation).items()]


@signed_in
@takes("GET", "POST")
@admits("network admin", to=organisation_of, with_a_fresh_code=True)
def cover_one(request, organisation):
    form = CoverForm(sent(request), organisation=organisation)
    if form.is_valid() and attempt(
        form,
        lambda: covering.cover(organisation=organisation, by=request.user, **form.cleaned_data),
    ):
        return done(request, organisation, _("It covers the municipality."))
    return ask(request, COVER, form, organisation)


def coverage_of(organisation: str, municipality: str):
    """The organisation and the municipality that the address names, or None."""
    there = organisation_of(organisation)
    place = Municipality.objects.filter(slug=municipality).first()
    return (there, place) if there and place else None


@signed_in
@takes("GET", "POST")
@admits("network admin", to=coverage_of, with_a_fresh_code=True)
def end_one(request, coverage):
    organisation, municipality = coverage
    form = EndCoverageForm(sent(request))
    covers = organisation.municipalities.filter(pk=municipality.pk).exists()
    if not covers and request.method == "GET":
        raise Http404
    if form.is_valid() and _ended(form, organisation, municipality, request.user):
        return done(request, organisation, _("The coverage has ended; it stays on record."))
    return ask(request, END, form, organisation, municipality=municipality)


def _ended(form, organisation, municipality, by) -> bool:
    """Also where the same button was pressed before: it is so already."""
    attempt(
        form,
        lambda: covering.end_coverage(
            organisation=organisation, municipality=municipality, by=by, **form.cleaned_data
        ),
    )
    return not form.errors
