"""What the database refuses to store of what the secretariat says."""

import datetime

import pytest

from tests import factories as make
from tests.constraints import assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("municipalities", "secretariat"))

CASES = [
    ("announcement_has_a_title", lambda: make.AnnouncementFactory(title_sq="")),
    (
        "announcement_ends_after_it_begins",
        lambda: make.AnnouncementFactory(ends=datetime.date(2026, 8, 31)),
    ),
    ("page_text_is_of_a_known_page", lambda: make.PageTextFactory(page="home")),
    ("page_text_has_words", lambda: make.PageTextFactory(text_sq="")),
    ("channel_kind_is_known_word", lambda: make.ChannelFactory(kind="fax", value="1")),
    ("channel_leads_somewhere", lambda: make.ChannelFactory(value="as adresë")),
    ("channel_leads_somewhere", lambda: make.ChannelFactory(kind="phone", value="")),
    ("channel_leads_somewhere", lambda: link("http://example.org/")),
    ("channel_leads_somewhere", lambda: link("javascript:alert(1)")),
]


def link(value):
    return make.ChannelFactory(kind="facebook", value=value)


def test_every_constraint_has_a_case():
    # `channel_kind_is_known_word` cannot be broken alone: no other kind leads anywhere.
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_every_kind_of_channel_can_be_stored_with_what_leads_there():
    make.ChannelFactory().full_clean()
    make.ChannelFactory(kind="phone", value="+355 4 000 0000").full_clean()
    make.ChannelFactory(kind="address", value="Rruga e Sajuar 1, Tiranë").full_clean()
    link("https://example.org/rrjeti").full_clean()
