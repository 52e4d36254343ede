"""Uploads that are killed: a program of its own, which test_kill_drill.py starts and reads.

In a folder of its own (DATA_DIR) it makes a small database, then lets one process after the other
store files and rows as fast as it can, and kills each at a random moment. Prints what it found.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import django
from PIL import Image

DAY = 24 * 60 * 60


def main(kills: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "popnet.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from tests import factories

    call_command("migrate", verbosity=0)
    factories.FindingFactory()
    chance, told = random.Random(5), []
    for number in range(kills):
        connections.close_all()
        told += _told_until_killed(number, chance.uniform(0, 0.05))
    print(json.dumps(_found_afterwards(told)))


def _told_until_killed(number: int, after: float) -> list[str]:
    """The hashes whose rows a process said were committed, before it was killed.

    It is killed at some moment after the first of them.
    """
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        os.close(ear)
        try:
            _upload_for_ever(number, mouth)
        finally:
            os._exit(1)
    os.close(mouth)
    with os.fdopen(ear) as words:
        first = words.readline()
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [first.strip(), *words.read().split()]


def _upload_for_ever(number: int, mouth: int) -> None:
    from dataclasses import asdict

    from django.utils import timezone

    from monitoring import evidence
    from monitoring.models import Finding, KeptFile
    from municipalities.models import User
    from tests.monitoring.evidence_samples import saved

    where = {"finding": Finding.objects.get(), "kept_by": User.objects.first(), "name": "foto.png"}
    for count in range(10_000):
        dots = random.Random(f"{number} {count}").randbytes(3 * 16 * 16)
        photo = saved(Image.frombytes("RGB", (16, 16), dots), "PNG", compress_level=0)
        stored = evidence.take_in(photo, name="foto.png")
        KeptFile.objects.create(kept_at=timezone.now(), **where, **asdict(stored))
        os.write(mouth, f"{stored.sha256}\n".encode())


def _found_afterwards(told: list[str]) -> dict:
    from monitoring.evidence import orphans, references, scrubbing
    from monitoring.models import KeptFile

    rows = set(KeptFile.objects.values_list("sha256", flat=True))
    before = _files()
    for path in before:
        os.utime(path, (time.time() - 2 * DAY,) * 2)
    swept = orphans.sweep()
    left = {path.name for path in _files()}
    return {
        "acknowledged": len(told),
        "acknowledged and lost": len(set(told) - rows),
        "rows without their files": len(list(scrubbing.scrub())),
        "debris": len(before) - 3 * len(rows),
        "swept": swept.files,
        "left without a row": len(left - references.hashes()),
        "swept the second time": orphans.sweep().files,
    }


def _files() -> list[Path]:
    from django.conf import settings

    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


if __name__ == "__main__":
    main(int(sys.argv[1]))
