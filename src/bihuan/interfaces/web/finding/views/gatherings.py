"""Gatherings, and pointing out a problem of somebody else (M57, M59)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents.operations import print_docx
from bihuan.finding import operations
from bihuan.finding.operations import Held, Said
from bihuan.finding.papers.opinions import opinion_form
from bihuan.finding.policy.opinions import duties_of_unit_row
from bihuan.finding.queries import opinions as queries
from bihuan.finding.queries import pointing as pointings
from bihuan.finding.vocabulary.letters import GatheringAction
from bihuan.finding.vocabulary.opinions import OpinionForm, PeopleGroup
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.interfaces.web.finding.forms.asked import (
    SaidForm,
    a_choice,
    a_text,
    asking,
    gathering_fields,
    long_text,
    manifestations,
    units,
    words,
)  # fmt: skip
from bihuan.interfaces.web.finding.views.asked_shapes import (
    DOCX,
    at,
    cell,
    detail_page,
    entered,
    form_page,
    list_page,
    state_cell,
    table,
    who,
)  # fmt: skip
from bihuan.interfaces.web.finding.views.opinions import file
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, sentence_of

_HOLDERS = frozenset({Duty.OFFICE, Duty.LIAISON, Duty.UNIT_HEAD})


def _holds(actor: Any, campaign: Any) -> bool:
    return campaigns.run_by(actor, campaign) or bool({one.duty for one in campaigns.duties_held(actor, campaign)} & _HOLDERS)


@require_GET
def gatherings(request: HttpRequest, code: str) -> HttpResponse:
    """Seminars, visits to the public, questionnaires, opinion forms."""
    actor, campaign = entered(request, code, "gatherings")
    rows: list[Any]
    rows, around = older(request, queries.gatherings_of(actor, campaign))
    lines = (
        [
            cell(one.title, at("gathering", code, one.pk), note=one.place),
            cell(_(one.get_form_display())), cell(_(one.get_group_display())), cell(one.held_on, num=True),
            cell(one.unit.name if one.unit else _("专班")), cell(one.many, num=True),
        ]
        for one in rows
    )  # fmt: skip
    head = (_("名称"), _("形式"), _("人群"), _("日期"), _("开展单位"), _("意见"))
    shown = table(_("座谈走访问卷"), head, lines, hint=_("只记时间、地点、人群，不登记参加人姓名。"))
    acts = [{"label": _("空白征求意见表"), "href": at("opinion_form", code), "plain": "yes"}]
    acts += [{"label": _("登记活动"), "href": at("new_gathering", code)}] if _holds(actor, campaign) else []
    lead = _("听工作和服务对象、群众、党员、干部职工怎么说。每条意见登记到单位。")
    return list_page(request, campaign, "gatherings", title=_("座谈走访问卷"), lead=lead, acts=acts, tables=[shown], around=around)


@require_http_methods(["GET", "POST"])
def new_gathering(request: HttpRequest, code: str) -> HttpResponse:
    """Note one."""
    actor, campaign = entered(request, code, "gatherings")
    if not _holds(actor, campaign):
        raise NotAllowed()
    rows = _own_units(actor, campaign)
    form = asking(**gathering_fields(campaign, rows))(request.POST or None, initial={"held_on": localdate()})
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.hold_gathering(campaign=campaign, held=_held(form.cleaned_data, campaign), **who(request)))
    ):
        return toast(request, redirect("finding:gathering", code=code, pk=made[0].pk), _("已登记，接着登记听到的意见"))
    return form_page(request, campaign, form, back=at("gatherings", code), title=_("登记征求意见活动"), act=_("登记"))


def _own_units(actor: Any, campaign: Any) -> list[Any]:
    """All units for the office; those of whoever speaks for one."""
    rows = list(campaigns.units_of(campaign, localdate()))
    if campaigns.run_by(actor, campaign):
        return rows
    mine = {one.unit_id for one in campaigns.duties_held(actor, campaign) if one.duty in _HOLDERS}
    return [one for one in rows if one.pk in mine]


def _held(given: dict[str, Any], campaign: Any) -> Held:
    unit = campaigns.unit_in(campaign, int(given["unit"])) if given["unit"] else None
    return Held(OpinionForm(given["form"]), given["title"], PeopleGroup(given["group"]), given["held_on"], given["place"], unit)


@require_http_methods(["GET", "POST"])
def gathering(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One of them with its opinions, and lines for more."""
    actor, campaign = entered(request, code, "gatherings")
    row = queries.find_gathering(actor, campaign, pk)
    writes = bool(duties_of_unit_row(actor, row) & _HOLDERS)
    offered = units(campaign, _own_units(actor, campaign)) if writes else []
    form = SaidForm(request.POST or None, offered=offered, lines=3, resented=True, needed=True) if writes else None
    if form is not None and form.is_valid() and done(form, lambda: _gather(row, form, campaign, who(request))):
        return toast(request, redirect("finding:gathering", code=code, pk=pk), _("已登记"))
    facts = [
        (_("形式"), _(row.get_form_display())), (_("人群"), _(row.get_group_display())), (_("日期"), row.held_on), (_("地点"), row.place or "—"),
        (_("开展单位"), row.unit.name if row.unit else _("专班")),
    ]  # fmt: skip
    acts = [{"label": _("打印征求意见表"), "href": at("gathering_form", code, pk), "plain": "yes"}]
    acts += [{"label": _("更正"), "href": at("amend_gathering", code, pk)}] if writes else []
    shown = {
        "title": row.title, "lead": _("只记时间、地点、人群，不登记参加人姓名。"), "facts": facts, "acts": acts, "tables": [_heard(actor, campaign, row)],
        "said_form": form, "said_title": _("登记意见"), "said_act": _("登记"),
    }  # fmt: skip
    return detail_page(request, campaign, (_("座谈走访问卷"), "gatherings"), **shown)


