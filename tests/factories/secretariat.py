"""What the secretariat says: notices, words of pages, ways to reach the network."""

import datetime

import factory
from factory.django import DjangoModelFactory

from municipalities.models import Announcement, Channel, PageText
from tests.factories.municipalities import UserFactory


class AnnouncementFactory(DjangoModelFactory):
    class Meta:
        model = Announcement

    title_sq = factory.Sequence("Njoftim prove {}".format)
    begins = datetime.date(2026, 9, 1)
    written_at = datetime.datetime(2026, 9, 1, 8, tzinfo=datetime.UTC)
    written_by = factory.SubFactory(UserFactory, network_admin=True)


class PageTextFactory(DjangoModelFactory):
    """One text per page: each row takes the next page that has none."""

    class Meta:
        model = PageText

    page = factory.Sequence(lambda number: PageText.Page.values[number % len(PageText.Page)])
    text_sq = "Fjalë të shpikura për provë."


class ChannelFactory(DjangoModelFactory):
    class Meta:
        model = Channel

    kind = Channel.Kind.EMAIL
    value = factory.Sequence("prova{}@example.org".format)
