"""What a person reads when something could not be shown."""

import sys

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader

from municipalities.audit import record_refusal
from municipalities.signing_in.guard import csrf_failed
from popnet import uploads


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    record_refusal(request)
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """Refused; whoever came from a form of ours sees again what she typed."""
    if (page := csrf_failed(request)) is not None:
        return page
    return render(request, "403_form.html", status=403)


def not_found(request, exception=None):
    record_refusal(request)
    return render(request, "404.html", status=404)


def server_error(request):
    """Needs no database and no context: whatever broke must not break this page as well.

    A disk that is full below the views, where a session is written, is no error of the program.
    """
    if uploads.is_out_of_space(sys.exc_info()[1]):
        return uploads.no_space(request)
    return HttpResponseServerError(loader.render_to_string("500.html"))
