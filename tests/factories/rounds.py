"""Rounds, who reviews whom in them, and the figures that others claimed for them."""

import datetime

import factory
from factory.django import DjangoModelFactory

from monitoring.models import Claim, ReviewDuty, Round, RoundExtension, RoundReopening
from tests.factories.contracts import SocialContractFactory, TermFactory
from tests.factories.municipalities import OrganisationFactory, UserFactory


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


class RoundExtensionFactory(DjangoModelFactory):
    class Meta:
        model = RoundExtension

    round = factory.SubFactory(RoundFactory)
    old_submit_by = datetime.date(2026, 9, 20)
    new_submit_by = datetime.date(2026, 9, 30)
    reason_sq = "Një arsye e shpikur për provë."
    extended_at = datetime.datetime(2026, 9, 18, 9, tzinfo=datetime.UTC)
    extended_by = factory.SubFactory(UserFactory)


class RoundReopeningFactory(DjangoModelFactory):
    class Meta:
        model = RoundReopening

    round = factory.SubFactory(RoundFactory)
    closed_at = factory.Sequence(
        lambda n: datetime.datetime(2026, 10, 1, 9, tzinfo=datetime.UTC) + datetime.timedelta(n)
    )
    closed_by = factory.SubFactory(UserFactory)
    reason_sq = "Një arsye e shpikur për provë."
    reopened_at = datetime.datetime(2036, 10, 2, 9, tzinfo=datetime.UTC)
    reopened_by = factory.SubFactory(UserFactory)


class ReviewDutyFactory(DjangoModelFactory):
    """Proposed, and not accepted yet."""

    class Meta:
        model = ReviewDuty

    contract = factory.SubFactory(SocialContractFactory)
    round = factory.SubFactory(RoundFactory, term=factory.SelfAttribute("..contract.term"))
    author = factory.SubFactory(OrganisationFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    proposed_at = datetime.datetime(2026, 9, 1, 9, tzinfo=datetime.UTC)
    proposed_by = factory.SubFactory(UserFactory)


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
