"""What the steps ask for by which a case is put together: facts, questions first, class, weight, origin, tolerance, measure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bihuan.accountability import operations, queries
from bihuan.accountability.queries import listing
from bihuan.accountability.rules.measures import OF_PERSONS, OF_UNITS
from bihuan.accountability.rules.pack import Measure, pack
from bihuan.accountability.rules.tolerance import NO, UNCLEAR, YES, Review, principles_of
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import Asked, Origin
from bihuan.accountability.vocabulary.measures import CaseClass, Level
from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.accountability.forms.fields import a_choice, a_day, a_file, a_text, long_text, one_of, words
from bihuan.interfaces.web.shell.uploads import name_and_content
from bihuan.problems import queries as ledger

Fields = Mapping[str, forms.Field]
Given = dict[str, Any]


def fact_fields(*_row: Any) -> Fields:
    number = forms.IntegerField(
        label=lazy("台账序号"), min_value=1, max_value=999_999_999, required=False,
        help_text=lazy("这项事实在问题台账里的，填序号：由谁先发现、哪天发现随台账带入。"),
    )  # fmt: skip
    return {
        "text": long_text(lazy("事实"), help_text=lazy("什么时间、什么地点、什么事；只写查到的，不写评价。")),
        "evidence": a_text(lazy("依据"), 500, required=False, help_text=lazy("有什么材料证明；没有附材料的必须写。")),
        "number": number,
        "file": a_file(lazy("依据材料")),
    }


def add_fact(row: Any, given: Given, by: Given) -> Any:
    number, paper = given.pop("number"), name_and_content(given.pop("file"))
    problem = ledger.find(by["actor"], row.campaign, number) if number else None
    return operations.add_fact_with_proof(row, problem=problem, paper=paper, **given, **by)


def ask_fields(row: Any, *_more: Any) -> Fields:
    asked = {"workload": one_of(lazy("工作负担"), words(Asked)), "orders": one_of(lazy("指令是否冲突"), words(Asked))}
    return {"health": one_of(lazy("身体状况"), words(Asked)), **asked} if row.person_id else asked


def ask_first(row: Any, given: Given, by: Given) -> Any:
    told = {name: Asked(value) for name, value in given.items()}
    return operations.ask_first(row, health=told.get("health"), workload=told["workload"], orders=told["orders"], **by)


def class_fields(row: Any, *_more: Any) -> Fields:
    offers, other = pack().offers, OF_PERSONS if row.person_id is None else OF_UNITS
    choices = [(one.value, _class_line(one, [pack().measures[each].name for each in offers[one]])) for one in CaseClass if one not in other]
    return {
        "case_class": one_of(lazy("属于哪一类"), choices, help_text=lazy("每类后面是这一类可以采取的措施。"), upright=True),
        "reason": long_text(lazy("分类理由"), help_text=lazy("能力不足和态度问题要分清。")),
    }


def _class_line(one: CaseClass, measures: list[str]) -> str:
    return f"{_(one.label)}（{'、'.join(_(name) for name in measures)}）"


def sort_case(row: Any, given: Given, by: Given) -> Any:
    return operations.sort_case(row, case_class=CaseClass(given["case_class"]), reason=given["reason"], **by)


def weight_fields(*_row: Any) -> Fields:
    return {"circumstances": long_text(lazy("情节轻重")), "effect": long_text(lazy("影响程度"))}


def origin_fields(*_row: Any) -> Fields:
    return {
        "origin": one_of(lazy("发现来源的考虑"), words(Origin), help_text=lazy("被别人发现的不因此加重。")),
        "text": long_text(lazy("怎样考虑")),
    }


def weigh_origin(row: Any, given: Given, by: Given) -> Any:
    return operations.weigh_origin(row, origin=Origin(given["origin"]), text=given["text"], **by)


_MET = ((YES, lazy("是")), (NO, lazy("不是")), (UNCLEAR, lazy("还不清楚")))


def principles(campaign: Any) -> tuple[str, ...]:
    """Those on which the review of this campaign has a line each."""
    return principles_of(campaign.file.get("principles") or ())


def tolerance_fields(row: Any, *_more: Any) -> Fields:
    told = pack()
    found: dict[str, forms.Field] = {f"d_{one.id}": long_text(_(one.text), rows=2) for one in told.distinctions}
    found |= {f"c_{one.id}": one_of(_(one.text), _MET) for one in told.conditions}
    found |= {f"p_{place}": long_text(_(one), rows=2) for place, one in enumerate(principles(row.campaign))}
    applies = forms.BooleanField(label=lazy("我认为应当容错，请决定机构研究"), required=False)
    return {**found, "applies": applies, "text": long_text(lazy("审查意见"))}


def check_tolerance(row: Any, given: Given, by: Given) -> Any:
    told = pack()
    review = Review(
        {one.id: given[f"d_{one.id}"] for one in told.distinctions}, {one.id: given[f"c_{one.id}"] for one in told.conditions},
        {one: given[f"p_{place}"] for place, one in enumerate(principles(row.campaign))}, given["applies"], given["text"],
    )  # fmt: skip
    return operations.check_tolerance(row, review=review, **by)


def givers(one: Measure) -> str:
    """Who may decide a measure, in words."""
    if one.outside:
        return _("由有权机关决定，这里只登记")
    return "、".join(_(kind.label) for kind in BodyKind if kind in one.given_by)


def measure_line(one: Measure) -> str:
    """A measure with its kind and who may decide it."""
    return f"{_(one.name)}（{_(one.kind.label)}；{givers(one)}）"


def offers(row: Any) -> list[tuple[str, Any]]:
    """What this case offers, by rung of the ladder in use and by class: groups of (rung:measure, its line)."""
    groups: list[tuple[str, Any]] = []
    ladder = queries.ladder_of(row.campaign)
    for rung in ladder.rungs if ladder else ():
        found = queries.measures_at(row, rung.step)
        groups.append((f"{rung.step}　{rung.trigger}", [(f"{rung.step}:{one.id}", measure_line(one)) for one in found]))
    if by_class := queries.measures_at(row, None):
        title = _("按分类：%(name)s") % {"name": _(row.get_case_class_display())}
        groups.append((title, [(f":{one.id}", measure_line(one)) for one in by_class]))
    return groups


def measure_fields(row: Any, *_more: Any) -> Fields:
    return {
        "measure": a_choice(lazy("措施"), offers(row), help_text=lazy("只列本专项阶梯和所属分类里有的措施，由人选定。")),
        "rule": a_text(lazy("依据的规定"), 300, help_text=lazy("文件名称和条款。依据是“经过教育仍不改正”的，还要列明此前的教育。")),
        "weight_reason": long_text(lazy("轻重理由")),
        "mend_on": a_day(lazy("整改期限"), required=False, help_text=lazy("通报、书面检查、限期整改等措施必填。")),
        "until_on": a_day(lazy("期限至"), required=False, help_text=lazy("停职、集中培训等有起止的措施必填。")),
        "after_training": long_text(lazy("已安排的学习培训"), required=False, help_text=lazy("能力不足的，先安排学习培训。"), rows=2),
    }


def choose_measure(row: Any, given: Given, by: Given) -> Any:
    step, _colon, measure = given.pop("measure").partition(":")
    chosen = operations.Chosen(measure, step=int(step) if step.isdecimal() else None, **given)
    return operations.choose_measure(row, chosen=chosen, **by)


def education_fields(row: Any, actor: Any, _campaign: Any) -> Fields:
    rows = listing.earlier_education(row, actor)[:50]  # a chooser: what one person was told before
    lines = [(str(one.pk), f"{one.number}　{_(queries.measure_name(one))}　{_day(one.served_on)}") for one in rows]
    return {
        "earlier": a_choice(lazy("此前的教育"), lines, help_text=lazy("本人此前已经送达、您看得到的措施。")),
        "unchanged": long_text(lazy("仍不改正的依据"), help_text=lazy("教育以后又发生了什么，有什么材料证明。")),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def link_education(row: Any, given: Given, by: Given) -> Any:
    earlier = queries.find_handling(by["actor"], int(given["earlier"]))
    return operations.link_education(row, earlier=earlier, unchanged=given["unchanged"], **by)


def typical_fields(row: Any, _actor: Any, campaign: Any) -> Fields:
    leaders = [(str(one.pk), one.name) for one in campaigns.leaders_of(campaign) if one.pk != row.person_id]
    return {
        "person": a_choice(lazy("核查谁的领导责任"), leaders, required=False, help_text=lazy("空着就是单位领导班子。")),
        "level": one_of(lazy("领导责任"), words(Level)),
        "matter": a_text(lazy("核查事由"), required=False, help_text=lazy("空着就用本案的事由。")),
        "reason": long_text(lazy("为什么是典型案件")),
    }


def mark_typical(row: Any, given: Given, by: Given) -> Any:
    known = {str(one.pk): one for one in campaigns.leaders_of(row.campaign)}
    about = {"person": known.get(given["person"]), "unit": row.unit, "level": Level(given["level"])}
    return operations.mark_typical(row, matter=given["matter"], reason=given["reason"], **about, **by)