def _heard(actor: Any, campaign: Any, row: Any) -> dict[str, Any]:
    """The opinions heard there that this actor sees."""
    lines = (
        [
            cell(one.text[:120], at("opinion", campaign.code, one.pk), note=_("群众反映强烈") if one.resented else ""), cell(one.unit.name),
            state_cell(one),
        ]
        for one in queries.opinions_of(actor, campaign).filter(gathering=row)[:200]
    )  # fmt: skip
    return table(_("听到的意见"), (_("意见内容"), _("涉及单位"), _("状态")), lines)


def _gather(row: Any, form: SaidForm, campaign: Any, by: dict[str, Any]) -> None:
    said = [Said(campaigns.unit_in(campaign, unit), text, resented=resented) for unit, text, resented in form.told()]
    operations.gather_all(row, said=said, **by)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct what was noted."""
    actor, campaign = entered(request, code, "gatherings")
    row = queries.find_gathering(actor, campaign, pk)
    queries.refuse_unless_open(actor, row, GatheringAction.AMEND.value)
    fields = {name: field for name, field in gathering_fields(campaign, ()).items() if name != "unit"}
    initial = {name: getattr(row, name) for name in fields}
    form = asking(**fields)(request.POST or None, initial=initial)
    if form.is_valid() and done(
        form, lambda: operations.amend_gathering(row, held=_held({**form.cleaned_data, "unit": ""}, campaign), **who(request))
    ):
        return toast(request, redirect("finding:gathering", code=code, pk=pk), _("已更正"))
    return form_page(request, campaign, form, back=at("gathering", code, pk), title=_("更正征求意见活动"), act=_("更正"))


@require_GET
def printed(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The opinion form of a gathering, to hand out (D15)."""
    actor, campaign = entered(request, code, "gatherings")
    row = queries.find_gathering(actor, campaign, pk)
    names = [row.unit.name] if row.unit else []
    paper = opinion_form(campaign.title, units=names, form=row.get_form_display())
    return file(print_docx(paper=paper), DOCX, f"{_('征求意见表')}.docx")


def _point_form(request: HttpRequest, campaign: Any, prompts: list[OpinionForm]) -> forms.Form:
    fields: dict[str, forms.Field] = {
        "form": a_choice(lazy("您以什么身份提出"), words(prompts)),
        "unit": a_choice(lazy("对方所在单位"), units(campaign, campaigns.units_of(campaign, localdate()))),
        "who": a_text(lazy("对方姓名"), 40),
        "text": long_text(lazy("问题"), help_text=lazy("写具体的事，不写只有您一个人知道的细节。")),
        "root": long_text(lazy("思想根源"), required=False, rows=2),
        "manifestation": a_choice(lazy("对照的具体表现"), manifestations(campaign), required=False),
    }
    return asking(**fields)(request.POST or None)


@require_http_methods(["GET", "POST"])
def pointing(request: HttpRequest, code: str) -> HttpResponse:
    """Point out a problem of somebody else."""
    actor, campaign = entered(request, code, "critique")
    form = _point_form(request, campaign, pointings.prompts_for(actor, campaign))
    if form.is_valid() and done(form, lambda: _point(form, campaign, who(request))):
        return toast(request, redirect("finding:pointing", code=code), _("已收下。对方看得到问题，看不到是谁提的"))
    note = _("先放在专班，与其他内容一起按随机顺序收取，之后不再保留是谁写的。列入台账以后对方看得到。")
    return form_page(request, campaign, form, back=at("opinions", code), title=_("指出问题"), act=_("提出"), note=note)


def _point(form: forms.Form, campaign: Any, by: dict[str, Any]) -> None:
    given = form.cleaned_data
    chosen = campaigns.manifestation_in(campaign, int(given["manifestation"])) if given["manifestation"] else None
    unit = campaigns.unit_in(campaign, int(given["unit"]))
    fits = [one for one in campaigns.people_of(campaign, unit) if one.name == given["who"].strip()]
    if len(fits) != 1:
        raise BadInput(
            _("这个单位里没有找到这个姓名，请核对单位和姓名。") if not fits else _("这个单位里有同名的人，请到专班当面说明是哪一位。")
        )
    said = Said(unit, given["text"], fits[0], root=given["root"], manifestation=chosen)
    operations.point_out(campaign=campaign, form=OpinionForm(given["form"]), said=said, **by)


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """The office takes what lies."""
    _actor, campaign = entered(request, code, "critique")
    try:
        taken = operations.take_pointings(campaign=campaign, **who(request))
    except NotNow as no:
        return toast(request, redirect("finding:opinions", code=code), sentence_of(no), "warning")
    return toast(request, redirect("finding:opinions", code=code), _("已收取 %(n)d 条，顺序是随机的") % {"n": len(taken)})
