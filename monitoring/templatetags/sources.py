"""Where something is known from: files with type and size, and addresses within plain words."""

import re
from urllib.parse import urlsplit

from django import template
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from monitoring.evidence import name_for, serving

register = template.Library()

ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")
KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
}
LONGEST_TEXT = 60
# Whoever is linked to gains nothing from it and learns nothing about the reader.
REL = "noopener noreferrer nofollow ugc"


@register.filter
def file_name(item) -> str:
    """Under which name an item's file is downloaded."""
    return name_for(item.title, item.content_type)


@register.filter
def file_address(item) -> str:
    """The public copy of an item's file."""
    return reverse("files:evidence-file", args=[item.sha256, file_name(item)])


@register.filter
def thumbnail_address(item) -> str:
    """The small picture of an item's public copy."""
    name = serving.thumbnail_name(item)
    return reverse("files:evidence-thumbnail", args=[item.sha256, name])


@register.filter
def document_address(document) -> str:
    """The file of a document beside a fact."""
    return reverse("files:document", args=[document.sha256, file_name(document)])


@register.filter
def document_thumbnail_address(document) -> str:
    name = serving.thumbnail_name(document)
    return reverse("files:document-thumbnail", args=[document.sha256, name])


@register.filter
def is_picture(item) -> bool:
    return bool(item.sha256) and item.content_type.startswith("image/")


@register.filter
def in_words(item) -> str:
    """What stands for a picture where it cannot be seen: alternative, else subject, else title."""
    names = ("text_alternative", "shows", "title", "name")
    return next(words for name in names if (words := getattr(item, name, "")))


@register.filter
def kind(item) -> str:
    """'PDF': the format of an item's file, as it is called."""
    return KINDS.get(item.content_type, item.content_type)


@register.filter
def file_words(item) -> str:
    """'PDF, 1,2 MB': what a reader should know before opening a file."""
    words = kind(item)
    if item.content_type.startswith("image/"):
        words = gettext("photo, %(kind)s") % {"kind": words}
    return f"{words}, {filesizeformat(item.size)}"


@register.filter
def with_links(text: str):
    """Plain words with the addresses in them as links, shortened to what can be read."""
    pieces, end = [], 0
    for found in ADDRESS.finditer(text):
        pieces += [escape(text[end : found.start()]), outward(found.group())]
        end = found.end()
    return mark_safe("".join([*pieces, escape(text[end:])]))  # noqa: S308  (each piece is escaped)


@register.filter
def outward(address: str):
    """A link away from the portal, named by its site and path."""
    return format_html(
        '<a class="outward" rel="{}" href="{}">{}</a>', REL, address, readable(address)
    )


@register.filter
def readable(address: str) -> str:
    """'https://www.example.org/a/' -> 'example.org/a', cut off where it is too long."""
    parts = urlsplit(address)
    text = (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
