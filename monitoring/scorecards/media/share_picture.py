"""The picture beside a link in messages and networks, as PNG: a result, or one finding."""

from django.utils.translation import gettext as _

from monitoring.scorecards.media import lettering
from monitoring.scorecards.media.drawing_board import MARGIN, Board
from monitoring.scorecards.media.finding import Finding
from monitoring.scorecards.media.statement import Statement
from monitoring.templatetags.figures import stage_word, status_word

FIGURE = 140  # size of its letters
MARK = 24  # radius


def of_result(said: Statement) -> bytes:
    """A municipality, a scorecard or the network: the figure if one may stand, the sentence."""
    board = Board(is_demonstration=said.is_demonstration)
    y = board.write(said.name, MARGIN, 98, 64, lines=1)
    y = board.write_whole(said.about, MARGIN, y, (29, 25, 22), colour="ink-soft") + 12
    left = MARGIN
    if said.figure:
        board.write(said.figure, left, y - 16, FIGURE, lines=1)
        left += round(lettering.width(said.figure, FIGURE)) + 44
    board.write(said.sentence, left, y + 6, 35, lines=4 if said.counts else 7)
    if said.counts is not None:
        board.stacked_bar(said.counts, top=400)
    board.foot(said.basis, said.address)
    return board.png()


def of_finding(found: Finding) -> bytes:
    """One commitment: its words, and its status with shape, word and stage."""
    board = Board(is_demonstration=found.is_demonstration)
    y = board.write_whole(found.place, MARGIN, 104, (29, 25, 22), colour="ink-soft")
    board.write(found.title, MARGIN, y + 10, 50, lines=4)
    if found.status is None:
        board.write(_("No assessment of it has been published."), MARGIN, 456, 40, lines=1)
    else:
        board.mark(found.status, MARGIN + MARK, 476, MARK)
        words = (str(status_word(found.status)), str(stage_word(found.stage)))
        board.write(" · ".join(filter(None, words)), MARGIN + 2 * MARK + 20, 448, 44, lines=1)
    board.foot(found.basis, found.address)
    return board.png()
