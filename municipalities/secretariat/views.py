"""What the secretariat writes: notices, words of pages, ways to reach the network."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities import announcing
from municipalities.asking import sent
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
    form = AnnouncementForm(sent(request))
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
    return _written(
        request, ChangeAnnouncementForm(sent(request), announcement=stored),
        template="workspace/secretariat/announcement.html", context={"announcement": stored},
        write=lambda seen, said: announcing.change_announcement(
            announcement=stored, by=request.user, seen=seen, **said
        ),
        again=lambda: _announcement_again(request, announcement),
        done=_("The announcement is changed."), to="secretariat:announcements",
    )  # fmt: skip


def _announcement_again(request, announcement: int):
    theirs = _announcement(announcement)
    if theirs is None:
        raise Http404
    said = _upon(request, version=version_of(theirs))
    return theirs, ChangeAnnouncementForm(said, announcement=theirs)


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
    return _written(
        request, PageTextForm(sent(request), text=stored),
        template="workspace/secretariat/page.html",
        context={"label": PageText.Page(page).label},
        write=lambda seen, said: announcing.write_page(
            text=PageText(page=page, **said), by=request.user, seen=seen
        ),
        again=lambda: _page_again(request, page),
        done=_("The words are on the page."), to="secretariat:pages",
    )  # fmt: skip


def _page_again(request, page: str):
    theirs = _stored(page)
    return theirs, PageTextForm(_upon(request, version=version_of(theirs)), text=theirs)


def _stored(page: str) -> PageText:
    return PageText.objects.filter(page=page).first() or PageText(page=page)


@signed_in
@takes("GET", "POST")
@admits("network admin")
def channels(request):
    """All ways in one field; whoever was not the first sees what stands now beside her words."""
    lines = _lines()
    form = ChannelsForm(sent(request), initial={"channels": lines, "version": lines})
    return _written(
        request, form, template="workspace/secretariat/channels.html", context={},
        write=lambda seen, said: announcing.set_channels(by=request.user, seen=seen, **said),
        again=lambda: (lines, ChannelsForm(_upon(request, version=lines))),
        done=_("These are the ways to reach the network now."), to="secretariat:channels",
    )  # fmt: skip


def _lines() -> str:
    ways = Channel.objects.filter(organisation=None)
    return "\n".join(f"{way.kind}: {way.value}" for way in ways)


def _written(request, form, *, template, context, write, again, done, to):
    """The page of a form whose words are stored once they are valid.

    ``write`` gets the version that was shown and the words. Whoever was not the first sees what
    stands now beside her words: ``again`` returns it, and her form upon it.
    """
    theirs, status = None, 422 if form.errors else 200
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            write(said.pop("version"), said)
        except ChangedMeanwhile as changed:
            theirs, form = again()
            form.add_error(None, str(changed))
            status = 409
        else:
            messages.success(request, done)
            return redirect(to)
    return render(request, template, context | {"form": form, "theirs": theirs}, status=status)


def _upon(request, *, version):
    """What was typed, to be stored over this version if it is sent again."""
    said = request.POST.copy()
    said["version"] = str(version)
    return said
