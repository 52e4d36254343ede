"""The words that a letter to a municipality begins with, in Albanian whatever the page speaks."""

from django.template.loader import render_to_string
from django.utils.translation import override

from contracts.models import Commitment
from monitoring.models import LegalDeadline, Report

OFFICE = "Koordinatori për të Drejtën e Informimit, Bashkia {municipality}"


def office_of(report: Report) -> str:
    """Whom the law names for such requests: the coordinator for the right to information."""
    return OFFICE.format(municipality=report.contract.municipality.name_sq)


def letter_about(report: Report, commitment: Commitment) -> str:
    """A letter of the report's organisation that asks what became of one commitment."""
    deadline = LegalDeadline.objects.filter(what=LegalDeadline.What.INFORMATION_REQUEST).first()
    words = {
        "report": report,
        "contract": report.contract,
        "municipality": report.contract.municipality,
        "organisation": report.organisation,
        "commitment": commitment,
        "deadline": deadline,
    }
    with override("sq"):
        return render_to_string("letters/information_request.txt", words).strip() + "\n"
