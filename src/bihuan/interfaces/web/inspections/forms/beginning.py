"""Forms by which something begins."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.draws.vocabulary import DrawOf
from bihuan.inspections.operations import Going, PlanOf, Seen
from bihuan.inspections.vocabulary import Focus, Force, HearingKind, PlaceKind, PlanKind, SupervisionKind, VisitKind
from bihuan.interfaces.web.inspections.forms.fields import a_choice, a_day, a_text, long_text, ticks, words
from bihuan.organisation.vocabulary import RecusalGround

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.inspections.models import Checklist
    from bihuan.organisation.models import Person, Unit


def _offer(form: forms.Form, name: str, rows: Iterable[Any], label: Any = str) -> dict[str, Any]:
    """Give a field its rows; returns them by their key."""
    known = {str(one.pk): one for one in rows}
    field: Any = form.fields[name]
    blank = [] if isinstance(field, forms.MultipleChoiceField) else [("", "—")]
    field.choices = [*blank, *((key, label(one)) for key, one in known.items())]
    return known


class PlanForm(forms.Form):
    """A written plan of supervision."""

    title = a_text(_("名称"), 120)
    kind = forms.ChoiceField(label=_("种类"), choices=words(PlanKind), initial=PlanKind.SPECIAL.value)
    authority = a_text(_("督查授权"), help_text=_("由谁授权、以什么文件授权。部门开展督查须经本级政府指定。"))
    filing = a_text(_("年度督查计划备案"), help_text=_("列入哪年督查检查考核计划的第几项，备案号。"))
    content = long_text(_("督查内容"))
    method = long_text(_("督查方式"), required=False, rows=2)
    group = a_choice(_("督导组"), required=False)
    from_on, to_on = a_day(_("开始")), a_day(_("结束"))
    units = ticks(_("督查对象"))

    def __init__(self, *args: Any, campaign: "Campaign", units: "Iterable[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units_known = _offer(self, "units", units)
        self.groups = _offer(self, "group", [one for one in campaigns.groups_of(campaign) if one.kind == "supervision"])

    def told(self) -> PlanOf:
        """What the operation asks for."""
        told = {**self.cleaned_data, "kind": PlanKind(self.cleaned_data["kind"]), "group": self.groups.get(self.cleaned_data["group"])}
        return PlanOf(**{**told, "units": [self.units_known[key] for key in self.cleaned_data["units"]]})


class DrawForm(forms.Form):
    """What is drawn for a plan."""

    draw_of = forms.ChoiceField(label=_("抽什么"), choices=words(DrawOf))
    title = a_text(_("事由"))
    each = forms.IntegerField(label=_("抽几个"), min_value=1, max_value=1000, initial=1)
    by_kind = forms.BooleanField(label=_("抽单位时按单位性质分层，每层各抽这么多"), required=False)
    unit = a_choice(_("抽人员时：去哪个单位"), required=False, help_text=_("不能去的人不在名单里。"))
    left = ticks(_("抽单位时：排除哪些"), required=False)
    reason = a_text(_("为什么排除"), 100, required=False, help_text=_("上月刚检查过的由系统自动排除并写明日期。"))

    def __init__(self, *args: Any, units: "Iterable[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(units)
        self.units = _offer(self, "unit", rows)
        _offer(self, "left", rows)


class VisitForm(forms.Form):
    """Where to go, what for, who."""

    unit = a_choice(_("被检查单位"))
    kind = forms.ChoiceField(label=_("方式"), choices=words(VisitKind), initial=VisitKind.OPEN.value)
    purpose = long_text(_("目的"), rows=2)
    place_kind = a_choice(_("场所性质"), [(one.value, _(one.label)) for one in PlaceKind if one is not PlaceKind.PRIVATE])
    place = a_text(_("地点"), 120, help_text=_("住宅、宿舍、病房等私人场所不能检查。"))
    visit_on = a_day(_("检查日期"))
    hour = a_text(_("时间"), 20, help_text=_("例如：上午；14 时以后。"))
    inspectors = ticks(_("检查人员"), help_text=_("至少两人。不能参加的人没有列出，不说明理由。"))
    checklist = a_choice(_("检查单"), required=False)

    def __init__(self, *args: Any, units: "Iterable[Unit]", people: "Iterable[tuple[Person, str]]", checklists: "Iterable[Checklist]", covert: bool,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        names = dict(people)
        self.units, self.people = _offer(self, "unit", units), _offer(self, "inspectors", names, names.__getitem__)
        self.lists = _offer(self, "checklist", checklists)
        if not covert:
            field: Any = self.fields["kind"]
            field.choices = words([VisitKind.OPEN])

    def told(self) -> Going:
        """What the operation asks for."""
        given = self.cleaned_data
        return Going(
            unit=self.units[given["unit"]], kind=VisitKind(given["kind"]), purpose=given["purpose"], place_kind=PlaceKind(given["place_kind"]),
            place=given["place"], visit_on=given["visit_on"], hour=given["hour"], inspectors=[self.people[key] for key in given["inspectors"]],
            checklist=self.lists.get(given["checklist"]),
        )  # fmt: skip


class FindingForm(forms.Form):
    """What was seen, on a visit or by another body."""

    unit = a_choice(_("单位"))
    text = long_text(_("发现的情况"), help_text=_("写清时间、地点、事情。"))
    seen_on = a_day(_("发现日期"))
    focus = forms.ChoiceField(label=_("内容"), choices=words(Focus), initial=Focus.MATTER.value)
    kind = forms.ChoiceField(label=_("监督渠道"), choices=words(SupervisionKind), initial=SupervisionKind.ADMINISTRATIVE.value)
    force = forms.ChoiceField(label=_("发现的机构"), choices=words(Force), initial=Force.GROUP.value)
    reference = a_text(_("该机构的编号"), 60, required=False)
    manifestation = a_choice(_("具体表现"), required=False)

    def __init__(self, *args: Any, campaign: "Campaign", units: "Iterable[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = _offer(self, "unit", units)
        entries = [one for category in campaigns.categories_of(campaign) for one in category.manifestations.all()]
        self.entries = _offer(self, "manifestation", entries)

    def told(self, **more: Any) -> Seen:
        """What the operation asks for."""
        given = self.cleaned_data
        words_of = {"focus": Focus(given["focus"]), "kind": SupervisionKind(given["kind"]), "force": Force(given["force"])}
        about: dict[str, Any] = {"unit": self.units[given["unit"]], "text": given["text"], "seen_on": given["seen_on"], **words_of}
        return Seen(**about, reference=given["reference"], manifestation=self.entries.get(given["manifestation"]), **more)


class NoticeForm(forms.Form):
    """What has gone off the way, what is asked, until when."""

    unit = a_choice(_("单位"))
    deviation = long_text(_("偏差"))
    demand = long_text(_("要求"))
    due_on = a_day(_("回复期限"))

    def __init__(self, *args: Any, units: "Iterable[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = _offer(self, "unit", units)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {**self.cleaned_data, "unit": self.units[self.cleaned_data["unit"]]}


class HearingForm(forms.Form):
    """Who was heard, when, what was said."""

    kind = forms.ChoiceField(label=_("种类"), choices=words(HearingKind))
    unit = a_choice(_("汇报单位"), required=False, help_text=_("听取汇报时选择；研判会不选。"))
    held_on = a_day(_("日期"))
    presided = a_text(_("主持"), 120)
    record = long_text(_("记录"), rows=6)

    def __init__(self, *args: Any, units: "Iterable[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = _offer(self, "unit", units)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        given = self.cleaned_data
        return {**given, "kind": HearingKind(given["kind"]), "unit": self.units.get(given["unit"])}


class NoteForm(forms.Form):
    """An analysis of a part of the ledger."""

    title = a_text(_("题目"), 120)
    text = long_text(_("分析研判"), rows=6)
    advice = long_text(_("意见建议"), rows=4)


class PointsForm(forms.Form):
    """A checklist: ready made, or points of one's own."""

    title = a_text(_("名称"), 120)
    source = forms.ChoiceField(label=_("内容取自"), choices=(
        ("subjects", _("上下班纪律、办公秩序、工作作风")), ("catalogue", _("本专项的问题目录")), ("own", _("自己写")),
    ))  # fmt: skip
    points = long_text(
        _("自己写的检查项"), required=False, rows=6, help_text=_("一行一项；写成“方面：看什么”。选了上面现成内容的，接在后面。")
    )


class SheetForm(forms.Form):
    """A filled-in sheet."""

    file = forms.FileField(label=_("填好的表"))


class RecusalForm(forms.Form):
    """Whom it keeps away, from what, why."""

    unit = a_choice(_("回避的单位"), required=False)
    party = a_text(_("回避的当事人"), 40, required=False, help_text=_("姓名。单位和当事人至少写一个。"))
    ground = a_choice(_("情形"), words(RecusalGround))
    reason = long_text(_("说明"), required=False, help_text=_("只有本人、提出的人和作决定的人看得到。不要写是什么亲属关系。"))

    def __init__(self, *args: Any, units: "Iterable[tuple[int, str]]", others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.choices = [("", "—"), *((str(pk), name) for pk, name in units)]
        if others:
            self.fields["who"] = a_text(_("申请谁回避"), 40)
            self.order_fields(["who"])
            self.fields["reason"].required = True
