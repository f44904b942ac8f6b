"""One motion, one card, one rating: for the person in plain words, for those who decide with the steps they may take."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.accountability import operations as do
from bihuan.accountability.queries import marks
from bihuan.accountability.vocabulary.cards import CardAction
from bihuan.accountability.vocabulary.motions import MotionAction as A
from bihuan.interfaces.web.accountability import words_own
from bihuan.interfaces.web.accountability.forms_cards import STEPS
from bihuan.interfaces.web.accountability.shapes import about, at, moment, plain, who
from bihuan.interfaces.web.accountability.views.mark_shapes import here, proposed, way
from bihuan.interfaces.web.accountability.words_own import on_day
from bihuan.interfaces.web.shell.days import now, today_of

Part = dict[str, Any]


@require_GET
def motion(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What is proposed, on what facts, what was said, what was decided, the appeal."""
    actor, campaign = here(request, code)
    row = marks.find_motion(actor, campaign, number)
    do.record_mark_seen(row, **who(request))
    himself = row.person_id == actor.person_id
    open_to = {step.action.value for step in marks.steps_of_motion(actor, row)}
    open_to -= {A.SERVE.value} if row.served_at else set()
    needs = {one: marks.needs_of_motion(actor, row, A(one), now()) for one in STEPS if one in open_to}
    ready = [one for one in needs if not needs[one] or one in _DECISIONS]
    acts = [_button(row, one, lead=one in _LEADING or (himself and one == A.SAY)) for one in ready]
    missing = [_(one.label) for step in _LEADING for one in needs.get(step, ())]
    acts += _appeal(campaign, row, himself)
    if not himself and marks.takes_down_appeal(actor, row):
        acts.append({"href": at("motion_appeal", code, number), "label": _("代录申诉")})
    if marks.may_hand_on(actor, row):
        acts.append({"href": at("motion_proposal", code, number), "label": _("送组织人事部门")})
    title = proposed(row, _(row.get_kind_display()))
    parts = [_decision(row, code, marks.sees_card(actor, campaign, row)), _said(row, code, open_to), _reviews(row, actor, code)]
    return _page(request, campaign, row, title, _facts(row), acts, parts, _told(campaign, row) if himself else "", missing)


def _button(row: Any, action: str, *, lead: bool) -> dict[str, Any]:
    href = at("motion_step", row.campaign.code, row.number, action)
    return {"href": href, "label": _(A(action).label), "lead": lead}


_LEADING = (A.NOTICE, A.SUBMIT, A.SERVE)
"""What leads on stands out. Of what a decider may decide nothing does."""
_DECISIONS = (A.GRANT, A.REFUSE)
"""What is missing for these is said on their forms."""


def _told(campaign: Any, row: Any) -> str:
    """What the person may do, by when; what he waits for, where it is another's turn."""
    if row.state == "noticed":
        return _("现在只是建议，还没有决定。请在 %(day)s 以前写下您的意见，也可以当面说、书面交。") % {"day": on_day(row.respond_on)}
    open_one = row.reviews.filter(state__in=("filed", "accepted")).select_related("body").first()
    if open_one is not None:
        return words_own.appealed(open_one.body.name, open_one.answer_on)
    if row.appeal_until_on and marks.appeals_now(row, today_of(campaign).day):
        return _("不接受这项决定的，可以在 %(day)s 以前向别的机构申诉，申诉不会加重。") % {"day": on_day(row.appeal_until_on)}
    if row.state == "submitted":
        return _("由%(body)s集体研究决定，提出建议的人不参加决定；决定送达以后在这里看得到。") % {"body": row.body.name}
    return ""


def _appeal(campaign: Any, row: Any, himself: bool) -> list[dict[str, Any]]:
    """The button for an appeal, for the person and while there is time."""
    if not himself or not marks.appeals_now(row, today_of(campaign).day):
        return []
    return [{"href": at("motion_appeal", campaign.code, row.number), "label": _("提出申诉")}]


