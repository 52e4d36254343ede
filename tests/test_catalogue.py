"""Every word that a person reads is there in Albanian, and neither language shows the other's."""

import datetime
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import axes
import django
import pytest
import simple_history
from django.utils import formats, translation
from time_machine import travel

from tests.catalogue import (
    CATALOGUE,
    ROOT,
    asked_for,
    bare_words,
    compiled_from,
    in_python,
    in_template,
    read_mo,
    read_po,
)
from tests.monitoring.scorecards.public_addresses import pages_of
from tests.stories import Story

# What must be the same in a translation: where values go in, markup, and line ends.
KEPT = re.compile(r"%\(\w+\)[sdr]|%[sdr%]|\{\w*\}|<[^>]+>|\n")
# Shorter words may be the same in both languages: "Status", "Transparenca", a name.
LONG = 15


def in_english(message) -> list[str]:
    return [words for words in message[1:] if words is not None]


# --- The catalogue ----------------------------------------------------------------------------


def test_messages_are_found_in_python():
    source = """
_("one " "text"), gettext_lazy("lazy"), translation.gettext("dotted"), _(variable), other("no")
ngettext("%(n)s thing", "%(n)s things", n), pgettext_lazy("month", "May")
"""
    assert sorted(in_python(source), key=str) == sorted(
        [
            (None, "one text", None),
            (None, "lazy", None),
            (None, "dotted", None),
            (None, "%(n)s thing", "%(n)s things"),
            ("month", "May", None),
        ],
        key=str,
    )


def test_messages_are_found_in_templates():
    source = """{% load i18n %}{% translate "It's so" %} {% translate "May" context "month" %}
{% blocktranslate trimmed with n=1 %}
  The {{ n }}
  <b>word</b>
{% endblocktranslate %}{% include "x" with a=_("given") %}{# {% translate "no" %} #}
{% blocktranslate count n=2 %}{{ n }} thing{% plural %}{{ n }} things{% endblocktranslate %}"""
    assert sorted(in_template(source), key=str) == sorted(
        [
            (None, "It's so", None),
            ("month", "May", None),
            (None, "The %(n)s <b>word</b>", None),
            (None, "given", None),
            (None, "%(n)s thing", "%(n)s things"),
        ],
        key=str,
    )


def test_every_message_is_in_the_catalogue():
    known = {entry.message for entry in read_po()}
    # One entry serves a word that is also asked for without its plural.
    known |= {(context, words, None) for context, words, _plural in known}
    missing = {words: file for words, file in asked_for().items() if words not in known}
    assert not missing, "manage.py makemessages, then translate"


def test_the_catalogue_holds_no_message_that_nobody_shows():
    asked = set(asked_for())
    assert [entry.message for entry in read_po() if entry.message not in asked] == []
    assert "#~" not in CATALOGUE.read_text(encoding="utf-8")


def test_every_message_is_translated():
    entries = read_po()
    assert len(entries) > 1000
    assert [e.message for e in entries if not all(e.answers) or "fuzzy" in e.flags] == []


def test_every_plural_has_both_forms():
    assert [
        entry.message
        for entry in read_po()
        if len(entry.answers) != (1 if entry.message[2] is None else 2)
    ] == []


def test_a_translation_keeps_values_and_markup():
    changed = [
        (words, answer)
        for entry in read_po()
        for words, answer in zip(in_english(entry.message), entry.answers, strict=True)
        if Counter(KEPT.findall(words)) != Counter(KEPT.findall(answer))
        or [words[:1].isspace(), words[-1:].isspace()]
        != [answer[:1].isspace(), answer[-1:].isspace()]
    ]
    assert changed == []


def test_quotation_marks_and_apostrophes_are_albanian():
    """„Kështu“ and t’i, never as on a typewriter; attributes of markup keep theirs."""
    wrong = [
        answer
        for entry in read_po()
        for answer in entry.answers
        if (text := re.sub("<[^>]+>", "", answer))
        and (re.search(r"[\"'”]|  ", text) or text.count("„") != text.count("“"))
    ]
    assert wrong == []


def test_the_compiled_catalogue_says_what_the_catalogue_says():
    assert read_mo() == compiled_from(read_po()), "manage.py compilemessages -i .venv"


def test_the_catalogue_names_no_day_line_or_machine():
    text = CATALOGUE.read_text(encoding="utf-8")
    assert "POT-Creation-Date" not in text
    places = set(re.findall(r"^#: (.*)$", text, re.MULTILINE))
    files = {file for line in places for file in line.split()}
    assert {file for file in files if not (CATALOGUE.parents[4] / file).is_file()} == set()


def test_no_template_says_anything_but_through_a_message():
    systems = {"Windows", "macOS", "Linux"}
    files = {"ledger.jsonl", "scorecards.json", "datapackage.json"}
    names = {"Shqip", "English", "CSV", "JSON", "Atom"} | systems | files
    bare = {
        str(path.relative_to(ROOT)): words
        for path in sorted((ROOT / "templates").rglob("*.*"))
        # Letters to municipalities are in Albanian, whoever writes them.
        if path.parent.name != "letters"
        and (words := set(bare_words(path.read_text(encoding="utf-8"))) - names)
    }
    assert bare == {}


def test_a_word_outside_a_message_would_be_found():
    source = '<p title="One">{% translate "no" %}{{ no }}Two&nbsp;<b>three</b> 4</p>{# no #}'
    assert sorted(bare_words(source)) == ["One", "Two", "three"]


# --- What comes with the packages -------------------------------------------------------------


