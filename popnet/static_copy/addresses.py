"""Which address of the portal a link leads to, in the one form that a copy knows it by."""

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.conf import settings

# What may stand behind "?" in a copy: each has few values, and links lead to all of them.
# Whatever else a page can be asked needs the portal itself.
FOLLOWED = ("page", "reading")


def absolute(link: str, on: str) -> str:
    """The whole address of a link that stands on a page of the portal."""
    if link.startswith("?"):  # urljoin takes a bare "?" for the query of the page
        link = urlsplit(on).path + link
    return urljoin(settings.PUBLIC_ORIGIN + on, link)


def is_own(address: str) -> bool:
    """Whether a whole address is one of the portal."""
    return f"{address}/".startswith(f"{settings.PUBLIC_ORIGIN}/")


def canonical(address: str) -> str | None:
    """The path, and behind "?" what a copy can follow, in one order.

    None where the address is not the portal's, or asks what a copy cannot answer.
    """
    parts = urlsplit(address)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    if not is_own(address) or any(name not in FOLLOWED for name, _value in asked):
        return None
    kept = sorted((name, value) for name, value in asked if value)
    return (parts.path or "/") + (f"?{urlencode(kept)}" if kept else "")
