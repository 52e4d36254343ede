"""The tables hold what pages show, the same in CSV and JSON, and nothing that a sheet would run."""

import json

import pytest

from monitoring import actions
from monitoring.scorecards.open_data import reading
from monitoring.scorecards.open_data.columns import Kind
from monitoring.scorecards.open_data.tables import TABLES
from tests import factories
from tests.monitoring.scorecards.open_data.fetched import (
    NAMES,
    OF_TERMS,
    csv_rows,
    fetched,
    json_rows,
)
from tests.monitoring.scorecards.sample_results import line, point, result
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

CANARY = "Kanarinë"
KINDS = {table.name: {c.name: c.kind for c in table.columns} for table in TABLES}


@pytest.fixture
def card():
    return result(factories.SocialContractFactory(), factories.RoundFactory())


@pytest.fixture
def same_term():
    """Makes results of one term and round."""
    contract = factories.SocialContractFactory()
    round_ = factories.RoundFactory(term=contract.term)
    return lambda **fields: result(
        factories.SocialContractFactory(term=contract.term), round_, **fields
    )


def looked_up(municipality):
    """One row of each kind of openness."""
    place = {"municipality": municipality}
    factories.IntegrityPlanFactory(**place, state="adopted", first_year=2024, last_year=2027)
    factories.TransparencyFactory(**place, programme="yes", decisions_since="2021-03")
    factories.PublicConsultationFactory(**place, comments=0)
    factories.ParticipatoryBudgetFactory(**place, received=40, amount_budgeted=12_500_000)


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_json_say_the_same(client, name):
    story = Story().published().corrected()
    factories.ScorecardReplyFactory(scorecard=story.scorecard)
    looked_up(story.municipality)
    read = {
        Kind.INTEGER: int,
        Kind.NUMBER: float,
        Kind.YES_OR_NO: {"true": True, "false": False}.__getitem__,
    }

    def value(column, cell):
        return None if cell == "" else read.get(KINDS[name][column], str)(cell)

    rows = [{c: value(c, cell) for c, cell in row.items()} for row in csv_rows(client, name)]
    assert rows == json_rows(client, name)
    assert rows
    assert [list(row) for row in rows] == [list(KINDS[name])] * len(rows)


def test_a_commitment_stands_with_its_words_and_what_was_found(client, card):
    bundle = line(card, "partial", text_sq="Teksti", places="Levan", previous="none")
    point(bundle, 1, "none", stage="no_step")
    line(card, "", items=0, excluded_on="2025-03-01", exclusion_sq="Me ligj.")

    first, second, third = json_rows(client, "commitments")

    assert (first["reference"], first["status"], first["previous"]) == (
        bundle.reference, "partial", "none",
    )  # fmt: skip
    assert (first["text_sq"], first["text_en"], first["places"]) == ("Teksti", None, "Levan")
    assert (second["bundle"], second["stage"]) == (bundle.reference, "no_step")
    assert (third["status"], third["excluded_on"], third["exclusion_sq"]) == (
        None, "2025-03-01", "Me ligj.",
    )  # fmt: skip
    assert [row["counted"] for row in (first, second, third)] == [True, False, False]


def test_evidence_names_the_published_file_by_its_address(client, card):
    of = line(card, items=0)
    factories.ScorecardEvidenceFactory(
        line=of, link="", title="Foto e rrugës", sha256="b" * 64, size=7, content_type="image/jpeg"
    )
    (row,) = json_rows(client, "evidence")
    assert (row["sha256"], row["size"], row["content_type"]) == ("b" * 64, 7, "image/jpeg")
    assert row["file"].endswith(f"/evidence/{'b' * 64}/foto-e-rruges.jpg")
    assert (row["reference"], row["position"], row["link"]) == (of.reference, 1, None)


def test_a_correction_and_a_retraction_stand_with_their_reasons(client):
    retracted, corrected = Story().published(), Story().published().corrected()
    actions.retract(
        report=retracted.report, by=retracted.admin, at=BEGIN + 90 * DAY,
        reason_sq="U botua nën emrin e një bashkie tjetër.",
    )  # fmt: skip
    found = [
        (row["kind"], row["municipality"], row["revision"], row["reason_sq"], row["reason_en"])
        for row in json_rows(client, "corrections")
    ]
    assert found == [
        ("correct", corrected.municipality.slug, 2, "Një vendim i këshillit nuk ishte parë.",
         "A decision of the council had been missed."),
        ("retract", retracted.municipality.slug, 1, "U botua nën emrin e një bashkie tjetër.",
         None),
    ]  # fmt: skip


