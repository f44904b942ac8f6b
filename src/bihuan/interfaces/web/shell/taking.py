"""A form and the one operation behind it: a refusal becomes a sentence on the form, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext

from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotNow, Refused, in_words_of


def number_of(text: str | None) -> int | None:
    """The whole number that an address or a form carries, None for anything else; never larger than a database key may be."""
    return int(text) if text and text.isdecimal() and len(text) <= 18 else None


def sentence_of(no: Refused) -> str:
    """The sentence of a refusal in the reader's language, with the terms that it names."""
    return no.said(gettext)


def reason_of(sentence: str) -> str:
    """Why one of many rows was refused, in the reader's language."""
    return in_words_of(sentence, gettext) if sentence else ""


def done(form: forms.Form, operation: Callable[[], Any]) -> bool:
    """Do it. False when it was refused for what was filled in; the form then says why. Other refusals go on to their page."""
    try:
        operation()
    except (BadInput, NotNow, NeedsUnmet) as no:
        form.add_error(None, sentence_of(no))
        return False
    return True
