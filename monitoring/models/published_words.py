"""The words by which a search finds a commitment, besides those of its own wording."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment
from municipalities.word_search import WordsField, mark


def marks(*, round: str = "", status: str = "", stage: str = "") -> list[str]:
    """What the text of a commitment with such a finding is marked with.

    That is the finding of the round, by its slug, or where none is given the newest one. A round
    alone: there is a finding of it at all. Both words are one mark: a database that knows how
    frequent each is cannot tell that "not addressed" and "in use" never meet.
    """
    if not status and not stage:
        return [mark("round", round)] if round else []
    return [mark("finding", round, status, stage)]


class PublishedWords(models.Model):
    """Every word that standing scorecards say about a commitment, each once, behind its marks.

    It follows from the showcase (`monitoring.search_index`) and says nothing of its own, so it
    may be made again at any time.
    """

    commitment = models.OneToOneField(
        Commitment,
        models.CASCADE,
        primary_key=True,
        related_name="published_words",
        verbose_name=_("commitment"),
    )
    words = WordsField(_("words"), editable=False)

    class Meta:
        verbose_name = _("published words")
        verbose_name_plural = _("published words")

    def __str__(self):
        return f"{self.commitment_id}: {self.words[:40]}"
