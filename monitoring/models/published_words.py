"""The words by which a search finds a commitment, besides those of its own wording."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment
from municipalities.word_search import WordsField


class PublishedWords(models.Model):
    """Every word that standing scorecards say about a commitment, each once.

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
