"""Every stored file is read and compared with its fingerprint (QUALITY R-10)."""

import io

import pytest
from django.core.management import CommandError, call_command

from monitoring import evidence
from tests.monitoring.stored_files import cite, taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def scrubbed():
    """Exit code and the lines that were printed."""
    out = io.StringIO()
    try:
        call_command("scrub_files", stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def flip_one_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_whole_files_are_good():
    for number, model in enumerate(["evidence", "kept file", "letter", "published evidence"]):
        cite(taken_in(number), model)

    assert scrubbed() == (0, ["good: every file is what it was"])


def test_without_files_all_is_good():
    assert scrubbed() == (0, ["good: every file is what it was"])


@pytest.mark.parametrize(
    ("model", "address"),
    [
        ("evidence", lambda row: f"/workspace/findings/{row.finding_id}/"),
        ("kept file", lambda row: f"/workspace/findings/{row.finding_id}/"),
        ("letter", lambda row: f"/workspace/reports/{row.reply.report_id}/"),
        ("published evidence", lambda row: f"/evidence/{row.sha256}/{row.title_in_address}"),
        ("published letter", lambda row: f"/evidence/{row.sha256}/leter.jpg"),
    ],
)
@pytest.mark.parametrize("harm", ["damaged", "missing"])
def test_a_bad_public_copy_is_named_with_the_address_that_cites_it(model, address, harm):
    cite(taken_in(1))
    stored = taken_in(2)
    row = cite(stored, model)
    if model == "published evidence":
        row.title_in_address = evidence.name_for(row.title, "image/jpeg")
    path = evidence.public_path(stored.sha256)
    flip_one_bit(path) if harm == "damaged" else path.unlink()

    assert scrubbed() == (1, [f"{harm}: evidence/{stored.sha256}, cited at {address(row)}"])


def test_a_bad_original_is_named():
    stored = taken_in()
    row = cite(stored)
    flip_one_bit(evidence.original_path(stored.original_sha256))

    where = f"/workspace/findings/{row.finding_id}/"
    line = f"damaged: originals/{stored.original_sha256}, cited at {where}"
    assert scrubbed() == (1, [line])


def test_each_address_of_a_bad_file_is_named():
    stored = taken_in()
    for _ in range(2):
        cite(stored)
    evidence.public_path(stored.sha256).unlink()

    code, lines = scrubbed()

    assert (code, len(set(lines))) == (1, 2)


def test_a_file_that_was_put_back_is_good_again():
    stored = taken_in()
    cite(stored)
    path = evidence.public_path(stored.sha256)
    content = path.read_bytes()
    flip_one_bit(path)
    assert scrubbed()[0] == 1

    path.write_bytes(content)

    assert scrubbed()[0] == 0


def test_a_file_of_the_right_bytes_and_another_size_than_its_row_is_bad():
    stored = taken_in()
    row = cite(stored)
    type(row).objects.filter(pk=row.pk).update(size=stored.size + 1)

    assert scrubbed()[0] == 1
