"""Every address of the workspace for one story, made from the routes themselves.

A route that this file cannot fill in is an error, so no page is forgotten by the tests that walk
all of them.
"""

import re

from django.apps import apps
from django.db import connection

from monitoring.models import Case
from popnet.management.commands.routes import Route, routes

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# What a log-in or a look at a page may change: sessions, counters against guessing, last log-in,
# and that it is noted who came in and who was refused.
PASSING = {
    "municipalities.Session", "municipalities.Attempt", "municipalities.User",
    "municipalities.AuditEntry",
}  # fmt: skip


def workspace_routes() -> list[Route]:
    return [route for route in routes() if route.name.startswith("workspace:")]


def of_reports() -> list[Route]:
    """Routes that lead to a thing that not everybody may know of, most of them one report."""
    return [
        route
        for route in workspace_routes()
        if "<" in route.path and route.policy not in ("somebody", "member")
    ]


def filled(route: Route, *, report, contract=None, **more) -> str:
    """The address of the route for this report; whatever it lacks gets a number of nothing."""
    finding = report.findings.in_order().first()
    item, reply = finding.evidence.first(), report.replies.first()
    told = Case.objects.filter(commitment__contract=report.contract_id).first()
    document, letter = report.contract.documents.first(), report.information_requests.first()
    values = {
        "report": report.pk,
        "finding": finding.pk,
        "item": item.pk if item else 0,
        "reply": reply.pk if reply else 0,
        "case": told.number if told else "aaaaa-aaaaa",
        "sha256": item.sha256 if item and item.sha256 else "0" * 64,
        "contract": report.contract_id,
        "round": report.round_id,
        "organisation": report.organisation_id,
        "role": "coordinator",
        "kind": "contract",
        "number": report.contract_id,
        "document": document.pk if document else 0,
        "letter": letter.pk if letter else 0,
    } | more
    return PARAMETER.sub(lambda match: str(values[match[1]]), route.path)


def nowhere(route: Route) -> str:
    """The same address with numbers that were never given out."""
    return PARAMETER.sub(lambda m: "0" * 64 if m[1] == "sha256" else "987654321", route.path)


def everything() -> dict:
    """All rows of all tables that an action could change, to compare before and after."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.label not in PASSING:
                # As they lie there: to read them by the models takes ten times as long.
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                rows[model._meta.label] = sorted(map(repr, cursor.fetchall()))
    return rows
