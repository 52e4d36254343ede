"""Following by e-mail: asked, confirmed, left with one click, and forgotten (RFC 8058)."""

import datetime
import email
import email.policy

import pytest
from django.core import mail
from django.core.management import call_command
from time_machine import travel

from monitoring import following
from monitoring.models.followers import Follower
from municipalities import outbox
from municipalities.models import Attempt, OutgoingMail
from tests import factories
from tests.monitoring.followers import ADDRESS, ask, asked_and_confirmed, digest, put_in, trace_of
from tests.races import at_once
from tests.stories import DAY, Story

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 12, 31, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock(settings):
    settings.DEMO = False
    settings.PUBLIC_ORIGIN = "https://pop.example"
    with travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def town():
    return factories.MunicipalityFactory(slug="fier", name_sq="Fieri", name_en="Fier")


# --- Asking and confirming -----------------------------------------------------------------------


def test_who_asks_gets_a_link_and_nothing_else_until_she_confirms(town):
    follower = ask(town)
    (row,) = put_in()
    assert (row.to, row.language, row.subject) == (ADDRESS, "en", "Follow by e-mail: Fier")
    assert f"https://pop.example/en/follow/confirm/{follower.key}/" in row.text
    assert follower.confirmed_at is None

    Story(municipality=town).published()
    assert digest() == []


@pytest.mark.parametrize(("language", "prefix"), [("sq", ""), ("en", "/en")])
def test_links_lead_to_pages_in_the_language_of_the_mail(town, language, prefix):
    follower = ask(town, language=language)
    (row,) = put_in()
    assert f"\nhttps://pop.example{prefix}/follow/confirm/{follower.key}/\n" in row.text
    assert row.text.endswith(f"\nhttps://pop.example{prefix}/follow/leave/{follower.key}/\n")


def test_confirming_begins_with_what_is_published_from_then_on(town):
    Story(municipality=town).published()
    follower = asked_and_confirmed(town)
    assert (follower.confirmed_at, follower.told_up_to) == (NOW, 1)
    assert digest() == []


def test_confirming_twice_is_confirming_once(town, clock):
    follower = asked_and_confirmed(town)
    clock.shift(DAY)
    factories.LedgerEntryFactory()
    assert following.confirm(key=follower.key) == follower
    again = Follower.objects.get()
    assert (again.confirmed_at, again.told_up_to) == (NOW, 0)


def test_asking_again_is_one_row_and_the_earlier_link_still_works(town, clock):
    key = ask(town).key
    clock.shift(6 * DAY)
    assert ask(town, "ANA@example.org").key == key
    clock.shift(6 * DAY)
    assert following.confirm(key=key) is not None
    assert len(put_in()) == 2


def test_who_follows_already_is_told_so_and_nobody_can_change_her_language(town):
    asked_and_confirmed(town, language="en")
    OutgoingMail.objects.all().delete()
    ask(town, language="sq")
    (row,) = put_in()
    assert row.language == "en"
    assert "This address follows it already" in row.text
    assert "/confirm/" not in row.text
    assert Follower.objects.get().confirmed_at == NOW


def test_a_link_dies_after_seven_days(town, clock):
    key = ask(town).key
    clock.shift(7 * DAY - datetime.timedelta(seconds=1))
    assert following.follower_behind(key) is not None
    clock.shift(datetime.timedelta(seconds=1))
    assert (following.follower_behind(key), following.confirm(key=key)) == (None, None)
    assert Follower.objects.get().confirmed_at is None


def test_keys_are_long_and_no_two_are_alike(town):
    keys = {ask(factories.MunicipalityFactory()).key for _ in range(3)}
    assert [len(key) for key in keys] == [43, 43, 43]


def test_one_mailbox_gets_ten_mails_a_day_and_its_address_is_nowhere_else(clock):
    for _ in range(12):
        ask(factories.MunicipalityFactory())
    assert len(put_in()) == 10
    assert Follower.objects.count() == 10
    assert not Attempt.objects.filter(who__contains="example").exists()
    clock.shift(DAY + datetime.timedelta(seconds=1))
    ask(factories.MunicipalityFactory())
    assert len(put_in()) == 11


@pytest.mark.django_db(transaction=True)
def test_asked_twice_at_the_same_moment_is_one_follower(town):
    assert at_once(*[lambda: ask(town)] * 4).count(Follower.objects.get()) == 4


# --- Leaving -------------------------------------------------------------------------------------


