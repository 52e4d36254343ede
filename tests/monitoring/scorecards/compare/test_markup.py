"""What holds for the markup of a comparison in each of its shapes, in both languages."""

from collections import Counter
from itertools import pairwise

import pytest

from tests import factories
from tests.monitoring.scorecards.sample_results import line
from tests.monitoring.scorecards.test_markup import Markup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

SHAPES = ["", "?m=fier", "?m=fier&m=korce&m=puke&m=vlore&reading=strict", "?m=all"]


@pytest.fixture
def pages(client, publish, term):
    """Two with the same promise under the same number, one without a percentage, one missing."""
    waste = factories.SectorFactory(slug="waste")
    earlier = factories.RoundFactory(term=term, slug="year-1")
    for name, counts in (("Fier", (4, 0, 6, 0, 0)), ("Korce", (1, 0, 1, 8, 0))):
        publish(name, counts, round=earlier)
        line(
            publish(name, counts),
            sector=waste,
            title_sq="Kosha",
            title_en="",
            commitment__number="1",
        )
    publish("Vlore", (8, 0, 2, 0, 0))
    factories.MunicipalityFactory(slug="puke")
    return {
        prefix + shape: (language, Markup(client.get(prefix + shape).content.decode()))
        for prefix, language in (("/compare/", "sq"), ("/en/compare/", "en"))
        for shape in SHAPES
    }


def test_every_shape_has_one_main_part_its_headings_in_order_and_the_language_of_its_path(pages):
    for address, (language, found) in pages.items():
        assert (found.tags["main"], found.tags["title"], found.headings.count(1)) == (1, 1, 1)
        assert [(a, b) for a, b in pairwise([0, *found.headings]) if b > a + 1] == [], address
        assert found.language == language


def test_every_anchor_leads_somewhere_and_no_id_stands_twice(pages):
    for address, (_, found) in pages.items():
        assert [i for i, times in Counter(found.ids).items() if times > 1] == [], address
        assert found.fragments <= set(found.ids), address


def test_there_is_no_script_and_no_style_and_only_the_form_that_asks(pages):
    assert {address: found.forbidden for address, (_, found) in pages.items()} == {
        address: [] if "m=all" in address else [("form", [])] for address in pages
    }


def test_two_links_with_the_same_words_lead_to_the_same_place(pages):
    for address, (_, found) in pages.items():
        assert {words: to for words, to in found.links.items() if len(to) > 1} == {}, address
