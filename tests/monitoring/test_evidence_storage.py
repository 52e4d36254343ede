"""Files on disk: written so that no crash halves one, found by hash, checked by fingerprint."""

import hashlib
import os
import stat
import threading

import pytest

from monitoring import evidence
from monitoring.evidence import storage
from tests.monitoring import evidence_samples as samples
from tests.monitoring.evidence_samples import files_in


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


# --- Written so that no crash halves it ---------------------------------------------------------


def test_a_file_is_on_disk_before_it_has_its_name(monkeypatch):
    steps = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("fsync of folder" if is_folder else "fsync of file")
        real_fsync(descriptor)

    def replace(source, target):
        steps.append("rename")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)

    evidence.take_in(samples.jpeg(), name="foto.jpg")

    one_file = ["fsync of file", "rename", "fsync of folder", "fsync of folder"]
    assert steps == one_file * 3  # original, public copy, thumbnail


def test_a_rename_that_fails_leaves_no_file(media, monkeypatch):
    def no_space(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", no_space)

    with pytest.raises(evidence.NoSpace):
        evidence.take_in(samples.jpeg(), name="foto.jpg")

    assert files_in(media) == []


def test_a_public_file_appears_only_after_its_original(media, monkeypatch):
    real_replace = os.replace

    def only_the_original(source, target):
        if "originals" not in str(target):
            raise OSError(28, "No space left on device")
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", only_the_original)

    with pytest.raises(evidence.NoSpace):
        evidence.take_in(samples.jpeg(), name="foto.jpg")

    original = hashlib.sha256(samples.jpeg()).hexdigest()
    assert files_in(media) == [evidence.original_path(original)]


# --- Beside the sweep ---------------------------------------------------------------------------


def test_nobody_stores_while_a_file_is_being_removed_and_many_store_at_a_time(media):
    done = threading.Event()

    def store():
        storage.keep(b"a file", storage.public_path)
        done.set()

    with storage.nobody_sweeps(nor_stores=True):
        waits = threading.Thread(target=store)
        waits.start()
        assert not done.wait(0.1)
    assert done.wait(5)
    waits.join()

    done.clear()
    with storage.nobody_sweeps():
        stores_beside = threading.Thread(target=store)
        stores_beside.start()
        assert done.wait(5)
    stores_beside.join()


def test_whoever_holds_the_store_and_ends_lets_it_go(media):
    """Also when it is killed: the lock is the operating system's."""
    child = os.fork()
    if not child:
        with storage.nobody_sweeps(nor_stores=True):
            os._exit(1)
    os.waitpid(child, 0)

    storage.keep(b"a file", storage.public_path)


# --- Names and fingerprints ---------------------------------------------------------------------


def test_a_file_that_was_changed_on_disk_no_longer_matches():
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")
    assert evidence.matches(stored.sha256, stored.size)

    path = evidence.public_path(stored.sha256)
    changed = bytearray(path.read_bytes())
    changed[-10] ^= 1
    path.write_bytes(bytes(changed))

    assert not evidence.matches(stored.sha256, stored.size)


def test_a_file_of_another_size_or_a_missing_file_does_not_match():
    stored = evidence.take_in(samples.jpeg(), name="foto.jpg")

    assert not evidence.matches(stored.sha256, stored.size + 1)
    assert not evidence.matches("0" * 64, stored.size)


@pytest.mark.parametrize("path_of", [evidence.public_path, evidence.original_path])
@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_hash_has_no_path(path_of, name):
    with pytest.raises(ValueError, match="64 lower-case hexadecimal digits"):
        path_of(name)


def test_files_lie_in_folders_by_the_first_two_digits(media):
    name = "ab" + "0" * 62

    assert evidence.public_path(name) == media / "evidence" / "ab" / name
    assert evidence.original_path(name) == media / "originals" / "ab" / name


@pytest.mark.parametrize(
    ("title", "content_type", "name"),
    [
        (
            "Vendimi nr. 12: ujësjellësi",
            "application/pdf",
            "vendimi-nr-12-ujesjellesi.pdf",
        ),
        ("Çezma e lagjes", "image/jpeg", "cezma-e-lagjes.jpg"),
        ("x" * 300, "image/png", "x" * 80 + ".png"),
        ("»…«", "image/webp", "evidence.webp"),
    ],
)
def test_a_file_is_called_by_its_title_in_plain_letters(title, content_type, name):
    assert evidence.name_for(title, content_type) == name
