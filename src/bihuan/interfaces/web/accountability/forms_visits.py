"""Forms of return visits and of study: they check the shape of what was typed; what may be done is the operations' business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.operations import Bases, Brought, Held, LaidOut
from bihuan.accountability.vocabulary.study import MaterialKind, StudyForm
from bihuan.accountability.vocabulary.visits import NoteKind
from bihuan.interfaces.web.accountability.forms.fields import a_choice, a_day, a_file, a_text, long_text, words
from bihuan.interfaces.web.shell.uploads import name_and_content

if TYPE_CHECKING:
    from bihuan.accountability.models import Seat, Visitor

PRIVATE = _("身体、家庭和顾虑不写在这里，写进密封内容。")
"""Said beside each field in which somebody might tell what is to be sealed."""


def offer(form: forms.Form, name: str, rows: Iterable[Any], label: Any = str) -> dict[str, Any]:
    """Give a field its rows; returns them by their key."""
    known = {str(one.pk): one for one in rows}
    field: Any = form.fields[name]
    blank = [] if isinstance(field, forms.MultipleChoiceField) else [("", "—")]
    field.choices = [*blank, *((key, label(one)) for key, one in known.items())]
    return known


class BasesForm(forms.Form):
    """The bases of a plan that are not sealed (M166), how he is visited, whom he may turn to."""

    circumstances = long_text(_("错误性质和情节"), required=False, rows=2)
    kind = long_text(_("处理种类"), required=False, rows=2)
    conduct = long_text(_("受处理期间的表现"), required=False, rows=2, help_text=PRIVATE)
    way = long_text(
        _("怎样回访"), required=False, rows=5, help_text=_("因人定制。四项依据（含密封的顾虑）都写了，系统才给一个提纲作参考。")
    )
    support = a_text(_("遇到难处可以找谁"), 300, help_text=_("写给本人看：热线、工会、信任的领导。"))
    next_on = a_day(_("下次回访"))

    def bases(self) -> Bases:
        """What the operation asks for."""
        return Bases(**{name: self.cleaned_data[name] for name in ("circumstances", "kind", "conduct", "way", "support", "next_on")})


class PlanVisitsForm(BasesForm):
    """A plan with its visitors; the worries go sealed."""

    worries = long_text(_("顾虑"), required=False, rows=2, help_text=_("本人自愿说明的才写；密封保存，只有回访人能打开，回访期满删除。"))
    visitors = forms.MultipleChoiceField(
        label=_("回访人"), widget=forms.CheckboxSelectMultiple, help_text=_("纪检监察方和组织人事方各至少一名，您是其中之一。")
    )
    field_order = ("circumstances", "kind", "conduct", "worries", "way", "visitors", "support", "next_on")

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = offer(self, "visitors", seats, lambda one: f"{one.person.name}（{one.body.name}）")

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        seats = [self.known[key] for key in self.cleaned_data["visitors"]]
        return {"bases": self.bases(), "seats": seats, "worries": self.cleaned_data["worries"]}


class RecordForm(forms.Form):
    """One visit."""

    visited_on = a_day(_("回访日期"))
    discipline = a_choice(_("纪检监察方回访人"))
    personnel = a_choice(_("组织人事方回访人"))
    explained = long_text(_("讲清政策"), required=False, rows=2, help_text=_("三项至少写一项。"))
    relieved = long_text(_("心理疏导"), required=False, rows=2, help_text=PRIVATE)
    solved = long_text(_("解决困难"), required=False, rows=2, help_text=_("具体困难另外记下，写明由谁办、什么时候答复。"))
    own_words = long_text(_("本人怎么说"))
    organisation_view = long_text(_("所在党组织的意见"))
    next_on = a_day(_("下次回访"))

    def __init__(self, *args: Any, visitors: Sequence[Visitor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("discipline", "personnel"):
            offer(self, name, [one for one in visitors if one.seat.body.kind == name], lambda one: one.seat.person.name)
        self.known = {str(one.pk): one for one in visitors}

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        texts = {name: self.cleaned_data[name] for name in ("explained", "relieved", "solved", "own_words", "organisation_view")}
        pair = (self.known[self.cleaned_data["discipline"]], self.known[self.cleaned_data["personnel"]])
        return {"pair": pair, "on": self.cleaned_data["visited_on"], "next_on": self.cleaned_data["next_on"], "told": Brought(**texts)}


class NoteForm(forms.Form):
    """What is sealed to the visitors."""

    kind = forms.ChoiceField(label=_("内容"), choices=lambda: words(NoteKind), widget=forms.RadioSelect)
    text = long_text(_("密封内容"), rows=4)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"kind": NoteKind(self.cleaned_data["kind"]), "text": self.cleaned_data["text"]}


class DifficultyForm(forms.Form):
    """What is hard for him, who sees to it, by when."""

    text = long_text(_("困难"), help_text=PRIVATE)
    owner = a_choice(_("负责人"), help_text=_("由回访人之一负责；请别的单位帮忙时，不说起处理的事。"))
    due_on = a_day(_("答复期限"))

    def __init__(self, *args: Any, visitors: Sequence[Visitor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = offer(self, "owner", visitors, lambda one: one.seat.person.name)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {**self.cleaned_data, "owner": self.known[self.cleaned_data["owner"]]}


class AnswerForm(forms.Form):
    """What came of a difficulty."""

    text = long_text(_("办得怎样"), help_text=_("本人看得到。"))


class CloseForm(forms.Form):
    """The assessment of the visits."""

    political = long_text(_("政治效果"))
    discipline = long_text(_("纪法效果"))
    social = long_text(_("社会效果"))


class VisitorForm(forms.Form):
    """Another visitor."""

    seat = a_choice(_("回访人"))

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = offer(self, "seat", seats, lambda one: f"{one.person.name}（{one.body.name}）")

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"seat": self.known[self.cleaned_data["seat"]]}


class StudyPlanForm(forms.Form):
    """Topics and forms."""

    title = a_text(_("名称"))
    topics = long_text(_("专题"), rows=6, help_text=_("一行一个。"))
    forms = forms.MultipleChoiceField(label=_("形式"), choices=lambda: words(StudyForm), widget=forms.CheckboxSelectMultiple)
    from_on, to_on = a_day(_("开始")), a_day(_("结束"))

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        told = self.cleaned_data
        return {
            "title": told["title"], "topics": told["topics"].splitlines(), "forms": [StudyForm(one) for one in told["forms"]],
            "days": (told["from_on"], told["to_on"]),
        }  # fmt: skip


class SessionForm(forms.Form):
    """A session: no field for names."""

    unit = a_choice(_("单位"))
    plan = a_choice(_("学习计划"), required=False)
    form = forms.ChoiceField(label=_("形式"), choices=lambda: words(StudyForm))
    topic = a_text(_("专题"), 300)
    held_on = a_day(_("日期"))
    present = forms.IntegerField(label=_("到场人数"), min_value=1, max_value=100_000, help_text=_("只记人数，不记姓名。"))

    def __init__(self, *args: Any, units: Iterable[Any], plans: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.plans = offer(self, "unit", units, lambda one: one.name), offer(self, "plan", plans)

    def held(self) -> Held:
        """What was held."""
        told = self.cleaned_data
        return Held(told["topic"], StudyForm(told["form"]), told["held_on"], told["present"])

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"unit": self.units[self.cleaned_data["unit"]], "plan": self.plans.get(self.cleaned_data["plan"]), "held": self.held()}


class CorrectForm(SessionForm):
    """The same put right; unit and plan stay."""

    reason = a_text(_("为什么改"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, units=(), plans=(), **kwargs)
        del self.fields["unit"], self.fields["plan"]


class MaterialForm(forms.Form):
    """Something to read; nobody is asked whether he did."""

    kind = forms.ChoiceField(label=_("种类"), choices=lambda: words(MaterialKind))
    title = a_text(_("标题"))
    source = a_text(_("出处"), 300, required=False)
    category = a_choice(_("问题目录的类别"), required=False, help_text=_("只与某一类问题有关的材料，可以附在那一类上。"))
    text = long_text(_("内容"), required=False, rows=8, help_text=_("书目一行一种。不要求签收，也不记录谁读过。"))
    file = a_file(_("文件"))

    def __init__(self, *args: Any, categories: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = offer(self, "category", categories, lambda one: one.name)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        told = self.cleaned_data
        laid = LaidOut(MaterialKind(told["kind"]), told["title"], told["source"], told["text"])
        return {"told": laid, "category": self.known.get(told["category"]), "file": name_and_content(told["file"])}