def test_leaving_erases_the_address_also_from_mail_that_was_sent(town):
    follower = asked_and_confirmed(town)
    Story(municipality=town).published()
    call_command("send_digests")
    call_command("send_mail")
    ask(town)
    other = asked_and_confirmed(town, "beni@example.org")
    assert OutgoingMail.objects.filter(to=ADDRESS).exclude(sent_at=None).count() == 2
    assert trace_of() == 4

    following.leave(key=follower.key)

    assert trace_of() == 0
    assert Follower.objects.get() == other
    assert trace_of("beni@example.org") == 2


def test_leaving_one_thing_keeps_the_others(town):
    follower, other = asked_and_confirmed(town), asked_and_confirmed(factories.SectorFactory())
    assert following.follows_more(follower)
    following.leave(key=follower.key)
    assert Follower.objects.get() == other
    assert not following.follows_more(other)
    assert trace_of() == 2


def test_everything_of_an_address_can_be_left_at_once(town):
    follower = asked_and_confirmed(town)
    asked_and_confirmed(factories.SectorFactory())
    ask(factories.CommitmentFactory())
    other = asked_and_confirmed(town, "beni@example.org")
    following.leave(key=follower.key, everything=True)
    assert trace_of() == 0
    assert Follower.objects.get() == other


def test_leaving_again_or_with_a_key_of_nobody_is_nothing(town):
    key = asked_and_confirmed(town).key
    other = asked_and_confirmed(town, "beni@example.org")
    for each in (key, key, "e-askujt"):
        following.leave(key=each)
    assert Follower.objects.get() == other


def test_a_follower_whose_number_begins_like_another_loses_no_mail(town):
    """Keys of mail begin with the number: 1 is not 11."""
    first = factories.FollowerFactory(pk=1, municipality=town)
    factories.FollowerFactory(pk=11, municipality=town, email=ADDRESS)
    factories.OutgoingMailFactory(key="follower/1/digest/1")
    kept = factories.OutgoingMailFactory(key="follower/11/digest/1")
    following.leave(key=first.key)
    assert OutgoingMail.objects.get() == kept


def test_who_never_confirmed_is_erased_after_seven_days(town, clock, capsys):
    ask(town)
    asked_and_confirmed(factories.SectorFactory(), "beni@example.org")
    clock.shift(7 * DAY - datetime.timedelta(seconds=1))
    call_command("sweep_followers")
    assert trace_of() == 2
    clock.shift(datetime.timedelta(seconds=1))
    call_command("sweep_followers")
    assert (trace_of(), trace_of("beni@example.org")) == (0, 2)
    assert capsys.readouterr().out == "0 addresses erased\n1 addresses erased\n"


# --- The mail itself (RFC 8058) ------------------------------------------------------------------


def sent_mail():
    call_command("send_mail")
    return [
        email.message_from_bytes(each.message().as_bytes(), policy=email.policy.default)
        for each in mail.outbox
        if each.to == [ADDRESS]
    ]


def test_every_mail_to_a_follower_can_be_left_with_one_click(town):
    follower = asked_and_confirmed(town)
    Story(municipality=town).published()
    call_command("send_digests")
    leave = f"https://pop.example/en/follow/leave/{follower.key}/"
    found = sent_mail()
    assert len(found) == 2
    for message in found:
        assert message["List-Unsubscribe"].strip() == f"<{leave}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message.get_content().endswith(f"\n{leave}\n")


def test_the_header_reaches_the_mail_server_in_one_piece(town):
    """It may begin on the next line; folded inside the address or encoded, it leads nowhere."""
    follower = ask(town)
    call_command("send_mail")
    raw = mail.outbox[0].message().as_bytes()
    assert max(len(line) for line in raw.splitlines()) < 998
    leave = f" <https://pop.example/en/follow/leave/{follower.key}/>".encode()
    assert leave in raw.partition(b"List-Unsubscribe:")[2].splitlines()[:2]


def test_once_sent_the_key_to_leave_is_not_kept_in_the_outbox(town):
    ask(town)
    call_command("send_mail")
    assert OutgoingMail.objects.get().leave == ""


def test_other_mail_has_no_such_header():
    factories.OutgoingMailFactory(to=ADDRESS)
    assert [message["List-Unsubscribe"] for message in sent_mail()] == [None]


def test_a_mail_that_is_left_while_it_waits_is_not_sent(town):
    following.leave(key=ask(town).key)
    assert outbox.waiting() == []
