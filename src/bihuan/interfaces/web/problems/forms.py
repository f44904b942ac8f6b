"""Forms of the ledger's steps. They check the shape of what was typed; what may be done is the operations' business."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Term
from bihuan.interfaces.web.problems.people import people
from bihuan.interfaces.web.problems.units import unit_field, unit_told
from bihuan.problems.vocabulary import Action, CauseKind, OwnerLevel, Source, Weight

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Unit
    from bihuan.problems.models import Problem


def words(term: type[Term], *, blank: str = "") -> list[tuple[str, Any]]:
    """The words of a term as choices in the reader's language."""
    found: list[tuple[str, Any]] = [(word.value, _(word.label)) for word in term]
    return [("", blank), *found] if blank else found


def long_text(label: Any, *, required: bool = True, rows: int = 3, most: int = 2000, help_text: Any = "") -> forms.CharField:
    """A text of several lines with a counter."""
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own date picker."""
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text)


def catalogue_of(campaign: Campaign) -> list[Any]:
    """The catalogue as groups of choices."""
    groups: list[Any] = [("", _("暂不归类"))]
    for category in campaigns.categories_of(campaign):
        entries = [(f"m{one.pk}", f"{one.number} {one.text}".strip()[:60]) for one in category.manifestations.all()]
        groups.append((category.name, [(f"c{category.pk}", _("（只归到这一类）")), *entries]))
    return groups


class CatalogueField(forms.ChoiceField):
    """A place in the catalogue: `m12` a manifestation, `c3` a category alone."""

    def place(self, campaign: Campaign, value: str) -> dict[str, Any]:
        """The chosen category and manifestation, as the operations want them."""
        if value.startswith("m"):
            one = campaigns.manifestation_in(campaign, int(value[1:]))
            return {"manifestation": one, "category": one.category}
        category = campaigns.category_in(campaign, int(value[1:])) if value else None
        return {"manifestation": None, "category": category}


class NewForm(forms.Form):
    """One finding."""

    unit = forms.ChoiceField(label=_("责任单位"))
    source = forms.ChoiceField(
        label=_("来源"),
        choices=lambda: [(word, label) for word, label in words(Source) if word != Source.SELF_CHECK],
        help_text=_("自查的问题由本人写进自查清单；纸质的由联络员代录、本人确认。"),
    )
    text = long_text(_("问题"), rows=4, help_text=_("写清楚人、时间、事情；群众看了知道改什么。"))
    entry = CatalogueField(label=_("类别与具体表现"), required=False)
    owner_level = forms.ChoiceField(label=_("问题层面"), choices=lambda: words(OwnerLevel))
    person = forms.ChoiceField(label=_("责任人"), required=False, help_text=_("干部个人的问题，要选是谁。"))
    weight = forms.ChoiceField(label=_("程度"), choices=lambda: words(Weight))
    found_on = a_day(_("发现日期"), required=False)
    due_on = a_day(_("完成时限"), required=False)
    due_on.help_text = _("留空的，方案给这一类定了时限的按方案，其余按专项设置里的整改天数定。")

    def __init__(
        self, *args: Any, campaign: Campaign, units: list[Unit], own: Mapping[str, forms.Field] = MappingProxyType({}), **kwargs: Any
    ) -> None:  # fmt: skip
        """`own` are fields of the campaign's own columns by their keys."""
        super().__init__(*args, **kwargs)
        self.fields |= own
        self.campaign = campaign
        self.fields["text"].beneath = "likes"
        self.fields["text"].widget.attrs.update(
            {"hx-post": reverse("problems:like", args=[campaign.code]), "hx-trigger": "input changed delay:600ms", "hx-target": "#likes"}
        )
        self.fields["unit"] = unit_field(self.fields["unit"].label, units)
        self.fields["unit"].widget.attrs.update(
            {"hx-get": reverse("problems:people", args=[campaign.code]), "hx-trigger": "change", "hx-target": "#id_person"}
        )
        self.fields["entry"].choices = catalogue_of(campaign)
        chosen = str((self.data or {}).get("unit") or self.initial.get("unit") or (units[0].pk if len(units) == 1 else ""))
        self.fields["person"].choices = people(campaign, unit_told(units, chosen))

    def clean_unit(self) -> str:
        """Its key."""
        unit = self.cleaned_data["unit"]
        return str(getattr(unit, "pk", unit))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("owner_level") == OwnerLevel.PERSON and not told.get("person") and "person" not in self.errors:
            self.add_error("person", _("请选择责任人；不是个人的问题，请把问题层面改为领导班子、单位或行业系统。"))
        return told


