"""Examples held up with consent (M157): what one may know of, a proposal, one of them with the next steps. Nothing is counted, nobody ranks."""

from collections.abc import Callable
from typing import Any

from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations as do
from bihuan.accountability.queries import exemplars as queries
from bihuan.accountability.vocabulary.exemplars import Consent, ExemplarState
from bihuan.accountability.vocabulary.exemplars import ExemplarAction as A
from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms import a_choice, a_day, a_text, asking, long_text, one_of, words
from bihuan.interfaces.web.accountability.shapes import about, at, form_page, moment, plain, who
from bihuan.interfaces.web.accountability.views.mark_shapes import here
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.doors import carries
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.units import UnitField

_WAITS = (ExemplarState.PROPOSED, ExemplarState.AGREED, ExemplarState.DECIDED)


def _way(code: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    if not carries("accountability:exemplars"):  # on the phone everybody comes from his own matters
        return [(_("与我有关的事项"), at("own_matters")), *more]
    return [(_("表扬"), reverse("campaigns:commendations", args=[code])), (_("先进典型"), at("exemplars", code)), *more]


@require_GET
def exemplars(request: HttpRequest, code: str) -> HttpResponse:
    """One's own, what one proposed, and what one's body decides; latest first."""
    actor, campaign = here(request, code)
    rows, further = older(request, queries.exemplars_of(actor, campaign))
    lines = [
        {"text": about(one), "notes": [one.standard], "tag": _(one.get_state_display()),
         "links": [{"href": at("exemplar", code, one.number), "label": _("打开")}]} for one in rows
    ]  # fmt: skip
    parts = [{"title": _("先进典型"), "note": "" if lines else _("还没有您参与的推荐"), "lines": lines}]
    may = queries.units_to_praise(actor, campaign, today_of(campaign).day)
    acts = [{"href": at("new_exemplar", code), "label": _("推荐先进典型")}] if may else []
    lead = _("先推荐，本人同意以后由别的机构研究决定，再按本人同意的方式宣传；本人随时可以收回。不计数、不排名。")
    shown = {"campaign": campaign, "title": _("先进典型"), "about": lead, "parts": parts, "acts": acts, "older": further}
    return render(request, "accountability/pages/marks.html", shown | {"crumbs": _way(code)[:1]})


class _UnitForm(asking(unit=UnitField(label=lazy("单位")))):  # type: ignore[misc]
    """Of which unit."""


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """First the unit, then the person or the unit as a whole."""
    actor, campaign = here(request, code)
    units = queries.units_to_praise(actor, campaign, today_of(campaign).day)
    if not units:
        raise NotAllowed()
    first = _UnitForm(request.GET if "unit" in request.GET else None)
    first.fields["unit"].offer(campaigns.units_of(campaign, today_of(campaign).day).filter(pk__in=[one.pk for one in units]))
    unit = first.cleaned_data["unit"] if first.is_bound and first.is_valid() else None
    title, crumbs = _("推荐先进典型"), _way(code, (_("推荐"), ""))
    if unit is None:
        shown = {"campaign": campaign, "title": title, "first": first, "back": at("exemplars", code), "crumbs": crumbs}
        return render(request, "accountability/pages/unit.html", shown, status=422 if first.is_bound else 200)
    people = {str(one.pk): one for one in campaigns.people_of(campaign, unit) if one.pk != actor.person_id}
    bodies = {str(one.pk): one for one in queries.bodies_for_examples(campaign)}
    standards = [(one.name, one.name) for one in campaigns.code_of_conduct(campaign)]
    form = asking(
        standard=a_choice(lazy("对应哪条准则"), standards),
        person=a_choice(lazy("个人"), [(key, one.name) for key, one in people.items()], required=False, help_text=lazy("推荐整个单位的不选。")),
        deed=long_text(lazy("事迹"), rows=4), evidence=a_text(lazy("依据材料"), 500),
        body=a_choice(lazy("决定机构"), [(key, one.name) for key, one in bodies.items()]),
    )(request.POST or None)  # fmt: skip
    made: list[Any] = []

    def give() -> None:
        said = dict(form.cleaned_data)
        told = do.Example(said["standard"], unit, people.get(said["person"]), said["deed"], said["evidence"])
        made.append(do.propose_exemplar(campaign=campaign, body=bodies[said["body"]], told=told, **who(request)))

    if form.is_valid() and done(form, give):
        return toast(request, redirect(at("exemplar", code, made[0].number)), _("已推荐，本人同意以后才研究"))
    note = _("本人在自己的页面上答复；不同意的到此为止，不影响任何事情，也不问原因。")
    return form_page(request, campaign, form, back=at("exemplars", code), title=title, act=_("推荐"), note=note, crumbs=crumbs)


@require_GET
def exemplar(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One proposal with what may be done next."""
    actor, campaign = here(request, code)
    row = queries.find_exemplar(actor, campaign, number)
    facts = [
        (_("对象"), about(row)), (_("对应哪条准则"), row.standard), (_("依据材料"), row.evidence), (_("决定机构"), row.body.name),
        (_("本人意见"), _(row.get_consent_display()) if row.consent else ""), (_("决定日期"), plain(row.decided_on)), (_("文号"), row.document),
        (_("推荐时间"), moment(row.proposed_at)),
    ]  # fmt: skip
    texts = [
        {"title": _("事迹"), "text": row.deed},
        {"title": _("决定理由"), "text": row.decision},
        {"title": _("理由"), "text": row.reason},
    ]
    acts = [
        {"label": _called(one), "href": at("exemplar_step", code, number, one.value), "missing": ()}
        for one in queries.steps_of_exemplar(actor, row)
    ]
    shown = {
        "campaign": campaign, "title": _("先进典型第 %(n)d 号") % {"n": number}, "state": _(row.get_state_display()),
        "colour": "near" if row.state in _WAITS else "", "facts": [one for one in facts if one[1]], "texts": texts, "acts": acts,
        "crumbs": _way(code, (f"{number}", "")),
        "lead": _("您可以同意、不同意，也可以随时收回，都不用说原因。") if queries.is_his(actor, row) else "",
    }  # fmt: skip
    return render(request, "accountability/pages/right.html", shown)


def _agree(_row: Any) -> dict[str, Field]:
    return {"consent": one_of(lazy("怎样宣传"), words(Consent), upright=True)}


def _decision(_row: Any) -> dict[str, Field]:
    return {"document": a_text(lazy("决定文号"), 80), "on": a_day(lazy("决定日期")), "reasons": long_text(lazy("决定理由"))}


def _reason(_row: Any) -> dict[str, Field]:
    return {"reason": long_text(lazy("理由"))}


def _text(row: Any) -> dict[str, Field]:
    field = long_text(lazy("事迹"), rows=4, help_text=lazy("写成大家看得到的文字。"))
    field.initial = row.deed if row.consent == Consent.NAMED else ""
    return {"text": field}


def _nothing(_row: Any) -> dict[str, Field]:
    return {}


_OWN = {A.AGREE: lazy("同意表彰"), A.DECLINE: lazy("不同意"), A.REVOKE: lazy("收回同意")}
"""How the steps of the person are called to himself."""


def _called(action: A) -> str:
    return str(_OWN.get(action) or _(action.label))


Taken = tuple[Callable[[Any], dict[str, Field]], Callable[..., Any], Any]
STEPS: dict[str, Taken] = {
    A.AGREE.value: (
        _agree,
        lambda row, consent, **by: do.agree_to_exemplar(row, consent=Consent(consent), **by),
        lazy("同意以后也可以随时收回。"),
    ),
    A.DECLINE.value: (_nothing, do.decline_exemplar, lazy("到此为止，不影响任何事情。")),
    A.DROP.value: (_nothing, do.drop_exemplar, ""),
    A.COMMEND.value: (_decision, do.decide_exemplar, lazy("请推荐以外的人决定。")),
    A.REFUSE.value: (_reason, do.refuse_exemplar, lazy("推荐人和本人看得到理由。")),
    A.PUBLISH.value: (_text, do.publish_exemplar, lazy("显示在行为准则那一条下面；本人不公开姓名的，不能出现姓名。")),
    A.REVOKE.value: (_nothing, do.revoke_consent, lazy("已经宣传的立即撤下，不用说原因。")),
    A.WITHDRAW.value: (_reason, do.withdraw_exemplar, lazy("已经宣传的立即撤下，本人看得到理由。")),
}


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, number: int, action: str) -> HttpResponse:
    """One step."""
    actor, campaign = here(request, code)
    if action not in STEPS:
        raise Http404
    row = queries.find_exemplar(actor, campaign, number)
    if A(action) not in queries.steps_of_exemplar(actor, row):
        raise NotAllowed()
    fields, give, note = STEPS[action]
    back, title = at("exemplar", code, number), _called(A(action))
    form = asking(**fields(row))(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: give(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect(back), _("已办理"))
    return form_page(
        request, campaign, form, back=back, title=title, act=title, note=note, crumbs=_way(code, (f"{number}", back), (title, ""))
    )
