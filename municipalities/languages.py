"""Two languages in explicit columns: which words to show, and in which language they are."""

from dataclasses import dataclass

from django.utils import translation


@dataclass(frozen=True)
class Words:
    """A text together with the language that it really is in."""

    text: str
    language: str

    def __str__(self):
        return self.text

    def __bool__(self):
        return bool(self.text)


def in_this_language(instance, name: str) -> Words:
    """The column ``name``_sq or _en for the active language; the other one if it is empty.

    Albanian is the first language: what is missing in English is shown in Albanian, marked with
    its language, never blank (DESIGN §3).
    """
    asked = active()
    text = getattr(instance, f"{name}_{asked}")
    if text:
        return Words(text, asked)
    other = "sq" if asked == "en" else "en"
    text = getattr(instance, f"{name}_{other}")
    return Words(text, other if text else asked)


def active() -> str:
    """The language of the page: "sq" or "en"."""
    return "en" if (translation.get_language() or "sq").startswith("en") else "sq"
