"""All tables of the open data, in the order in which a reader meets them."""

from monitoring.scorecards.open_data import openness, record, results, sealed
from monitoring.scorecards.open_data.table import Table

TABLES: tuple[Table, ...] = (
    results.scorecards,
    results.commitments,
    results.evidence,
    record.municipalities,
    record.organisations,
    record.rounds,
    openness.integrity_plans,
    openness.transparency,
    openness.consultations,
    openness.participatory_budgets,
    sealed.corrections,
    sealed.ledger,
)
