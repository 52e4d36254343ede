"""Requests for information, and deadlines set by law."""

import datetime

import factory
from factory.django import DjangoModelFactory

from monitoring.models import InformationRequest, LegalDeadline, OfficialHoliday
from tests.factories.contracts import CommitmentFactory
from tests.factories.municipalities import UserFactory
from tests.factories.workshop import ReportFactory

WRITTEN = datetime.datetime(2026, 9, 20, 9, tzinfo=datetime.UTC)


class LegalDeadlineFactory(DjangoModelFactory):
    """There is one of each kind from the first migration on, which this one finds again."""

    class Meta:
        model = LegalDeadline
        django_get_or_create = ["what"]

    what = LegalDeadline.What.INFORMATION_REQUEST
    days = 10
    source = "Ligji nr. 119/2014, neni 15"


class OfficialHolidayFactory(DjangoModelFactory):
    class Meta:
        model = OfficialHoliday

    day = factory.Sequence(lambda n: datetime.date(2050, 1, 1) + datetime.timedelta(n))
    name_sq = "Festë e shpikur"
    source = "Një vendim i shpikur për provë"


class InformationRequestFactory(DjangoModelFactory):
    """A letter that was written; ``is_sent=True`` went out and waits for its answer."""

    class Meta:
        model = InformationRequest

    class Params:
        is_sent = factory.Trait(
            sent_on=datetime.date(2026, 9, 21),
            sent_how="postë, nr. 12",
            due_on=datetime.date(2026, 10, 5),
        )

    report = factory.SubFactory(ReportFactory)
    commitment = factory.LazyAttribute(lambda row: CommitmentFactory(contract=row.report.contract))
    organisation = factory.SelfAttribute("report.organisation")
    office = "Koordinatori për të Drejtën e Informimit"
    letter = "Kërkojmë kopje të vendimit."
    written_at = WRITTEN
    written_by = factory.SubFactory(UserFactory)