def test_organisations_stand_with_what_they_cover(client):
    towns = [factories.MunicipalityFactory(slug=slug, name_sq=slug) for slug in ("vlore", "fier")]
    factories.OrganisationFactory(slug="a", covers=towns)
    factories.OrganisationFactory(slug="b", is_active=False)
    found = [
        (row["organisation"], row["covers"], row["active"])
        for row in json_rows(client, "organisations")
    ]
    assert found == [("a", "fier; vlore", True), ("b", None, False)]


# --- Formulas (S-46) ------------------------------------------------------------------------------

RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "＋1", "－1", "＠x", "'=1"]


@pytest.mark.parametrize("words", RUN)
def test_a_text_that_a_sheet_would_run_has_a_quote_before_it_in_csv_alone(client, card, words):
    line(card, title_sq=words)
    assert [row["title_sq"] for row in csv_rows(client, "commitments")] == [f"'{words}"]
    assert [row["title_sq"] for row in json_rows(client, "commitments")] == [words]


@pytest.mark.parametrize("words", ["1 = 1", "A-1", "5 %", "'Rilindja'", "a\nb", 'th"onjëza', "a,b"])
def test_any_other_text_stays_as_it_is(client, card, words):
    line(card, title_sq=words)
    assert [row["title_sq"] for row in csv_rows(client, "commitments")] == [words]


def test_a_negative_number_stays_a_number(client):
    from monitoring.scorecards.open_data.columns import cell

    assert [cell(-5), cell(-0.5), cell("-5")] == [-5, -0.5, "'-5"]


# --- Only what pages expose -----------------------------------------------------------------------


def everything(client, terms) -> bytes:
    """All files of the open data that hold words, as one text."""
    folders = ["/data/v1/", *(f"/data/v1/terms/{term}/" for term in terms)]
    addresses = [
        f"{folder}{name}.{ending}"
        for folder in folders
        for name in (NAMES if folder == "/data/v1/" else OF_TERMS)
        for ending in ("csv", "json")
    ]
    return b"".join(fetched(client, address) for address in addresses)


def test_a_draft_leaves_no_trace(client):
    published = Story().published()
    term = published.contract.term
    draft = Story(term=term).opened()
    before = everything(client, [term.slug])
    for finding in draft.report.findings.all():
        draft.find(finding, "partial", rationale_sq=CANARY, rationale_en=CANARY)
        factories.EvidenceFactory(finding=finding, title=CANARY, shows=CANARY)
    draft._reviewed_and_invited(BEGIN + DAY)
    factories.ReplyFactory(report=draft.report, text=CANARY)

    assert everything(client, [term.slug]) == before
    draft.publish()
    assert CANARY.encode() in everything(client, [term.slug])


def test_of_withheld_evidence_class_and_reason_stand_there_and_nothing_else(client):
    """The item is withheld in the report, with everything that could leak filled in."""
    story = Story().filled()
    finding = story.report.findings.in_order().first()
    item = finding.evidence.get()
    type(item).objects.filter(pk=item.pk).update(
        title=CANARY, publisher=CANARY, place=CANARY, page=CANARY, shows=CANARY,
        text_alternative=CANARY, link=f"https://example.org/{CANARY}", dated="1999",
        language="en", withheld_reason="Emra personash privatë.", visibility="withheld",
    )  # fmt: skip
    story._reviewed_and_invited(BEGIN + DAY).publish()

    assert CANARY.encode() not in everything(client, [story.contract.term.slug])
    (row,) = [row for row in json_rows(client, "evidence") if row["withheld"]]
    keys = ("municipality", "term", "round", "revision", "reference", "position")
    assert {name: value for name, value in row.items() if value and name not in keys} == {
        "class": "official", "language": "sq", "withheld": "Emra personash privatë.",
    }  # fmt: skip


def test_a_retracted_result_is_in_no_table_but_corrections_and_ledger(client):
    story = Story().published()
    slug = story.municipality.slug
    with_rows = {name for name in NAMES if slug in {r.get("municipality") for r in
                 json_rows(client, name)}}  # fmt: skip
    assert with_rows == {"scorecards", "commitments", "evidence", "municipalities"}
    actions.retract(
        report=story.report, by=story.admin, at=BEGIN + 90 * DAY,
        reason_sq="U botua nën emrin e një bashkie tjetër.",
    )  # fmt: skip
    with_rows = {name for name in NAMES if slug in {r.get("municipality") for r in
                 json_rows(client, name)}}  # fmt: skip
    assert with_rows == {"municipalities", "corrections"}


