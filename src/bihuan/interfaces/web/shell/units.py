"""A unit by its name: typed, or taken from the list that opens while one types. Works without script, with thousands of units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bihuan.organisation.queries import find_unit, unit_choices

if TYPE_CHECKING:
    from bihuan.organisation.models import Unit

_FEW = 5


Choices = Sequence[tuple[int, str]]
"""Keys and names of units, each with what lies above it, in the order of the tree."""


class _Names(forms.TextInput):
    """The box with its list; nothing is asked of the tree before it is drawn."""

    offered: Callable[[], Choices] = staticmethod(unit_choices)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id', name)}_list"
        more = {**(attrs or {}), "list": listed, "autocomplete": "off", "placeholder": _("输入名称查找")}
        options = format_html_join("", '<option value="{}"></option>', ((label,) for _pk, label in self.offered()))
        return format_html('{}<datalist id="{}">{}</datalist>', super().render(name, value, more, renderer), listed, options)


class UnitField(forms.CharField):
    """Cleans to the unit, None where nothing was typed. A name that several bear is asked about, with where each of them stands."""

    widget = _Names

    def offer(self, units: Iterable[Unit]) -> None:
        """Any of these may be chosen, and no other; asked for when the list is drawn or a name is looked up, and once."""
        self.widget.offered = cache(lambda: _choices_among(units))

    def prepare_value(self, value: Any) -> Any:
        """A key is shown as the name that the list has for it."""
        key = str(value or "")
        return next((label for pk, label in self.widget.offered() if str(pk) == key), value) if key.isdecimal() else value

    def clean(self, value: Any) -> Unit | None:
        typed = super().clean(value)
        return _unit_of(typed, self.widget.offered()) if typed else None


def _choices_among(units: Iterable[Unit]) -> Choices:
    names = {one.pk: one.name for one in units}
    listed = {pk: label for pk, label in unit_choices() if pk in names}
    return [*listed.items(), *((pk, name) for pk, name in names.items() if pk not in listed)]


def _unit_of(typed: str, offered: Choices) -> Unit:
    if typed.isdecimal():
        return _by_key(int(typed[:18]), offered)
    plain = "/".join(part.strip() for part in typed.split("/"))
    choices = [(pk, label.replace(" / ", "/")) for pk, label in offered]
    exact = [pk for pk, label in choices if label == plain]
    found = exact or [pk for pk, label in choices if label.endswith(f"/{plain}")]
    if len(found) == 1:
        return find_unit(found[0])
    labels = [label for pk, label in choices if pk in found] or [label for _pk, label in choices if plain in label]
    if labels:
        raise ValidationError(_("“%(typed)s”说的是哪一个？%(few)s。") % {"typed": typed, "few": "、".join(labels[:_FEW])})
    raise ValidationError(_("没有叫“%(typed)s”的单位，请从列表里选。") % {"typed": typed})


def _by_key(pk: int, offered: Choices) -> Unit:
    if not any(pk == one for one, _label in offered):
        raise ValidationError(_("没有这个单位，请从列表里选。"))
    return find_unit(pk)
