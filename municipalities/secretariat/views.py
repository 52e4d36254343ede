"""What the secretariat writes: notices, words of pages, ways to reach the network."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities import announcing
from municipalities.models import Announcement, Channel, PageText
from municipalities.recording import ChangedMeanwhile, version_of
from municipalities.secretariat.forms import (
    AnnouncementForm,
    ChangeAnnouncementForm,
    ChannelsForm,
    PageTextForm,
)
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

ON_A_PAGE = 50


@signed_in
@takes("GET", "POST")
@admits("network admin")
def announcements(request):
    """The newest notices, and a form for one more."""
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        announcing.announce(by=request.user, **form.cleaned_data)
        messages.success(request, _("Announced."))
        return redirect("secretariat:announcements")
    return render(
        request,
        "workspace/secretariat/announcements.html",
        {
            "form": form,
            "announcements": Announcement.objects.with_their_writers()[:ON_A_PAGE],
            "today": timezone.localdate(),
        },
        status=422 if form.errors else 200,
    )


@signed_in
@takes("GET", "POST")
@admits("network admin")
def announcement(request, announcement):
    """One notice, to be changed; who was not the first sees what stands now beside her words."""
    stored = _announcement(announcement)
    if stored is None:
        raise Http404
    form = ChangeAnnouncementForm(
        request.POST if request.method == "POST" else None, announcement=stored
    )
    theirs, status = None, 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            said = dict(form.cleaned_data)
            seen = said.pop("version")
            try:
                announcing.change_announcement(
                    announcement=stored, by=request.user, seen=seen, **said
                )
            except ChangedMeanwhile as changed:
                theirs, status = _announcement(announcement), 409
                if theirs is None:
                    raise Http404 from None
                data = form.data.copy()
                data["version"] = str(version_of(theirs))
                form = ChangeAnnouncementForm(data, announcement=theirs)
                form.add_error(None, str(changed))
            else:
                messages.success(request, _("The announcement is changed."))
                return redirect("secretariat:announcements")
    context = {"form": form, "announcement": stored, "theirs": theirs}
    return render(request, "workspace/secretariat/announcement.html", context, status=status)


def _announcement(number: int) -> Announcement | None:
    return Announcement.objects.filter(pk=min(number, 2**63 - 1)).first()


@signed_in
@takes("POST")
@admits("network admin")
def take_down(request, announcement):
    found = _announcement(announcement)
    if found:  # the same button pressed twice leads to the same list
        announcing.take_down(announcement=found, by=request.user, on=timezone.localdate())
        messages.success(request, _("It is on no desk any more."))
    return redirect("secretariat:announcements")


@signed_in
@takes("GET")
@admits("network admin")
def pages(request):
    """The pages that the secretariat adds words to, and which of them have some."""
    there = {text.page: text for text in PageText.objects.all()}
    listed = [(page, page.label, there.get(page)) for page in PageText.Page]
    return render(request, "workspace/secretariat/pages.html", {"pages": listed})


@signed_in
@takes("GET", "POST")
@admits("network admin")
def page(request, page):
    if page not in PageText.Page.values:
        raise Http404
    stored = _stored(page)
    form = PageTextForm(request.POST if request.method == "POST" else None, text=stored)
    theirs, status = None, 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            words = {name: form.cleaned_data[name] for name in ("text_sq", "text_en")}
            try:
                announcing.write_page(
                    text=PageText(page=page, **words), by=request.user,
                    seen=form.cleaned_data["version"],
                )  # fmt: skip
            except ChangedMeanwhile as changed:
                theirs, status = _stored(page), 409
                data = form.data.copy()
                data["version"] = str(version_of(theirs))
                form = PageTextForm(data, text=theirs)
                form.add_error(None, str(changed))
            else:
                messages.success(request, _("The words are on the page."))
                return redirect("secretariat:pages")
    context = {"form": form, "label": PageText.Page(page).label, "theirs": theirs}
    return render(request, "workspace/secretariat/page.html", context, status=status)


def _stored(page: str) -> PageText:
    return PageText.objects.filter(page=page).first() or PageText(page=page)


@signed_in
@takes("GET", "POST")
@admits("network admin")
def channels(request):
    """All ways in one field; whoever was not the first sees what stands now beside her words."""
    lines = _lines()
    form = ChannelsForm(
        request.POST if request.method == "POST" else None,
        initial={"channels": lines, "before": lines},
    )
    theirs, status = "", 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                announcing.set_channels(
                    channels=form.cleaned_data["channels"], by=request.user,
                    seen=form.cleaned_data["before"],
                )  # fmt: skip
            except ChangedMeanwhile as changed:
                theirs, status = lines, 409
                data = form.data.copy()
                data["before"] = lines
                form = ChannelsForm(data)
                form.add_error(None, str(changed))
            else:
                messages.success(request, _("These are the ways to reach the network now."))
                return redirect("secretariat:channels")
    context = {"form": form, "theirs": theirs}
    return render(request, "workspace/secretariat/channels.html", context, status=status)


def _lines() -> str:
    ways = Channel.objects.filter(organisation=None)
    return "\n".join(f"{way.kind}: {way.value}" for way in ways)
