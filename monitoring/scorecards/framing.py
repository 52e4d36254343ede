"""Which answers other sites may show as their own: the embed page in a frame, pictures in a page.

Everything else refuses both (QUALITY S-28, S-29). These go around `fresh`, so that an answer that
is kept or not modified says the same.
"""

from functools import wraps

from csp.decorators import csp_replace


def in_pages_of_others(view):
    """A picture that any site may show."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


def in_frames_of_others(view):
    """A page that any site may show in a frame; it has no form, no script and no login."""
    framed = csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"]})(
        in_pages_of_others(view)
    )

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = framed(request, *args, **kwargs)
        response.xframe_options_exempt = True
        return response

    return answer
