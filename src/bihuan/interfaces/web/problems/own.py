"""Columns of the campaign's own on the pages of the ledger: heads of the grid, cells edited in place, the form of the step, filter words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from bihuan.campaigns.rules.columns import OwnColumn, columns_of
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy
from bihuan.interfaces.web.problems.cells import CellForm, CellKind
from bihuan.interfaces.web.problems.columns import Column
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.rules.own import shown_value, with_values
from bihuan.problems.rules.own_filters import OwnFilter, read_filter
from bihuan.problems.rules.sheet.own_values import Wrong, read_value
from bihuan.problems.vocabulary import Action

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Problem

LETTERS = {FilledBy.OFFICE: "O", FilledBy.UNIT: "U", FilledBy.DOERS: "D", FilledBy.GROUP: "G"}
"""The right that editing in place asks of a row, by who fills a column in."""
_LONG = 30


def own_heads(campaign: Campaign) -> tuple[Column, ...]:
    """The columns of the grid that are the campaign's own, shown only where somebody chose them. Without a query."""
    return tuple(
        Column(
            key,
            one.label,
            shown=False,
            kind="num" if one.is_sum or one.kind is ColumnKind.DAY else "",
            edit=key,
            needs=LETTERS[one.editors],
        )
        for key, one in columns_shown(campaign).items()
    )


def drawn_cell(column: OwnColumn, own: dict[str, str], readable: bool) -> str:
    """One cell of the grid."""
    value = own.get(str(column.number), "")
    if column.kind is ColumnKind.TEXT:
        short = value if len(value) <= _LONG else value[: _LONG - 1].rstrip() + "…"
        return f"<td class=l>{escape(short, quote=False) if readable else ''}"
    words = escape(shown_value(column, value), quote=False)
    return f"<td>{words}" if column.kind is ColumnKind.CHOICE else f"<td class=num>{words}"


def field_of(column: OwnColumn) -> forms.Field:
    """The form field of a column; numbers and amounts are typed as people write them."""
    label, required = column.label, False
    match column.kind:
        case ColumnKind.CHOICE:
            words = [("", "—"), *((word, word) for word in column.choices)]
            return forms.ChoiceField(label=label, required=required, choices=words)
        case ColumnKind.DAY:
            return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        case ColumnKind.TEXT:
            return forms.CharField(label=label, required=required, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    number = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.CharField(
        label=label, required=required, max_length=40, widget=number, validators=[lambda given: _refuse_no_value(column, given)]
    )


def _refuse_no_value(column: OwnColumn, given: str) -> None:
    value_of(column, given)


def value_of(column: OwnColumn, given: Any) -> str:
    """What was typed as it is kept. ValidationError: it is no value of the column."""
    found = read_value(column, "" if given is None else str(given))
    if isinstance(found, Wrong):
        raise forms.ValidationError(_(found.template) % found.facts)
    return found


def cell_kind(campaign: Campaign, field: str) -> CellKind | None:
    """The cell edited in place of a column of the campaign's own; None where there is no such column in use."""
    column = columns_shown(campaign).get(field)
    return _kind_of(column) if column else None


def _kind_of(column: OwnColumn) -> CellKind:
    number = column.number

    class OwnCell(CellForm):
        """One value."""

        value = field_of(column)

        @staticmethod
        def start(problem: Problem) -> dict[str, Any]:
            return {"value": problem.own.get(str(number), "")}

        def clean_value(self) -> str:
            return value_of(column, self.cleaned_data["value"])

    return CellKind(OwnCell, Action.FILL, lambda form: {"own": with_values(form.problem.own, {number: form.cleaned_data["value"]})})


class OwnForm(forms.Form):
    """The columns that whoever asks may fill in on this problem; `problem.own_cells` says which (the page put them there)."""

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        cells = [one for one in getattr(problem, "own_cells", ()) if one.may_fill]
        kwargs.setdefault("initial", {one.column.key: one.value for one in cells})
        super().__init__(*args, **kwargs)
        self.columns = {one.column.key: one.column for one in cells}
        for key, column in self.columns.items():
            self.fields[key] = field_of(column)
            if column.required:
                self.fields[key].help_text = _("从“%(step)s”起必填") % {"step": _(column.required.label)}

    def clean(self) -> dict[str, Any]:
        """Each value by its column; a wrong one is told beside its field."""
        for key, column in self.columns.items():
            try:
                self.cleaned_data[key] = value_of(column, self.cleaned_data.get(key))
            except forms.ValidationError as wrong:
                self.add_error(key, wrong)
        return self.cleaned_data

    def values(self) -> dict[int, str]:
        """By the numbers of the columns, as the operation wants them."""
        return {column.number: self.cleaned_data[key] for key, column in self.columns.items()}


def chip_words(campaign: Campaign, told: str) -> tuple[str, str]:
    """Label and words of one chosen filter."""
    one = read_filter(told)
    column = next((c for c in columns_of(campaign.file) if one and c.number == one.column), None)
    return (column.name if column else _("自设栏目"), _words(one)) if one else (_("自设栏目"), told)


def _words(one: OwnFilter) -> str:
    if one.kind in ("any", "none"):
        return _("已填") if one.kind == "any" else _("未填")
    if one.kind == "text":
        return _("含“%(text)s”") % {"text": one.text}
    if one.kind == "word":
        return one.text
    least, most = ("" if bound is None else str(bound) for bound in (one.least, one.most))
    return least if least == most else f"{least}—{most}"
