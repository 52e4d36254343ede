"""Files that nothing refers to go after a day; one that something refers to never goes (R-02)."""

import io

import pytest
from django.core.management import CommandError, call_command

from monitoring import actions, evidence
from monitoring.evidence import orphans, storage
from monitoring.models import Evidence
from tests import factories
from tests.monitoring.evidence_samples import files_in
from tests.monitoring.stored_files import age, age_all, cite, paths_of, taken_in
from tests.stories import Story

pytestmark = pytest.mark.django_db

DAY = 24 * 60 * 60


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


IN_THE_WORKSHOP = ["evidence", "kept file", "letter"]
ON_SHOW = ["published evidence", "published letter", "document"]


# --- What stays ---------------------------------------------------------------------------------


@pytest.mark.parametrize("model", IN_THE_WORKSHOP)
def test_what_the_workshop_refers_to_stays_with_its_original(media, model):
    stored = taken_in()
    cite(stored, model)
    age_all(media)

    assert orphans.sweep().files == 0
    assert [path.exists() for path in paths_of(stored)] == [True, True, True]


@pytest.mark.parametrize("model", ON_SHOW)
def test_what_was_published_stays_without_any_draft(media, model):
    stored = taken_in()
    cite(stored, model)
    age_all(media)

    assert orphans.sweep().files == 1  # the original, which nothing refers to any more
    assert [path.exists() for path in paths_of(stored)] == [True, False, True]


def test_what_was_published_and_retracted_stays(media):
    stored = taken_in()
    item = cite(stored, "published evidence")
    factories.RetractionFactory(scorecard=item.line.scorecard)
    age_all(media)

    orphans.sweep()

    assert evidence.public_path(stored.sha256).exists()


def test_a_file_that_was_stored_within_the_last_day_stays(media):
    young, old = taken_in(1), taken_in(2)
    age(*paths_of(young), by=DAY - 60)
    age(*paths_of(old), by=DAY + 60)

    orphans.sweep()

    assert files_in(media) == sorted(paths_of(young))


def test_storing_a_file_once_more_begins_its_day_anew(media):
    stored = taken_in()
    age_all(media)

    assert taken_in() == stored
    assert orphans.sweep().files == 0


def test_a_form_that_comes_back_with_its_file_begins_its_day_anew(media):
    stored = taken_in()
    age_all(media)

    assert evidence.renew(stored)
    orphans.sweep()

    assert files_in(media) == sorted(paths_of(stored)[:2])  # a thumbnail can be made again


def test_a_form_that_comes_back_too_late_learns_that_its_file_is_gone(media):
    stored = taken_in()
    age_all(media)
    orphans.sweep()

    assert not evidence.renew(stored)


# --- What goes ----------------------------------------------------------------------------------


def test_what_nothing_refers_to_goes_with_original_and_thumbnail(media):
    taken_in()
    age_all(media)

    swept = orphans.sweep()

    assert (swept.files, files_in(media)) == (3, [])


def test_the_second_sweep_finds_nothing_to_do(media):
    taken_in(1)
    cite(taken_in(2))
    age_all(media)
    orphans.sweep()
    left = files_in(media)

    assert orphans.sweep() == orphans.Swept()
    assert files_in(media) == left


def test_what_was_broken_off_on_its_way_in_goes(media):
    half = storage.incoming() / "tmp1234"
    half.write_bytes(b"half a picture")
    assert orphans.sweep().files == 0

    age(half)

    assert orphans.sweep().files == 1
    assert not half.exists()


def test_a_file_that_was_removed_from_a_draft_goes_although_history_remembers_it(media):
    story = Story(statuses=("full",)).opened()
    item = actions.add_evidence(
        finding=story.report.findings.get(), by=story.author, evidence_class="observation",
        title="Foto", file=taken_in(),
    )  # fmt: skip
    actions.remove_evidence(evidence=item, by=story.author)
    age_all(media)

    orphans.sweep()

    assert files_in(media) == []
    assert Evidence.history.filter(title="Foto").exists()


def test_the_thumbnail_of_a_picture_that_was_erased_goes(media):
    stored = taken_in()
    cite(stored)
    evidence.public_path(stored.sha256).unlink()
    age_all(media)

    orphans.sweep()

    assert [path.exists() for path in paths_of(stored)] == [False, True, False]


# --- The command --------------------------------------------------------------------------------


def test_the_command_says_what_it_removed(media):
    taken_in()
    age_all(media)
    out = io.StringIO()

    call_command("sweep_orphans", stdout=out)
    call_command("sweep_orphans", stdout=out)

    first, second = out.getvalue().splitlines()
    assert first.startswith("removed: 3 files, ")
    assert second.startswith("removed: 0 files, 0")


def test_the_command_names_what_it_could_not_remove_and_exits_1(media, monkeypatch):
    stored = taken_in()
    age_all(media)

    def refuse(path, *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    out = io.StringIO()

    with pytest.raises(CommandError) as failed:
        call_command("sweep_orphans", stdout=out)

    assert failed.value.returncode == 1
    named = [line for line in out.getvalue().splitlines() if line.startswith("left: ")]
    assert sorted(named) == sorted(f"left: {path}" for path in paths_of(stored))
