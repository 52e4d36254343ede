"""The form with which citizens tell something, filled in as a browser without scripts does."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from time_machine import travel

from tests.monitoring.workspace.people import Form, Page
from tests.stories import BEGIN, DAY

GIVEN_OUT = BEGIN + 40 * DAY
A_MINUTE_LATER = GIVEN_OUT + DAY / 24 / 60
TOLD = {"kind": "evidence", "text": "Rruga u hap më 3 maj, e pashë vetë."}


def address_of(commitment, language="") -> str:
    return f"{language}/commitments/{commitment.reference}/tell-us/"


def form_of(response) -> Form:
    return Page(response).form("tell")


def given_out(commitment, *, client=None, at=GIVEN_OUT, language="") -> Form:
    """The form as its page gives it out at that moment."""
    with travel(at, tick=False):
        return form_of((client or Client()).get(address_of(commitment, language)))


def send(
    commitment, form=None, *, client=None, at=A_MINUTE_LATER, files=(), language="", sender=None,
    headers=None, **typed,
):  # fmt: skip
    """The answer to the form, with ``typed`` over what it holds; ``files`` are names and bytes."""
    form = form or given_out(commitment, client=client, language=language)
    attached = {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    content = form.fields | typed | (attached if files else {})
    with travel(at, tick=False):
        return (client or Client()).post(
            address_of(commitment, language), content, headers=headers,
            **({"REMOTE_ADDR": sender} if sender else {}),
        )  # fmt: skip
