"""Questions about what stands, asked of `StandingResult`: cheap however many results there are."""

from django.db import models

# A statement of its own, because three of its parts need what one pass over an index finds out:
# how many results each round has, and their sums.
SUMMED_UP = """
WITH sizes AS (
  SELECT round_id, COUNT(*) AS results, COUNT(fulfilment) AS rated, {sums}
  FROM monitoring_standingresult WHERE term_id = %(term)s GROUP BY round_id
), compared AS (
  SELECT sizes.*, {of_compared} FROM sizes JOIN monitoring_round r ON r.id = sizes.round_id
  WHERE 2 * results >= (SELECT MAX(results) FROM sizes) ORDER BY r.slug DESC LIMIT 1
), middle AS (
  SELECT scorecard_id, 1 AS is_median FROM monitoring_standingresult
  WHERE term_id = %(term)s AND round_id = (SELECT round_id FROM compared)
    AND fulfilment IS NOT NULL
  ORDER BY fulfilment, scorecard_id
  LIMIT COALESCE((SELECT 2 - rated %% 2 FROM compared), 0)
  OFFSET COALESCE((SELECT (rated - 1) / 2 FROM compared), 0)
), newest AS (
  SELECT scorecard_id, 0 AS is_median FROM monitoring_standingresult
  WHERE term_id = %(term)s ORDER BY published_at DESC, scorecard_id DESC LIMIT %(newest)s
)
SELECT s.*, card.revision, card.method_version, {of_round}, {of_town},
  picked.is_median, compared.results, {summed}, {compared_round}
FROM (SELECT * FROM middle UNION ALL SELECT * FROM newest) picked CROSS JOIN compared
JOIN monitoring_standingresult s ON s.scorecard_id = picked.scorecard_id
JOIN monitoring_scorecard card ON card.id = s.scorecard_id
JOIN monitoring_round r ON r.id = s.round_id
JOIN municipalities_municipality m ON m.id = card.municipality_id
ORDER BY picked.is_median DESC,
  CASE picked.is_median WHEN 1 THEN s.fulfilment END,
  CASE picked.is_median WHEN 1 THEN s.scorecard_id END,
  s.published_at DESC, s.scorecard_id DESC
"""
COUNTS = ("full", "partial", "none", "unassessed", "unassessable", "excluded")
OF_ROUND = ("id", "slug", "name_sq", "name_en", "evidence_until", "method_version")
OF_TOWN = ("id", "slug", "name_sq", "name_en")


class StandingResultQuerySet(models.QuerySet):
    def summed_up(self, term: int, newest: int):
        """The results of a term that its summary names, by this key of the term.

        First the middle one or two by fulfilment (``is_median``) of the round that is compared,
        then the newest few of any round; who is both, twice. Compared is the newest round that has
        at least half as many results as the fullest one: the first result of a new round does
        not speak for the network yet. Each row carries the compared round (``compared_id`` …),
        its number of ``results`` and their sums (``sum_full`` …), besides its own round
        (``round_slug`` …) and municipality (``town_slug`` …). The quotient only orders; figures
        are computed from the sums.
        """
        return self.raw(_STATEMENT, {"term": term, "newest": newest})


def _named(table: str, prefix: str, names: tuple) -> str:
    return ", ".join(f'{table}."{name}" AS "{prefix}_{name}"' for name in names)


_STATEMENT = SUMMED_UP.format(
    sums=", ".join(f'SUM("{count}") AS sum_{count}' for count in COUNTS),
    summed=", ".join(f"compared.sum_{count}" for count in COUNTS),
    of_compared=_named("r", "compared", OF_ROUND),
    compared_round=", ".join(f"compared.compared_{name}" for name in OF_ROUND),
    of_round=_named("r", "its_round", OF_ROUND),
    of_town=_named("m", "town", OF_TOWN),
)
