"""A person with a phone: sets up the second factor and reads codes from it."""

import base64
import time

from django_otp.oath import TOTP

from tests.factories import PASSWORD
from tests.monitoring.workspace.people import Browser


class Phone:
    """An app that was given the secret."""

    def __init__(self, secret: str):
        self.key = base64.b32decode(secret)

    def code(self, later=0) -> str:
        """What it shows now, or so many seconds later."""
        totp = TOTP(self.key)
        totp.time = time.time() + later
        return f"{totp.token():06d}"


def given_the_password(user, language="en") -> Browser:
    """Signed in by password, led on to the second step."""
    browser = Browser(language)
    browser.start("/workspace/")
    browser.send("login", username=user.email, password=PASSWORD)
    return browser


def secret_on(page) -> str:
    html = page.text
    part = html[html.index('class="secret"') : html.index("</code>", html.index('class="secret"'))]
    return "".join(piece.partition("</span>")[0] for piece in part.split("<span>")[1:])


def codes_on(page) -> list[str]:
    return [each.partition("</code>")[0] for each in page.text.split("<li><code>")[1:]]


def set_up(user) -> tuple[Browser, Phone, list[str]]:
    """She signed in for the first time: her browser, her phone and her recovery codes."""
    browser = given_the_password(user)
    phone = Phone(secret_on(browser.page))
    page = browser.send("set-up-second-factor", proof_code=phone.code())
    return browser, phone, codes_on(page)
