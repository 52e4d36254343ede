"""The coordinator's door: every address under /workspace/, and the municipality's link."""

from django.urls import path

from monitoring.workspace.views import (
    cases,
    dashboard,
    files,
    findings,
    history,
    interests,
    municipality,
    publication,
    replies,
    reports,
    review,
    spreadsheet,
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
    path("reports/<int:report>/files/<str:sha256>/", files.file, name="file"),
    path("reports/<int:report>/thumbnails/<str:sha256>/", files.thumbnail, name="thumbnail"),
    path("reports/<int:report>/summary/", reports.write_summary, name="summary"),
    path("reports/<int:report>/spreadsheet/", spreadsheet.exchange, name="spreadsheet"),
    path("reports/<int:report>/spreadsheet/xlsx/", spreadsheet.as_workbook, name="workbook"),
    path("reports/<int:report>/spreadsheet/csv/", spreadsheet.as_csv, name="csv"),
    path("reports/<int:report>/history/", history.of_report, name="history"),
    path("reports/<int:report>/submit/", reports.submit, name="submit"),
    path("reports/<int:report>/withdraw/", reports.withdraw, name="withdraw"),
    path("reports/<int:report>/take-review/", review.take, name="take-review"),
    path("reports/<int:report>/assign-review/", review.assign, name="assign-review"),
    path("reports/<int:report>/review/", review.rate, name="review"),
    path("reports/<int:report>/differences/", review.settle, name="settle"),
    path("reports/<int:report>/comments/", review.comment, name="comment"),
    path("reports/<int:report>/return/", review.return_to_author, name="return"),
    path("reports/<int:report>/approve/", review.approve, name="approve"),
    path("reports/<int:report>/invite-reply/", replies.invite, name="invite-reply"),
    path("reports/<int:report>/revoke-reply-link/", replies.revoke, name="revoke-reply-link"),
    path("reports/<int:report>/reply/", replies.file_letter, name="reply"),
    path("reports/<int:report>/publish/", publication.publish, name="publish"),
    path("reports/<int:report>/published/", publication.published, name="published"),
    path("reports/<int:report>/correct/", publication.correct, name="correct"),
    path("reports/<int:report>/retract/", publication.retract, name="retract"),
    path("findings/<int:finding>/", findings.edit, name="finding"),
    path("reports/<int:report>/originals/", files.originals, name="originals"),
    path("evidence/<int:item>/original/", files.original, name="original"),
    path("findings/<int:finding>/history/", history.of_finding, name="finding-history"),
    path("interests/", interests.declared, name="interests"),
    path("replies/<int:reply>/answer/", replies.answer, name="answer"),
    path("cases/", cases.queue, name="cases"),
    path("cases/reject/", cases.reject, name="reject-cases"),
    path("cases/<slug:case>/", cases.case, name="case"),
    path("cases/<slug:case>/files/<str:sha256>/", cases.file, name="case-file"),
    path("cases/<slug:case>/thumbnails/<str:sha256>/", cases.thumbnail, name="case-thumbnail"),
]

# Without a login: what the municipality's link opens.
doors = [
    path("reply/<str:token>/", municipality.reply, name="reply"),
    path("reply/<str:token>/files/<str:sha256>/", municipality.file, name="reply-file"),
    path(
        "reply/<str:token>/thumbnails/<str:sha256>/", municipality.thumbnail, name="reply-thumbnail"
    ),
]
