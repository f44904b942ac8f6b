"""Forms of the joint check, talks, home visits, back-checks and screenings."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from bihuan.campaigns.queries import knows, people_of
from bihuan.finding.vocabulary.back_checks import Body, NodeKind, Verdict
from bihuan.finding.vocabulary.feedback import Level, Quarter, ReportKind, Side
from bihuan.interfaces.web.finding.forms.asked import a_choice, a_day, a_text, long_text, words
from bihuan.organisation.queries import find_people, place_of
from bihuan.organisation.rules.names import drawn_together

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Person, Unit

NAMED = lazy("写姓名；有同名的，写成“姓名（单位）”。")
SEVERAL = lazy("几个人用顿号分开；有同名的，写成“姓名（单位）”。")


class Traced(forms.Form):
    """A form that knows the units of a campaign, and finds its people by name."""

    def __init__(
        self, *args: Any, campaign: "Campaign", units: "Iterable[Unit]" = (), more: Mapping[str, forms.Field] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.units = {str(one.pk): one for one in units}
        self.fields.update(more or {})
        for name in ("unit", "units"):
            if name in self.fields:
                field: Any = self.fields[name]
                listed = [(key, one.name) for key, one in self.units.items()]
                field.choices = listed if name == "units" else [("", "—"), *listed]

    def unit(self) -> "Unit | None":
        """The chosen unit."""
        return self.units.get(str(self.cleaned_data.get("unit") or ""))

    def named(self, name: str, unit: "Unit | None" = None) -> "list[Person]":
        """The people of a field, one by one; what is not clear is an error at it."""
        typed = [part.strip() for part in self.cleaned_data.get(name, "").replace("，", "、").replace(",", "、").split("、")]
        found = [self._one(name, part, unit) for part in typed if part]
        return [one for one in found if one is not None]

    def _one(self, field: str, typed: str, unit: "Unit | None") -> "Person | None":
        name, _open, place = typed.replace("（", "(").rstrip(")）").partition("(")
        name = drawn_together(name)
        near = list(people_of(self.campaign, unit).filter(name=name)) if unit is not None else []
        fits = near or [one for one in find_people(name) if one.name == name and knows(self.campaign, one)]
        if place:
            fits = [one for one in fits if any(place in place_of(post) for post in getattr(one, "posts_now", ()))] or fits
        if len(fits) == 1:
            return fits[0]
        several = gettext("有 %(count)d 个“%(name)s”，请写成“姓名（单位）”。")
        self.add_error(
            field,
            several % {"count": len(fits), "name": name} if fits else gettext("本专项里没有“%(name)s”，请核对姓名。") % {"name": name},
        )
        return None


def report_fields() -> dict[str, forms.Field]:
    """A report of another body."""
    return {
        "kind": a_choice(lazy("种类"), words(ReportKind)),
        "issuer": a_text(lazy("出具机构")),
        "reference": a_text(lazy("文号或编号"), 80, required=False, help_text=lazy("督查反馈、巡察反馈必填，问题凭它查到出处。")),
        "title": a_text(lazy("标题"), 200),
        "dated_on": a_day(lazy("日期")),
        "level": a_choice(lazy("点名层级"), words(Level), required=False, help_text=lazy("上级点名填写。")),
        "matter": long_text(lazy("点名事项"), required=False, rows=2, help_text=lazy("上级点名填写：因什么事被点名，例如表态发言。")),
        "file": forms.FileField(label=lazy("附件"), required=False),
    }


def one_finding_fields() -> dict[str, forms.Field]:
    """One finding of a report, typed."""
    return {
        "unit": a_choice(lazy("单位"), ()),
        "person": a_text(lazy("责任人"), 40, required=False, help_text=NAMED),
        "text": long_text(lazy("问题")),
        "matter": a_text(lazy("事项"), help_text=lazy("同一类的问题写同一个事项，汇总时归在一起。")),
        "number": a_text(lazy("材料中的编号"), 60, required=False),
        "found_on": a_day(lazy("发现日期"), required=False),
    }


def list_fields() -> dict[str, forms.Field]:
    """A quarterly list."""
    return {
        "year": forms.IntegerField(label=lazy("年份"), min_value=2000, max_value=2100),
        "quarter": a_choice(lazy("季度"), words(Quarter)),
        "publisher": a_text(lazy("发布机构")),
        "criteria": long_text(lazy("评定标准")),
        "decision": a_text(lazy("研究决定"), 300, help_text=lazy("哪次会议、谁决定的。")),
        "decided_on": a_day(lazy("决定日期")),
        "published_on": a_day(lazy("发布日期"), required=False),
        "file": forms.FileField(label=lazy("附件"), required=False),
    }


def entry_fields() -> dict[str, forms.Field]:
    """A unit on a quarterly list."""
    return {"side": a_choice(lazy("榜别"), words(Side)), "unit": a_choice(lazy("单位"), ()), "grounds": long_text(lazy("上榜理由"), rows=3)}


def talk_fields(talker: str) -> dict[str, forms.Field]:
    """A talk."""
    return {
        "unit": a_choice(lazy("单位"), ()),
        "person": a_text(lazy("谈话对象"), 40, help_text=NAMED),
        "talker": forms.CharField(label=lazy("谈话人"), max_length=40, initial=talker, help_text=NAMED),
        "beside": a_text(lazy("在场人员"), 200, required=False),
        "held_on": a_day(lazy("谈话日期")),
        "subject": a_text(lazy("谈话事由"), 200),
        "record": long_text(lazy("谈话内容"), rows=8),
    }


def visit_fields() -> dict[str, forms.Field]:
    """The question whether somebody agrees to a visit."""
    return {
        "number": forms.IntegerField(
            label=lazy("台账序号"), min_value=1, max_value=99_999_999, help_text=lazy("家访对应台账上某个干部的一件问题。")
        ),
        "purpose": long_text(lazy("家访目的"), rows=3, help_text=lazy("为了弄清什么、帮助解决什么。本人会看到。")),
        "visitors": a_text(lazy("家访人"), 200, help_text=SEVERAL),
        "planned_on": a_day(lazy("拟定日期")),
    }


def bodies_field() -> forms.MultipleChoiceField:
    """Which of the three bodies take part."""
    return forms.MultipleChoiceField(label=lazy("参加的机构"), choices=words(Body), widget=forms.CheckboxSelectMultiple)


def piece_fields(kinds: Iterable[Any] = NodeKind) -> dict[str, forms.Field]:
    """A piece of a back-check's chain."""
    return {
        "kind": a_choice(lazy("这一环是"), words(kinds)),
        "number": forms.IntegerField(
            label=lazy("台账序号"),
            min_value=1,
            max_value=99_999_999,
            required=False,
            help_text=lazy("已在台账上的问题填序号，内容可以不写。"),
        ),
        "text": long_text(lazy("内容"), required=False, rows=3),
        "unit": a_choice(lazy("单位"), (), required=False),
        "person": a_text(lazy("责任人"), 40, required=False, help_text=lazy("责任这一环落到个人时填写，写姓名。")),
        "happened_on": a_day(lazy("发生日期"), required=False),
        "body": a_choice(lazy("提出的机构"), words(Body)),
    }


def verdict_fields() -> dict[str, forms.Field]:
    """What was found of one step."""
    told = [one for one in Verdict if one is not Verdict.OPEN]
    return {
        "verdict": a_choice(lazy("认定"), words(told)),
        "finding": long_text(lazy("认定意见"), required=False, rows=2),
        "evidence": long_text(lazy("证据"), rows=3, help_text=lazy("哪份材料、谁的陈述、哪条记录。")),
        "file": forms.FileField(label=lazy("证据材料"), required=False),
    }
