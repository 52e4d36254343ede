"""The sweep while others store, cite, describe and remove files (QUALITY R-02)."""

import os
import random
from dataclasses import asdict

import pytest
from django.utils import timezone

from monitoring import evidence
from monitoring.evidence import orphans, storage
from monitoring.models import Evidence, KeptFile
from tests import factories
from tests.monitoring.evidence_samples import files_in
from tests.monitoring.stored_files import age, age_all, cite, paths_of, taken_in

SWEEPS = int(os.environ.get("SWEEPS", "150"))
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def test_a_row_that_appears_after_the_list_was_made_keeps_its_file(media):
    """The reference is looked for once more, under the lock."""
    stored = taken_in()
    age_all(media)

    def a_row_is_committed(files):
        cite(stored)
        return files

    assert orphans.sweep(progress=a_row_is_committed).files == 0


def test_a_file_that_is_stored_again_after_the_list_was_made_stays(media):
    stored = taken_in()
    age_all(media)

    def the_upload_is_tried_again(files):
        taken_in()
        return files

    assert orphans.sweep(progress=the_upload_is_tried_again).files == 0
    assert [path.exists() for path in paths_of(stored)] == [True, True, True]


FILES = 5


class Uploads:
    """People who send, cite, describe and remove a few files, a step at a time, at random."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.finding = factories.FindingFactory()
        self.user = factories.UserFactory()
        self.stored, self.rows = {}, {}

    def step(self):
        number = self.chance.randrange(FILES)
        if number in self.rows:
            self.chance.choice([self.describe, self.remove, self.nothing])(number)
        elif number in self.stored:
            self.chance.choice([self.commit, self.give_up])(number)
        else:
            self.store(number)

    def store(self, number):
        public = f"public {number}".encode()
        original = f"original {number}".encode()
        self.stored[number] = evidence.StoredFile(
            sha256=storage.keep(public, storage.public_path), size=len(public),
            content_type="image/png", original_size=len(original),
            original_sha256=storage.keep(original, storage.original_path),
        )  # fmt: skip

    def commit(self, number):
        self.rows[number] = KeptFile.objects.create(
            finding=self.finding, name="a", kept_at=timezone.now(), kept_by=self.user,
            **asdict(self.stored.pop(number)),
        )  # fmt: skip

    def give_up(self, number):
        del self.stored[number]

    def describe(self, number):
        row = self.rows[number]
        if isinstance(row, KeptFile):
            columns = ("sha256", "size", "content_type", "original_sha256", "original_size")
            file = {name: getattr(row, name) for name in columns}
            row.delete()
            item = Evidence(
                finding=self.finding, evidence_class="official", title="a",
                added_at=timezone.now(), added_by=self.user, **file,
            )  # fmt: skip
            self.rows[number] = Evidence.objects.bulk_create([item])[0]

    def remove(self, number):
        self.rows.pop(number).delete()

    def nothing(self, number):
        pass

    def between(self, files):
        for path in files:
            if self.chance.random() < 0.7:
                self.step()
            yield path

    def missing(self):
        return [
            number
            for number, row in self.rows.items()
            if not evidence.public_path(row.sha256).exists()
            or not evidence.original_path(row.original_sha256).exists()
        ]


def test_no_interleaving_with_uploads_takes_a_file_that_a_row_refers_to(media, monkeypatch):
    """Sweeps with uploads, rows and removals between any two of their files.

    `SWEEPS=1000 pytest tests/monitoring/test_sweep_beside_uploads.py` is the drill of the bars.
    """
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    uploads, removed = Uploads(seed=11), 0
    for _sweep in range(SWEEPS):
        for _ in range(2):
            uploads.step()
        # What nobody touched during one sweep is a day older at the next.
        for path in files_in(media):
            if uploads.chance.random() < 0.6 and not waits_for_its_row(path, uploads):
                age(path)
        removed += orphans.sweep(progress=uploads.between).files
        assert uploads.missing() == []
    assert removed > SWEEPS / 2
    assert uploads.rows


def waits_for_its_row(path, uploads):
    """No request lasts for a day."""
    waiting = uploads.stored.values()
    return path.name in {name for file in waiting for name in (file.sha256, file.original_sha256)}
