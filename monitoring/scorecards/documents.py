"""What a page that shows documents beside facts asks to know whether it changed."""

from django.db.models import Count, Value

from monitoring.models.documents import Document
from monitoring.scorecards.freshness import newest


def documents_on_show() -> list:
    """Questions of a Scope about every public document."""
    return as_one_moves(Document.objects.public())


def as_one_moves(documents) -> list:
    """Questions of a Scope about these documents: the newest, and how many there are.

    Adding or replacing one moves the first, taking one away the second.
    """
    number = documents.order_by().values(all=Value(1)).annotate(number=Count("pk"))
    return [newest(documents, "added_at"), number.values("number")]
