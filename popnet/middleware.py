"""What every answer carries, and which language a path is in."""

from django.conf import settings
from django.shortcuts import render
from django.utils import translation

PERMISSIONS_POLICY = ", ".join(
    f"{sensor}=()"
    for sensor in (
        "accelerometer", "browsing-topics", "camera", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip
PRIVATE_PREFIXES = ("/workspace/", "/admin/", "/login/", "/logout/", "/reply/", "/follow/")
PRIVATE_ENDINGS = ("/tell-us/",)


def security_headers(get_response):
    """Add what Django's SecurityMiddleware does not know; private doors are never stored."""

    def middleware(request):
        response = get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        if not getattr(response, "xframe_options_exempt", False):
            headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        path = without_language(request.path_info)
        if path.startswith(PRIVATE_PREFIXES) or path.endswith(PRIVATE_ENDINGS):
            headers["Cache-Control"] = "no-store"
        return response

    return middleware


def only_reading(get_response):
    """Public pages can be read and nothing else, whatever else a later middleware would check."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if getattr(view, "policy", "") != "public" or request.method in ("GET", "HEAD"):
            return None
        response = render(request, "405.html", {"this_page": None}, status=405)
        response.headers["Allow"] = "GET, HEAD"
        return response

    middleware.process_view = process_view
    return middleware


def language_of_the_path(get_response):
    """The path alone decides the language: nothing varies on a cookie or a request header."""

    def middleware(request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def without_language(path: str) -> str:
    """'/en/rounds/' -> '/rounds/'; an Albanian path is returned as it is."""
    language = translation.get_language_from_path(path)
    return path.removeprefix(f"/{language}") if language else path
