"""Opinion letters: drafted for several addressees, sent, answered with an account or with a one-time code, reminded of (M58, D13)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.documents.operations import print_docx
from bihuan.finding import operations
from bihuan.finding.operations import Asked
from bihuan.finding.operations.letters import digest_of
from bihuan.finding.papers.letters import reply_slip
from bihuan.finding.policy.opinions import duties_of_letter
from bihuan.finding.queries import opinions as queries
from bihuan.finding.vocabulary.letters import LetterAction as A
from bihuan.finding.vocabulary.letters import LetterState
from bihuan.finding.vocabulary.opinions import FindingDuty
from bihuan.finding.workflow.opinions import LETTER
from bihuan.foundation.kernel import Actor, BadInput
from bihuan.interfaces.web.finding.forms.asked import SaidForm, a_day, a_text, asking, long_text, units
from bihuan.interfaces.web.finding.views.asked_shapes import (
    DOCX,
    at,
    buttons,
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
from bihuan.interfaces.web.finding.views.replies import answer_letter
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.menu import address
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done

_WORDS = {A.WITHDRAW: noop("撤回"), A.RENEW: noop("换发回复码"), A.REMIND: noop("已提醒"), A.TAKE_REPLY: noop("登记纸质回复")}


@require_GET
def letters(request: HttpRequest, code: str) -> HttpResponse:
    """The letters that he sees: all for the office, his own for an addressee."""
    actor, campaign = entered(request, code, "letters")
    rows: list[Any]
    rows, around = older(request, queries.letters_of(actor, campaign))
    runs, today = campaigns.run_by(actor, campaign), localdate()
    lines = (
        [
            cell(one.addressee, at("letter", code, one.pk), note=one.document.number),
            cell("、".join(unit.name for unit in one.units.all())[:60]),
            cell(one.reply_by_on, num=True, note=_("已过时限") if one.state == LetterState.SENT and one.reply_by_on < today else ""),
            cell(one.many, f"{at('opinions', code)}?letter={one.pk}" if one.many else "", num=True),
            state_cell(one),
        ]
        for one in rows
    )
    counts = queries.counts_of(campaign) if runs else None
    facts = [(_("发出的函"), str(counts.letters)), (_("由函收回的意见"), str(counts.by_letter))] if counts else ()
    head = (_("收函人"), _("征求意见的单位"), _("回复时限"), _("意见"), _("状态"))
    shown = table(_("征求意见函"), head, lines, none=_("没有您能看到的函"), hint=_("一人一函，编号发出；回复逐条登记到单位。"))
    acts = [{"label": _("起草征求意见函"), "href": at("new_letters", code)}] if runs else []
    lead = _("请各方面负责同志对所分管、所联系单位提意见。单位看得到意见，看不到是谁提的。")
    return list_page(request, campaign, "letters", title=_("征求意见函"), lead=lead, facts=facts, acts=acts, tables=[shown], around=around)


@require_http_methods(["GET", "POST"])
def new_letters(request: HttpRequest, code: str) -> HttpResponse:
    """Draft letters, one for each line of addressees, all about the same units."""
    actor, campaign = entered(request, code, "letters")
    campaigns.refuse_others(actor, campaign)
    offered = units(campaign, campaigns.units_of(campaign, localdate()))
    people = campaigns.leaders_of(campaign)
    fields: dict[str, forms.Field] = {
        "addressees": long_text(lazy("收函人"), required=False, help_text=lazy("一行一位，例如“夕照同志”。每行起草一份函。")),
        "people": forms.MultipleChoiceField(
            label=lazy("有账号的收函人"), required=False, widget=forms.CheckboxSelectMultiple, choices=[(str(one.pk), one.name) for one in people],
            help_text=lazy("可以登录后直接回复。"),
        ),
        "units": forms.MultipleChoiceField(label=lazy("征求意见的单位"), widget=forms.CheckboxSelectMultiple, choices=offered),
        "reply_by_on": a_day(lazy("回复时限")),
        "issuer": a_text(lazy("发函机构")),
        "code": a_text(lazy("机关代字"), 20, required=False, help_text=lazy("不填就用“征求意见”单独编号。")),
        "about": long_text(lazy("请对方谈什么"), required=False, help_text=lazy("不填用通用的说法。")),
    }  # fmt: skip
    initial = {"issuer": campaigns.settings_for(campaign).issuer}
    form = asking(**fields)(request.POST or None, initial=initial)
    if form.is_valid() and done(
        form, lambda: operations.draft_letters(campaign=campaign, asked=_asked(form, campaign, people), **who(request))
    ):
        return toast(request, redirect("finding:letters", code=code), _("已起草，核对后逐份发出"))
    note = _("发出时编号并登记到公文。每份函各有一个回复码，只显示一次。")
    return form_page(request, campaign, form, back=at("letters", code), title=_("起草征求意见函"), act=_("起草"), note=note)


def _asked(form: forms.Form, campaign: Any, people: Any) -> list[Asked]:
    given = form.cleaned_data
    rows = [campaigns.unit_in(campaign, int(one)) for one in given["units"]]
    shared = {"units": rows, "reply_by_on": given["reply_by_on"], "issuer": given["issuer"], "about": given["about"]}
    shared |= {"code": given["code"]} if given["code"].strip() else {}
    known = {str(one.pk): one for one in people}
    named = [Asked(line.strip(), **shared) for line in given["addressees"].splitlines() if line.strip()]
    return named + [Asked(f"{known[one].name}同志", person=known[one], **shared) for one in given["people"]]


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One letter; its addressee answers here."""
    actor, campaign = entered(request, code, "letters")
    row = queries.find_letter(actor, campaign, pk)
    mine = FindingDuty.ADDRESSEE in duties_of_letter(actor, row)
    answers = mine and row.state == LetterState.SENT
    form = SaidForm(request.POST or None, offered=units(campaign, row.units.all())) if answers else None
    if form is not None and form.is_valid() and done(form, lambda: answer_letter(row, form, who(request), by_code=False)):
        return toast(request, redirect("finding:letter", code=code, pk=pk), _("已收到您的回复，谢谢"))
    return _letter_page(request, campaign, row, form)


