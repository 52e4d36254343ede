"""Addresses of signing in; `popnet.urls` mounts both lists, in both languages."""

from django.urls import path

from municipalities.signing_in.views import account as mine
from municipalities.signing_in.views import doors as at_the_door
from municipalities.signing_in.views import reset, second_factor

# For whoever is not signed in.
doors = [
    path("login/", at_the_door.login, name="login"),
    path("logout/", at_the_door.logout, name="logout"),
    path("login/forgotten/", reset.ask, name="password-reset"),
    path("login/forgotten/sent/", reset.link_sent, name="password-reset-sent"),
    path("login/new-password/done/", reset.done, name="password-set"),
    path("login/new-password/<int:person>/<str:token>/", reset.new_password, name="new-password"),
]

# Under /workspace/account/.
account = [
    path("", mine.page, name="page"),
    path("password/", mine.password, name="password"),
    path("stay/", mine.stay, name="stay"),
    path("sign-out-there/", mine.sign_out_there, name="sign-out-there"),
    path("sign-out-elsewhere/", mine.sign_out_elsewhere, name="sign-out-elsewhere"),
    path("typed/", mine.typed, name="typed"),
    path("second-factor/", second_factor.give, name="second-factor"),
    path("second-factor/set-up/", second_factor.set_up, name="set-up"),
    path("second-factor/replace/", second_factor.replace, name="replace"),
    path("second-factor/recovery-codes/", second_factor.recovery_codes, name="recovery-codes"),
]
