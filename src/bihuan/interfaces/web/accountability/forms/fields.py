"""Fields as these forms use them, and small forms put together where they are asked."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def a_text(label: Any, most: int = 200, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """One line."""
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def long_text(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label, max_length=4000, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own date picker."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def a_file(label: Any, *, help_text: Any = "") -> forms.FileField:
    """A file that may be left out."""
    return forms.FileField(label=label, required=False, help_text=help_text)


def words(term: Iterable[Any]) -> list[tuple[str, Any]]:
    """The words of a term as choices in the reader's language."""
    return [(one.value, _(one.label)) for one in term]


def a_choice(label: Any, choices: Sequence[tuple[str, Any]] = (), *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    """One of several, from a list."""
    return forms.ChoiceField(label=label, choices=[("", "—"), *choices], required=required, help_text=help_text)


def one_of(label: Any, choices: Sequence[tuple[str, Any]] = (), *, help_text: Any = "", upright: bool = False) -> forms.ChoiceField:
    """One of a few, all of them in sight; `upright` where each says much."""
    widget = forms.RadioSelect(attrs={"class": "upright"} if upright else None)
    return forms.ChoiceField(label=label, choices=list(choices), help_text=help_text, widget=widget)


def asking(**fields: forms.Field) -> type[forms.Form]:
    """A form with these fields."""
    return type("Asked", (forms.Form,), fields)
