"""How much may be stored: files of one finding, bytes of one organisation in a round (S-42)."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from monitoring.evidence.intake import StoredFile, readable_name
from monitoring.evidence.refusal import Refused
from monitoring.models.proof import Evidence, KeptFile
from monitoring.models.workshop import Finding

FILES_OF_A_FINDING = 20
BYTES_OF_AN_ORGANISATION = 1024 * 1024 * 1024


def refuse_over_quota(finding: Finding, file: StoredFile, *, name: str = "") -> None:
    """Refused, with how much is left, if the finding or its organisation has no room for a file.

    Files that wait to be described count as well; a file that is there already costs nothing,
    however often it is cited. ``name`` is what the sender calls it. Two queries.
    """
    name = readable_name(name) if name else ""
    here = _files(finding=finding)
    if file.sha256 not in {sha256 for sha256, _original, _size in here}:
        _refuse_one_more(len(here), name)
    report = finding.report
    of_the_round = _files(
        finding__report__organisation=report.organisation_id, finding__report__round=report.round_id
    )
    sizes = {original: size for _sha256, original, size in of_the_round}
    if file.original_sha256 not in sizes:
        _refuse_larger_than_what_is_left(sum(sizes.values()), file.original_size, name)


def _files(**conditions) -> list[tuple[str, str, int]]:
    """Public copy, original and its size of each different file that is described or waits."""
    columns = ("sha256", "original_sha256", "original_size")
    described = Evidence.objects.filter(**conditions).exclude(sha256="")
    waiting = KeptFile.objects.filter(**conditions)
    either = described.order_by().values_list(*columns)
    return list(either.union(waiting.order_by().values_list(*columns)))


def _refuse_one_more(there: int, name: str) -> None:
    if there >= FILES_OF_A_FINDING:
        raise Refused(
            _(
                "This finding has %(there)s files already, and %(limit)s is the most. Remove one "
                "that shows the least, or put several pages into one PDF."
            )
            % {"there": there, "limit": FILES_OF_A_FINDING},
            name,
        )


def _refuse_larger_than_what_is_left(used: int, size: int, name: str) -> None:
    left = max(BYTES_OF_AN_ORGANISATION - used, 0)
    if size > left:
        raise Refused(
            _(
                "It has %(size)s, and of the %(limit)s that an organisation has for one round "
                "%(left)s are left. Send a smaller file, or remove one that is not needed."
            )
            % {
                "size": filesizeformat(size),
                "limit": filesizeformat(BYTES_OF_AN_ORGANISATION),
                "left": filesizeformat(left),
            },
            name,
        )
