"""Addresses about people; `popnet.urls` mounts both lists, in both languages."""

from django.urls import path

from municipalities.people.views import audit, everybody, invitations, joining, person, roles

# For whoever holds the link of an invitation.
doors = [
    path("login/join/<str:token>/", joining.join, name="join"),
    path("login/joined/", joining.joined, name="joined"),
]

# Under /workspace/people/.
pages = [
    path("", everybody.page, name="everybody"),
    path("sheet/", everybody.sheet, name="sheet"),
    path("audit/", audit.page, name="audit"),
    path("audit/sheet/", audit.sheet, name="audit-sheet"),
    path("invite/<slug:organisation>/", invitations.into_organisation, name="invite"),
    path("invite-network-admin/", invitations.as_network_admin, name="invite-network-admin"),
    path("invitations/<int:invitation>/again/", invitations.again, name="invite-again"),
    path("invitations/<int:invitation>/revoke/", invitations.revoke, name="revoke"),
    path("<int:person>/", person.page, name="person"),
    path("<int:person>/network-admin/", person.network_admin, name="network-admin"),
    path("<int:person>/disable/", person.disable, name="disable"),
    path("<int:person>/enable/", person.enable, name="enable"),
    path("<int:person>/second-factor/", person.ask_for_reset, name="ask-for-reset"),
    path("resets/<int:reset>/", person.decide_reset, name="decide-reset"),
    path("roles/<int:membership>/", roles.change, name="change-role"),
    path("roles/<int:membership>/take/", roles.take, name="take-role"),
    path("roles/<int:membership>/leave/", roles.leave, name="leave"),
]