def _facts(row: Any) -> list[tuple[str, Any]]:
    head = [
        (_("事实"), row.text), (_("依据材料"), row.evidence), (_("所依据的制度"), f"《{row.rule.title}》{row.clause}"), (_("核实"), row.verified_how),
        (_("提出机构"), row.handler.name), (_("决定机构"), row.body.name), (_("告知"), moment(row.noticed_at)), (_("陈述和异议期限"), plain(row.respond_on)),
    ]  # fmt: skip
    return [one for one in head if one[1]]


def _decision(row: Any, code: str, sees_card: bool) -> Part | None:
    if row.decided_at is None:
        return None
    votes = f"{row.for_count} / {row.against_count} / {row.abstained_count}" if row.for_count is not None else ""
    facts = [(_("决定"), _(row.get_state_display())), (_("理由"), row.decision), (_("对意见的采纳情况"), row.heard_text),
             (_("集体研究人员"), row.present),
             (_("同意 / 不同意 / 弃权（票数）"), votes), (_("文号"), row.document),
             (_("日期"), plain(row.decided_on)), (_("送达"), plain(row.served_on))]  # fmt: skip
    links = (
        [(at("card", code, row.card_id), _("看这张牌"))]
        if row.card_id and sees_card
        else [(at("rating", code, row.rating_id), _("看评定"))]
        if row.rating_id
        else []
    )
    acts = [{"href": href, "label": label} for href, label in [*links, (at("motion_paper", code, row.number), _("打印决定"))]]
    return {"title": _("决定"), "kind": "lines", "facts": [one for one in facts if one[1]], "acts": acts}


def _said(row: Any, code: str, open_to: set[str]) -> Part | None:
    lines = []
    for one in row.sayings.all():
        waits = A.ANSWER.value in open_to and one.answered_at is None
        notes = [
            f"{_(one.get_kind_display())} {one.said_on}",
            _("答复：%(text)s") % {"text": one.answer} if one.answer else _("还没有答复"),
        ]
        acts = [{"href": at("answer_saying", code, one.pk), "label": _("书面答复")}] if waits else []
        lines.append({"text": one.text, "notes": notes, "acts": acts})
    return {"title": _("陈述和异议"), "lines": lines} if lines else None


def _reviews(row: Any, actor: Any, code: str) -> Part | None:
    lines = []
    for one in row.reviews.select_related("body", "motion__unit"):
        acts = [
            {"href": at("card_review", code, one.pk, step.action.value), "label": _(step.action.label)}
            for step in marks.steps_of_review(actor, one)
        ]
        lines.append(
            {
                "text": one.text,
                "notes": [one.body.name, _("%(day)s 前答复") % {"day": one.answer_on} if one.answer_on else "", one.outcome],
                "tag": _(one.get_state_display()),
                "acts": acts,
            }
        )
    return {"title": _("申诉"), "lines": lines} if lines else None


