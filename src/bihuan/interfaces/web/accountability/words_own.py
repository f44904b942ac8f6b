"""What a matter of one's own says in words of everyday: how it stands, what comes next and by when, which rights one has. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.handling import Asked, HandlingState, Origin
from bihuan.accountability.vocabulary.measures import CaseClass

if TYPE_CHECKING:
    from bihuan.accountability.queries.own import Matter

S = HandlingState
STOPS = "。.；;"
"""What a principle of a plan may end with; here an answer follows."""


def on_day(day: date | None) -> str:
    """A day as people say it; the year is said where it is another one."""
    if day is None:
        return ""
    return date_format(day, _("n 月 j 日") if day.year == localdate().year else _("Y 年 n 月 j 日"))


def whom(matter: Matter) -> str:
    """You, or the unit that you lead."""
    return _("您") if matter.row.person_id else matter.row.unit.name


def summary(matter: Matter) -> str:
    """One sentence: how it stands, and until when one may do something."""
    row, told = matter.row, {"whom": whom(matter), "measure": f"“{_(matter.measure.name)}”" if matter.measure else ""}
    if matter.open_appeal is not None:
        return _appealed(matter)
    told |= {"day": on_day(row.respond_on), "body": row.body.name if row.body else row.outside_body, "end": on_day(row.ends_on)}
    match row.state:
        case S.NOTICED if row.waived_at is not None:
            return _("拟对%(whom)s采取%(measure)s；您表示不陈述，%(day)s前可以改变主意") % told
        case S.NOTICED:
            return _("拟对%(whom)s采取%(measure)s，您可以在 %(day)s前说明情况") % told
        case S.SUBMITTED:
            return _("拟对%(whom)s采取%(measure)s，已提请%(body)s决定") % told
        case S.DECIDED:
            return _("决定已经作出，正在送达；送达以后在这里看得到")
        case S.IN_FORCE if row.ends_on is not None:
            return _("对%(whom)s采取%(measure)s，到 %(end)s为止") % told
        case S.IN_FORCE:
            return _("对%(whom)s采取%(measure)s") % told
    return _over(row)


def _appealed(matter: Matter) -> str:
    appeal = matter.open_appeal
    assert appeal is not None
    return appealed(appeal.body.name if appeal.body else _("有权机关"), appeal.answer_on)


def appealed(body: str, answer_on: date | None) -> str:
    """Where an appeal lies, and until when it is answered."""
    told = {"body": body, "day": on_day(answer_on)}
    return _("您的申诉由%(body)s办理，%(day)s前答复") % told if answer_on else _("您的申诉已经送%(body)s，等待受理") % told


def _over(row: Any) -> str:
    words = {
        S.ENDED: _("影响期已满，不再计入"), S.LIFTED: _("已经提前解除，不再计入"), S.UNDONE: _("已经撤销，不再计入"),
        S.NOT_HANDLED: _("决定不予处理，不再计入"), S.TOLERATED: _("决定予以容错，不影响对您的评价"), S.DROPPED: _("已经终止，不再计入"),
    }  # fmt: skip
    if row.state == S.REFERRED:
        return _("原来告知的建议已经收回，移送%(body)s办理，由它告知您") % {"body": row.outside_body}
    return words.get(HandlingState(row.state), _("原来告知的建议已经收回重拟，改好后重新告知您"))


def next_lines(matter: Matter) -> Iterator[str]:
    """What comes next, and by when."""
    row = matter.row
    day, until = on_day(row.respond_on), on_day(row.appeal_until_on)
    if row.state == S.NOTICED:
        yield _("%(day)s前，您可以陈述申辩、提交材料。没有表示的，过了这天才提请决定；在决定作出以前补充的，也会收下。") % {"day": day}
        yield _("%(body)s要先书面答复您的每一份陈述，才能提请决定。陈述申辩不会加重处理。") % {"body": row.handler.name}
    elif row.state == S.SUBMITTED:
        yield _("由%(body)s集体研究决定，提出建议的人不参加决定。决定可以比告知您的轻，不能更重。") % {
            "body": row.body.name if row.body else ""
        }
        yield _("决定作出以后送达您本人。")
    elif row.state in (S.DRAFT, S.PROPOSED):
        yield _("改好以后会重新告知您，您可以重新陈述；以前的陈述都在。")
    elif row.state == S.IN_FORCE:
        yield from _in_force(matter, until)


def _in_force(matter: Matter, until: str) -> Iterator[str]:
    row = matter.row
    if row.mend_on:
        yield _("%(day)s前完成整改。") % {"day": on_day(row.mend_on)}
    if row.ends_on:
        yield _("%(day)s期满自动终止，不用申请；表现好的可以提前解除。") % {"day": on_day(row.ends_on)}
    if row.follow_on:
        words = _("%(day)s前有人跟踪了解，帮助解决困难。") if row.ends_on else _("%(day)s前有人跟踪了解，帮助解决困难；跟踪以后自动终止。")
        yield words % {"day": on_day(row.follow_on)}
    if until and matter.open_appeal is None:
        yield _("不服的，%(day)s前可以申诉。") % {"day": until}


def rights(matter: Matter, reviewers: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """(right, how one uses it) for whoever is told of a proposal or under a decision (P01–P04, P21). `reviewers`: where one appeals, once it is known
    who decides."""
    row = matter.row
    if row.state in (S.NOTICED, S.SUBMITTED):
        yield from _to_be_heard(row)
    if row.state not in (S.NOTICED, S.SUBMITTED, S.IN_FORCE):
        return
    yield _("申请回避"), _("认为经手的人可能影响公正的，可以申请他回避，由别人决定。")
    body = "、".join(reviewers) or _("作出决定的机构以外的机构")
    until = _("在规定的期限以内") if row.appeal_until_on is None else _("%(day)s前") % {"day": on_day(row.appeal_until_on)}
    yield _("申诉"), _("决定送达以后，%(until)s向%(body)s提出。申诉不会加重处理。") % {"until": until, "body": body}


def _to_be_heard(row: Any) -> Iterator[tuple[str, str]]:
    day = on_day(row.respond_on)
    yield (
        _("陈述申辩"),
        _("%(day)s前在这里写，也可以交书面材料。") % {"day": day}
        if row.state == S.NOTICED
        else _("决定作出以前，在这里还可以写，也可以交书面材料。"),
    )
    yield _("提交材料"), _("随陈述附上，可以分几次交。")
    yield _("当面陈述"), _("在陈述里勾选“请求当面陈述”，由%(body)s安排，谈话有记录。") % {"body": row.handler.name}
    yield _("申请容错审查"), _("认为属于探索中的失误的，可以申请；结果写进决定。")


def weighed(matter: Matter) -> list[tuple[str, str]]:
    """The rule, the measure and how it was weighed, as it was told to him."""
    if not matter.proposal:
        return []
    row, one = matter.row, matter.measure
    told = [
        (_("依据的规定"), row.rule), (_("措施"), _(one.name) if one else ""), (_("措施的依据"), _(one.article) if one else ""),
        (_("带来的影响"), _(one.effect) if one else ""), (_("轻重理由"), row.weight_reason), (_("情节轻重"), row.circumstances),
        (_("影响程度"), row.effect), (_("分类"), _with(_label(CaseClass, row.case_class), row.class_reason)),
        (_("由谁发现"), _with(_label(Origin, row.origin), "" if any(one.protected for one in matter.facts) else row.origin_text)),
        (_("身体状况"), _label(Asked, row.health)), (_("工作负担"), _label(Asked, row.workload)), (_("指令冲突"), _label(Asked, row.orders)),
        *_tolerance(row),
    ]  # fmt: skip
    return [(label, text) for label, text in told if text]


def _tolerance(row: Any) -> Iterator[tuple[str, str]]:
    review = row.tolerance or {}
    if review.get("text"):
        lines = "；".join(f"{_(name).rstrip(STOPS)}：{text}" for name, text in (review.get("principles") or {}).items())
        yield _("容错审查"), _with(str(review["text"]), lines)


def _label(term: Any, value: str) -> str:
    return _(term(value).label) if value else ""


def _with(word: str, more: str) -> str:
    return f"{word}（{more}）" if word and more else word or more


def decided(matter: Matter) -> list[tuple[str, str]]:
    """The decision as it was served: by whom, why, what it means, until when."""
    row = matter.row
    if not matter.decision:
        return []
    told = [
        (_("作出决定的机构"), row.outside_body or (row.body.name if row.body else "")), (_("文号"), row.document),
        (_("决定日期"), on_day(row.decided_on)), (_("送达日期"), on_day(row.served_on)), (_("理由"), row.decision),
        (_("对您的陈述"), row.heard_text), (_("影响期"), _("到 %(day)s") % {"day": on_day(row.ends_on)} if row.ends_on else ""),
        (_("整改期限"), on_day(row.mend_on)), (_("申诉以后"), _changed(matter)), (_("后来的变化"), row.reason if row.state in (S.LIFTED, S.UNDONE) else ""),
    ]  # fmt: skip
    return [(label, text) for label, text in told if text]


def _changed(matter: Matter) -> str:
    """What an appeal made of it."""
    appeal = next((one for one in matter.appeals if one.state == AppealState.CHANGED), None)
    if appeal is None or not appeal.was or matter.measure is None:
        return ""
    return _("由“%(was)s”变更为“%(now)s”") % {"was": _(find_measure(appeal.was).name), "now": _(matter.measure.name)}