def _letter_page(request: HttpRequest, campaign: Any, row: Any, form: Any, code_shown: str = "") -> HttpResponse:
    actor, code = who(request)["actor"], campaign.code
    taken = _open_steps(actor, row)
    acts = buttons(code, "letter", row.pk, taken, {action: _(label) for action, label in _WORDS.items()})
    acts.insert(0, {"label": _("空白回复表"), "href": at("reply_form", code, row.pk), "plain": "yes"})
    if href := address("documents:document", code, str(row.document_id)):
        acts.insert(0, {"label": _("看函"), "href": href, "plain": "yes"})
    if A.SEND in taken:
        acts.append({"label": _("发出"), "href": at("asked_step", code, "letter", row.pk, A.SEND.value)})
    facts = [
        (_("函号"), row.document.number or _("发出时编号")), (_("征求意见的单位"), "、".join(one.name for one in row.units.all())),
        (_("回复时限"), row.reply_by_on), (_("回复方式"), _(row.get_way_display()) if row.way else "—"), (_("收回意见"), str(row.opinions.count())),
    ]  # fmt: skip
    told = queries.opinions_of(actor, campaign).filter(letter=row)[:100]
    lines = ([cell(one.text[:120], at("opinion", code, one.pk)), cell(one.unit.name), state_cell(one)] for one in told)
    tables = [table(_("这份函收回的意见"), (_("意见内容"), _("涉及单位"), _("状态")), lines)] if row.state == LetterState.REPLIED else []
    shown = {
        "title": row.addressee, "lead": _("征求意见函"), "state": _(row.get_state_display()), "colour": state_cell(row)["colour"], "facts": facts,
        "acts": acts, "tables": tables, "said_form": form, "said_title": _("填写意见"), "said_act": _("提交回复"), "code_shown": code_shown,
        "slip": at("reply_slip", code, row.pk),
    }  # fmt: skip
    return detail_page(request, campaign, (_("征求意见函"), "letters"), **shown)


def _open_steps(actor: Actor, row: Any) -> set[Any]:
    duties = duties_of_letter(actor, row)
    return {step.action for step in LETTER if not step.creates and LETTER.step(step.action, row.state, duties) is not None}


@never_cache
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, code: str, pk: int, *, renew: bool = False) -> HttpResponse:
    """Send it (or give it another code): the page then shows the code, once."""
    actor, campaign = entered(request, code, "letters")
    row = queries.find_letter(actor, campaign, pk)
    queries.refuse_unless_open(actor, row, (A.RENEW if renew else A.SEND).value)
    form = asking(**({"reason": long_text(lazy("为什么换发"))} if renew else {}))(request.POST if request.method == "POST" else None)
    made: list[str] = []
    if form.is_valid():
        by = who(request)
        once = (lambda: made.append(operations.renew_reply_code(row, reason=form.cleaned_data["reason"], **by))) if renew else (
            lambda: made.append(operations.send_letter(row, **by)))  # fmt: skip
        if done(form, once):
            return _letter_page(request, campaign, queries.find_letter(actor, campaign, pk), None, made[0])
    title, act = (_("换发回复码"), _("换发")) if renew else (_("发出征求意见函"), _("发出"))
    note = _("原来的回复码立即失效。") if renew else _("发出后编号，内容不能再改；随后显示一次回复码。")
    return form_page(request, campaign, form, back=at("letter", code, pk), title=title, act=act, note=note)


@never_cache
@sensitive_post_parameters("code")
@require_POST
def slip(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The slip with the code, for whoever has just been shown it: made for this request, kept nowhere."""
    actor, campaign = entered(request, code, "letters")
    campaigns.refuse_others(actor, campaign)
    row, told = queries.find_letter(actor, campaign, pk), request.POST.get("code", "")
    if row.code != digest_of(told):
        raise BadInput(_("回复码已经失效，请换发。"))
    site = request.build_absolute_uri(at("reply"))
    paper = reply_slip(
        campaign.title, addressee=row.addressee, number=row.document.number, address=site, code=told, reply_by_on=row.reply_by_on
    )  # fmt: skip
    return file(print_docx(paper=paper), DOCX, f"{_('回复码单')}.docx")
