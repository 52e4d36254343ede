"""Who follows by e-mail: confirmed, told nothing yet."""

import datetime

import factory
from factory.django import DjangoModelFactory

from monitoring.models.followers import Follower
from tests.factories.municipalities import MunicipalityFactory

ASKED = datetime.datetime(2026, 9, 1, 9, tzinfo=datetime.UTC)


class FollowerFactory(DjangoModelFactory):
    """Follows a municipality, unless ``sector`` or ``commitment`` is given with no municipality."""

    class Meta:
        model = Follower

    email = factory.Sequence("lexues{}@example.org".format)
    language = "en"
    municipality = factory.SubFactory(MunicipalityFactory)
    key = factory.Sequence("celesi-i-proves-{}".format)
    asked_at = ASKED
    confirmed_at = ASKED + datetime.timedelta(hours=1)
