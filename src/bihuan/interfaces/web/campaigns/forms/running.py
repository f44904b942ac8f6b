"""Forms of a running campaign: gaps, stages, tasks, reasons."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries
from bihuan.interfaces.web.campaigns.forms.choosing import a_day
from bihuan.problems.operations.gating import Onward

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign, RosterEntry, Stage
    from bihuan.organisation.models import Person, Unit


class GapForm(forms.Form):
    """What the plan did not say: basis, its number, the deciding body (M01)."""

    basis = forms.CharField(label=_("依据文件"), max_length=300, required=False, help_text=_("写全称，带书名号。"))
    doc_number = forms.CharField(label=_("文号"), max_length=80, required=False)
    decided_by = forms.CharField(label=_("决定机关"), max_length=200, required=False, help_text=_("例如：某局党组会议研究决定。"))


class ExtendForm(forms.Form):
    """A later end of a stage, by whose decision and why (M25)."""

    to_on = forms.DateField(label=_("延长到"), widget=forms.DateInput(attrs={"type": "date"}))
    following = forms.BooleanField(label=_("后面的阶段顺延同样的天数"), required=False)
    decision = forms.CharField(label=_("谁决定的"), max_length=200, help_text=_("会议或批示，例如：领导小组第3次会议。"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, stage: "Stage", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage
        self.fields["to_on"].help_text = gettext("现在到 %(day)s。") % {"day": stage.end_on}
        if not queries.stages_after(stage):
            del self.fields["following"]

    def moved(self) -> list[dict[str, Any]]:
        """The stages after this one: the days as they stand and as they would be."""
        if not self.is_valid() or not self.cleaned_data.get("following"):
            return []
        days = (self.cleaned_data["to_on"] - self.stage.end_on).days if self.stage.end_on else 0
        before = {one.pk: one for one in queries.stages_after(self.stage)}
        return [
            {"name": one.name, "before": (before[one.pk].start_on, before[one.pk].end_on), "after": (one.start_on, one.end_on)}
            for one in queries.shifted_after(self.stage, days)
        ]  # fmt: skip


class DeclareForm(forms.Form):
    """Why a stage is declared over although conditions are open; not asked where none is."""

    reason = forms.CharField(
        label=_("由谁决定、为什么"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如：领导小组第3次会议决定，未自查的两人已外派。"),
    )

    due_on = forms.DateField(
        label=_("没有销号的接着办到哪天"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("没有责任人或没有时限的问题，阶段结束后由谁、到哪天接着办。承接机构和承接人都不写的，由各责任单位接着办，承接人是它的联络员（没有的是主要负责人）。"),
    )  # fmt: skip
    body = forms.CharField(label=_("承接机构"), max_length=120, required=False)
    person = forms.ChoiceField(label=_("承接人"), required=False)

    def __init__(self, *args: Any, unmet: bool, people: Sequence[tuple["Person", str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one, _label in people or ()}
        if not unmet:
            del self.fields["reason"]
        if people is None:
            for name in ("due_on", "body", "person"):
                del self.fields[name]
        else:
            self.fields["person"].choices = [("", "—"), *((str(one.pk), label) for one, label in people)]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        told = self.cleaned_data
        onward = Onward(told["due_on"], told["body"], self.people.get(told["person"])) if "due_on" in told else None
        return {"reason": told.get("reason", ""), "onward": onward}


class ThresholdForm(forms.Form):
    """Who of the subjects below the rank threshold only takes part from now on: all of them are proposed."""

    participants = forms.MultipleChoiceField(
        label=_("改列参与人员"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选的从今天起改列参与人员，不勾的仍是整治对象。"),
    )
    reason = forms.CharField(label=_("理由"), max_length=200, initial=_("低于方案规定的职级"))

    def __init__(self, *args: Any, entries: "Sequence[RosterEntry]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {str(one.pk): one for one in entries}
        self.fields["participants"].choices = [(key, one.person.name) for key, one in self.entries.items()]  # type: ignore[attr-defined]
        self.fields["participants"].initial = list(self.entries)

    def by_unit(self) -> list[dict[str, Any]]:
        """The boxes under their units, in the order of the roster, each with what is ticked."""
        ticked = set(self["participants"].value() or ())
        found: dict[str, list[dict[str, Any]]] = {}
        for key, one in self.entries.items():
            found.setdefault(one.unit.name, []).append({"key": key, "entry": one, "on": key in ticked})
        return [{"unit": name, "people": people, "on": sum(one["on"] for one in people)} for name, people in found.items()]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"participants": [self.entries[key] for key in self.cleaned_data["participants"]], "reason": self.cleaned_data["reason"]}


class FinishForm(forms.Form):
    """The result of a task and by what it can be seen (M213)."""

    result = forms.CharField(label=_("办成了什么"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    proof = forms.CharField(label=_("凭什么看得出来"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(forms.Form):
    """A step that asks why."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class StageForm(forms.Form):
    """When a stage runs that the plan left open."""

    start_on = a_day(_("开始"))
    end_on = a_day(_("结束"))


