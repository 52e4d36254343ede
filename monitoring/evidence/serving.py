"""A stored file as an answer that no browser can take for a page of this site (QUALITY S-34).

Who may have it, both doors decide for themselves. Each of these gives None where the stored bytes
are not, or no longer, those that the row describes: then the file is not served as good (R-10).
"""

from django.http import FileResponse, HttpResponse

from monitoring.evidence import storage, thumbnails

SHOWN_IN_THE_BROWSER = {"image/jpeg", "image/png", "image/webp"}
ANYTHING = "application/octet-stream"
SAFELY = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def public_copy(item, name: str = "") -> FileResponse | None:
    """The public copy of whatever has a ``title``, ``sha256``, ``size`` and ``content_type``.

    Always whole: a Range is answered with everything, which RFC 9110 §14.2 allows.
    """
    if not storage.matches(item.sha256, item.size):
        return None
    known = item.content_type in storage.ENDINGS
    return FileResponse(
        storage.public_path(item.sha256).open("rb"),
        as_attachment=item.content_type not in SHOWN_IN_THE_BROWSER,
        filename=name or storage.name_for(item.title, item.content_type),
        content_type=item.content_type if known else ANYTHING,
        headers=SAFELY,
    )


def thumbnail(item, title: str = "") -> HttpResponse | None:
    """The small picture of an item's public copy; None as well if it is no picture."""
    drawn = thumbnails.of(item.sha256, item.size, item.content_type)
    if drawn is None:
        return None
    name = storage.name_for(title or item.title, thumbnails.CONTENT_TYPE)
    return HttpResponse(
        drawn,
        content_type=thumbnails.CONTENT_TYPE,
        headers={"Content-Disposition": f'inline; filename="{name}"', **SAFELY},
    )


def thumbnail_name(item) -> str:
    """'foto-e-rruges.webp': the name of a thumbnail in its address."""
    called = item.title if hasattr(item, "title") else item.name
    return storage.name_for(called, thumbnails.CONTENT_TYPE)


def original(item) -> FileResponse | None:
    """The untouched original, to be saved and never shown: what is in it nobody has looked at."""
    path = storage.original_path(item.original_sha256)
    if not storage.is_whole(path, item.original_size):
        return None
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"original-{storage.name_for(item.title, item.content_type)}",
        content_type=ANYTHING,
        headers={**SAFELY, "Cache-Control": "no-store"},
    )
