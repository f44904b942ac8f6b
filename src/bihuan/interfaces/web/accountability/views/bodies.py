"""Bodies that handle, decide and review, and who sits in them: named by the campaign's office, with the document that empowers them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations
from bihuan.accountability.queries import listing
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Actor, Missing, NotAllowed
from bihuan.interfaces.web.accountability.forms import a_text, asking, deciding, long_text, one_of, words
from bihuan.interfaces.web.accountability.shapes import at, crumbs, entered, form_page, moment, tabs, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done


@require_GET
def bodies(request: HttpRequest, code: str) -> HttpResponse:
    """All bodies with their members and what they may decide, for the office and for those who sit somewhere."""
    actor, campaign = entered(request, code)
    keeps = listing.keeps_bodies(actor, campaign)
    if not keeps and not listing.sits_somewhere(actor, campaign):
        raise Missing()
    shown = {
        "campaign": campaign, "title": _("办理机构"), "tabs": tabs(actor, campaign, "bodies"), "keeps": keeps,
        "rows": [_told(one, code) for one in listing.all_bodies(campaign)], "add": at("new_body", code) if keeps else "",
        "crumbs": crumbs(code, (_("办理机构"), "")),
    }  # fmt: skip
    return render(request, "accountability/pages/bodies.html", shown)


def _told(row: Any, code: str) -> dict[str, Any]:
    office = row.kind == BodyKind.OFFICE
    seats = [] if row.ended_at or office else [(one, at("unseat", code, one.pk)) for one in listing.seats_of(row)]
    gives = "、".join(_(one.name) for one in pack().measures.values() if row.kind in one.given_by)
    facts = [(_("性质"), _(row.get_kind_display())), (_("授权依据"), row.basis), (_("设立"), moment(row.named_at, row.named_by)),
             (_("可以决定的措施"), gives), (_("停用"), moment(row.ended_at, row.ended_by))]  # fmt: skip
    links = {} if row.ended_at else {"seat": "" if office else at("seat", code, row.pk), "end": at("end_body", code, row.pk)}
    return {"row": row, "facts": [one for one in facts if one[1]], "seats": seats, "office": office, **links}


def _kept(request: HttpRequest, code: str) -> Any:
    """The campaign, for whoever keeps its bodies."""
    actor, campaign = entered(request, code)
    if not listing.keeps_bodies(actor, campaign):
        raise NotAllowed()
    return campaign


def _page(
    request: HttpRequest, campaign: Any, form: Any, give: Any, title: str, act: str, note: Any = "", told: Any = None
) -> HttpResponse:
    """One form about a body, then the list again."""
    back = at("bodies", campaign.code)
    if form.is_valid() and done(form, give):
        return toast(request, redirect(back), told() if told else _("已办"))
    way = crumbs(campaign.code, (_("办理机构"), back), (title, ""))
    return form_page(request, campaign, form, back=back, title=title, act=act, note=note, crumbs=way)


@require_http_methods(["GET", "POST"])
def new_body(request: HttpRequest, code: str) -> HttpResponse:
    """Name one."""
    campaign = _kept(request, code)
    fields = {
        "kind": one_of(lazy("性质"), words(BodyKind), help_text=lazy("性质定它可以决定哪些措施；专班最多提醒和批评教育。")),
        "name": a_text(lazy("名称"), 120),
        "basis": a_text(lazy("授权依据"), 200, help_text=lazy("设立或者授权它的文件名称和文号。")),
    }
    form = asking(**fields)(request.POST or None)

    def give() -> None:
        said = form.cleaned_data
        operations.name_body(campaign=campaign, kind=BodyKind(said["kind"]), name=said["name"], basis=said["basis"], **who(request))

    return _page(request, campaign, form, give, _("设立办理机构"), _("设立"))


@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Seat somebody."""
    campaign = _kept(request, code)
    row = listing.find_body(campaign, pk)
    form = asking(person=a_text(lazy("成员"), 60, help_text=lazy("姓名；同名的写成“单位/姓名”。")))(request.POST or None)
    note = _("%(name)s。成员办理、决定时要本人到场，不能委托别人。") % {"name": row.name}
    seated: list[Any] = []

    def give() -> None:
        seated.append(deciding.one_named(form.cleaned_data["person"]))
        operations.seat_in_body(row, person=seated[-1], **who(request))

    return _page(request, campaign, form, give, _("确定成员"), _("确定"), note, lambda: _seated(campaign, seated[-1]))


def _seated(campaign: Any, person: Any) -> str:
    """Done; and whether he can come in at all: a seat alone opens no campaign."""
    if campaigns.visible_to(Actor(person.user_id, person.name, person.pk)).filter(pk=campaign.pk).exists():
        return _("已办")
    return _("已确定，但%(name)s还打不开本专项：请先把他列入工作机构或者名册。") % {"name": person.name}


@require_http_methods(["GET", "POST"])
def unseat(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """He sits there no more."""
    campaign = _kept(request, code)
    row = listing.find_seat(campaign, pk)
    form = asking(reason=long_text(lazy("理由")))(request.POST or None)
    note = f"{row.body.name}　{row.person.name}"
    return _page(
        request,
        campaign,
        form,
        lambda: operations.unseat_from_body(row, **form.cleaned_data, **who(request)),
        _("免去成员"),
        _("免去"),
        note,
    )


@require_http_methods(["GET", "POST"])
def end_body(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It works no more; what it decided stands."""
    campaign = _kept(request, code)
    row = listing.find_body(campaign, pk)
    form = asking(reason=long_text(lazy("理由")))(request.POST or None)
    note = _("%(name)s。停用以后不再办理；已经作出的决定不变，正在办的要改由别的机构办。") % {"name": row.name}
    return _page(
        request, campaign, form, lambda: operations.end_body(row, **form.cleaned_data, **who(request)), _("停用办理机构"), _("停用"), note
    )
