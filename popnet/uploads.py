"""What a request may bring along, and what a person reads when it was too much or found no room.

Django bounds the text of a form but neither its files nor its whole (QUALITY S-38), and a full disk
is no error of the program (R-03). Limits of a single file's content are the intake's
(`monitoring.evidence`).
"""

import datetime
import errno
import sqlite3
import time
from tempfile import SpooledTemporaryFile

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import OperationalError
from django.http import UnreadablePostError
from django.shortcuts import render

from monitoring.evidence import MAX_BYTES, NoSpace
from municipalities.signing_in import carrying, limits

MAX_REQUEST = 60 * 1024 * 1024
IN_MEMORY = 256 * 1024
UPLOADS_AN_HOUR = 60
HOUR = datetime.timedelta(hours=1)

# A browser that is still sending shows no answer, so what is too large is read and thrown away,
# up to here; then the connection is closed.
MAX_THROWN_AWAY = 256 * 1024 * 1024
SECONDS_OF_PATIENCE = 60
PIECE = 64 * 1024

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DISK_IS_FULL = {errno.ENOSPC, errno.EDQUOT}
POSTGRES_DISK_IS_FULL = "53100"


class NamelessFile(FileUploadHandler):
    """Keeps a small file in memory and a larger one in a file without a name.

    A process that is killed leaves nothing behind. Of a file over the limit no more is kept than
    shows that it is; its true size is remembered.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.kept = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the form closes it)

    def receive_data_chunk(self, raw_data, start):
        room = MAX_BYTES + 1 - self.kept.tell()
        if room > 0:
            self.kept.write(raw_data[:room])

    def file_complete(self, file_size):
        self.kept.seek(0)
        return UploadedFile(
            self.kept, self.file_name, self.content_type, file_size, self.charset,
            self.content_type_extra,
        )  # fmt: skip


def within_limits(get_response):
    """413 for a request that is too large, 507 where there is no room for what it brought.

    A form that was refused because one of its files is too large is shown again with everything
    that was typed, and is a 413 as well.
    """

    def middleware(request):
        if _is_too_large(request):
            _throw_away_the_body(request)
            return too_large(request)
        try:
            request.POST  # noqa: B018  (reads the body, now and not somewhere in a later layer)
        except TOO_MUCH:
            request._mark_post_parse_error()
            return too_large(request)
        except UnreadablePostError:
            return render(request, "400.html", {"this_page": None}, status=400)
        except OSError as error:
            if not is_out_of_space(error):
                raise
            request._mark_post_parse_error()
            return no_space(request)
        response = get_response(request)
        if response.status_code == 422 and any(
            file.size > MAX_BYTES for _name, files in request.FILES.lists() for file in files
        ):
            response.status_code = 413
        return response

    def process_exception(request, error):
        return no_space(request) if is_out_of_space(error) else None

    middleware.process_exception = process_exception
    return middleware


def not_too_often(get_response):
    """429 from the 61st time within an hour that a person sends files."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if not request.FILES:
            return None
        who = f"user {request.user.pk}" if request.user.is_authenticated else _address(request)
        if limits.allow(what="upload", who=who, at_most=UPLOADS_AN_HOUR, within=HOUR):
            return None
        response = render(request, "429_uploads.html", _what_was_typed(request), status=429)
        wait = limits.seconds_to_wait(what="upload", who=who, at_most=UPLOADS_AN_HOUR, within=HOUR)
        response.headers["Retry-After"] = str(max(wait, 1))
        return response

    middleware.process_view = process_view
    return middleware


def too_large(request):
    context = {"this_page": None, "file_limit": MAX_BYTES >> 20, "request_limit": MAX_REQUEST >> 20}
    return render(request, "413.html", context, status=413)


def no_space(request):
    """Nothing was stored; what was typed stands on the page, to be copied."""
    return render(request, "507.html", _what_was_typed(request), status=507)


def is_out_of_space(error: BaseException) -> bool:
    """Is the disk full, of the files or of the database?"""
    if isinstance(error, OSError):
        return error.errno in DISK_IS_FULL
    if isinstance(error, OperationalError):
        cause = error.__cause__
        return (
            getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
            or getattr(cause, "pgcode", None) == POSTGRES_DISK_IS_FULL
        )
    return isinstance(error, NoSpace)


def _address(request) -> str:
    return f"address {limits.address_of(request)}"


def _is_too_large(request) -> bool:
    """By what the request says of itself; without a length Django would read nothing of it."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length:
        return "HTTP_TRANSFER_ENCODING" in request.META
    return length.isascii() and length.isdigit() and int(length[:20]) > MAX_REQUEST


def _throw_away_the_body(request) -> None:
    body, thrown_away = request.META["wsgi.input"], 0
    until = time.monotonic() + SECONDS_OF_PATIENCE
    while thrown_away < MAX_THROWN_AWAY and time.monotonic() < until:
        try:
            piece = body.read(PIECE)
        except OSError:
            return
        if not piece:
            return
        thrown_away += len(piece)


def _what_was_typed(request) -> dict:
    """Sentences, not choices or secrets: what would be tedious to write again."""
    typed = [
        words
        for name, several in request.POST.lists()
        for words in several
        if name not in carrying.NEVER and len(words.split()) > 1
    ]
    return {"this_page": None, "typed": typed}
