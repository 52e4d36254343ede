"""Under /workspace/facts/."""

from django.urls import path

from municipalities.keeping_facts import views

app_name = "facts"

pages = [
    path("", views.municipalities, name="municipalities"),
    path("new/", views.add, name="add"),
    path("<slug:municipality>/", views.of_municipality, name="municipality"),
    path("<slug:municipality>/<slug:kind>/new/", views.new, name="new"),
    path("<slug:municipality>/<slug:kind>/<int:row>/", views.change, name="change"),
    path("<slug:municipality>/<slug:kind>/<int:row>/versions/", views.versions, name="versions"),
]
