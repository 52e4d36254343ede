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


def number_asked(request) -> int:
    """Which page ``?page=`` asks for; what is no number of a page is a 404."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:20]) <= LAST_PAGE):
        raise Http404
    return int(asked)


def page_in_one_query(rows, request, size: int, *, among) -> Page:
    """The same, where each row brings along how many there are ``among`` all: one query."""
    number = number_asked(request)
    found = list(slice_with_number_of_all(rows, number, size, among=among))
    return page_of_found(found, number, size, found[0].rows_in_all if found else 0)


def slice_with_number_of_all(rows, number: int, size: int, *, among):
    """These rows of a page, each with ``rows_in_all``.

    ``among`` are the same rows without whatever is joined to them, so that a database counts them
    without making what nobody looks at.
    """
    start = (number - 1) * size
    number_of = among.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    return rows.annotate(rows_in_all=Subquery(number_of))[start : start + size]


def page_of_found(found: list, number: int, size: int, in_all: int) -> Page:
    """A page with nothing on it is a 404, but for the first."""
    if number > 1 and not found:
        raise Http404
    return Page(found, number, Paginator(range(in_all), size))
