"""Every public address that exists once something is published, made from the routes themselves.

A public route that this file cannot fill in is an error, so no page is forgotten by the tests
that walk all of them.
"""

import re

from popnet.management.commands.routes import Route, routes

PARAMETER = re.compile("<[^>]+>")
# These lead to published files, which have tests of their own.
FILES = {
    "files:evidence-file", "files:evidence-thumbnail", "files:document", "files:document-thumbnail",
    "scorecards:check-file",
}  # fmt: skip

# These lead to one case that a citizen began, and have tests of their own too.
CASES = {"scorecards:case"}

# What one page shows of itself when it is asked; the plain address is the form.
ASKED = {"scorecards:compare": ["?m={slug}", "?m=all", "?m=all&reading=strict"]}


def public_routes() -> list[Route]:
    return [route for route in routes() if route.policy == "public"]


def addresses_of(scorecard) -> dict[str, str]:
    """Address -> name of its route, for one published scorecard."""
    line = scorecard.lines.first()
    municipality = {
        "<slug:slug>": scorecard.municipality.slug,
        "<slug:term>": scorecard.contract.term.slug,
        "<slug:round>": scorecard.round.slug,
        "<int:revision>": str(scorecard.revision),
        "<str:reference>": line.reference,
        "<slug:section>": "pages",
        "<int:number>": "1",
    }
    offers = scorecard.municipality.juxtapositions.published().first()
    if offers:
        municipality["<slug:election>"] = offers.election.slug
        municipality["<int:number>"] = str(offers.needs.first().number)
    activity = scorecard.contract.term.activities.published().first()
    if activity:
        municipality["<slug:activity>"] = activity.slug
    filled = {}
    for route in public_routes():
        values = dict(municipality)
        if "organisations/<slug:slug>/" in route.path:
            values["<slug:slug>"] = scorecard.monitoring.slug
        if route.name.endswith((":sector", ":sector-term")):
            values["<slug:slug>"] = line.sector.slug
        if route.name in FILES | CASES:
            continue
        if "<slug:election>" in route.path and not offers:
            continue
        if "<slug:activity>" in route.path and not activity:
            continue
        path = PARAMETER.sub(lambda match, values=values: values[match[0]], route.path)
        filled[path] = route.name
        for query in ASKED.get(route.name, ()):
            filled[path + query.format(slug=municipality["<slug:slug>"])] = route.name
    return filled


def pages_of(scorecard) -> list[str]:
    """The addresses that are kept and have an ETag: all but the files and the health checks."""
    return [
        address
        for address, name in addresses_of(scorecard).items()
        if not name.startswith(("health", "ready"))
    ]


def crawl(client, addresses) -> dict[str, tuple[str, bytes]]:
    """Address -> (ETag, bytes); every answer must be 200."""
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        content = response.getvalue() if response.streaming else response.content
        found[address] = (response.headers["ETag"], content)
    return found
