"""The second factor: a code from an app, or one of ten recovery codes on paper (QUALITY S-20).

django-otp keeps the device, refuses a code that was used, and makes every wrong one wait longer
than the one before. Of recovery codes only a keyed hash is stored: they are shown once.
"""

import base64
import binascii
import datetime
import math
import re
import secrets
import time
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import login as remember_device
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from municipalities import audit, outbox

RECOVERY_CODES = 10
FRESH_FOR = datetime.timedelta(minutes=10)
PROVED_AT = "proved_at"
NEW_KEY = "new_factor"
IS_CODE = re.compile(r"[0-9]{6}").fullmatch
IS_RECOVERY_CODE = re.compile(r"[0-9]{12}").fullmatch


@dataclass(frozen=True)
class Proof:
    """What came of a code: right, or not; ``wait``: seconds until one is looked at again."""

    is_right: bool
    wait: int = 0


def is_missing(request) -> bool:
    """Is a second factor demanded here that this session has not proved?"""
    return settings.SECOND_FACTOR and not request.user.is_verified()


def has_one(user) -> bool:
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).exists()


def recovery_codes_left(user) -> int:
    return sum(device.token_set.count() for device in _papers(user))


def is_proved_freshly(request) -> bool:
    """Was a code given in the last ten minutes, where codes are demanded at all (QUALITY S-21)?"""
    if not settings.SECOND_FACTOR:
        return True
    return _now() - request.session.get(PROVED_AT, 0) <= FRESH_FOR.total_seconds()


def prove(request, code: str) -> Proof:
    """Looks at a code of the app or a recovery code; a right one is remembered in the session."""
    digits = re.sub(r"[\s-]", "", code)
    device, token = _app(request.user), digits if IS_CODE(digits) else "no code"
    if IS_RECOVERY_CODE(digits):
        device, token = _papers(request.user).first(), _hashed(request.user, digits)
    if device is None:
        return Proof(is_right=False)
    is_allowed, reason = device.verify_is_allowed()
    if not is_allowed:
        wait = (reason["locked_until"] - timezone.now()).total_seconds()
        return Proof(is_right=False, wait=max(1, math.ceil(wait)))
    if not verify_token(request.user, device.persistent_id, token):
        audit.record(audit.Event.SIGN_IN_FAILED, person=request.user, detail="code")
        return Proof(is_right=False)
    _remember(request, device)
    return Proof(is_right=True)


def new_key(request) -> str:
    """The secret that is being set up, the same until it is confirmed; in letters for typing."""
    if NEW_KEY not in request.session:
        request.session[NEW_KEY] = random_hex(20)
    return base64.b32encode(binascii.unhexlify(request.session[NEW_KEY])).decode()


def qr_of(key: str, user) -> dict:
    """The QR code that an app reads: the side in modules and the path of its dark ones."""
    portal = settings.PUBLIC_ORIGIN.partition("//")[2]
    words = urlencode({"secret": key, "issuer": portal}, quote_via=quote)
    qr = segno.make(f"otpauth://totp/{quote(f'{portal}:{user.email}')}?{words}", micro=False)
    rows = list(qr.matrix_iter(border=4))
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return {"side": len(rows), "path": path}


def confirm(request, code: str) -> list[str] | None:
    """The app shows the right code: it replaces whatever was there. Returns the recovery codes.

    None if the code is not the one of the new secret.
    """
    digits, key = re.sub(r"[\s-]", "", code), request.session.get(NEW_KEY)
    totp = TOTP(binascii.unhexlify(key)) if key else None
    if totp is None or not IS_CODE(digits):
        return None
    totp.time = time.time()
    if not totp.verify(int(digits), tolerance=1):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=request.user).delete()
        device = TOTPDevice.objects.create(
            user=request.user, name="app", key=key, confirmed=True, last_t=totp.t()
        )
        codes = new_recovery_codes(request.user)
        _tell(request.user, f"device/{device.pk}")
    del request.session[NEW_KEY]
    _remember(request, device)
    return codes


def replace_recovery_codes(user) -> list[str]:
    """Ten new ones; the old ones are dead, and the person is told by mail."""
    with transaction.atomic():
        codes = new_recovery_codes(user)
        _tell(user, f"codes/{_papers(user).first().token_set.order_by('-pk').first().pk}")
    return codes


@transaction.atomic
def new_recovery_codes(user) -> list[str]:
    _papers(user).delete()
    paper = StaticDevice.objects.create(user=user, name="paper", confirmed=True)
    codes = [f"{secrets.randbelow(10**12):012d}" for _each in range(RECOVERY_CODES)]
    for code in codes:
        paper.token_set.create(token=_hashed(user, code))
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


@transaction.atomic
def remove(user) -> bool:
    """Somebody lost phone and paper: at the next sign-in she sets a new one up."""
    had_one = has_one(user)
    forget(user)
    if had_one:
        _tell(user, f"removed/{_now()}")
    return had_one


def forget(user) -> None:
    """Removes app and paper without a word: of an account that nobody uses any more."""
    TOTPDevice.objects.filter(user=user).delete()
    _papers(user).delete()


def _app(user):
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).first()


def _papers(user):
    return StaticDevice.objects.filter(user=user)


def _remember(request, device) -> None:
    """In the session, under a new id (QUALITY S-15)."""
    remember_device(request, device)
    request.session.cycle_key()
    request.session[PROVED_AT] = _now()


def _hashed(user, code: str) -> str:
    return salted_hmac(f"recovery code of {user.pk}", code, algorithm="sha256").hexdigest()[:16]


def _tell(user, what: str) -> None:
    audit.record(audit.Event.FACTOR_CHANGED, person=user, detail=what.partition("/")[0])
    outbox.put(
        key=f"second-factor/{user.pk}/{what}",
        to=user.email,
        language=user.language,
        template="second_factor_changed",
        person=user,
    )


def _now() -> int:
    return int(timezone.now().timestamp())
