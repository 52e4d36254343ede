"""The citizen's door: every public address.

Pages and files are GET, set no cookie and need no login; the forms of citizens stand apart.
"""

from django.urls import path

from monitoring.scorecards.open_data.urls import files_of_data
from monitoring.scorecards.views import (
    activities,
    cases,
    checking,
    commitment,
    compare,
    corrections,
    data,
    elections,
    evidence,
    explanations,
    feeds,
    following,
    ledger,
    media,
    municipality,
    network,
    openness,
    organisations,
    paper,
    pictures,
    rounds,
    scorecard,
    search,
    sectors,
    sitemap,
    stages,
    telling,
    trend,
)

app_name = "scorecards"

# Pages for people, Albanian at the root and English under /en/.
pages = [
    path("", network.home, name="home"),
    path("terms/<slug:term>/", network.term, name="term"),
    path("municipalities/<slug:slug>/", municipality.default_term, name="municipality"),
    path("municipalities/<slug:slug>/<slug:term>/", municipality.of_term, name="municipality-term"),
    path("municipalities/<slug:slug>/<slug:term>/media/", media.page, name="media"),
    path("municipalities/<slug:slug>/<slug:term>/sheet/", paper.sheet, name="sheet"),
    path(
        "municipalities/<slug:slug>/<slug:term>/activities/",
        activities.of_municipality,
        name="municipality-activities",
    ),
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
    path("compare/", compare.default_term, name="compare"),
    path("compare/<slug:term>/", compare.of_term, name="compare-term"),
    path("rounds/", rounds.default_term, name="rounds"),
    path("rounds/<slug:term>/", rounds.of_term, name="rounds-term"),
    path("rounds/<slug:term>/<slug:round>/", rounds.of_round, name="round"),
    path("rounds/<slug:term>/<slug:round>/report/", paper.report, name="round-report"),
    path("search/", search.default_term, name="search"),
    path("search/<slug:term>/", search.of_term, name="search-term"),
    path("organisations/", organisations.members, name="organisations"),
    path("organisations/<slug:slug>/", organisations.member, name="organisation"),
    path(
        "organisations/<slug:slug>/activities/<slug:term>/",
        activities.of_organisation,
        name="organisation-activities",
    ),
    path("activities/", activities.default_term, name="activities"),
    path("activities/terms/<slug:term>/", activities.of_term, name="activities-term"),
    path("activities/<slug:activity>/", activities.page, name="activity"),
    path("corrections/", corrections.default_term, name="corrections"),
    path("corrections/<slug:term>/", corrections.of_term, name="corrections-term"),
    path("cases/", cases.default_term, name="cases"),
    path("cases/terms/<slug:term>/", cases.of_term, name="cases-term"),
    path("cases/<slug:number>/", cases.page, name="case"),
    path("embed/<slug:slug>/", media.embed, name="embed"),
    path("embed/<slug:slug>/<slug:term>/", media.embed, name="embed-term"),
    path("sectors/", sectors.default_term, name="sectors"),
    path("terms/<slug:term>/sectors/", sectors.of_term, name="sectors-term"),
    path("sectors/<slug:slug>/", sectors.sector, name="sector"),
    path("sectors/<slug:slug>/<slug:term>/", sectors.sector_of_term, name="sector-term"),
    path("elections/", elections.default_term, name="elections"),
    path("terms/<slug:term>/elections/", elections.of_term, name="elections-term"),
    path("elections/<slug:election>/", elections.one, name="election"),
    path("elections/<slug:election>/<slug:slug>/", elections.side_by_side_of, name="offers"),
    path("needs/<slug:election>/<slug:slug>/<int:number>/", elections.need, name="need"),
    path("stages/", stages.default_term, name="stages"),
    path("stages/<slug:term>/", stages.of_term, name="stages-term"),
    path("trend/", trend.default_term, name="trend"),
    path("trend/<slug:term>/", trend.of_term, name="trend-term"),
    path("trend/<slug:term>/<slug:slug>/", trend.of_municipality, name="trend-municipality"),
    path("evidence-profile/", trend.evidence_default_term, name="evidence-profile"),
    path("evidence-profile/<slug:term>/", trend.evidence_of_term, name="evidence-profile-term"),
    path("openness/", openness.default_term, name="openness"),
    path("openness/<slug:term>/", openness.of_term, name="openness-term"),
    path("method/", explanations.method, name="method"),
    path("about/", explanations.about, name="about"),
    path("contact/", explanations.contact, name="contact"),
    path("ledger/", ledger.page, name="ledger"),
    path("check/", checking.page, name="check"),
    path("check/<str:sha256>/", checking.file, name="check-file"),
    path("data/", data.page, name="data"),
    path("feeds/", following.ways, name="feeds"),
]

