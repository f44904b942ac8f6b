"""What each step on a row of supervision asks for, and what it does with the answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bihuan.finding.queries.reviewing import to_send_back
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import Focus
from bihuan.interfaces.web.inspections.forms import a_choice, a_day, a_text, long_text, ticks
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.uploads import name_and_content

Fields = Mapping[str, forms.Field]


@dataclass(frozen=True)
class Taken:
    """A step as a page: its title, the word on its button, what it asks for, what it does with the row, the answers and who does it."""

    title: Any
    act: Any
    fields: Callable[[Any, Any, Any], Fields]
    do: Callable[[Any, dict[str, Any], dict[str, Any]], Any]
    note: Any = ""


def nothing(*_row: Any) -> Fields:
    return {}


def a_reason(*_row: Any) -> Fields:
    return {"reason": long_text(lazy("理由"))}


def one_text(name: str, label: Any, *, required: bool = True) -> Callable[..., Fields]:
    return lambda *_row: {name: long_text(label, required=required, rows=5)}


def plainly(operation: Callable[..., Any]) -> Callable[[Any, dict[str, Any], dict[str, Any]], Any]:
    return lambda row, given, by: operation(row, **given, **by)


def attach_photo(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    name, data = name_and_content(given["file"]) or ("", b"")
    return operations.add_photo(row, data=data, name=name, need=given["need"], **by)


def photo_fields(*_row: Any) -> Fields:
    return {
        "file": forms.FileField(label=lazy("照片"), help_text=lazy("先遮住无关的人再上传；位置和设备信息由系统去掉。")),
        "need": a_text(lazy("为什么需要照片")),
    }


def same_fields(row: Any, actor: Any, _campaign: Any) -> Fields:
    # A chooser: what is the same was found at about the same time; longer lists nobody reads in a field.
    rows = queries.observations_of(actor, row.campaign).filter(unit_id=row.unit_id).exclude(pk=row.pk).exclude(state="same")[:100]
    return {"same_as": a_choice(lazy("与哪一条相同"), [(str(one.pk), f"{one.pk}　{one.text[:60]}") for one in rows])}


def join(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    other = queries.find_observation(by["actor"], row.campaign, int(given["same_as"]))
    return operations.join_observations(row, same_as=other, **by)


def back_fields(row: Any, actor: Any, campaign: Any) -> Fields:
    asked: dict[str, forms.Field] = {
        "demand": a_text(lazy("要重新做什么"), 300), "due": a_day(lazy("重新报送时限")), "reason": long_text(lazy("哪里不合格")),
    }  # fmt: skip
    rows = _lists(row, actor, campaign)
    if rows:
        note = lazy("本人看到理由和新的期限，改好再交；每一轮都留存。只是互查会的问题，可以不选。")
        asked["lists"] = ticks(lazy("退回谁的自查清单"), [(str(one.pk), _of_whom(one)) for one in rows], required=False, help_text=note)
    return asked


def _lists(row: Any, actor: Any, campaign: Any) -> list[Any]:
    """Lists that may go back: of a finding about lists alone."""
    return to_send_back(actor, campaign, row.unit, today_of(campaign).day) if row.focus == Focus.LISTS else []


def _of_whom(row: Any) -> str:
    return f"{row.person.name}　{_(row.get_state_display())}"


def send_back(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    chosen = set(given.pop("lists", ()))
    lists = [one for one in _lists(row, by["actor"], row.campaign) if str(one.pk) in chosen]
    return operations.send_list_back(row, **given, lists=lists, **by)


def review_fields(row: Any, _actor: Any, campaign: Any) -> Fields:
    day, took_part = today_of(campaign).day, queries.who_took_part(row)
    people = [one for one in queries.fit_to_inspect(campaign, row.visit.unit, day) if not took_part(one)]
    return {"reviewers": ticks(lazy("复核人员"), [(str(one.pk), label) for one, label in queries.with_bodies(campaign, people, day)])}


def changed_fields(*_row: Any) -> Fields:
    return {"reason": long_text(lazy("变更后的结论，以及理由"))}


def assign(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    people = queries.fit_to_inspect(row.visit.campaign, row.visit.unit, today_of(row.visit.campaign).day)
    return operations.assign_review(row, reviewers=[one for one in people if str(one.pk) in given["reviewers"]], **by)


def refuse_fields(*_row: Any) -> Fields:
    return {"reason": long_text(lazy("为什么不认可")), "due_on": a_day(lazy("重新回复的期限"))}


def task_fields(row: Any, _actor: Any, campaign: Any) -> Fields:
    from bihuan.campaigns.queries import units_of

    units = [] if row.unit else [(str(one.pk), one.name) for one in units_of(campaign, today_of(campaign).day)]
    more: dict[str, forms.Field] = {"unit": a_choice(lazy("承办单位"), units)} if units else {}
    return {"title": a_text(lazy("任务"), 300), **more, "due_on": a_day(lazy("完成时限"))}


def set_task(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    from bihuan.campaigns.queries import unit_in

    unit = unit_in(row.campaign, int(given.pop("unit"))) if given.get("unit") else None
    return operations.set_task_at_hearing(row, unit=unit, **given, **by)


def decide_fields(row: Any, actor: Any, _campaign: Any) -> Fields:
    from bihuan.inspections.vocabulary import HearingDecision

    rows = queries.observations_of(actor, row.campaign).exclude(state="same")[:200]  # a chooser: a meeting talks over the latest
    found = [(str(one.pk), f"{one.pk}　{one.unit.name}　{one.text[:50]}") for one in rows]
    return {
        "observation": a_choice(lazy("哪一条发现"), found),
        "decision": a_choice(lazy("研判意见"), [(one.value, lazy(one.label)) for one in HearingDecision]),
        "words": long_text(lazy("理由和要求")),
    }


def decide(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    from bihuan.inspections.vocabulary import HearingDecision

    one = queries.find_observation(by["actor"], row.campaign, int(given["observation"]))
    return operations.decide_on_finding(row, observation=one, decision=HearingDecision(given["decision"]), words=given["words"], **by)


def spoken_word(*_row: Any) -> Fields:
    return {
        "spoken": a_text(
            lazy("现场报的字"), 60, required=False, help_text=lazy("由在场的人当场随口报几个字或数字，事先谁也算不出结果；可以不填。")
        )
    }
