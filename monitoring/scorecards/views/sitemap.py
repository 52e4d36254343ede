"""For search engines: what may be read, and where it is."""

from django.conf import settings
from django.core.paginator import EmptyPage
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from monitoring.scorecards import sitemap
from monitoring.scorecards.freshness import explanations, fresh

XML = "application/xml; charset=utf-8"


@fresh(scope=explanations)
def robots(request):
    """A demonstration asks not to be found: everything in it is invented (DESIGN §7)."""
    lines = ["User-agent: *", "Disallow: /" if settings.DEMO else "Allow: /", ""]
    lines.append(f"Sitemap: {settings.PUBLIC_ORIGIN}{reverse('files:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@fresh(scope=sitemap.scope)
def index(request):
    parts = [{"location": address} for address in sitemap.parts()]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type=XML)


@fresh(scope=sitemap.scope)
def part(request, section, number):
    try:
        urlset = sitemap.part(section, number)
    except (KeyError, EmptyPage):
        raise Http404 from None
    return render(request, "sitemap.xml", {"urlset": urlset}, content_type=XML)