# Atom, in both languages; without a term the record that the installation shows by default.
news = [
    path("all.atom", feeds.everything, name="all"),
    path("corrections.atom", feeds.corrections, name="corrections"),
    path("municipalities/<slug:slug>.atom", feeds.municipality, name="municipality"),
    path("terms/<slug:term>/all.atom", feeds.everything, name="all-term"),
    path("terms/<slug:term>/corrections.atom", feeds.corrections, name="corrections-term"),
    path(
        "terms/<slug:term>/municipalities/<slug:slug>.atom",
        feeds.municipality,
        name="municipality-term",
    ),
]

# Following by e-mail: forms for anybody, never stored.
follow = [
    path("municipalities/<slug:slug>/", following.municipality, name="municipality"),
    path("sectors/<slug:slug>/", following.sector, name="sector"),
    path("commitments/<str:reference>/", following.commitment, name="commitment"),
    path("sent/", following.mail_sent, name="sent"),
    path("confirm/<slug:key>/", following.confirm, name="confirm"),
    path("confirmed/", following.confirmed, name="confirmed"),
    path("leave/<slug:key>/", following.leave, name="leave"),
]

# What citizens can send; never kept by a browser or a cache.
forms = [
    path("commitments/<str:reference>/tell-us/", telling.page, name="tell-us"),
]

# Pictures with words in them, so in both languages; named `pictures:…`.
drawings = [
    path("badge/<slug:slug>.svg", media.badge_of, name="badge"),
    path("badge/<slug:slug>/<slug:term>.svg", media.badge_of, name="badge-term"),
    path("pictures/terms/<slug:term>.png", pictures.term, name="term"),
    path("pictures/commitments/<str:reference>.png", pictures.commitment, name="commitment"),
    path(
        "pictures/municipalities/<slug:slug>/<slug:term>.png",
        pictures.municipality,
        name="municipality",
    ),
    path(
        "pictures/scorecards/<slug:slug>/<slug:term>/<slug:round>/r<int:revision>.png",
        pictures.scorecard,
        name="scorecard",
    ),
    path(
        "charts/<slug:slug>/<slug:term>/<slug:round>/r<int:revision>.svg",
        pictures.bar,
        name="bar",
    ),
    path("charts/sectors/<slug:slug>/<slug:term>.svg", sectors.chart, name="sector"),
    path("charts/<slug:slug>/<slug:term>.svg", pictures.over_the_term, name="over-the-term"),
]

# Data and files, the same in both languages.
files = [
    *files_of_data,
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/<slug:section>-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("evidence/<str:sha256>/<str:name>", evidence.file, name="evidence-file"),
    path(
        "evidence/<str:sha256>/thumbnail/<str:name>", evidence.thumbnail, name="evidence-thumbnail"
    ),
    path("documents/<str:sha256>/<str:name>", evidence.document, name="document"),
    path(
        "documents/<str:sha256>/thumbnail/<str:name>",
        evidence.document_thumbnail,
        name="document-thumbnail",
    ),
]
