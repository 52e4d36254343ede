"""Templates compiled once for each language say what Django's own would say (decision 25)."""

import pytest
from django.template import Context, Template
from django.template.base import TextNode
from django.template.loader import get_template
from django.utils import translation

from popnet import fixed_words

HERE = {
    "name": "Fier & <b>", "n": 1234, "slug": "a-1", "status": "full",
    "other": "_components/ribbon.html",
}  # fmt: skip
TEMPLATES = [
    '{% load i18n %}{% translate "Search" %}',
    '{% load i18n %}{% translate "About" context "what it says something about" %}',
    '{% load i18n %}{% translate "Search" as word %}<{{ word }}>',
    "{% load i18n %}{% translate name %}",
    "{% load i18n %}{% blocktranslate trimmed %}\n  Published\n  {% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate %}100 % of it{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate with k=n n=3 %}{{ k }} of {{ n }}{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate %}of {{ name }}, {{ absent }}.{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate asvar it with a=name %}({{ a }}){% endblocktranslate %}"
    "{{ it }}",
    "{% load i18n %}{% blocktranslate count c=n %}{{ c }} item{% plural %}{{ c }} items"
    "{% endblocktranslate %}",
    "{% url 'scorecards:home' %} {% url 'scorecards:commitment' 'a-1' %}",
    "{% url 'scorecards:search' as there %}{{ there }}",
    "{% url 'scorecards:commitment' slug %} {% url 'scorecards:commitment' slug as it %}{{ it }}",
    "{% url 'scorecards:commitment' absent as there %}<{{ there }}>",
    "{% autoescape off %}{% url 'scorecards:commitment' slug %}{% endautoescape %}",
    '{% include "_components/status.html" with status=status only %}{{ name }}',
    '{% include "_components/status.html" %}',
    "{% include other %}",
    "{% url 'no-such-page' as there %}<{{ there }}>",
    '{% load i18n %}{% language "en" %}{% translate "Search" %}{% endlanguage %}',
]


def rendered(source: str) -> str:
    return Template(source).render(Context(HERE))


@pytest.mark.parametrize("source", TEMPLATES)
@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_tag_says_the_same_as_djangos(monkeypatch, source, language):
    with translation.override(language):
        before = rendered(source)
        # A template made from text is nobody's own; now all are.
        monkeypatch.setattr(fixed_words, "OWN", "")

        assert rendered(source) == before


def test_what_is_known_is_text_and_needs_no_rendering(monkeypatch):
    monkeypatch.setattr(fixed_words, "OWN", "")

    nodes = Template('{% load i18n %}{% translate "Search" %}{% url "scorecards:home" %}').nodelist

    assert [type(node) for node in nodes[1:]] == [TextNode, TextNode]


def test_one_template_serves_both_languages_in_turn():
    found = []
    for language in ("sq", "en", "sq", "en"):
        with translation.override(language):
            found.append(get_template("_components/navigation.html").render())

    assert 'href="/search/">Kërko<' in found[0]
    assert 'href="/en/search/">Search<' in found[1]
    assert found[:2] == found[2:]


def test_an_included_template_is_in_the_language_of_each_rendering(monkeypatch):
    """A reader's language may be known only then, as around a quotation or in a letter."""
    monkeypatch.setattr(fixed_words, "OWN", "")
    source = '{% load i18n %}{% language tongue %}{% include "_components/ribbon.html" %}'
    template = Template(source + "{% endlanguage %}")

    sq, en, again = (template.render(Context({"tongue": each})) for each in ("sq", "en", "sq"))

    assert ("Demonstrim" in sq, "Demonstration" in en) == (True, True)
    assert (again, "Demonstration" in again) == (sq, False)


def test_an_address_is_that_of_what_is_asked_about_and_in_the_language_of_the_page(monkeypatch):
    monkeypatch.setattr(fixed_words, "OWN", "")
    template = Template("{% url 'scorecards:commitment' it %}")

    def address(language, it):
        with translation.override(language):
            return template.render(Context({"it": it}))

    asked = [("sq", "a-1"), ("en", "a-1"), ("sq", "b-2"), ("sq", "a-1")]
    assert [address(*each) for each in asked] == [
        "/commitments/a-1/", "/en/commitments/a-1/", "/commitments/b-2/", "/commitments/a-1/",
    ]  # fmt: skip


def test_a_translation_with_other_gaps_than_the_original_shows_the_original(monkeypatch):
    monkeypatch.setattr(fixed_words, "OWN", "")
    monkeypatch.setattr(translation, "gettext", lambda text: text.replace("who", "kush"))

    source = "{% load i18n %}{% blocktranslate with who=name %}of {{ who }}{% endblocktranslate %}"
    with translation.override("en"):
        node = Template(source).nodelist[-1]

    assert not isinstance(node, fixed_words.Sentence)


def test_templates_of_other_packages_stay_as_they_are():
    """They may keep what was compiled in whatever language came first."""
    with translation.override("en"):
        own = get_template("_components/navigation.html").template
        others = get_template("admin/login.html").template

    assert str(own.origin).startswith(fixed_words.OWN)
    assert not str(others.origin).startswith(fixed_words.OWN)
