"""What the network does with citizens."""

import factory
from factory.django import DjangoModelFactory

from contracts.models import Activity, ActivityStep
from tests.factories.contracts import TermFactory


class ActivityFactory(DjangoModelFactory):
    """A public forum that is prepared; ``is_public=True`` shows it to everybody."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    term = factory.SubFactory(TermFactory)
    slug = factory.Sequence("forum-i-sajuar-{}".format)
    kind = "forum"
    title_sq = factory.Sequence("Forum i sajuar {}".format)
    begins = "2024-03-09"
    source = "Shpikur për provë"

    @factory.post_generation
    def municipalities(activity, create, extracted, **kwargs):
        activity.municipalities.set(extracted or [])

    @factory.post_generation
    def organisations(activity, create, extracted, **kwargs):
        activity.organisations.set(extracted or [])


class ActivityStepFactory(DjangoModelFactory):
    class Meta:
        model = ActivityStep

    activity = factory.SubFactory(ActivityFactory, kind="campaign")
    kind = "petition"
    dated = "2024-03"
    text_sq = "Peticioni u dorëzua."
