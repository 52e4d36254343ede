"""A full disk: nothing half stored, no row, a sentence; the next file goes in (QUALITY R-03)."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring import evidence
from monitoring.evidence import storage
from monitoring.models import Evidence, KeptFile
from tests.monitoring import evidence_samples as samples
from tests.monitoring.evidence_samples import files_in
from tests.monitoring.workspace.people import Browser
from tests.stories import Story

# What is stored of one picture, in this order.
COPIES = ["original", "public copy", "thumbnail"]
STEPS = ["open", "write", "fsync", "rename"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    storage.incoming()
    return settings.MEDIA_ROOT


class Disk:
    """Full at one step of one of the files that are stored; ``is_full`` turns it off."""

    def __init__(self, monkeypatch, step, copy, error=errno.ENOSPC):
        self.is_full, self.error = True, error
        self.until_full = COPIES.index(copy)
        patched = {
            "open": (storage, "NamedTemporaryFile"),
            "write": (storage, "NamedTemporaryFile"),
            "fsync": (os, "fsync"),
            "rename": (os, "replace"),
        }
        where, name = patched[step]
        # One file is synced once itself and its two folders after it.
        self.calls_of_a_file = 3 if step == "fsync" else 1
        real, calls = getattr(where, name), []

        def fail(*args):
            raise OSError(self.error, "No space left on device")

        def maybe_full(*args, **kwargs):
            calls.append(args)
            is_full = self.is_full and len(calls) > self.until_full * self.calls_of_a_file
            if is_full and step != "write":
                fail()
            made = real(*args, **kwargs)
            if is_full:
                made.write = fail
            return made

        monkeypatch.setattr(where, name, maybe_full)


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_fills_at_any_step_leaves_whole_files_or_none(media, monkeypatch, step, copy):
    disk = Disk(monkeypatch, step, copy)

    with pytest.raises(evidence.NoSpace):
        evidence.take_in(samples.jpeg(), name="foto.jpg")

    assert list(storage.incoming().iterdir()) == []
    complete = COPIES[: COPIES.index(copy)]
    assert len(files_in(media)) == len(complete)
    disk.is_full = False
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")
    assert evidence.matches(stored.sha256, stored.size)
    assert len(files_in(media)) == 3


def test_a_disk_without_room_for_a_folder_is_a_full_disk(media, monkeypatch):
    real = Path.mkdir

    def no_room(path, *args, **kwargs):
        if path.parent.name == storage.PUBLIC:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "mkdir", no_room)

    with pytest.raises(evidence.NoSpace):
        evidence.take_in(samples.jpeg(), name="foto.jpg")
    assert list(storage.incoming().iterdir()) == []


def test_a_user_without_room_left_is_a_full_disk(media, monkeypatch):
    Disk(monkeypatch, "rename", "original", error=errno.EDQUOT)

    with pytest.raises(evidence.NoSpace):
        evidence.take_in(samples.jpeg(), name="foto.jpg")


def test_a_disk_that_fails_otherwise_is_an_error_for_whoever_runs_the_portal(media, monkeypatch):
    Disk(monkeypatch, "rename", "original", error=errno.EIO)

    with pytest.raises(OSError, match="No space") as failed:
        evidence.take_in(samples.jpeg(), name="foto.jpg")
    assert failed.value.errno == errno.EIO
    assert files_in(media) == []


@pytest.mark.django_db
def test_a_coordinator_reads_that_there_is_no_room_and_the_next_upload_goes_in(monkeypatch):
    story = Story(statuses=("full",)).opened()
    browser = Browser("en").sign_in(story.author)
    address = f"/workspace/findings/{story.report.findings.get().pk}/"
    photo = SimpleUploadedFile("rruga.jpg", samples.jpeg())
    disk = Disk(monkeypatch, "rename", "public copy")

    browser.start(address)
    page = browser.send("save", files=photo, rationale_sq="Rruga u shtrua deri te shkolla.")

    assert page.response.status_code == 507
    assert "Nothing that was stored before is lost." in page.text
    assert "Rruga u shtrua deri te shkolla." in page.text
    assert (Evidence.objects.count(), KeptFile.objects.count()) == (0, 0)
    assert browser.client.get("/en/").status_code == 200

    disk.is_full = False
    photo.seek(0)
    browser.start(address)
    assert browser.send("save", files=photo).response.status_code == 200
    assert KeptFile.objects.count() == 1


@pytest.mark.django_db
def test_public_pages_are_read_while_the_disk_is_full(client, monkeypatch):
    Disk(monkeypatch, "open", "original")

    assert client.get("/method/").status_code == 200
