"""Forms of the register, of links, of check orders and their answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.institutions.operations import Found, Planned
from bihuan.institutions.vocabulary.register import Effect, InstitutionKind, Mechanism
from bihuan.interfaces.web.shell.units import UnitField
from bihuan.interfaces.web.shell.uploads import name_and_content

if TYPE_CHECKING:
    from bihuan.institutions.models import Institution
    from bihuan.organisation.models import Unit

_LONGEST = 2000
_APART = re.compile(r"[\s,，、;；]+")


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own date picker."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def long_text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label, required=required, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


def words(term: Iterable[Any]) -> list[tuple[str, Any]]:
    """The words of a term as choices in the reader's language."""
    return [(one.value, _(one.label)) for one in term]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class TakeForm(forms.Form):
    """For what something is taken home."""

    reason = forms.CharField(label=_("用途"), max_length=200, help_text=_("写明给谁、做什么用；记入操作记录。"))


class NumbersField(forms.CharField):
    """Ledger numbers, parted by anything; cleans to numbers."""

    def clean(self, value: Any) -> list[int]:
        parts = [one for one in _APART.split(super().clean(value) or "") if one]
        if wrong := [one for one in parts if not (one.isascii() and one.isdigit() and len(one) <= 9)]:
            raise forms.ValidationError(gettext("“%(text)s”不是台账序号，例如 12、0015。") % {"text": wrong[0]})
        return [int(one) for one in parts]


class RuleForm(forms.Form):
    """A rule that is planned."""

    title = forms.CharField(label=_("制度名称"), max_length=200)
    kind = forms.ChoiceField(label=_("种类"), choices=words(InstitutionKind))
    unit = UnitField(label=_("负责单位"))
    problems = NumbersField(
        label=_("因哪几件问题"), required=False, max_length=1000, help_text=_("台账序号，用顿号或逗号隔开，例如 12、15。")
    )
    because = long_text(_("因何问题"), required=False, rows=3, help_text=_("没有挂接问题的，写明为什么要定这项制度。"))
    mechanism = forms.ChoiceField(label=_("归入哪一项长效机制"), required=False)
    planned_on = a_day(_("计划完成"), required=False)
    replaces = forms.ChoiceField(label=_("修订或废止登记过的哪一项"), required=False)
    old_title = forms.CharField(
        label=_("原制度名称"), max_length=200, required=False, help_text=_("修订或废止的制度没有登记在这里的，写名称。")
    )

    def __init__(self, *args: Any, units: Iterable[Unit], replaceable: Iterable[Institution], fresh: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)
        self.known = {str(one.pk): one for one in replaceable}
        self.fields["replaces"].choices = [("", "—"), *((key, one.title) for key, one in self.known.items())]
        self.fields["mechanism"].choices = [("", "—"), *words(Mechanism)]
        if not fresh:
            del self.fields["problems"]

    def told(self) -> Planned:
        """What the operation asks for."""
        said = self.cleaned_data
        return Planned(
            said["title"], said["unit"], InstitutionKind(said["kind"]), Mechanism(said["mechanism"]) if said["mechanism"] else None, said["because"],
            said["planned_on"], self.known.get(said["replaces"]), said["old_title"],
        )  # fmt: skip


class DraftForm(forms.Form):
    """When the draft was there."""

    on = a_day(_("起草完成日期"))


class IssueForm(forms.Form):
    """When and under which number it was issued."""

    on = a_day(_("印发日期"))
    doc_number = forms.CharField(label=_("文号"), max_length=80, required=False)
    file = forms.FileField(label=_("制度文本"), required=False)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        said = self.cleaned_data
        return {"on": said["on"], "doc_number": said["doc_number"], "file": name_and_content(said.get("file"))}


class EndForm(ReasonForm):
    """When and why it holds no longer."""

    on = a_day(_("废止日期"))
    field_order = ("on", "reason")


class LinkForm(forms.Form):
    """Further problems because of which it is made."""

    problems = NumbersField(label=_("台账序号"), max_length=1000, help_text=_("用顿号或逗号隔开，例如 12、15。"))


class UnlinkForm(ReasonForm):
    """A link made by mistake."""

    problem = forms.IntegerField(label=_("台账序号"), min_value=1, max_value=999_999_999)
    field_order = ("problem", "reason")


class EffectForm(forms.Form):
    """What it was worth."""

    effect = forms.ChoiceField(label=_("管住了没有"), choices=words(Effect), widget=forms.RadioSelect)
    text = long_text(_("看了什么、为什么这样评价"), rows=3)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"effect": Effect(self.cleaned_data["effect"]), "text": self.cleaned_data["text"]}


class OrderForm(forms.Form):
    """Which units look for what, by when."""

    problem = forms.IntegerField(label=_("由台账第几号引起"), min_value=1, max_value=999_999_999, help_text=_("程度标为“普遍共性”的问题。"))
    text = long_text(_("查什么"), rows=3, help_text=_("单位只看到这里写的，看不到引起检查的那一件。不要写人名。"))
    due_on = a_day(_("答复期限"))
    everybody = forms.BooleanField(label=_("其他全部整治单位"), required=False)
    units = forms.MultipleChoiceField(label=_("请哪些单位自查"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in units}
        self.fields["units"].choices = [(key, one.name) for key, one in self.known.items()]

    def chosen(self, but: int) -> list[Unit]:
        """The units; of all of them not the one in which it was found."""
        if self.cleaned_data["everybody"]:
            return [one for one in self.known.values() if one.pk != but]
        return [self.known[key] for key in self.cleaned_data["units"]]


class AnswerForm(forms.Form):
    """How it was looked for, and what was found: a line a problem; none is an answer as well."""

    how = long_text(_("怎么查的"), rows=3, help_text=_("看了哪些材料、问了哪些人。"))
    found = long_text(_("发现的同类问题"), required=False, rows=5, help_text=_("一行一个问题，直接列入台账；没有发现的，空着。"))

    def findings(self) -> list[Found]:
        """The problems as the operation takes them."""
        return [Found(line.strip()) for line in self.cleaned_data["found"].splitlines() if line.strip()]
