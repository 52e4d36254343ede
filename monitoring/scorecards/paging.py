"""Long lists, a page at a time."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Count, Window
from django.http import Http404

# A larger offset could not be sent to a database.
LAST_PAGE = 1_000_000


def page_of(rows, request, size: int) -> Page:
    """The page of ``rows`` that ``?page=`` asks for; one that does not exist is a 404."""
    try:
        return Paginator(rows, size).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None


def page_in_one_query(rows, request, size: int) -> Page:
    """The same, where each row brings along how many there are: no second query counts them."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:20]) <= LAST_PAGE):
        raise Http404
    number = int(asked)
    start = (number - 1) * size
    found = list(rows.annotate(rows_in_all=Window(Count("pk")))[start : start + size])
    if start and not found:
        raise Http404
    in_all = found[0].rows_in_all if found else 0
    return Page(found, number, Paginator(range(in_all), size))
