"""Ratings and cards at a glance: the rules that are cited, and what the reader may know of. Nothing is counted, nobody stands above another."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations as do
from bihuan.accountability.queries import bodies_of, marks
from bihuan.accountability.vocabulary.ratings import RuleAbout
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.accountability.forms import a_choice, a_text, asking, long_text, one_of, words
from bihuan.interfaces.web.accountability.shapes import at, who
from bihuan.interfaces.web.accountability.views.mark_shapes import asked, here, proposed

MOST = 100


@require_GET
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Rules for everybody of the campaign; of persons only what the reader may know of."""
    actor, campaign = here(request, code)
    cites = marks.cites_rules(actor, campaign)
    shown = {
        "campaign": campaign, "title": _("评定与红黄牌"), "about": _("看得到的只有本人、决定机构和组织人事部门；不公布、不排名、没有指标。"),
        "parts": [_rules(campaign, cites), *_lists(actor, campaign)], "acts": _acts(actor, campaign, cites),
    }  # fmt: skip
    return render(request, "accountability/pages/marks.html", shown)


def _rules(campaign: Any, cites: bool) -> dict[str, Any]:
    rows = list(marks.rules_of(campaign))
    lines = [
        {"text": f"《{one.title}》（{one.issuer}，{one.number}）", "notes": [_("决定机构：%(name)s") % {"name": one.body.name}],
         "tag": _(one.get_about_display()),
         "acts": [{"href": at("end_rule", campaign.code, one.pk), "label": _("停用")}] if cites else []}
        for one in rows
    ]  # fmt: skip
    note = "" if rows else _("没有引用本地制度，评定和亮牌都不能办。")
    return {"title": _("依据的本地制度"), "note": note, "lines": lines}


def _lists(actor: Any, campaign: Any) -> list[dict[str, Any]]:
    code = campaign.code
    cards = [_line(one, at("card", code, one.pk), _("%(day)s 复核"), one.review_on) for one in marks.cards_for(actor, campaign)[:MOST]]
    ratings = [
        _line(one, at("rating", code, one.pk), _("有效到 %(day)s"), one.ends_on, _(one.get_kind_display()))
        for one in marks.ratings_for(actor, campaign)[:MOST]
    ]
    motions = [
        _line(one, at("motion", code, one.number), _("陈述和异议到 %(day)s"), one.respond_on, proposed(one, _(one.get_kind_display())))
        for one in marks.motions_for(actor, campaign)[:MOST]
    ]
    sent = [{"text": _(one.get_kind_display()), "notes": [f"{one.document} {one.document_on}"], "tag": _(one.get_state_display()),
             "href": at("referral", code, one.number)} for one in marks.referrals_for(actor, campaign)[:MOST]]  # fmt: skip
    found = ((_("红黄牌"), cards), (_("评定"), ratings), (_("建议和申请"), motions), (_("送组织人事部门"), sent))
    return [{"title": title, "lines": lines} for title, lines in found if lines]


def _line(row: Any, href: str, words: str, day: Any, what: str = "") -> dict[str, Any]:
    name = f"{row.person.name}（{row.unit.name}）"
    return {"text": f"{what} {name}".strip(), "notes": [words % {"day": day} if day else ""], "tag": _(row.get_state_display()), "href": href}  # fmt: skip


def _acts(actor: Any, campaign: Any, cites: bool) -> list[dict[str, str]]:
    code, found = campaign.code, list[dict[str, str]]()
    bodies = marks.bodies_that_propose(actor, campaign)
    if bodies and marks.kinds_open(campaign):
        found.append({"href": at("new_motion", code), "label": _("提出建议")})
    if marks.sends_rewards(actor, campaign):
        found.append({"href": at("new_rewards", code), "label": _("送建议人选名单")})
    if any(one.kind == "personnel" for one in bodies):
        found.append({"href": at("ask_record", code), "label": _("书面要求个人情况")})
    if cites and marks.abouts(campaign):
        found.append({"href": at("cite_rule", code), "label": _("引用本地制度")})
    return found


@require_http_methods(["GET", "POST"])
def cite(request: HttpRequest, code: str) -> HttpResponse:
    """Cite a local rule."""
    actor, campaign = here(request, code)
    if not marks.cites_rules(actor, campaign):
        raise NotAllowed()
    bodies = {str(one.pk): one for one in bodies_of(campaign) if one.kind not in ("office", "supervision")}
    yes = [("no", _("不允许")), ("yes", _("允许"))]
    form = asking(
        about=one_of(lazy("用于"), words(marks.abouts(campaign) or list(RuleAbout))), title=a_text(lazy("制度名称")), number=a_text(lazy("文号"), 80),
        issuer=a_text(lazy("制定机关"), 120), body=a_choice(lazy("决定机构"), [(key, one.name) for key, one in bodies.items()]),
        early=one_of(lazy("复核日期以前申请摘帽"), yes),
    )(request.POST or None, initial={"early": "no"})  # fmt: skip

    def give() -> None:
        said = form.cleaned_data
        told = {"about": RuleAbout(said["about"]), "body": bodies[said["body"]], "early": said["early"] == "yes"}
        do.cite_rule(campaign=campaign, **told, **{name: said[name] for name in ("title", "number", "issuer")}, **who(request))

    note = _("没有制度、没有有权的决定机构，就没有评定和亮牌。制度由发文机关负责，系统只照着办。")
    return asked(request, campaign, form, give, back=at("marks", code), title=_("引用本地制度"), note=note)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Nothing new by this rule."""
    actor, campaign = here(request, code)
    row = marks.rules_of(campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    if not marks.cites_rules(actor, campaign):
        raise NotAllowed()
    form = asking(reason=long_text(lazy("理由")))(request.POST or None)
    note = _("停用以后不再提出新的建议；已有的牌仍可以摘。")
    return asked(
        request,
        campaign,
        form,
        lambda: do.end_rule(row, **form.cleaned_data, **who(request)),
        back=at("marks", code),
        title=_("停用本地制度"),
        note=note,
    )
