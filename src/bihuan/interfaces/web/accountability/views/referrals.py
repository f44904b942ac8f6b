"""What goes to the personnel body, its answers, and its written requests."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations as do
from bihuan.accountability.queries import marks
from bihuan.accountability.vocabulary.appraisal import ReferralKind, Reward
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms import a_choice, a_day, a_text, asking, deciding, long_text
from bihuan.interfaces.web.accountability.shapes import at, who
from bihuan.interfaces.web.accountability.views.mark_shapes import asked, here, way


def _paper_fields(campaign: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    bodies = {str(one.pk): one for one in marks.personnel_bodies(campaign)}
    fields = {
        "body": a_choice(lazy("组织人事部门"), [(key, one.name) for key, one in bodies.items()]), "document": a_text(lazy("文号"), 80),
        "text": long_text(lazy("理由")),
    }  # fmt: skip
    return bodies, fields


@require_http_methods(["GET", "POST"])
def rewards(request: HttpRequest, code: str) -> HttpResponse:
    """A list of proposals from the strivers in force (M147)."""
    actor, campaign = here(request, code)
    if marks.sends_rewards(actor, campaign) is None:
        raise NotAllowed()
    bodies, fields = _paper_fields(campaign)
    found = {f"rating_{one.pk}": one for one in marks.strivers(actor, campaign)}
    choices = [(one.value, _(one.label)) for one in Reward]
    picks = {name: a_choice(f"{one.person.name}（{one.unit.name}）", choices, required=False) for name, one in found.items()}
    form = asking(**fields, **picks)(request.POST or None)

    def give() -> None:
        said = form.cleaned_data
        proposed = [(one, Reward(said[name])) for name, one in found.items() if said[name]]
        told = {"body": bodies[said["body"]], "document": said["document"], "text": said["text"]}
        do.send_rewards(campaign=campaign, proposed=proposed, **told, **who(request))

    note = _("是否采纳由组织人事部门依规决定。名单按单位和姓名排列，不排名次。")
    return asked(request, campaign, form, give, back=at("marks", code), title=_("送建议人选名单"), act=_("送出"), note=note)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Send the proposal on a card that did not get better (M154, M156)."""
    actor, campaign = here(request, code)
    row = marks.find_motion(actor, campaign, number)
    if not marks.may_hand_on(actor, row):
        raise NotAllowed()
    bodies, fields = _paper_fields(campaign)
    kinds = [(one.value, _(one.label)) for one in (ReferralKind.BASIC, ReferralKind.UP_DOWN)]
    form = asking(kind=a_choice(lazy("事项"), kinds), **fields)(request.POST or None)

    def give() -> None:
        said = form.cleaned_data
        told = {"kind": ReferralKind(said["kind"]), "body": bodies[said["body"]], "document": said["document"], "text": said["text"]}
        do.send_proposal(row, **told, **who(request))

    note = _("只是建议；答复登记在这里，系统不改变任何等次和职务。")
    return asked(request, campaign, form, give, back=at("motion", code, number), title=_("送组织人事部门"), act=_("送出"), note=note)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """The personnel body asks in writing (M155)."""
    actor, campaign = here(request, code)
    mine = {str(one.pk): one for one in marks.bodies_that_propose(actor, campaign) if one.kind == "personnel"}
    if not mine:
        raise NotAllowed()
    form = asking(
        body=a_choice(lazy("组织人事部门"), [(key, one.name) for key, one in mine.items()]),
        person=a_text(lazy("对象"), 60, help_text=lazy("姓名；同名的写成“单位/姓名”。")), document=a_text(lazy("书面要求的文号"), 80),
        document_on=a_day(lazy("行文日期")), purpose=long_text(lazy("用途")),
    )(request.POST or None, initial={"body": next(iter(mine))})  # fmt: skip

    def give() -> None:
        said = form.cleaned_data
        told = {name: said[name] for name in ("document", "document_on", "purpose")}
        do.ask_record(campaign=campaign, body=mine[said["body"]], person=deciding.one_named(said["person"]), **told, **who(request))

    note = _("只给现行有效的最终决定；正在办理、正在申诉、已经摘帽或者撤销的不给。")
    return asked(request, campaign, form, give, back=at("marks", code), title=_("书面要求个人情况"), act=_("登记"), note=note)


@require_GET
def referral(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One of them, with its answer."""
    actor, campaign = here(request, code)
    row = marks.find_referral(actor, campaign, number)
    facts = [(_("文号"), f"{row.document} {row.document_on}"), (_("送出机构"), row.sender.name if row.sender else ""), (_("组织人事部门"), row.body.name),
             (_("理由或者用途"), row.text), (_("答复"), row.answer), (_("答复文号"), f"{row.answer_document} {row.answered_on or ''}".strip())]  # fmt: skip
    people = [
        {"text": one.person.name, "notes": [_(one.get_reward_display()) if one.reward else ""]}
        for one in row.entries.select_related("person")
    ]
    answers = row.state == "sent" and row.kind != "record" and marks.answers(actor, row)
    acts = [{"href": at("answer_referral", code, number), "label": _("登记答复")}] if answers else []
    acts.append({"href": at("referral_paper", code, number), "label": _("打印")})
    title = _(row.get_kind_display())
    shown = {"campaign": campaign, "title": title, "about": row.body.name, "state": _(row.get_state_display()), "colour": "", "acts": acts,
             "head_kind": "lines",
             "head": [one for one in facts if one[1]], "parts": [{"title": _("对象"), "lines": people}], "crumbs": way(code, (title, ""))}  # fmt: skip
    return render(request, "accountability/pages/handling.html", shown)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What the personnel body answered."""
    actor, campaign = here(request, code)
    row = marks.find_referral(actor, campaign, number)
    if not marks.answers(actor, row):
        raise NotAllowed()
    form = asking(answer=long_text(lazy("答复")), document=a_text(lazy("答复文号"), 80), on=a_day(lazy("答复日期")))(request.POST or None)
    note = _("只登记答复，不改变任何等次和职务。")
    act = lambda: do.answer_referral(row, **form.cleaned_data, **who(request))  # noqa: E731
    return asked(request, campaign, form, act, back=at("referral", code, number), title=_("登记答复"), note=note)
