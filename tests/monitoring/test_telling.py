"""A citizen's message comes in: once, whole, and within the limits of S-50."""

import datetime

import pytest
from django.db import transaction

from monitoring import evidence
from monitoring.cases import telling
from monitoring.models import Case, CaseFile
from monitoring.refusals import Refused
from municipalities.models import Attempt
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.evidence_samples import files_in

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def commitment():
    return factories.CommitmentFactory()


def tell(commitment, text="Rruga u hap më 3 maj.", *, sender="192.0.2.1", at=NOON, **more):
    words = {"kind": "evidence", "language": "sq"} | more
    return telling.tell(commitment=commitment, text=text, sender=sender, at=at, **words)


def test_a_message_is_stored_with_its_files_and_whatever_was_said(commitment):
    photo = telling.take_in(samples.jpeg(), name="C:\\rruga.jpg")

    case = tell(
        commitment, " Rruga u hap. ", kind="correction", contact="ana@example.org",
        language="en", files=[photo, photo],
    )  # fmt: skip

    case.refresh_from_db()
    assert (case.kind, case.text, case.contact, case.language, case.received_at) == (
        "correction", "Rruga u hap.", "ana@example.org", "en", NOON,
    )  # fmt: skip
    assert (case.outcome, case.decided_at, case.erased_at) == ("", None, None)
    assert [(f.name, f.sha256, f.content_type) for f in case.files.all()] == [
        ("rruga.jpg", photo.file.sha256, "image/jpeg")
    ]


def test_of_a_citizens_file_only_the_cleaned_copy_is_ever_written(media):
    telling.take_in(samples.jpeg(), name="rruga.jpg")

    stored = files_in(media)
    assert {path.relative_to(media).parts[0] for path in stored} == {"evidence", "thumbnails"}
    assert not [path for path in stored if samples.LEAK in path.read_bytes()]


def test_a_file_that_the_intake_refuses_is_refused_by_name_and_leaves_nothing(media):
    with pytest.raises(evidence.Refused, match="faqe.jpg"):
        telling.take_in(b"<html><script>alert(1)</script></html>", name="faqe.jpg")
    assert files_in(media) == []


def test_strangers_cannot_fill_the_disk(commitment):
    factories.CaseFileFactory(size=telling.BYTES_THAT_WAIT)
    with pytest.raises(evidence.Refused, match="rruga.jpg"):
        telling.take_in(samples.jpeg(), name="rruga.jpg")

    CaseFile.objects.update(case=factories.CaseFactory(is_decided=True))
    assert telling.take_in(samples.jpeg(), name="rruga.jpg").name == "rruga.jpg"


def test_case_numbers_are_random_and_can_be_read_out():
    numbers = {telling.new_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert not {letter for number in numbers for letter in number} & set("01ilo")
    assert {len(number) for number in numbers} == {11}


def test_the_fingerprint_does_not_see_case_and_spaces_and_sees_everything_else():
    first = telling.fingerprint("Rruga u hap\nmë 3 maj.")
    assert telling.fingerprint("  rruga U HAP më   3 maj. ") == first
    assert telling.fingerprint("Rruga u hap më 4 maj.") != first


def test_the_same_form_sent_twice_is_one_case_and_counts_once(commitment):
    first = tell(commitment, number="aaaaa-22222")
    again = tell(commitment, number="aaaaa-22222")

    assert again == first
    assert Case.objects.count() == 1
    assert Attempt.objects.count() == 3


def test_another_text_under_a_number_that_is_taken_is_a_case_of_its_own(commitment):
    first = tell(commitment, number="aaaaa-22222")
    second = tell(commitment, "Diçka tjetër.", number="aaaaa-22222")
    elsewhere = tell(factories.CommitmentFactory(), number="aaaaa-22222")

    assert len({first.number, second.number, elsewhere.number}) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"text": " \n "},
        {"text": "ë" * 5001},
        {"kind": "complaint"},
        {"language": "it"},
        {"contact": "ana"},
        {"files": range(4)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_counts_nothing(commitment, changes):
    with pytest.raises(Refused) as refusal:
        tell(commitment, **changes)
    assert str(refusal.value).endswith(".")
    assert (Case.objects.count(), Attempt.objects.count()) == (0, 0)


def test_the_sixth_message_of_an_address_within_an_hour_is_refused_until_the_first_is_old(
    commitment,
):
    for minute in range(5):
        tell(commitment, f"Mesazhi {minute}.", at=NOON + minute * MINUTE)

    with pytest.raises(telling.TooMany) as refusal:
        tell(commitment, "Mesazhi i gjashtë.", at=NOON + 10 * MINUTE)
    assert refusal.value.seconds == 50 * 60
    assert "50" in str(refusal.value)
    assert tell(commitment, "Nga tjetri.", sender="192.0.2.2", at=NOON + 10 * MINUTE)
    assert tell(commitment, "Mesazhi i gjashtë.", at=NOON + 61 * MINUTE)
    assert Case.objects.count() == 7


def test_thirty_messages_an_hour_are_taken_about_one_commitment(commitment):
    for number in range(30):
        tell(commitment, f"Mesazhi {number}.", sender=f"192.0.2.{number}")

    with pytest.raises(telling.TooMany):
        tell(commitment, "Një më shumë.", sender="198.51.100.1")
    assert tell(factories.CommitmentFactory(), "Për tjetrin.", sender="198.51.100.1")


def test_three_hundred_messages_an_hour_are_taken_in_all(commitment, monkeypatch):
    assert telling.IN_ALL[1] == 300
    monkeypatch.setattr(telling, "IN_ALL", ("tell: all", 7))
    for number in range(7):
        tell(factories.CommitmentFactory(), sender=f"192.0.2.{number}")

    with pytest.raises(telling.TooMany):
        tell(commitment, sender="198.51.100.1")


def test_a_refused_message_counts_towards_no_limit(commitment):
    for number in range(5):
        tell(commitment, f"Mesazhi {number}.")
    counted = Attempt.objects.count()

    for _try in range(3):
        with pytest.raises(telling.TooMany):
            tell(commitment, "Mesazhi i gjashtë.")

    assert Attempt.objects.count() == counted == 15


def test_a_message_that_could_not_be_stored_counts_towards_no_limit(commitment, monkeypatch):
    def full_disk(*args):
        raise evidence.NoSpace

    monkeypatch.setattr(telling, "_store", full_disk)
    with pytest.raises(evidence.NoSpace):
        tell(commitment)
    assert Attempt.objects.count() == 0


def test_no_row_tells_where_a_message_came_from(commitment):
    case = tell(commitment, sender="192.0.2.77")
    columns = [*Case.objects.filter(pk=case.pk).values_list()[0]]
    columns += [value for row in Attempt.objects.values_list() for value in row]
    assert not [value for value in columns if "192.0.2" in str(value)]


def test_a_message_is_stored_whole_or_not_at_all(commitment, monkeypatch):
    photo = telling.take_in(samples.jpeg(), name="rruga.jpg")

    def fails(*args, **more):
        raise RuntimeError("cut short")

    monkeypatch.setattr(CaseFile.objects, "bulk_create", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(commitment, files=[photo])
    assert Case.objects.count() == 0
