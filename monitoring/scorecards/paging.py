"""Long lists, a page at a time."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Count, Subquery, Value
from django.http import Http404

# A larger offset could not be sent to a database.
LAST_PAGE = 1_000_000


def page_of(rows, request, size: int) -> Page:
    """The page of ``rows`` that ``?page=`` asks for; one that does not exist is a 404."""
    try:
        return Paginator(rows, size).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None


def page_in_one_query(rows, request, size: int, *, among) -> Page:
    """The same, where each row brings along how many there are ``among`` all: one query.

    ``among`` are the same rows without whatever is joined to them, so that a database counts them
    without making what nobody looks at.
    """
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:20]) <= LAST_PAGE):
        raise Http404
    number = int(asked)
    start = (number - 1) * size
    number_of = among.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    found = list(rows.annotate(rows_in_all=Subquery(number_of))[start : start + size])
    if start and not found:
        raise Http404
    in_all = found[0].rows_in_all if found else 0
    return Page(found, number, Paginator(range(in_all), size))
