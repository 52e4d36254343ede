"""What a page that shows documents beside facts asks to know whether it changed."""

from django.db.models import Count, Value

from monitoring.models.documents import Document
from monitoring.scorecards.freshness import newest


def documents_on_show() -> list:
    """Questions of a Scope: the newest public document, and how many there are.

    Adding or replacing one moves the first, taking one away the second.
    """
    public = Document.objects.public()
    number = public.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    return [newest(public, "added_at"), number]
