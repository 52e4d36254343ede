"""Albanian done right: order, letters, dates and numbers, the same on every database (A-13)."""

import datetime
import random

import pytest
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.template import Context, Template
from django.utils import formats, translation
from hypothesis import given
from hypothesis import strategies as st

from municipalities.albanian import ALPHABET, fold, sort_key
from municipalities.languages import Words, in_this_language
from municipalities.models import Mayor, Municipality, Organisation
from municipalities.partial_dates import as_stored, in_words, validate_partial_date
from tests import factories as make

IN_ORDER = [
    "Berat", "Cërrik", "Çorovodë", "Devoll", "Divjakë", "Durrës", "Dhërmi", "Elbasan", "Ersekë",
    "Ëngjëll", "Fier", "Gramsh", "Gjirokastër", "Has", "Kamëz", "Lezhë", "Llakatund", "Maliq",
    "Nivicë", "Njësia 1", "Njësia 2", "Përmet", "Rubik", "Rrogozhinë", "Selenicë", "Suka",
    "Shijak", "Shkodër", "Tiranë", "Thethi", "Vau i Dejës", "Vlorë", "Xarrë", "Xhafzotaj",
    "Ynë", "Zall", "Zharrëz",
]  # fmt: skip


# --- Order ----------------------------------------------------------------------------------------


def test_the_alphabet_has_its_letters_in_their_order():
    """The 36 Albanian letters with their digraphs, and w, which only foreign names have."""
    letters = "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v x xh y z zh"
    assert [letter for letter in ALPHABET if letter != "w"] == letters.split()
    assert sorted(ALPHABET, key=sort_key) == ALPHABET


def test_names_stand_as_in_an_albanian_list():
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@pytest.mark.parametrize(
    ("first", "second"),
    [("Cërrik", "Çorovodë"), ("Çorovodë", "Divjakë"), ("Divjakë", "Durrës"), ("Durrës", "Dhërmi"),
     ("Suka", "Shkodër"), ("Ersekë", "Ëngjëll"), ("Ëngjëll", "Fier"), ("shkodër", "SHKODRA"),
     ("Vau i Dejës", "Vaui"), ("Kamëz", "Kamza")],
)  # fmt: skip
def test_one_name_stands_before_another(first, second):
    assert sort_key(first) < sort_key(second)


def test_a_name_stands_in_one_place_however_its_letters_are_composed_or_cased():
    assert sort_key("Shkode\N{COMBINING DIAERESIS}r") == sort_key("shkodër") == sort_key("SHKODËR")


@given(st.text())
def test_a_key_is_made_of_digits_alone_so_that_every_database_orders_it_alike(text):
    key = sort_key(text)
    assert key == "" or (key.isascii() and key.isdecimal())


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Municipality, Organisation])
def test_the_database_lists_them_in_albanian_order(model):
    factory = {Municipality: make.MunicipalityFactory, Organisation: make.OrganisationFactory}
    names = ["Durrës", "Shkodër", "Çorovodë", "Dhërmi", "Suka", "Divjakë", "Cërrik"]
    for name in names:
        factory[model](name_sq=name)
    listed = model.objects.order_by("sort_key").values_list("name_sq", flat=True)
    assert list(listed) == [
        "Cërrik", "Çorovodë", "Divjakë", "Durrës", "Dhërmi", "Suka", "Shkodër",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_new_name_moves_to_its_new_place():
    row = make.MunicipalityFactory(name_sq="Zharrëz")
    make.MunicipalityFactory(name_sq="Lezhë")
    row.name_sq = "Berat"
    row.save()
    assert [m.name_sq for m in Municipality.objects.all()] == ["Berat", "Lezhë"]
    row.name_sq = "Vlorë"
    row.save(update_fields=["name_sq", "sort_key"])
    assert [m.name_sq for m in Municipality.objects.all()] == ["Lezhë", "Vlorë"]


# --- Letters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["shkoder", "SHKODËR", "Shkodër", "Shkode\N{COMBINING DIAERESIS}r", "ShKoDeR"]
)
def test_however_it_is_typed_it_is_the_same_word(typed):
    assert fold(typed) == "shkoder"


def test_every_marked_letter_loses_its_mark():
    assert fold("Çorovodë, Ëngjëll, Vlorë") == "corovode, engjell, vlore"
    assert fold("") == ""


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["shkoder", "SHKODËR", "Shkodër"])
def test_search_finds_the_same_on_every_database(typed):
    found = make.MunicipalityFactory(name_sq="Shkodër", name_en="Shkodra")
    make.MunicipalityFactory(name_sq="Suka")
    assert list(Municipality.objects.filter(search_text__contains=fold(typed))) == [found]


# --- Dates as precise as their source -------------------------------------------------------------


@pytest.mark.parametrize("text", ["2019", "2019-08", "2019-08-07", "2024-02-29", "1923"])
def test_a_year_a_month_and_a_day_are_dates(text):
    validate_partial_date(text)


