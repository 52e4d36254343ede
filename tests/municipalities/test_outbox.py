"""The outbox: put in once, sent once, also after a day without a mail server (R-18, T-8, S-48)."""

import datetime
import email
import email.policy
import io
import os
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.template import TemplateDoesNotExist

from municipalities import outbox
from municipalities.models import OutgoingMail
from municipalities.outbox import Reader
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime.datetime(2026, 9, 20, 9, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
HEADERS = ("Subject", "To", "Bcc", "X-Forged")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture(autouse=True)
def letter(settings, tmp_path):
    """A mail of one line that says hello to a name."""
    (tmp_path / "emails").mkdir()
    (tmp_path / "emails/hello.subject.txt").write_text("Hello {{ name }}\n")
    (tmp_path / "emails/hello.txt").write_text(
        "{% load i18n %}{% get_current_language as code %}{{ code }} {{ name }} {{ origin }}\n"
    )
    templates = [dict(settings.TEMPLATES[0])]
    templates[0]["DIRS"] = [*templates[0]["DIRS"], tmp_path]
    settings.TEMPLATES = templates


def put(key="prova/1", to="a@example.org", language="sq", **context):
    return outbox.put(
        key=key, to=to, language=language, template="hello", at=NOW, **({"name": "Ana"} | context)
    )


def run() -> str:
    """send_mail to its end; '' or why it did not end with 0."""
    try:
        call_command("send_mail")
    except CommandError as error:
        assert error.returncode == 1
        return str(error)
    return ""


class Broken(BaseEmailBackend):
    """A mail server that is down, or refuses one address."""

    refuses = "@"

    def send_messages(self, messages):
        for message in messages:
            if self.refuses in message.to[0]:
                raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no " + b"text")})
        return mail.get_connection("django.core.mail.backends.locmem.EmailBackend").send_messages(
            messages
        )


class RefusesOne(Broken):
    refuses = "bad@"


class Slow(BaseEmailBackend):
    """Notes what goes out, and whether a transaction was open meanwhile."""

    sent: list = []

    def send_messages(self, messages):
        Slow.sent += [(m.to[0], connection.in_atomic_block) for m in messages]
        return len(messages)


def backend(settings, which):
    settings.EMAIL_BACKEND = f"{__name__}.{which.__name__}"


# --- Putting in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_mail_is_written_in_the_readers_language(language, settings):
    put(language=language)

    row = OutgoingMail.objects.get()
    assert (row.subject, row.text) == ("Hello Ana", f"{language} Ana {settings.PUBLIC_ORIGIN}\n")
    assert (row.put_at, row.claimed_at, row.sent_at, row.tries) == (NOW, None, None, 0)


def test_the_same_is_put_in_once():
    first, again = put(), put(name="Beni")

    assert (again, again.subject) == (first, "Hello Ana")
    readers = [Reader("prova/1", "a@example.org", "sq"), Reader("prova/2", "b@example.org", "en")]
    outbox.put_many(readers, template="hello", name="Çelë")
    assert [(m.key, m.subject) for m in OutgoingMail.objects.order_by("key")] == [
        ("prova/1", "Hello Ana"), ("prova/2", "Hello Çelë"),
    ]  # fmt: skip


def test_many_are_put_in_with_one_statement_however_many(django_assert_num_queries):
    readers = [Reader(f"prova/{n}", f"p{n}@example.org", "sq") for n in range(60)]

    with django_assert_num_queries(1):
        outbox.put_many(readers, template="hello", name="Ana")


def test_a_mail_is_part_of_the_transaction_of_what_it_tells_about():
    with pytest.raises(TemplateDoesNotExist), transaction.atomic():
        put()
        outbox.put(key="prova/2", to="b@example.org", language="sq", template="nothing")

    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["<b>Ana</b>", 'Ana & Beni\'s "Bashkia"', "{{ 7|add:7 }}", "{% debug %}", "{0.__class__}"],
)
def test_markup_in_a_name_is_shown_as_it_is(name):
    """QUALITY S-44."""
    put(name=name)
    run()

    assert mail.outbox[0].subject == f"Hello {name}"
    assert name in mail.outbox[0].body
    assert mail.outbox[0].content_subtype == "plain"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\u2028", "\r\n\r\n"])
def test_no_line_end_in_a_name_begins_another_header(end):
    """QUALITY S-48."""
    put(name=f"Ana{end}Bcc: e@example.org{end}X-Forged: yes")
    run()

    parsed = email.message_from_bytes(
        mail.outbox[0].message().as_bytes(), policy=email.policy.default
    )
    found = [(name, parsed[name]) for name in HEADERS if parsed[name]]
    assert found == [
        ("Subject", "Hello Ana Bcc: e@example.org X-Forged: yes"), ("To", "a@example.org"),
    ]  # fmt: skip


