"""What every template may use."""

from django.conf import settings

from popnet.middleware import without_language


def site(request):
    """Languages with the address of this same page in each, the origin, and the demo flag."""
    path = without_language(request.path_info)
    query = request.META.get("QUERY_STRING", "")
    suffix = f"?{query}" if query else ""
    return {
        "demo": settings.DEMO,
        "public_origin": settings.PUBLIC_ORIGIN,
        "this_page": {"sq": path + suffix, "en": f"/en{path}{suffix}"},
    }
