"""`manage.py routes`: every address of the portal, and who may go there (QUALITY T-3).

A view says so itself: ``view.policy`` is "public" or a name of the policy table, ``view.methods``
how it may be asked; one that says nothing is "undeclared", which a test refuses. The Django admin
lets in network admins only. ``--json`` is for outside checks.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation

UNDECLARED = "undeclared"
NETWORK_ADMIN = "network admin"
READING = ("GET", "HEAD")


@dataclass(frozen=True)
class Route:
    """One address pattern in one language."""

    path: str
    name: str
    methods: tuple[str, ...]
    policy: str


class Command(BaseCommand):
    help = "Lists every route with its methods and its declared policy."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="as one JSON list")

    def handle(self, *args, **options):
        found = routes()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(route) for route in found], indent=1))
            return
        for route in found:
            self.stdout.write(f"{route.policy:14} {'/'.join(route.methods):14} {route.path}")


def routes() -> list[Route]:
    """All routes, those under a language prefix once for each language."""
    found = {}
    for language in ("sq", "en"):
        with translation.override(language):
            for route in _walk(get_resolver().url_patterns, "/", []):
                found.setdefault((route.path, route.name), route)
    return list(found.values())


def _walk(patterns, before: str, namespaces: list[str]) -> Iterator[Route]:
    for pattern in patterns:
        path = before + _as_written(pattern)
        if isinstance(pattern, URLResolver):
            inner = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            yield _route(pattern, path, namespaces)


def _as_written(pattern) -> str:
    if isinstance(pattern.pattern, LocalePrefixPattern):
        return pattern.pattern.language_prefix
    return str(pattern.pattern)


def _route(pattern: URLPattern, path: str, namespaces: list[str]) -> Route:
    in_admin = "admin" in namespaces
    policy = _declared(pattern, "policy") or (NETWORK_ADMIN if in_admin else UNDECLARED)
    methods = _declared(pattern, "methods") or ((*READING, "POST") if in_admin else ())
    name = ":".join([*namespaces, pattern.name or ""])
    return Route(path, name, READING if policy == "public" else tuple(methods), policy)


def _declared(pattern: URLPattern, what: str):
    view = pattern.callback
    return getattr(view, what, None) or getattr(getattr(view, "view_class", None), what, None)
