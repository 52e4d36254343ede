"""Addresses of the organisations' room, under /workspace/."""

from django.urls import path

from municipalities.organisations import decisions, views

pages = [
    path("organisations/", views.everybody, name="all"),
    path("organisations/<slug:organisation>/", views.page, name="page"),
    path("organisations/<slug:organisation>/profile/", views.profile, name="profile"),
    path("organisations/<slug:organisation>/cover/", views.cover_one, name="cover"),
    path(
        "organisations/<slug:organisation>/covers/<slug:municipality>/end/",
        views.end_one,
        name="end-coverage",
    ),
    path("organisations/<slug:organisation>/leave/", decisions.leave, name="leave"),
    path("organisations/<slug:organisation>/suspend/", decisions.suspend, name="suspend"),
    path("organisations/<slug:organisation>/reinstate/", decisions.reinstate, name="reinstate"),
    path("organisations/<slug:organisation>/lead/", decisions.lead, name="lead"),
    path("new-organisation/", views.join_one, name="join"),
]