def test_no_person_of_the_portal_stands_in_any_file(client):
    story = Story().published().corrected()
    people = [story.author, story.colleague, story.reviewer, story.admin]
    found = everything(client, [story.contract.term.slug])
    for person in people:
        assert person.name.encode() not in found
        assert person.email.encode() not in found
    assert b"@" not in found.replace(b"example.org", b"")


def test_real_and_demonstration_rows_never_stand_in_one_file(client, settings):
    invented = Story(term=factories.TermFactory(is_demonstration=True)).published()
    real = Story().published()
    for story in (invented, real):
        story.corrected()
    for demo, story, other in ((True, invented, real), (False, real, invented)):
        settings.DEMO = demo
        for name in OF_TERMS:
            terms = {(row["term"], row["demonstration"]) for row in json_rows(client, name)}
            assert terms == {(story.contract.term.slug, demo)}, name
            folder = f"/data/v1/terms/{other.contract.term.slug}/"
            terms = {(row["term"], row["demonstration"]) for row in json_rows(client, name, folder)}
            assert terms == {(other.contract.term.slug, not demo)}, name


def test_an_invented_municipality_is_in_the_demonstration_only(client, settings):
    factories.MunicipalityFactory(slug="shpikur", is_demonstration=True)
    factories.TermFactory(is_demonstration=True)
    for demo in (True, False):
        settings.DEMO = demo
        slugs = [row["municipality"] for row in json_rows(client, "municipalities")]
        assert ("shpikur" in slugs) is demo


# --- Cost -----------------------------------------------------------------------------------------

QUERIES = {
    "scorecards": 4, "commitments": 5, "evidence": 5, "municipalities": 4, "organisations": 5,
    "rounds": 4, "corrections": 4, "ledger": 4, "integrity_plans": 4, "transparency": 4,
    "consultations": 4, "participatory_budgets": 4,
}  # fmt: skip


@pytest.mark.parametrize("number", [1, 10])
@pytest.mark.parametrize("name", NAMES)
def test_a_table_takes_the_same_queries_for_one_and_ten(
    client, django_assert_num_queries, same_term, name, number
):
    for _ in range(number):
        looked_up(line(same_term()).scorecard.municipality)
    for ending in ("csv", "json"):
        with django_assert_num_queries(QUERIES[name]):
            fetched(client, f"/data/v1/{name}.{ending}")


@pytest.mark.parametrize("name", NAMES)
def test_batches_of_any_size_give_the_same_file(client, monkeypatch, same_term, name):
    for _ in range(5):
        looked_up(line(line(same_term()).scorecard).scorecard.municipality)
    expected = fetched(client, f"/data/v1/{name}.csv")
    for batch in (1, 2, 5):
        monkeypatch.setattr(reading, "BATCH", batch)
        monkeypatch.setattr(reading, "SCORECARDS_AT_ONCE", batch)
        assert fetched(client, f"/data/v1/{name}.csv") == expected


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_term_has_no_files(client, name):
    assert client.get(f"/data/v1/terms/1999-2003/{name}.csv").status_code == 404


def test_json_is_one_row_a_line(client, same_term):
    for _ in range(3):
        same_term()
    first, *rows, last = fetched(client, "/data/v1/scorecards.json").decode().splitlines()
    assert (first, last, len(rows)) == ('{"scorecards": [', "]}", 3)
    assert all(json.loads(row.rstrip(",")) for row in rows)


def test_what_nobody_knows_of_openness_is_empty_or_the_word_unknown_and_never_nought(client, card):
    factories.PublicConsultationFactory(municipality=card.municipality, comments=0)
    factories.TransparencyFactory(municipality=card.municipality, programme="no")
    (year,), (seen,) = json_rows(client, "consultations"), json_rows(client, "transparency")
    assert (year["comments"], year["accepted"]) == (0, None)
    assert (seen["programme"], seen["register"]) == ("no", "unknown")
    assert csv_rows(client, "consultations")[0]["accepted"] == ""


def test_facts_of_invented_municipalities_are_not_in_the_record(client, card):
    factories.IntegrityPlanFactory(
        municipality=factories.MunicipalityFactory(is_demonstration=True)
    )
    mine = factories.IntegrityPlanFactory(municipality=card.municipality)
    (row,) = json_rows(client, "integrity_plans")
    assert row["municipality"] == mine.municipality.slug
