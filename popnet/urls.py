"""Which address leads to which room: Albanian at the root, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from contracts.activities import urls as activities
from contracts.juxtaposing import urls as juxtaposing
from contracts.preparing import urls as preparing
from monitoring.scorecards import urls as scorecards
from monitoring.workspace import urls as workspace
from municipalities.keeping_facts import urls as keeping_facts
from municipalities.organisations import urls as organisations
from municipalities.people import urls as people
from municipalities.secretariat import urls as secretariat
from municipalities.signing_in import urls as signing_in
from popnet import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include((scorecards.files, "files"))),
    *i18n_patterns(
        path("", include((scorecards.pages, "scorecards"))),
        path("", include((scorecards.drawings, "pictures"))),
        path("", include((scorecards.forms, "forms"))),
        path("feeds/", include((scorecards.news, "feeds"))),
        path("follow/", include((scorecards.follow, "follow"))),
        path("", include(signing_in.doors)),
        path("", include(people.doors)),
        path("", include(workspace.doors)),
        path("workspace/account/", include((signing_in.account, "account"))),
        path("workspace/", include((organisations.pages, "organisations"))),
        path("workspace/facts/", include((keeping_facts.pages, "facts"))),
        path("workspace/secretariat/", include((secretariat.pages, "secretariat"))),
        path("workspace/activities/", include((activities.pages, "activities"))),
        path("workspace/contracts/", include((preparing.pages, "contracts"))),
        path("workspace/elections/", include((juxtaposing.pages, "offers"))),
        path("workspace/people/", include((people.pages, "people"))),
        path("workspace/", include((workspace.pages, "workspace"))),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "popnet.views.bad_request"
handler403 = "popnet.views.forbidden"
handler404 = "popnet.views.not_found"
handler500 = "popnet.views.server_error"
