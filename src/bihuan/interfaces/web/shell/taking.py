"""A form and the one operation behind it: a refusal becomes a sentence on the form, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext

from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotNow, Refused


def sentence_of(no: Refused) -> str:
    """The sentence of a refusal in the reader's language."""
    return gettext(no.template) % no.facts if no.facts else gettext(no.template)


def done(form: forms.Form, operation: Callable[[], Any]) -> bool:
    """Do it. False when it was refused for what was filled in; the form then says why. Other refusals go on to their page."""
    try:
        operation()
    except (BadInput, NotNow, NeedsUnmet) as no:
        form.add_error(None, sentence_of(no))
        return False
    return True