def catalogues(package, language: str) -> list[Path]:
    return sorted(Path(package.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/django.po"))


def test_what_django_lacks_in_albanian_is_in_the_portals_own_catalogue():
    shown = ("conf", "admin", "auth", "contenttypes", "sessions")
    lacking = {
        entry.message
        for path in catalogues(django, "sq")
        if path.parts[-5] in shown and path.parts[-4] == "locale"
        for entry in read_po(path)
        if not all(entry.answers) or "fuzzy" in entry.flags
    }
    assert len(lacking) > 10
    assert lacking - {entry.message for entry in read_po()} == set()


def test_every_borrowed_word_is_still_the_packages():
    source = (CATALOGUE.parents[3] / "borrowed_words.py").read_text(encoding="utf-8")
    theirs = {
        entry.message
        for path in (
            *catalogues(django, "en"),
            *catalogues(simple_history, "de"),
            *catalogues(axes, "de"),
        )
        for entry in read_po(path)
    }
    borrowed = set(in_python(source))
    assert len(borrowed) > 200
    assert borrowed - theirs == set()


# --- What is read -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("sq", datetime.date(2027, 5, 9), "9 maj 2027"),
        ("sq", datetime.date(2025, 9, 30), "30 shtator 2025"),
        ("en", datetime.date(2027, 5, 9), "9 May 2027"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language, day, words):
    with translation.override(language):
        assert formats.date_format(day) == words


def test_months_and_weekdays_are_in_lower_case():
    with translation.override("sq"):
        days = [datetime.date(2027, month, month) for month in range(1, 13)]
        words = [formats.date_format(day, "l D F E N b") for day in days]
    assert [word for word in words if word != word.lower()] == []
    assert words[4] == "e mërkurë mër maj maj maj maj"


class Words(HTMLParser):
    """Everything a page says in one language: texts and labels, what is marked as another out."""

    def __init__(self, page: str, language: str):
        super().__init__()
        self.texts, self._language, self._open = [], language, []
        self.feed(page)
        self.words = " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        language = attributes.get("lang") or (self._open[-1][1] if self._open else self._language)
        if tag not in VOID:
            self._open.append((tag, language))
        if language == self._language:
            labels = ("aria-label", "title", "alt", "placeholder", "content", "data-label")
            self.texts += [attributes[name] for name in labels if attributes.get(name)]

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        in_code = any(tag in ("script", "style", "code", "pre") for tag, _ in self._open)
        if not in_code and (not self._open or self._open[-1][1] == self._language):
            self.texts.append(data)


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


def fragments(words: str) -> list[str]:
    """The parts of a message between its values and markup that are long enough to be known."""
    parts = (" ".join(part.split()) for part in KEPT.split(words))
    return [part for part in parts if len(part) > LONG]


@cache
def telltales(language: str) -> list[str]:
    """What a page shows only if it shows a message in this language."""
    english, albanian = set(), set()
    for entry in read_po():
        for words, answer in zip(in_english(entry.message), entry.answers, strict=True):
            english.update(fragments(words))
            albanian.update(fragments(answer))
    return sorted(english - albanian if language == "en" else albanian - english)


def said_in(language: str, page: str, of: str) -> list[str]:
    """The messages in ``language`` that a page in the language ``of`` shows."""
    words = Words(page, of).words
    return [
        each
        for each in telltales(language)
        if each in words and re.search(rf"(?<!\w){re.escape(each)}", words)
    ]


@pytest.fixture
def story():
    with travel(datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC), tick=False):
        yield Story().published()


def pages_for_people(story, prefix: str) -> list[tuple]:
    """Every public page, an error, the workspace and the admin: (who asks, address, status)."""
    public = [
        address
        for address in pages_of(story.report.scorecard)
        if address.startswith("/en/") == bool(prefix)
        and not re.search(r"/(data|feeds|embed|badge)/|\.\w+$", address)
    ]
    admin = [
        "admin/",
        "admin/municipalities/municipality/",
        f"admin/municipalities/municipality/{story.municipality.pk}/change/",
        f"admin/municipalities/municipality/{story.municipality.pk}/history/",
        f"admin/municipalities/user/{story.author.pk}/change/",
    ]
    return [
        *((None, address, 200) for address in public),
        (None, f"{prefix}/login/", 200),
        (None, f"{prefix}/no-such-page/", 404),
        (story.author, f"{prefix}/workspace/", 200),
        (story.author, f"{prefix}/workspace/reports/{story.report.pk}/", 200),
        *((story.admin, f"{prefix}/{address}", 200) for address in admin),
    ]


def found_in(client, story, *, prefix: str, language: str, other: str) -> tuple[int, dict]:
    """How many pages were read, and which of them show words of the other language."""
    pages = pages_for_people(story, prefix)
    found = {}
    for person, address, status in pages:
        client.logout()
        if person:
            client.force_login(person)
        response = client.get(address)
        assert response.status_code == status, address
        page = response.content.decode()
        assert f'lang="{language}"' in page, address
        if said := said_in(other, page, of=language):
            found[address] = said
    return len(pages), found


@pytest.mark.django_db
def test_an_albanian_page_shows_no_english_message(client, story):
    read, found = found_in(client, story, prefix="", language="sq", other="en")
    assert read > 25
    assert found == {}


@pytest.mark.django_db
def test_an_english_page_shows_no_albanian_message(client, story):
    read, found = found_in(client, story, prefix="/en", language="en", other="sq")
    assert read > 25
    assert found == {}


def test_a_message_of_the_other_language_would_be_seen():
    page = '<html lang="sq"><p>Kthehu</p><p title="Search without result">Skip to <b>x</b></p>'
    page += "<main>Skip to the content</main><p lang='en'>Nobody has assessed it</p></html>"
    assert said_in("en", page, of="sq") == ["Search without result", "Skip to the content"]