class NewStageForm(StageForm):
    """A further stage."""

    name = forms.CharField(label=_("阶段名称"), max_length=120)
    field_order = ("name", "start_on", "end_on")


class TaskForm(forms.Form):
    """Work of a stage for a unit, for all units or for a body."""

    title = forms.CharField(label=_("任务"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    stage = forms.ChoiceField(label=_("阶段"), required=False)
    body = forms.ChoiceField(label=_("承办"))
    due_on = a_day(_("完成时限"))
    amount = forms.IntegerField(
        label=_("数量要求"), required=False, min_value=1, help_text=_("有数量的才填，例如 3 次、20 户。向下分解时改大了，上下级都看得到。")
    )
    measure = forms.CharField(label=_("计量单位"), required=False, max_length=20)

    def __init__(self, *args: Any, campaign: "Campaign", units: "list[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stages = {str(one.order): one for one in queries.stages(campaign)}
        self.fields["stage"].choices = [("", "—"), *((key, one.name) for key, one in self.stages.items())]  # type: ignore[attr-defined]
        self.units, self.groups = {f"u{one.pk}": one for one in units}, {f"g{one.pk}": one for one in queries.groups_of(campaign)}
        every = gettext("全部整治单位（%(count)d 个，各下达一项）") % {"count": len(units)}
        parts = [
            (label, [(key, one.name) for key, one in rows.items()]) for label, rows in ((_("机构"), self.groups), (_("单位"), self.units))
        ]
        self.fields["body"].choices = [("", "—"), ("all", every), *parts]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers, body = self.cleaned_data, self.cleaned_data["body"]
        units = list(self.units.values()) if body == "all" else [self.units[body]] if body in self.units else []
        groups = [self.groups[body]] if body in self.groups else []
        return {
            "title": answers["title"],
            "stage": self.stages.get(answers["stage"]),
            "due_on": answers["due_on"],
            "amount": answers["amount"],
            "measure": answers["measure"],
            "units": units,
            "groups": groups,
        }


class PassOnForm(forms.Form):
    """Units below that do a part of a unit's task, by when and how much."""

    units = forms.MultipleChoiceField(label=_("交给哪些下级单位"), widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(
        label=_("任务"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("不改就照原任务。")
    )
    due_on = a_day(_("完成时限"), required=False, help_text=_("不填就是原任务的时限。"))
    amount = forms.IntegerField(label=_("数量要求"), required=False, min_value=1, help_text=_("不填就是原任务的数量。"))

    def __init__(self, *args: Any, units: "Sequence[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.below = {str(one.pk): one for one in units}
        self.fields["units"].choices = [(key, one.name) for key, one in self.below.items()]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers = self.cleaned_data
        return {**answers, "units": [self.below[key] for key in answers["units"]]}
