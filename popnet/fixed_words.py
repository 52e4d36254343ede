"""Templates compiled once for each language, with the words that never change put in.

A translated word, or the address of a page that has one address, says the same at every rendering
in one language. So the portal's own templates are compiled for each language, and such a tag
becomes plain text then (docs/decisions/0025). Words with gaps are looked up then, too, and only
filled when rendered. The template that an include names is looked up once, and the address of a
page about something once for each thing. Templates of other packages stay as they are: some keep
what they compiled.
"""

from django.conf import settings
from django.template import Context, Library
from django.template.base import FilterExpression, Node, TextNode, Variable, render_value_in_context
from django.template.defaulttags import url as url_tag
from django.template.loader_tags import IncludeNode, do_include
from django.template.loaders import cached
from django.templatetags import i18n
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from monitoring.scorecards.printed import address_of_page

# Both a library, in place of Django's of the name i18n, and a builtin, for the tag `url`.
register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)

OWN = str(settings.BASE_DIR / "templates")


class Loader(cached.Loader):
    """Keeps every template once for each language."""

    def cache_key(self, template_name, skip=None):
        return f"{translation.get_language()} {super().cache_key(template_name, skip)}"


class KnownValue(Node):
    """``… as name`` of what is known since the template was compiled."""

    def __init__(self, name: str, text: str):
        self.name, self.text = name, mark_safe(text)  # noqa: S308  (words of the templates)

    def render(self, context):
        context[self.name] = self.text
        return ""


class Sentence(Node):
    """Translated words with gaps: ``%(name)s`` for each of these names."""

    def __init__(self, words: str, names: list[str], given: dict[str, FilterExpression], asvar):
        self.words, self.names, self.given, self.asvar = words, names, given, asvar

    def render(self, context):
        values = {name: render_value_in_context(self._value(name, context), context)
                  for name in self.names}  # fmt: skip
        text = self.words % values
        if not self.asvar:
            return text
        context[self.asvar] = mark_safe(text)  # noqa: S308  (each value is escaped)
        return ""

    def _value(self, name: str, context):
        if name in self.given:
            return self.given[name].resolve(context)
        return context.get(name, "")


class Address(Node):
    """The address of a page about something: words and numbers that the template has."""

    def __init__(self, page: str, arguments: list[FilterExpression], asvar: str | None):
        self.page, self.arguments, self.asvar = page, arguments, asvar

    def render(self, context):
        arguments = [argument.resolve(context) for argument in self.arguments]
        if not self.asvar:
            found = address_of_page(self.page, *arguments)
            return conditional_escape(found) if context.autoescape else found
        try:
            context[self.asvar] = address_of_page(self.page, *arguments)
        except NoReverseMatch:
            context[self.asvar] = ""  # as Django has it: the template asks whether there is one
        return ""


class Part(IncludeNode):
    """``{% include %}`` of a template that is always the same one, looked up once a language."""

    def __init__(self, node: IncludeNode):
        super().__init__(node.template, extra_context=node.extra_context,
                         isolated_context=node.isolated_context)  # fmt: skip
        self.known = {}

    def render(self, context):
        language = translation.get_language()
        if language not in self.known:
            name = self.template.resolve(context)
            self.known[language] = context.template.engine.get_template(name)
        found = self.known[language]
        values = {name: given.resolve(context) for name, given in self.extra_context.items()}
        if self.isolated_context:
            return found.render(context.new(values))
        with context.push(**values):
            return found.render(context)


@register.tag("translate")
@register.tag("trans")
def translate(parser, token):
    node = i18n.do_translate(parser, token)
    known = _is_known(node.filter_expression) and _is_known(node.message_context)
    return _fixed(parser, node) if known else node


@register.tag("blocktranslate")
@register.tag("blocktrans")
def blocktranslate(parser, token):
    node = i18n.do_block_translate(parser, token)
    if not _is_own(parser) or node.plural or not _is_known(node.message_context):
        return node
    singular, names = node.render_token_list(node.singular)
    if node.message_context:
        words = translation.pgettext(node.message_context.resolve(Context()), singular)
    else:
        words = translation.gettext(singular)
    try:
        filled = words % dict.fromkeys(names, "")
    except (KeyError, ValueError):
        return node  # a translation with other gaps: Django shows the original then
    if not names:
        return _put_in(filled, node.asvar)
    return Sentence(words, names, node.extra_context, node.asvar)


@register.tag
def language(parser, token):
    """The words within are put in in the language of the block."""
    named = FilterExpression(token.split_contents()[1], parser)
    if not _is_known(named):
        return i18n.language(parser, token)
    with translation.override(named.resolve(Context())):
        return i18n.language(parser, token)


@register.tag
def url(parser, token):
    node = url_tag(parser, token)
    if not _is_own(parser) or not _is_known(node.view_name) or node.kwargs:
        return node
    if node.args:
        return Address(node.view_name.resolve(Context()), node.args, node.asvar)
    try:
        return _fixed(parser, node)
    except NoReverseMatch:
        return node  # as it always was: an error only where it is rendered


@register.tag
def include(parser, token):
    node = do_include(parser, token)
    return Part(node) if _is_own(parser) and _is_known(node.template) else node


def _fixed(parser, node):
    """The text, or the value, that a node without anything variable stands for."""
    if not _is_own(parser):
        return node
    asvar, node.asvar = node.asvar, None
    try:
        return _put_in(node.render(Context()), asvar)
    finally:
        node.asvar = asvar


def _put_in(text: str, asvar: str | None):
    return KnownValue(asvar, text) if asvar else TextNode(text)


def _is_own(parser) -> bool:
    return str(parser.origin).startswith(OWN)


def _is_known(expression: FilterExpression | None) -> bool:
    if expression is None:
        return True
    variable = expression.var
    literal = not isinstance(variable, Variable) or variable.literal is not None
    return literal and not expression.filters