def test_an_address_with_a_line_end_is_not_sent_and_stops_no_other(caplog):
    factories.OutgoingMailFactory(to="a@example.org\nBcc: e@example.org", put_at=NOW - MINUTE)
    put(to="b@example.org")

    assert run() == "Mails that still wait: 1."
    assert [m.to for m in mail.outbox] == [["b@example.org"]]
    assert "example.org" not in caplog.text


# --- Sending --------------------------------------------------------------------------------------


def test_what_waits_is_sent_oldest_first_once_and_its_text_is_emptied():
    factories.OutgoingMailFactory(to="second@example.org", put_at=NOW - MINUTE)
    factories.OutgoingMailFactory(to="first@example.org", put_at=NOW - 2 * MINUTE)

    assert (run(), run()) == ("", "")

    assert [m.to for m in mail.outbox] == [["first@example.org"], ["second@example.org"]]
    assert set(OutgoingMail.objects.values_list("text", "sent_at")) == {("", NOW)}


def test_nothing_to_do_is_quiet():
    out, err = io.StringIO(), io.StringIO()
    call_command("send_mail", stdout=out, stderr=err)
    assert (out.getvalue(), err.getvalue()) == ("", "")


def test_one_that_is_refused_waits_and_the_others_go_out(settings, caplog):
    backend(settings, RefusesOne)
    factories.OutgoingMailFactory(to="bad@example.org", text="KANARINË", put_at=NOW - MINUTE)
    put(to="good@example.org")

    assert (run(), run()) == ("Mails that still wait: 1.",) * 2

    assert [m.to for m in mail.outbox] == [["good@example.org"]]
    row = OutgoingMail.objects.waiting().get()
    assert (row.tries, row.claimed_at, row.text) == (2, None, "KANARINË")
    lines = [record.getMessage() for record in caplog.records]
    assert lines == [f"mail {row.pk} was not sent: SMTPRecipientsRefused"] * 2


def test_after_a_day_without_a_server_each_goes_out_once(settings, clock):
    """QUALITY R-18."""
    working = settings.EMAIL_BACKEND
    backend(settings, Broken)
    for number in range(3):
        put(key=f"prova/{number}")
    for _hour in range(24):
        assert run() == "Mails that still wait: 3."
        clock.shift(60 * MINUTE)

    settings.EMAIL_BACKEND = working
    assert (run(), run()) == ("", "")
    assert len(mail.outbox) == 3
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == 3


def test_what_a_killed_run_had_claimed_is_sent_after_a_quarter_of_an_hour(clock, settings):
    row = put()
    settings.PUBLIC_ORIGIN = "https://portali.example.org:8443"
    before = outbox._message_id(row)
    OutgoingMail.objects.update(claimed_at=NOW)

    clock.shift(15 * MINUTE)
    assert run() == "Mails that still wait: 1."
    assert mail.outbox == []
    clock.shift(MINUTE)
    assert run() == ""

    # The same name as the first time, so that a receiver who got both shows one.
    assert [m.extra_headers["Message-ID"] for m in mail.outbox] == [before]
    assert before.endswith("@portali.example.org>")


def test_the_rows_of_what_was_sent_long_ago_are_removed(clock):
    put()
    run()
    clock.shift(90 * 24 * 60 * MINUTE)
    put(key="prova/2")
    run()
    assert OutgoingMail.objects.count() == 2

    clock.shift(MINUTE)
    run()

    assert [row.key for row in OutgoingMail.objects.all()] == ["prova/2"]


@pytest.mark.django_db(transaction=True)
def test_mail_is_sent_outside_any_transaction(settings):
    backend(settings, Slow)
    Slow.sent.clear()
    put()

    run()

    assert Slow.sent == [("a@example.org", False)]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_each_mail_once(settings):
    backend(settings, Slow)
    Slow.sent.clear()
    addresses = [f"p{number}@example.org" for number in range(40)]
    for number, address in enumerate(addresses):
        put(key=f"prova/{number}", to=address)

    at_once(run, run, run)

    assert sorted(to for to, _ in Slow.sent) == sorted(addresses)
    assert not OutgoingMail.objects.waiting().exists()


def test_mail_goes_to_files_where_so_configured(tmp_path):
    """QUALITY T-8: as configured from the environment, in a process of its own."""
    folder = tmp_path / "mail"
    program = (
        "from django.conf import settings; import django; django.setup();"
        "from django.core.mail import EmailMessage;"
        "EmailMessage('Tema', 'Teksti', to=['a@example.org']).send()"
    )
    environment = os.environ | {
        "EMAIL_URL": f"filemail://{folder}", "DEMO": "1", "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "popnet.settings",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True)

    assert [path.read_text().count("Teksti") for path in folder.iterdir()] == [1]
