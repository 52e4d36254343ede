"""What a request may bring along, and the page of whoever brought too much (QUALITY S-38, R-03)."""

import contextlib
import datetime
import errno
import io
import resource
import sqlite3
import tempfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import path
from django.utils import timezone

from monitoring import evidence
from municipalities.signing_in.guard import signed_in as somebody
from municipalities.signing_in.sessions import SessionStore
from popnet import uploads, urls
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.people import signed_in

pytestmark = pytest.mark.django_db

MB = 1024 * 1024
LOGIN = "/login/"


def trouble(request):
    """A view that finds its disk full."""
    raise TROUBLES[request.POST["which"]]


TROUBLES = {
    "files": evidence.NoSpace(),
    "disk": OSError(errno.ENOSPC, "No space left on device"),
    "quota": OSError(errno.EDQUOT, "Disk quota exceeded"),
}
urlpatterns = [*urls.urlpatterns, path("en/workspace/trouble/", somebody(trouble))]


@pytest.fixture
def temporary_files(monkeypatch, tmp_path):
    """The folder for what arrives; nothing with a name may be left in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


class Body(io.RawIOBase):
    """A body of any length that is never in memory; counts what was read of it."""

    def __init__(self, length, content=b"\0"):
        self.left, self.taken, self.content = length, 0, content

    def read(self, size=-1):
        size = self.left if size is None or size < 0 else min(size, self.left)
        self.left, self.taken = self.left - size, self.taken + size
        return self.content * size


def send(body, *, length=None, address=LOGIN, **headers):
    """A POST of a body that is only streamed, as a server would hand it on."""
    environ = {
        "wsgi.input": body,
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "CONTENT_TYPE": "multipart/form-data; boundary=B",
    }
    environ |= {"CONTENT_LENGTH": str(length)} if length is not None else {}
    return Client().request(**environ, **headers)


def sentence(response) -> str:
    return " ".join(response.content.decode().split())


# --- Too much ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("/en", "A file may have 20 MB, and all that is sent at once 60 MB."),
        ("", 'lang="sq"'),
    ],
)
def test_a_request_of_more_than_60_mb_is_refused_in_the_language_of_the_page(prefix, words):
    response = send(Body(61 * MB), length=61 * MB, address=f"{prefix}{LOGIN}")

    assert response.status_code == 413
    assert words in sentence(response)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_body_that_does_not_say_its_length_is_refused_and_thrown_away_in_pieces():
    body = Body(200 * MB)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    response = send(body, HTTP_TRANSFER_ENCODING="chunked")

    assert response.status_code == 413
    assert body.left == 0  # so the browser comes to read the answer
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50 * 1024


def test_a_body_without_end_is_not_read_for_ever():
    body = Body(10_000 * MB)

    assert send(body, HTTP_TRANSFER_ENCODING="chunked").status_code == 413
    assert body.taken <= uploads.MAX_THROWN_AWAY


def test_a_connection_that_breaks_while_it_is_thrown_away_is_no_error():
    class Broken(Body):
        def read(self, size=-1):
            raise OSError("gone")

    assert send(Broken(1), length=61 * MB).status_code == 413


@pytest.mark.parametrize("length", ["-1", "many", "٣", "9" * 400])
def test_an_odd_length_is_never_an_error_of_ours(length):
    assert send(Body(10), length=length).status_code < 500


@pytest.mark.parametrize(
    "fields",
    [
        {f"field{number}": "x" for number in range(2000)},
        {f"file{number}": SimpleUploadedFile("a.jpg", b"x") for number in range(1000)},
        {"text": "x" * (2 * MB + 1)},
    ],
    ids=["2000 fields", "1000 files", "2 MB of text"],
)
def test_too_many_parts_or_too_long_a_text_is_refused_with_a_page(fields):
    response = Client().post(f"/en{LOGIN}", fields)

    assert response.status_code == 413
    assert "<h1>Too much at once</h1>" in sentence(response)


def test_a_form_that_comes_as_one_long_line_is_refused_with_a_page():
    response = Client().post(
        f"/en{LOGIN}", "a=" + "x" * (3 * MB), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 413


# --- One file -----------------------------------------------------------------------------------


def arrive(content, *, chunk=64 * 1024):
    """What the form gets of a file that arrives in pieces."""
    handler = uploads.NamelessFile()
    handler.new_file("file", "foto.jpg", "image/jpeg", None)
    for start in range(0, len(content), chunk):
        assert handler.receive_data_chunk(content[start : start + chunk], start) is None
    return handler.file_complete(len(content))


@pytest.mark.parametrize("size", [0, 1000, 300 * 1024, 20 * MB])
def test_a_file_arrives_whole(size, temporary_files):
    content = bytes(range(256)) * (size // 256)

    file = arrive(content)

    assert (file.name, file.size) == ("foto.jpg", len(content))
    assert file.read() == content
    assert samples.files_in(temporary_files) == []


def test_of_a_file_that_is_too_large_only_so_much_is_kept_as_shows_it():
    file = arrive(bytes(21 * MB))

    assert file.size == 21 * MB
    assert len(file.read()) == evidence.MAX_BYTES + 1


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_an_upload_that_is_broken_off_leaves_nothing_with_a_name(temporary_files, share):
    """So a process that is killed in the middle leaves nothing either (QUALITY R-02)."""
    handler = uploads.NamelessFile()
    handler.new_file("file", "foto.jpg", "image/jpeg", None)
    handler.receive_data_chunk(bytes(int(20 * MB * share)), 0)

    assert samples.files_in(temporary_files) == []


# --- No room ------------------------------------------------------------------------------------


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("which", TROUBLES)
def test_a_full_disk_is_a_page_that_gives_back_what_was_typed(which, client):
    client.force_login(factories.UserFactory())
    typed = {"which": which, "rationale": "Rruga u shtrua\nderi te <shkolla>.", "version": "3"}

    response = client.post("/en/workspace/trouble/", typed | {"password": "not to be shown"})

    assert response.status_code == 507
    page = sentence(response)
    assert "Nothing that was stored before is lost." in page
    assert "<p>Rruga u shtrua<br>deri te &lt;shkolla&gt;.</p>" in page
    assert "not to be shown" not in page
    assert page.count("<blockquote>") == 1


def test_a_disk_that_is_full_while_a_file_arrives_is_the_same_page(client, monkeypatch):
    def no_room(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads.NamelessFile, "receive_data_chunk", no_room)

    response = client.post(f"/en{LOGIN}", {"file": SimpleUploadedFile("a.jpg", b"x")})

    assert response.status_code == 507
    assert "<h1>No room to store it</h1>" in sentence(response)


@pytest.mark.django_db(transaction=True)
def test_a_database_without_room_for_the_session_is_the_same_page():
    client = Client(raise_request_exception=False)
    client.force_login(factories.UserFactory())
    five_minutes_later = timezone.now() + datetime.timedelta(minutes=5)

    with time_machine.travel(five_minutes_later), no_room_in_the_database():
        response = client.post("/en/workspace/account/stay/", {"rationale": "Rruga u shtrua."})

    assert response.status_code == 507
    assert "<h1>No room to store it</h1>" in sentence(response)
    assert client.get("/en/workspace/").status_code == 200


@contextlib.contextmanager
def no_room_in_the_database():
    """Sessions can be read but not written."""

    def refuse(*args, **kwargs):
        raise failure(sqlite_errorcode=sqlite3.SQLITE_FULL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SessionStore, "save", refuse)
        yield


def test_another_error_of_the_disk_is_not_hidden(client, monkeypatch):
    def broken(*args):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(uploads.NamelessFile, "receive_data_chunk", broken)

    with pytest.raises(OSError, match="Input/output"):
        client.post(LOGIN, {"file": SimpleUploadedFile("a.jpg", b"x")})


def failure(**attributes):
    cause = type("DriverError", (Exception,), attributes)()
    error = OperationalError("database or disk is full")
    error.__cause__ = cause
    return error


def test_a_full_disk_of_either_database_is_recognised():
    assert uploads.is_out_of_space(failure(sqlite_errorcode=sqlite3.SQLITE_FULL))
    assert uploads.is_out_of_space(failure(pgcode="53100"))
    assert not uploads.is_out_of_space(failure(sqlite_errorcode=sqlite3.SQLITE_BUSY))
    assert not uploads.is_out_of_space(failure(pgcode="40001"))
    assert not uploads.is_out_of_space(OperationalError("gone"))


# --- Too often ----------------------------------------------------------------------------------

NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


def upload(client, **fields):
    """To an address where nothing is: it counts all the same, before anything is looked at."""
    file = SimpleUploadedFile("a.jpg", b"x")
    return client.post("/en/workspace/reports/0/summary/", {"file": file} | fields)


def test_the_61st_upload_of_a_person_within_an_hour_is_refused():
    with time_machine.travel(NOON, tick=False) as clock:
        client, other = (signed_in(factories.UserFactory()) for _ in range(2))
        for _ in range(60):
            assert upload(client).status_code == 404
        response = upload(client, text="Rruga u shtrua.")
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "3600"
        assert "<p>Rruga u shtrua.</p>" in sentence(response)
        assert upload(other).status_code == 404

        clock.shift(datetime.timedelta(minutes=61))

        assert upload(signed_in(response.wsgi_request.user)).status_code == 404


def test_what_brings_no_file_is_not_counted():
    with time_machine.travel(NOON, tick=False):
        client = signed_in(factories.UserFactory())
        for _ in range(61):
            response = client.post("/en/workspace/reports/0/summary/", {"text": "a"})
    assert response.status_code == 404


def test_whoever_is_not_signed_in_is_counted_by_address(client):
    for _ in range(60):
        assert client.post(LOGIN, {"file": SimpleUploadedFile("a.jpg", b"x")}).status_code != 429
    response = client.post(LOGIN, {"file": SimpleUploadedFile("a.jpg", b"x")})
    assert response.status_code == 429
