"""Addresses of the contracts' room, under /workspace/contracts/."""

from django.urls import path

from contracts.preparing.views import contracts, drafts, exclusions, lines, signing, spreadsheet

pages = [
    path("", drafts.everything, name="all"),
    path("prepare/", drafts.prepare, name="prepare"),
    path("drafts/<int:draft>/", drafts.page, name="draft"),
    path("drafts/<int:draft>/new/", lines.add, name="new-line"),
    path("drafts/<int:draft>/spreadsheet/", spreadsheet.exchange, name="spreadsheet"),
    path("drafts/<int:draft>/spreadsheet/xlsx/", spreadsheet.as_workbook, name="workbook"),
    path("drafts/<int:draft>/spreadsheet/csv/", spreadsheet.as_csv, name="csv"),
    path("drafts/<int:draft>/sign/", signing.sign, name="sign"),
    path("lines/<int:line>/", lines.edit, name="line"),
    path("lines/<int:line>/remove/", lines.remove, name="remove-line"),
    path("signed/<slug:contract>/", contracts.page, name="contract"),
    path("signed/<slug:contract>/withdraw/", contracts.withdraw_all, name="withdraw-contract"),
    path("commitments/<str:commitment>/amend/", contracts.amend, name="amend"),
    path("commitments/<str:commitment>/withdraw/", contracts.withdraw, name="withdraw-commitment"),
    path("commitments/<str:commitment>/check/", contracts.check, name="check"),
    path("commitments/<str:commitment>/exclude/", exclusions.propose, name="exclude"),
    path("exclusions/<int:exclusion>/", exclusions.decide, name="exclusion"),
]
