"""The citizen's door: every public address. All are GET, set no cookie and need no login."""

from django.urls import path

from monitoring.scorecards import exports
from monitoring.scorecards.views import (
    commitment,
    corrections,
    evidence,
    explanations,
    ledger,
    municipality,
    network,
    organisations,
    rounds,
    scorecard,
)

app_name = "scorecards"

# Pages for people, Albanian at the root and English under /en/.
pages = [
    path("", network.home, name="home"),
    path("terms/<slug:term>/", network.term, name="term"),
    path("municipalities/<slug:slug>/", municipality.default_term, name="municipality"),
    path("municipalities/<slug:slug>/<slug:term>/", municipality.of_term, name="municipality-term"),
    path(
        "municipalities/<slug:slug>/<slug:term>/<slug:round>/",
        scorecard.published,
        {"revision": 1},
        name="scorecard",
    ),
    path(
        "municipalities/<slug:slug>/<slug:term>/<slug:round>/working/",
        scorecard.working,
        {"revision": 1},
        name="working",
    ),
    path(
        "municipalities/<slug:slug>/<slug:term>/<slug:round>/r<int:revision>/",
        scorecard.published,
        name="scorecard-revision",
    ),
    path(
        "municipalities/<slug:slug>/<slug:term>/<slug:round>/r<int:revision>/working/",
        scorecard.working,
        name="working-revision",
    ),
    path("commitments/<str:reference>/", commitment.page, name="commitment"),
    path("rounds/", rounds.default_term, name="rounds"),
    path("rounds/<slug:term>/", rounds.of_term, name="rounds-term"),
    path("organisations/", organisations.members, name="organisations"),
    path("organisations/<slug:slug>/", organisations.member, name="organisation"),
    path("corrections/", corrections.default_term, name="corrections"),
    path("corrections/<slug:term>/", corrections.of_term, name="corrections-term"),
    path("method/", explanations.method, name="method"),
    path("about/", explanations.about, name="about"),
    path("ledger/", ledger.page, name="ledger"),
]

# Data and files, the same in both languages.
files = [
    path("data/v1/scorecards.json", exports.scorecards, name="scorecards-json"),
    path(
        "data/v1/terms/<slug:term>/scorecards.json",
        exports.scorecards_of_term,
        name="scorecards-json-term",
    ),
    path(
        "data/v1/scorecards/<slug:slug>/<slug:term>/<slug:round>/r<int:revision>.json",
        exports.scorecard,
        name="scorecard-json",
    ),
    path("data/v1/ledger.jsonl", exports.ledger, name="ledger-jsonl"),
    path("ledger/ledger.py", exports.verifier, name="verifier"),
    path("ledger/checkpoint.txt", exports.checkpoint, name="checkpoint"),
    path("evidence/<str:sha256>/<str:name>", evidence.file, name="evidence-file"),
    path(
        "evidence/<str:sha256>/thumbnail/<str:name>", evidence.thumbnail, name="evidence-thumbnail"
    ),
]
