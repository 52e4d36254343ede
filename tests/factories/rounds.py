"""Rounds, and the figures that others claimed for them."""

import datetime

import factory
from factory.django import DjangoModelFactory

from monitoring.models import Claim, Round
from tests.factories.contracts import TermFactory


class RoundFactory(DjangoModelFactory):
    """September 2025 to September 2026."""

    class Meta:
        model = Round

    term = factory.SubFactory(TermFactory)
    slug = factory.Sequence("viti-{}".format)
    name_sq = factory.Sequence("Viti {}".format)
    name_en = factory.Sequence("Year {}".format)
    begins = datetime.date(2025, 9, 1)
    ends = datetime.date(2026, 8, 31)
    evidence_until = datetime.date(2026, 9, 15)
    submit_by = datetime.date(2026, 9, 30)


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    slug = factory.Sequence("pretendimi-{}".format)
    term = factory.SubFactory(TermFactory)
    claimed_by = Claim.ClaimedBy.MUNICIPALITY
    who_sq = "Dikush i sajuar"
    text_sq = "Një shifër e shpikur për provë."
    figure = 80
    period = "2025"
    source = "Shpikur për provë"
