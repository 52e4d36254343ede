"""The coordinator's door: every address under /workspace/, and the municipality's link."""

from django.urls import path

from monitoring.workspace.views import (
    dashboard,
    evidence,
    findings,
    municipality,
    publication,
    replies,
    reports,
    review,
    signing_in,
)

app_name = "workspace"

pages = [
    path("", dashboard.dashboard, name="dashboard"),
    path("reports/", dashboard.all_reports, name="all-reports"),
    path(
        "reports/open/<int:contract>/<int:round>/<int:organisation>/",
        reports.open_report,
        name="open",
    ),
    path("reports/<int:report>/", reports.page, name="report"),
    path("reports/<int:report>/preview/", reports.as_published, name="preview"),
    path("reports/<int:report>/files/<str:sha256>/", evidence.file, name="file"),
    path("reports/<int:report>/summary/", reports.write_summary, name="summary"),
    path("reports/<int:report>/submit/", reports.submit, name="submit"),
    path("reports/<int:report>/withdraw/", reports.withdraw, name="withdraw"),
    path("reports/<int:report>/take-review/", review.take, name="take-review"),
    path("reports/<int:report>/assign-review/", review.assign, name="assign-review"),
    path("reports/<int:report>/review/", review.rate, name="review"),
    path("reports/<int:report>/differences/", review.settle, name="settle"),
    path("reports/<int:report>/return/", review.return_to_author, name="return"),
    path("reports/<int:report>/approve/", review.approve, name="approve"),
    path("reports/<int:report>/invite-reply/", replies.invite, name="invite-reply"),
    path("reports/<int:report>/reply/", replies.file_letter, name="reply"),
    path("reports/<int:report>/publish/", publication.publish, name="publish"),
    path("reports/<int:report>/correct/", publication.correct, name="correct"),
    path("reports/<int:report>/retract/", publication.retract, name="retract"),
    path("findings/<int:finding>/", findings.edit, name="finding"),
    path("findings/<int:finding>/evidence/", evidence.of_finding, name="evidence"),
    path("evidence/<int:item>/remove/", evidence.remove, name="remove-evidence"),
    path("replies/<int:reply>/answer/", replies.answer, name="answer"),
]

# Without a login: signing in and out, and what the municipality's link opens.
doors = [
    path("login/", signing_in.login, name="login"),
    path("logout/", signing_in.logout, name="logout"),
    path("reply/<str:token>/", municipality.reply, name="reply"),
    path("reply/<str:token>/files/<str:sha256>/", municipality.file, name="reply-file"),
]
