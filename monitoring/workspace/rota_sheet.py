"""The sheet on which a network admin accepts or changes who reviews whom in a round."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contracts.models import SocialContract
from monitoring.models import ReviewDuty, Round
from monitoring.rounds import duties
from monitoring.workspace.forms.rounds import DutyForm
from municipalities.languages import in_this_language
from municipalities.models import Organisation


@dataclass(frozen=True)
class Row:
    """One contract. ``reviews`` by what stands now; ``form`` is None once somebody reviews it."""

    contract: SocialContract
    writes: Organisation
    reviews: Organisation | None
    is_accepted: bool
    is_under_review: bool
    form: DutyForm | None = None

    @property
    def is_only_proposed(self) -> bool:
        return bool(self.reviews) and not (self.is_accepted or self.is_under_review)


@dataclass(frozen=True)
class Sheet:
    rows: list[Row]
    load: list[tuple[Organisation, int]]
    is_proposed: bool

    @property
    def forms(self) -> list[DutyForm]:
        return [row.form for row in self.rows if row.form]

    @property
    def forms_with_errors(self) -> list[DutyForm]:
        return [form for form in self.forms if form.is_bound and form.errors]

    def chosen(self) -> dict[int, int | None]:
        """What `duties.accept_duties` takes."""
        return {
            form.row.contract.pk: getattr(form.cleaned_data["organisation"], "pk", None)
            for form in self.forms
        }

    def seen(self) -> dict[int, int | None]:
        """Who stood there when the page was opened."""
        return {form.row.contract.pk: form.cleaned_data["seen"] for form in self.forms}

    def show_beside(self, contracts: set[int]) -> None:
        """Says what stands now for these; sent again, what was chosen takes its place (R-07)."""
        data = self.forms[0].data.copy()
        for form in self.forms:
            form.data = data
            row = form.row
            data[form.add_prefix("seen")] = row.reviews.pk if row.reviews else ""
            if row.contract.pk in contracts:
                form.add_error("organisation", _stands_now(row))


def _stands_now(row: Row) -> str:
    called = in_this_language(row.reviews, "name").text if row.reviews else _("nobody yet")
    return _("Meanwhile somebody accepted: %(organisation)s.") % {"organisation": called}


def of(round: Round, *, on, data=None) -> Sheet:
    """In Albanian order, in a fixed number of queries; ``data`` is what was sent, if anything."""
    question = duties.question_of(round, on=on, keep_accepted=False)
    members = {each.pk: each for each in Organisation.objects.members()}
    free = [each for pk, each in members.items() if pk in set(question.reviewers)]
    named = Organisation.objects.in_bulk({*question.writes.values(), *question.settled.values()})
    there = {
        duty.contract_id: duty
        for duty in ReviewDuty.objects.of_the_round(round).with_organisations()
    }
    contracts = SocialContract.objects.of_the_term(round.term).select_related("municipality")
    rows = []
    for contract in contracts.filter(pk__in=question.writes):
        duty, taken = there.get(contract.pk), question.settled.get(contract.pk)
        row = Row(
            contract=contract,
            writes=named[question.writes[contract.pk]],
            reviews=named[taken] if taken else duty.organisation if duty else None,
            is_accepted=bool(duty and duty.accepted_at),
            is_under_review=bool(taken),
        )
        rows.append(row if taken else _with_form(row, free, data))
    load = [(each, sum(row.reviews == each for row in rows)) for each in free]
    return Sheet(rows, load, any(row.is_only_proposed for row in rows))


def _with_form(row: Row, free: list[Organisation], data) -> Row:
    stands = row.reviews.pk if row.reviews else ""
    initial = {"organisation": stands, "seen": stands}
    form = DutyForm(data, row=row, organisations=free, initial=initial)
    return Row(row.contract, row.writes, row.reviews, row.is_accepted, row.is_under_review, form)
