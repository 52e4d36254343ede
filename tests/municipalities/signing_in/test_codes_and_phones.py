"""Setting the second factor up, replacing it, and the codes on paper (QUALITY S-20)."""

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from municipalities.models import OutgoingMail
from tests import factories
from tests.municipalities.signing_in.codes import (
    Phone,
    codes_on,
    given_the_password,
    secret_on,
    set_up,
)
from tests.municipalities.signing_in.cookies import cookie, opens

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def on(settings):
    settings.SECOND_FACTOR = True


def test_setting_it_up_needs_the_code_of_the_new_secret(person, clock):
    browser = given_the_password(person)
    secret = secret_on(browser.page)
    page = browser.send("set-up-second-factor", proof_code="000000")

    assert page.title.startswith("Error:")
    assert secret_on(page) == secret
    assert not TOTPDevice.objects.exists()


def test_another_phone_replaces_the_first_and_is_told(person, clock):
    browser, phone, _codes = set_up(person)
    clock.shift(60 * SECOND)
    browser.open("/en/workspace/account/")
    page = browser.send("replace-second-factor")
    assert page.address == "/en/workspace/account/second-factor/set-up/"
    other = Phone(secret_on(page))
    assert other.key != phone.key
    browser.send("set-up-second-factor", proof_code=other.code())
    clock.shift(60 * SECOND)

    assert TOTPDevice.objects.count() == 1
    again = given_the_password(person)
    assert again.send("second-factor", proof_code=phone.code()).title.startswith("Error:")
    clock.shift(60 * SECOND)
    assert again.send("second-factor", proof_code=other.code()).address == "/en/workspace/"
    assert OutgoingMail.objects.filter(key__startswith="second-factor/").count() == 2


def test_who_only_knows_the_password_cannot_set_up_another_phone(person, clock):
    set_up(person)
    thief = given_the_password(person)
    page = thief.open("/en/workspace/account/second-factor/set-up/")

    assert page.address == "/en/workspace/account/second-factor/"
    assert 'class="secret"' not in page.text
    for address in ("replace", "recovery-codes"):
        answer = thief.client.post(
            f"/en/workspace/account/second-factor/{address}/",
            {"csrfmiddlewaretoken": page.form("logout").fields["csrfmiddlewaretoken"]},
        )
        assert answer.status_code == 302
        assert "/second-factor/?next=" in answer.headers["Location"]


def test_the_picture_holds_the_secret_as_plain_shapes(person):
    page = given_the_password(person).page
    svg = page.text[page.text.index('<svg class="qr"') :]
    tree = ET.fromstring(svg[: svg.index("</svg>") + 6])

    assert {child.tag for child in tree} == {"path"}
    assert "style" not in svg[: svg.index("</svg>")]
    assert tree.attrib["role"] == "img"


def test_a_command_removes_it_as_well(person, clock, capsys):
    browser, _phone, _codes = set_up(person)
    call_command("remove_second_factor", "Ana@Example.org")

    assert not opens(cookie(browser))
    assert given_the_password(person).page.address.endswith("/set-up/")
    with pytest.raises(CommandError):
        call_command("remove_second_factor", "Ana@Example.org")


def test_a_recovery_code_opens_once(person, clock):
    _browser, _phone, codes = set_up(person)
    first = given_the_password(person)
    assert first.send("second-factor", proof_code=codes[3]).address == "/en/workspace/"

    second = given_the_password(person)
    page = second.send("second-factor", proof_code=codes[3])
    assert page.title.startswith("Error:")
    assert StaticToken.objects.count() == 9
    assert "9 recovery codes are unused" in first.open("/en/workspace/account/").text


def test_recovery_codes_are_not_stored_readably_and_are_shown_once(person, clock):
    browser, _phone, codes = set_up(person)
    stored = {token.token for token in StaticToken.objects.all()}

    assert not stored & {code.replace("-", "") for code in codes}
    assert {len(token) for token in stored} == {16}
    again = browser.open("/en/workspace/account/second-factor/set-up/")
    assert not any(code in again.text for code in codes)


def test_new_recovery_codes_end_the_old_ones_and_are_told(person, clock):
    browser, _phone, old = set_up(person)
    browser.open("/en/workspace/account/")
    new = codes_on(browser.send("recovery-codes"))
    second = given_the_password(person)
    refused = second.send("second-factor", proof_code=old[0])
    clock.shift(10 * SECOND)

    assert (len(new), set(new) & set(old)) == (10, set())
    assert refused.title.startswith("Error:")
    assert second.send("second-factor", proof_code=new[0]).address == "/en/workspace/"
    assert OutgoingMail.objects.filter(key__startswith="second-factor/").count() == 2


def test_the_code_of_one_person_is_nothing_to_another(person, clock):
    _browser, _phone, codes = set_up(person)
    other = factories.UserFactory()
    _theirs, _their_phone, _their_codes = set_up(other)
    browser = given_the_password(other)

    assert browser.send("second-factor", proof_code=codes[0]).title.startswith("Error:")
