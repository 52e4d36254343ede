"""Stored files for the tests of what keeps and removes them: taken in, cited by a row, aged."""

import os
import time
from dataclasses import asdict

from django.utils import timezone
from PIL import Image

from monitoring import evidence
from monitoring.models import KeptFile, ReplyLetter
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.evidence_samples import files_in

DAY = 24 * 60 * 60


def photo(number=0):
    """A file like no other: each number has its own colour."""
    dots = Image.new("RGB", (8, 8), (40 * number, 20, 7))
    return samples.saved(dots, "JPEG", comment=b"LEAK-comment")


def taken_in(number=0):
    return evidence.take_in(photo(number), name=f"{number}.jpg")


def paths_of(stored):
    return [
        evidence.public_path(stored.sha256),
        evidence.original_path(stored.original_sha256),
        evidence.thumbnail_path(stored.sha256),
    ]


def age(*paths, by=DAY + 60):
    for path in paths:
        os.utime(path, (time.time() - by,) * 2)


def age_all(media):
    age(*files_in(media))


def cite(stored, model="evidence"):
    """A row that refers to the file."""
    file = asdict(stored)
    public = {name: file[name] for name in ("sha256", "size", "content_type")}
    if model == "evidence":
        return factories.EvidenceFactory(link="", **file)
    if model == "kept file":
        return KeptFile.objects.create(
            finding=factories.FindingFactory(), name="foto.jpg", kept_at=timezone.now(),
            kept_by=factories.UserFactory(), **file,
        )  # fmt: skip
    if model == "letter":
        return ReplyLetter.objects.create(reply=factories.ReplyFactory(), title="Letër", **file)
    if model == "document":
        return factories.DocumentFactory(**public)
    if model == "published letter":
        return factories.ScorecardReplyLetterFactory(title="Letër", **public)
    return factories.ScorecardEvidenceFactory(link="", **public)