@pytest.mark.parametrize(
    "text",
    ["19", "2019-8", "2019-13", "2019-00", "2019-02-30", "2023-02-29", "07.08.2019", "2019-08-07 ",
     "2019-08-07T12", "20190807", "²019", "٢٠١٩", "0000", "2019\n"],
)  # fmt: skip
def test_anything_else_is_none_and_the_message_shows_how_to_write_one(text):
    with translation.override("en"):
        with pytest.raises(ValidationError) as refusal:
            validate_partial_date(text)
        assert refusal.value.messages == [
            f"“{text}” is no date. Write a year (2019), a month (2019-08) or a day (2019-08-07)."
        ]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("7.8.2026", "2026-08-07"), (" 07.08.2026 ", "2026-08-07"), ("8.2026", "2026-08"),
        ("2026", "2026"), ("2026-08-07", "2026-08-07"), ("", ""), ("dje", "dje"),
        ("7.8.26", "7.8.26"), ("99.99.2026", "2026-99-99"),
    ],
)  # fmt: skip
def test_a_date_as_people_write_it_becomes_what_is_stored(written, stored):
    assert as_stored(written) == stored


@given(st.text())
def test_whatever_is_typed_is_a_date_in_words_or_refused(text):
    try:
        validate_partial_date(text)
    except ValidationError:
        return
    assert in_words(text)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sq", ["", "2019", "gusht 2019", "7 gusht 2019"]),
        ("en", ["", "2019", "August 2019", "7 August 2019"]),
    ],
)
def test_a_partial_date_says_no_more_than_its_source(language, expected):
    with translation.override(language):
        assert [in_words(t) for t in ("", "2019", "2019-08", "2019-08-07")] == expected
        page = Template("{% load bilingual %}{{ day|partial_date }}")
        assert page.render(Context({"day": "2019-08-07"})) == expected[3]


@pytest.mark.django_db
def test_mayors_stand_in_the_order_in_which_they_took_office():
    town = make.MunicipalityFactory()
    for since in ("2023-06-16", "2015", "2019-08", "2023", "2019"):
        make.MayorFactory(municipality=town, since=since)
    assert [mayor.since for mayor in Mayor.objects.in_order_of_office()] == [
        "2015", "2019", "2019-08", "2023", "2023-06-16",
    ]  # fmt: skip


# --- Dates and numbers ----------------------------------------------------------------------------

MONTHS = ("janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor").split()


def test_a_day_is_written_with_its_month_in_small_letters():
    with translation.override("sq"):
        days = [formats.date_format(datetime.date(2027, month, 9)) for month in range(1, 13)]
    assert days == [f"9 {month} 2027" for month in MONTHS]
    with translation.override("en"):
        assert formats.date_format(datetime.date(2027, 5, 9)) == "9 May 2027"


def test_numbers_have_a_decimal_comma_in_albanian_and_groups_of_three():
    with translation.override("sq"):
        assert (
            formats.number_format(1234567.5, 1) == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5"
        )
        assert Template("{{ n }}").render(Context({"n": 46.5})) == "46,5"
    with translation.override("en"):
        assert formats.number_format(1234567.5, 1) == "1,234,567.5"


@pytest.mark.parametrize("language", ["sq", "en"])
@pytest.mark.parametrize("typed", ["09.05.2027", "09/05/2027", "2027-05-09"])
def test_a_day_can_be_typed_in_the_usual_ways(language, typed):
    with translation.override(language):
        assert DateField().clean(typed) == datetime.date(2027, 5, 9)


# --- Two languages --------------------------------------------------------------------------------


def shown(row, language):
    with translation.override(language):
        page = Template('{% load bilingual %}{{ row|words:"name" }}|{{ row|plain_words:"name" }}')
        return page.render(Context({"row": row})), in_this_language(row, "name")


def test_words_are_shown_in_the_language_of_the_page():
    row = Municipality(name_sq="Tiranë", name_en="Tirana")
    assert shown(row, "sq") == ("Tiranë|Tiranë", Words("Tiranë", "sq"))
    assert shown(row, "en") == ("Tirana|Tirana", Words("Tirana", "en"))


def test_a_missing_translation_is_shown_in_albanian_and_marked_as_albanian():
    row = Municipality(name_sq="Tiranë")
    assert shown(row, "en") == ('<span lang="sq">Tiranë</span>|Tiranë', Words("Tiranë", "sq"))


def test_what_exists_in_english_alone_is_marked_as_english():
    row = Municipality(name_en="Tirana")
    assert shown(row, "sq") == ('<span lang="en">Tirana</span>|Tirana', Words("Tirana", "en"))


def test_what_exists_in_no_language_is_empty_and_unmarked():
    text, words = shown(Municipality(), "en")
    assert (text, bool(words), words.language) == ("|", False, "en")


@pytest.mark.parametrize("language", ["sq", "en"])
def test_markup_in_a_name_is_shown_and_not_obeyed(language):
    row = Municipality(name_sq="<b onclick=alert(1)>{{ x }}</b>")
    escaped = "&lt;b onclick=alert(1)&gt;{{ x }}&lt;/b&gt;"
    text, _words = shown(row, language)
    marked = f'<span lang="sq">{escaped}</span>' if language == "en" else escaped
    assert text == f"{marked}|{escaped}"
