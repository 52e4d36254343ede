"""How much may be stored, and what a coordinator reads who wants to store more (QUALITY S-42)."""

from dataclasses import asdict, replace

import pytest
from django.utils import translation

from monitoring import evidence
from monitoring.evidence import StoredFile, quotas
from monitoring.models import KeptFile
from tests import factories

pytestmark = pytest.mark.django_db

MB = 1024 * 1024
REST = {"size": 7, "content_type": "image/jpeg"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def finding():
    return factories.FindingFactory()


def file(number, original_size=MB):
    return StoredFile(
        sha256=f"{number:064x}",
        original_sha256=f"f{number:063x}",
        original_size=original_size,
        **REST,
    )


def described(finding, number, **columns):
    columns = asdict(file(number)) | columns
    return factories.EvidenceFactory(finding=finding, link="", **columns)


def waiting(finding, number, **columns):
    return KeptFile.objects.create(
        finding=finding, name="foto.jpg", kept_at=factories.workshop.OPENED,
        kept_by=factories.UserFactory(), **(asdict(file(number)) | columns),
    )  # fmt: skip


def is_refused(finding, file):
    try:
        quotas.refuse_over_quota(finding, file, name="foto.jpg")
    except evidence.Refused as refusal:
        return str(refusal)
    return False


def test_the_twentieth_file_of_a_finding_is_taken_and_the_next_refused(finding):
    for number in range(10):
        described(finding, number)
    for number in range(10, 19):
        waiting(finding, number)
    factories.EvidenceFactory(finding=finding)  # a link is no file
    assert not is_refused(finding, file(99))

    waiting(finding, 19)

    assert is_refused(finding, file(99)) == (
        "“foto.jpg” was not stored. This finding has 20 files already, and 20 is the most. Remove "
        "one that shows the least, or put several pages into one PDF."
    )


def test_a_file_that_the_finding_has_already_is_no_further_file(finding):
    for number in range(20):
        described(finding, number)

    assert not is_refused(finding, file(3))


def test_another_finding_has_its_own_twenty(finding):
    for number in range(20):
        described(finding, number)

    assert not is_refused(factories.FindingFactory(report=finding.report), file(99))


def test_the_file_that_passes_a_gigabyte_is_refused_with_what_is_left(finding):
    described(finding, 1, original_size=1000 * MB)
    waiting(factories.FindingFactory(report=finding.report), 2, original_size=14 * MB)
    assert not is_refused(finding, file(3, 10 * MB))

    sentence = is_refused(finding, file(3, 10 * MB + 1))

    assert sentence.replace("\xa0", " ") == (
        "“foto.jpg” was not stored. It has 10.0 MB, and of the 1.0 GB that an organisation has for "
        "one round 10.0 MB are left. Send a smaller file, or remove one that is not needed."
    )


def test_an_original_that_is_cited_often_is_stored_and_counted_once(finding):
    described(finding, 1, original_size=600 * MB)
    described(factories.FindingFactory(report=finding.report), 1, original_size=600 * MB)

    assert not is_refused(finding, file(2, 400 * MB))


def test_the_same_file_once_more_needs_no_room(finding):
    described(finding, 1, original_size=1024 * MB)

    assert not is_refused(factories.FindingFactory(report=finding.report), file(1, 1024 * MB))


@pytest.mark.parametrize("other", ["organisation", "round"])
def test_what_others_store_takes_nothing_away(finding, other):
    report = finding.report
    theirs = {
        "organisation": lambda: factories.ReportFactory(round=report.round),
        "round": lambda: factories.ReportFactory(organisation=report.organisation),
    }[other]()
    described(factories.FindingFactory(report=theirs), 1, original_size=1024 * MB)

    assert not is_refused(finding, file(2, 1000 * MB))


def test_all_reports_of_an_organisation_in_a_round_share_one_gigabyte(finding):
    report = factories.ReportFactory(
        organisation=finding.report.organisation,
        round=finding.report.round,
    )
    described(factories.FindingFactory(report=report), 1, original_size=1024 * MB)

    assert "0\xa0bytes are left" in is_refused(finding, file(2, 1))


@pytest.mark.parametrize("number", [1, 10])
def test_it_asks_two_questions_however_many_files_there_are(
    finding, number, django_assert_num_queries
):
    for place in range(number):
        described(finding, place)
    finding.report  # noqa: B018  (is there when a form is read)

    with django_assert_num_queries(2):
        quotas.refuse_over_quota(finding, replace(file(99)))
