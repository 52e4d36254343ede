"""Under /workspace/secretariat/."""

from django.urls import path

from municipalities.secretariat import views

app_name = "secretariat"

pages = [
    path("announcements/", views.announcements, name="announcements"),
    path("announcements/<int:announcement>/", views.announcement, name="announcement"),
    path("announcements/<int:announcement>/take-down/", views.take_down, name="take-down"),
    path("pages/", views.pages, name="pages"),
    path("pages/<slug:page>/", views.page, name="page"),
    path("contact/", views.channels, name="channels"),
]
