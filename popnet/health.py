"""For load balancers and outside checks: status only, no versions (QUALITY T-6)."""

import os
import tempfile

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from monitoring.models.chain import LedgerEntry


@require_safe
def healthz(request):
    """The process is alive; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request):
    """The database answers, the ledger's head can be read, and evidence can be stored."""
    try:
        LedgerEntry.objects.head()
        os.makedirs(settings.MEDIA_ROOT, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT):
            pass
    except (DatabaseError, OSError):
        answer = HttpResponse("not ready\n", status=503, content_type="text/plain; charset=utf-8")
        answer["Retry-After"] = "5"
        return answer
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


healthz.policy = readyz.policy = "public"
