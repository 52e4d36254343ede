"""What the constraints of several models say of files, once."""

from django.db.models import Q

from municipalities.conditions import SHA256


def file_is_fully_described() -> Q:
    """Hash, size and type of a file are all there, or none of them is."""
    described = Q(sha256__regex=SHA256, size__isnull=False, size__gt=0) & ~Q(content_type="")
    return Q(sha256="", size__isnull=True, content_type="") | described


def original_is_known_with_its_file() -> Q:
    """Hash and size of the original are known exactly when there is a file."""
    return Q(sha256="", original_sha256="", original_size__isnull=True) | Q(
        original_sha256__regex=SHA256, original_size__isnull=False, original_size__gt=0
    ) & ~Q(sha256="")