@require_GET
def card(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A card with its whole history (M148) and the trainings (M149)."""
    actor, campaign = here(request, code)
    row = marks.find_card(actor, campaign, pk)
    do.record_mark_seen(row, **who(request))
    himself, open_to = row.person_id == actor.person_id, {step.action for step in marks.steps_of_card(actor, row)}
    stands = row.state in ("yellow", "red")
    asks = stands and (himself or marks.speaks_for(actor, row)) and not marks.is_asked(row)
    acts: list[dict[str, Any]] = [{"href": at("card_hat_off", code, pk), "label": _("申请摘帽")}] if asks else []
    if stands and marks.speaks_for(actor, row):
        kind, label = ("raise", _("建议升为红牌")) if row.state == "yellow" else ("down", _("建议按“下”处理"))
        acts.append({"href": at("card_move", code, pk, kind), "label": label})
    if CardAction.TRAIN in open_to:
        acts.append({"href": at("card_training", code, pk), "label": _("登记培训")})
    history = marks.history_of(actor, row)
    last = _last(history, campaign)
    acts += _appeal(campaign, last, himself) if last else []
    facts = [(_("亮牌日期"), plain(row.given_on)), (_("复核日期"), plain(row.review_on)), (_("依据的本地制度"), f"《{row.rule.title}》（{row.rule.number}）"),
             (_("决定机构"), row.rule.body.name)]  # fmt: skip
    note = _("复核日期以后，您可以申请摘帽，写明改进的情况和证明。到期由人复核，不会自动变。") if himself and stands else ""
    said = _told(campaign, last) if himself and last else ""
    facts += [(_("怎样摘帽"), note)] if said and note else []
    return _page(request, campaign, row, _("红黄牌"), facts, acts, [_history(history, code), _trainings(row, code)], said or note)


@require_GET
def rating(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A rating with its history."""
    actor, campaign = here(request, code)
    row = marks.find_rating(actor, campaign, pk)
    do.record_mark_seen(row, **who(request))
    lifts = row.state == "in_force" and row.kind == "flat" and (row.person_id == actor.person_id or marks.speaks_for(actor, row))
    acts = [{"href": at("rating_hat_off", code, pk), "label": _("申请摘帽")}] if lifts and not marks.is_asked(row) else []
    history = marks.history_of(actor, row)
    himself, last = row.person_id == actor.person_id, _last(history, campaign)
    acts += _appeal(campaign, last, himself) if last else []
    note = _told(campaign, last) if himself and last else ""
    facts = [
        (_("评定"), f"“{_(row.get_kind_display())}”"),
        (_("评定日期"), plain(row.rated_on)),
        (_("期限至"), plain(row.ends_on)),
        (_("依据的本地制度"), f"《{row.rule.title}》（{row.rule.number}）"),
    ]
    return _page(request, campaign, row, _("评定"), facts, acts, [_history(history, code)], note)


def _last(history: list[Any], campaign: Any) -> Any:
    """The motion of which the person is told beside his card or rating: the one that he may appeal against now, else the latest."""
    today = today_of(campaign).day
    return next((one for one in reversed(history) if marks.appeals_now(one, today)), history[-1] if history else None)


def _history(history: list[Any], code: str) -> Part | None:
    lines = [
        {"text": _(one.get_kind_display()), "notes": [str(one.decided_on or localdate(one.opened_at)), one.decision], "tag": _(one.get_state_display()),
         "href": at("motion", code, one.number)}
        for one in history
    ]  # fmt: skip
    return {"title": _("经过"), "lines": lines} if lines else None


def _trainings(row: Any, code: str) -> Part | None:
    lines = [
        {"text": f"{one.place} {one.from_on}–{one.to_on}", "notes": [one.content, one.result, f"{one.decided_by_body} {one.document}"],
         "acts": [{"href": at("training_paper", code, row.pk, one.pk), "label": _("打印记录")}]}
        for one in row.trainings.all()
    ]  # fmt: skip
    return {"title": _("培训"), "note": _("由有权机关决定，这里只登记。"), "lines": lines} if lines else None


def _page(
    request: HttpRequest, campaign: Any, row: Any, title: str, facts: list[tuple[str, Any]], acts: list[dict[str, Any]], parts: list[Part | None], note: str,
    missing: list[str] | None = None,
) -> HttpResponse:  # fmt: skip
    state = _(row.get_state_display())
    shown = {
        "campaign": campaign, "title": title, "about": about(row), "note": note, "missing": missing or [], "state": state, "colour": "",
        "head": facts, "head_kind": "lines", "acts": acts, "parts": [one for one in parts if one], "crumbs": way(campaign.code, (title, "")),
        "why": row.reason if getattr(row, "reason", "") and row.state in ("dropped", "undone") else "",
    }  # fmt: skip
    return render(request, "accountability/pages/handling.html", shown)
