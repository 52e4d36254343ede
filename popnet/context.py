"""What every template may use."""

from django.conf import settings
from django.utils.encoding import escape_uri_path

from popnet.middleware import without_language


def site(request):
    """Languages with the address of this same page in each, the origin, and the demo flag."""
    # However many slashes or backslashes follow, the address stays on this site (QUALITY S-26).
    path = "/" + escape_uri_path(without_language(request.path_info)).lstrip("/")
    query = request.META.get("QUERY_STRING", "")
    suffix = f"?{query}" if query else ""
    return {
        "demo": settings.DEMO,
        "public_origin": settings.PUBLIC_ORIGIN,
        "this_page": {"sq": path + suffix, "en": f"/en{path}{suffix}"},
    }
