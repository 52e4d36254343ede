"""Signing in: password managers fill it, pasting works, nothing has to be remembered."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField


class SignInForm(AuthenticationForm):
    username = UsernameField(
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
