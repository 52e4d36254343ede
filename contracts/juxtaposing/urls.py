"""Addresses under /workspace/elections/ where political offers are prepared."""

from django.urls import path

from contracts.juxtaposing.views import candidates, elections, needs, preparing

app_name = "offers"

pages = [
    path("", elections.every, name="elections"),
    path("new/", elections.record, name="record-election"),
    path("new-term/", elections.begin_one_term, name="begin-term"),
    path("<slug:election>/begin/", elections.begin_one, name="begin"),
    path("offers/<int:juxtaposition>/", preparing.page, name="juxtaposition"),
    path("offers/<int:juxtaposition>/describe/", preparing.describe_it, name="describe"),
    path("offers/<int:juxtaposition>/participation/", preparing.count, name="participation"),
    path("offers/<int:juxtaposition>/preview/", preparing.preview, name="preview"),
    path("offers/<int:juxtaposition>/publish/", preparing.publish_it, name="publish"),
    path("offers/<int:juxtaposition>/needs/new/", needs.add, name="add-need"),
    path("offers/<int:juxtaposition>/needs/paste/", needs.paste, name="paste-needs"),
    path("needs/<int:need>/", needs.edit, name="need"),
    path("needs/<int:need>/remove/", needs.remove_it, name="remove-need"),
    path("offers/<int:juxtaposition>/candidates/new/", candidates.add, name="add-candidate"),
    path("offers/<int:juxtaposition>/result/", candidates.result, name="result"),
    path("candidates/<int:candidate>/", candidates.edit, name="candidate"),
    path("candidates/<int:candidate>/remove/", candidates.remove_it, name="remove-candidate"),
    path("candidates/<int:candidate>/positions/", candidates.positions, name="positions"),
]
