"""What the database refuses to store about requests for information and legal deadlines."""

import datetime

import pytest

from monitoring.models import LegalDeadline
from tests import factories as make
from tests.constraints import assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("monitoring", "requests"))
NOON = datetime.datetime(2026, 10, 20, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def deadline(**changes):
    """The one that there is, changed."""
    LegalDeadline.objects.filter(pk=make.LegalDeadlineFactory().pk).update(**changes)


def sent(**changes):
    return make.InformationRequestFactory(is_sent=True, **changes)


CASES = [
    ("legal_deadline_is_of_a_known_thing", lambda: deadline(what="reply")),
    ("legal_deadline_has_days_and_source", lambda: deadline(days=0)),
    ("legal_deadline_has_days_and_source", lambda: deadline(days=366)),
    ("legal_deadline_has_days_and_source", lambda: deadline(source="")),
    ("holiday_has_name_and_source", lambda: make.OfficialHolidayFactory(name_sq="")),
    ("holiday_has_name_and_source", lambda: make.OfficialHolidayFactory(source="")),
    ("request_has_office_and_letter", lambda: make.InformationRequestFactory(office="")),
    ("request_has_office_and_letter", lambda: make.InformationRequestFactory(letter="")),
    ("request_sent_has_its_deadline", lambda: sent(due_on=None)),
    ("request_sent_has_its_deadline", lambda: sent(due_on=datetime.date(2026, 9, 21))),
    ("request_sent_has_its_deadline", lambda: make.InformationRequestFactory(sent_how="postë")),
    ("request_answer_follows_it", lambda: sent(answer="Po.")),
    ("request_answer_follows_it", lambda: sent(answered_on=datetime.date(2026, 9, 25))),
    (
        "request_answer_follows_it",
        lambda: sent(answered_on=datetime.date(2026, 9, 20), answer="Po."),
    ),
    (
        "request_answer_follows_it",
        lambda: make.InformationRequestFactory(
            answered_on=datetime.date(2026, 9, 25), answer="Po."
        ),
    ),
    ("request_silence_recorded_when_and_by_whom", lambda: sent(silence_recorded_at=NOON)),
    (
        "request_silence_recorded_when_and_by_whom",
        lambda: sent(silence_recorded_by=make.UserFactory()),
    ),
    (
        "request_silence_follows_a_letter",
        lambda: make.InformationRequestFactory(
            silence_recorded_at=NOON, silence_recorded_by=make.UserFactory()
        ),
    ),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    make.InformationRequestFactory()
    sent(answered_on=datetime.date(2026, 9, 21), answer="Po.")
    sent(silence_recorded_at=NOON, silence_recorded_by=make.UserFactory())
