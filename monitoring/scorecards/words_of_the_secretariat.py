"""What the secretariat adds to public pages, and how the network is reached."""

from monitoring.scorecards.freshness import Scope, newest
from municipalities.models import Channel, PageText

# The others are read in the workspace alone, and move no public page.
PUBLIC = (PageText.Page.ABOUT, PageText.Page.CONTACT)

words_of_the_secretariat = Scope(
    "words of the secretariat",
    lambda about: [
        newest(PageText.history.filter(page__in=PUBLIC), "history_id"),
        newest(Channel.history.filter(organisation=None), "history_id"),
    ],
)


def of_page(page: PageText.Page) -> PageText | None:
    return PageText.objects.filter(page=page).first()


def ways_to_reach_the_network() -> list[Channel]:
    """In the order in which the secretariat put them."""
    return list(Channel.objects.filter(organisation=None))
