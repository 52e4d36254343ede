"""Ninety days after the decision nothing tells any more who told what; the decision stays."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from monitoring import evidence
from monitoring.cases import erasing, telling
from monitoring.evidence import orphans
from monitoring.models import Case, CaseFile
from municipalities.models import OutgoingMail
from tests import factories
from tests.factories.cases import DECIDED
from tests.monitoring import evidence_samples as samples
from tests.monitoring.evidence_samples import files_in
from tests.monitoring.stored_files import age_all, cite, taken_in

pytestmark = pytest.mark.django_db

DAYS = datetime.timedelta(days=1)
THEN = DECIDED + 90 * DAYS


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def with_a_photo(case):
    taken = telling.take_in(samples.jpeg(), name="rruga.jpg").file
    return factories.CaseFileFactory(
        case=case, sha256=taken.sha256, size=taken.size, content_type=taken.content_type
    )


def test_text_address_files_and_mail_are_erased_and_the_decision_stays(media):
    case = factories.CaseFactory(is_decided=True, contact="ana@example.org")
    with_a_photo(case)
    factories.OutgoingMailFactory(key=f"case/{case.number}", to="ana@example.org")
    age_all(media)

    erased = erasing.erase(at=THEN)

    case.refresh_from_db()
    assert (erased.cases, erased.files, erased.left) == (1, 2, [])
    assert (case.text, case.contact, case.erased_at) == ("", "", THEN)
    assert case.fingerprint == telling.fingerprint("")
    assert (case.outcome, case.reason_sq, case.decided_at) == (
        "known", "Kjo dihej: fotoja është në raport.", DECIDED,
    )  # fmt: skip
    assert (CaseFile.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert files_in(media) == []


def test_nothing_is_erased_before_its_time_or_before_a_decision():
    factories.CaseFactory(is_decided=True, contact="ana@example.org")
    factories.CaseFactory()
    before = list(Case.objects.order_by("pk").values())

    assert erasing.erase(at=THEN - datetime.timedelta(seconds=1)).cases == 0
    assert list(Case.objects.order_by("pk").values()) == before
    assert erasing.erase(at=THEN + 900 * DAYS).cases == 1


def test_a_second_time_changes_nothing():
    factories.CaseFactory(is_decided=True)
    erasing.erase(at=THEN)
    before = list(Case.objects.values())
    assert erasing.erase(at=THEN + DAYS).cases == 0
    assert list(Case.objects.values()) == before


def test_a_file_that_became_evidence_stays(media):
    stored = taken_in()
    cite(stored, "evidence")
    factories.CaseFileFactory(
        case=factories.CaseFactory(is_decided=True), sha256=stored.sha256, size=stored.size
    )
    age_all(media)
    erasing.erase(at=THEN)
    assert evidence.matches(stored.sha256, stored.size)


def test_the_sweep_leaves_what_a_case_refers_to(media):
    file = with_a_photo(factories.CaseFactory())
    age_all(media)
    assert orphans.sweep().files == 0
    assert evidence.matches(file.sha256, file.size)


def test_the_command_says_what_it_erased(media):
    with_a_photo(factories.CaseFactory(is_decided=True))
    age_all(media)
    out = io.StringIO()
    Case.objects.update(decided_at=DECIDED - 1000 * DAYS)

    call_command("erase_cases", stdout=out)
    assert out.getvalue() == "erased: 1 cases, 2 files\n"


def test_the_command_names_files_that_it_could_not_remove(monkeypatch):
    monkeypatch.setattr(erasing, "erase", lambda **more: erasing.Erased(1, 0, ["/media/a"]))
    out = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("erase_cases", stdout=out)
    assert (failed.value.returncode, out.getvalue()) == (
        1, "left: /media/a\nerased: 1 cases, 0 files\n",
    )  # fmt: skip