class AmendForm(forms.Form):
    """What may be corrected before closing is asked."""

    text = long_text(_("问题"), rows=4)
    entry = CatalogueField(label=_("类别与具体表现"), required=False)
    weight = forms.ChoiceField(label=_("程度"), choices=lambda: words(Weight))
    person = forms.ChoiceField(label=_("责任人"), required=False)
    doer = forms.ChoiceField(label=_("整改责任人"), required=False)
    leader = forms.ChoiceField(label=_("责任领导"), required=False)

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        start = {"text": problem.text, "weight": problem.weight, "entry": _entry_of(problem)}
        start |= {name: getattr(problem, f"{name}_id") or "" for name in ("person", "doer", "leader")}
        super().__init__(*args, initial=start, **kwargs)
        self.fields["entry"].choices = catalogue_of(problem.campaign)
        for name in ("person", "doer", "leader"):
            self.fields[name].choices = people(problem.campaign, problem.unit, getattr(problem, name))


def _entry_of(problem: Problem) -> str:
    return f"m{problem.manifestation_id}" if problem.manifestation_id else f"c{problem.category_id}" if problem.category_id else ""


class ClassifyForm(forms.Form):
    """The place in the catalogue alone."""

    entry = CatalogueField(label=_("类别与具体表现"), required=False)

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, initial={"entry": _entry_of(problem)}, **kwargs)
        self.fields["entry"].choices = catalogue_of(problem.campaign)


class AnalyseForm(forms.Form):
    """The cause and where it lies (M92)."""

    cause = long_text(_("原因剖析"), help_text=_("往深处找：是人的问题、管的问题，还是制度缺口？"))
    kind = forms.ChoiceField(label=_("原因性质"), choices=lambda: words(CauseKind), widget=forms.RadioSelect)

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, initial={"cause": problem.cause, "kind": problem.cause_kind}, **kwargs)


class PlanForm(forms.Form):
    """Measures, who carries them out, until when (M93)."""

    measures = long_text(_("整改措施"), rows=5, help_text=_("一行一条。发文、开会本身不算措施，写办成什么。"))
    doer = forms.ChoiceField(label=_("整改责任人"))
    leader = forms.ChoiceField(label=_("责任领导"), required=False)
    due_on = a_day(_("完成时限"), required=False)

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        start = {"measures": problem.measures_text, "doer": problem.doer_id, "leader": problem.leader_id or "", "due_on": problem.due_on}
        super().__init__(*args, initial=start, **kwargs)
        for name in ("doer", "leader"):
            self.fields[name].choices = people(problem.campaign, problem.unit, getattr(problem, name))
        self.fields["due_on"].required = problem.due_on is None
        if campaigns.settings_for(problem.campaign).approve_measures:
            self.fields["leader"].required, self.fields["leader"].help_text = True, _("措施报他批准，批准后开始整改。")


class One(forms.Form):
    """A form about one problem."""

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem = problem


class ProgressForm(One):
    """What has been done so far."""

    text = long_text(_("整改进展"))


class AskForm(One):
    """Ask to close; a reason where no evidence is attached."""

    no_evidence_reason = forms.CharField(
        label=_("不需要佐证的理由"), max_length=300, required=False, help_text=_("还没有佐证。请先上传；确实不需要的，在这里写明理由。")
    )

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, problem=problem, **kwargs)
        if problem.evidence.exists():
            del self.fields["no_evidence_reason"]


class CorrectForm(One):
    """One sentence says how it was put right."""

    how = forms.CharField(label=_("怎么改的"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(One):
    """A step that asks for a reason."""

    reason = long_text(_("理由"), rows=2, most=500)


class ObjectForm(One):
    """What somebody says against closing."""

    reason = long_text(_("异议内容"), rows=3, most=1000, help_text=_("谁提出、什么意见；不写可能暴露提出人的内容。"))


class AnswerForm(One):
    """The answer to the eldest open objection; one that stands sends the item back instead."""

    reason = long_text(_("答复"), rows=3, most=1000)


class PlainForm(One):
    """A step that needs nothing more."""


class PriorityForm(forms.Form):
    """Whether it is among what is looked at first. Told, not turned over: a second click or a page of before changes nothing back."""

    heading, button = _("重点"), _("保存")  # either may be chosen: neither is promised
    priority = forms.ChoiceField(label=_("重点"), choices=(("1", _("标为重点")), ("0", _("不再是重点"))), widget=forms.RadioSelect)

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, initial={"priority": "0" if problem.priority else "1"}, **kwargs)


FORMS: dict[Action, type[forms.Form]] = {
    Action.AMEND: AmendForm, Action.CLASSIFY: ClassifyForm, Action.ANALYSE: AnalyseForm,
    Action.REPORT_PROGRESS: ProgressForm, Action.ASK: AskForm, Action.CORRECT: CorrectForm,
    Action.SEND_BACK: ReasonForm, Action.RETURN_MEASURES: ReasonForm, Action.FAIL_SAMPLE: ReasonForm,
    Action.OBJECT: ObjectForm, Action.ANSWER_OBJECTION: AnswerForm, Action.PRIORITISE: PriorityForm,
}  # fmt: skip
