"""Whoever is not signed in is asked to, and finds again what she was about to send."""

from django.contrib.auth.decorators import login_required

signed_in = login_required
