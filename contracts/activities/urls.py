"""Addresses under /workspace/activities/."""

from django.urls import path

from contracts.activities import views

pages = [
    path("", views.every, name="list"),
    path("new/", views.record, name="record"),
    path("<int:activity>/", views.change, name="change"),
]
