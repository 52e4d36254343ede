"""Why something was not done, as a sentence for the person who reads it."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.forms import BaseForm


class Refused(Exception):
    """It did not happen; str() is a sentence in the reader's language."""


def attempt(form: BaseForm, act: Callable, *, beyond: tuple[type[Refused], ...] = ()):
    """What ``act`` returns; or None, and its refusal has become an error of the form.

    An error of a field stands at its field; of a column that the form does not have, at its head.
    Refusals ``beyond`` what other words in the form would mend are raised.
    """
    try:
        return act()
    except Refused as refusal:
        if isinstance(refusal, beyond):
            raise
        form.add_error(None, str(refusal))
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    return None
