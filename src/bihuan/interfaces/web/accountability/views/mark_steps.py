"""The steps of ratings and cards: find, form, one operation, done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bihuan.accountability import operations as do
from bihuan.accountability.queries import marks
from bihuan.accountability.vocabulary.motions import MotionAction as A
from bihuan.accountability.vocabulary.motions import MotionKind, ReviewAction
from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.accountability.forms import a_choice, a_day, a_text, asking, long_text
from bihuan.interfaces.web.accountability.forms_cards import STEPS, fact_fields, initial_of, note_of, proof_fields
from bihuan.interfaces.web.accountability.shapes import at, form_page, who
from bihuan.interfaces.web.accountability.views.mark_shapes import asked, here, home, way
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.units import UnitField


class _UnitForm(asking(unit=UnitField(label=lazy("单位")))):  # type: ignore[misc]
    """Of which unit."""


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose to rate or to card somebody: first the unit, then the person."""
    actor, campaign = here(request, code)
    bodies, kinds = {str(one.pk): one for one in marks.bodies_that_propose(actor, campaign)}, marks.kinds_open(campaign)
    if not bodies or not kinds:
        raise NotAllowed()
    first = _UnitForm(request.GET if "unit" in request.GET else None)
    first.fields["unit"].offer(campaigns.units_of(campaign, today_of(campaign).day))
    unit = first.cleaned_data["unit"] if first.is_bound and first.is_valid() else None
    if unit is None:
        shown = {
            "campaign": campaign,
            "title": _("提出建议"),
            "first": first,
            "back": at("marks", code),
            "crumbs": way(code, (_("提出建议"), "")),
        }
        return render(request, "accountability/pages/unit.html", shown, status=422 if first.is_bound else 200)
    people = {str(one.pk): one for one in campaigns.people_of(campaign, unit) if one.pk != actor.person_id}
    form = asking(
        kind=a_choice(lazy("事项"), [(one.value, _(one.label)) for one in kinds]),
        person=a_choice(lazy("对象"), [(key, one.name) for key, one in people.items()]),
        handler=a_choice(lazy("提出机构"), [(key, one.name) for key, one in bodies.items()]), **fact_fields(),
    )(request.POST or None, initial={"handler": next(iter(bodies)) if len(bodies) == 1 else ""})  # fmt: skip
    made: list[Any] = []

    def give() -> None:
        said = dict(form.cleaned_data)
        whom: dict[str, Any] = {
            "kind": MotionKind(said.pop("kind")),
            "person": people[said.pop("person")],
            "handler": bodies[said.pop("handler")],
        }
        made.append(do.propose_motion(campaign=campaign, told=do.Grounds(**said), **whom, **who(request)))

    if form.is_valid() and done(form, give):
        return toast(request, redirect(at("motion", code, made[0].number)), _("已提出，请另一名承办人核实"))
    note = _("先核实、后告知、再决定；告知以前本人看不到，别人一直看不到。")
    return form_page(
        request,
        campaign,
        form,
        back=at("marks", code),
        title=_("提出建议"),
        act=_("提出"),
        note=note,
        crumbs=way(code, (_("提出建议"), "")),
    )


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, number: int, action: str) -> HttpResponse:
    """One step of a motion."""
    actor, campaign = here(request, code)
    row = marks.find_motion(actor, campaign, number)
    if action not in STEPS:
        raise Missing()
    if request.method == "GET" and action not in {one.action.value for one in marks.steps_of_motion(actor, row)}:
        raise NotAllowed()
    fields, act = STEPS[action]
    form = asking(**fields(row, row.person_id == actor.person_id))(
        request.POST if request.method == "POST" else None, initial=initial_of(row, action)
    )
    seen = at("motion", code, number)
    if request.method == "POST" and form.is_valid() and done(form, lambda: act(row, dict(form.cleaned_data), who(request))):
        there = seen if marks.motions_for(actor, campaign).filter(pk=row.pk).exists() else home(code)
        words = _("已经收到，承办机构会书面答复您") if action == A.SAY and row.person_id == actor.person_id else _("已办")
        return toast(request, redirect(there), words)
    label = _(A(action).label)
    return form_page(request, campaign, form, back=seen, title=label, act=label, note=note_of(action), crumbs=way(code, (label, "")))


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Answer in writing what was said."""
    actor, campaign = here(request, code)
    row = marks.find_saying(actor, campaign, pk)
    if request.method == "GET" and A.ANSWER not in {one.action for one in marks.steps_of_motion(actor, row.motion)}:
        raise NotAllowed()
    form = asking(text=long_text(lazy("采纳和不采纳的内容和理由")))(request.POST or None)
    back = at("motion", code, row.motion.number)
    return asked(
        request,
        campaign,
        form,
        lambda: do.answer_saying(row, **form.cleaned_data, **who(request)),
        back=back,
        title=_("书面答复"),
        note=row.text,
    )


@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The person appeals; or whoever served it enters what came on paper."""
    actor, campaign = here(request, code)
    row = marks.find_motion(actor, campaign, number)
    himself = row.person_id == actor.person_id
    if not (himself or marks.takes_down_appeal(actor, row)) or not marks.may_review(row):
        raise NotAllowed()
    bodies = {str(one.pk): one for one in marks.bodies_for_review(row)}
    choices = [(key, one.name) for key, one in bodies.items()]
    day = {} if himself else {"on": a_day(lazy("提出日期"))}
    form = asking(body=a_choice(lazy("受理机构"), choices), text=long_text(lazy("申诉理由"), rows=5), **day)(request.POST or None)

    def give() -> None:
        given = dict(form.cleaned_data)
        do.file_review(row, body=bodies[given.pop("body")], **given, **who(request))

    note, title = _("由提出和作出决定以外的机构办理，申诉不会加重。"), _("提出申诉") if himself else _("代录申诉")
    return asked(request, campaign, form, give, back=at("motion", code, number), title=title, note=note)


_REVIEWS: dict[str, Any] = {
    ReviewAction.ACCEPT: (do.accept_review, False), ReviewAction.WITHDRAW: (do.withdraw_review, False),
    ReviewAction.UPHOLD: (do.uphold_motion, True), ReviewAction.REVOKE: (do.revoke_motion, True),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, code: str, pk: int, action: str) -> HttpResponse:
    """One step of an appeal."""
    actor, campaign = here(request, code)
    row = marks.find_review(actor, campaign, pk)
    if action not in _REVIEWS:
        raise Missing()
    if request.method == "GET" and action not in {one.action.value for one in marks.steps_of_review(actor, row)}:
        raise NotAllowed()
    act, answers = _REVIEWS[action]
    fields = {"outcome": long_text(lazy("处理意见")), "document": a_text(lazy("文号"), 80)} if answers else {}
    form = asking(**fields)(request.POST if request.method == "POST" else None)
    back = at("motion", code, row.motion.number) if row.motion.person_id == actor.person_id else at("marks", code)
    return asked(
        request,
        campaign,
        form,
        lambda: act(row, **form.cleaned_data, **who(request)),
        back=back,
        title=_(ReviewAction(action).label),
        note=row.text,
    )


def _hat(request: HttpRequest, campaign: Any, actor: Any, row: Any, back: str, **mark: Any) -> HttpResponse:
    bodies = marks.speaking_bodies(actor, row) if row.person_id != actor.person_id else []
    if row.person_id != actor.person_id and not bodies:
        raise NotAllowed()
    form = asking(**proof_fields())(request.POST or None)
    handler = bodies[0] if bodies else None
    note = _("由决定机构集体研究，写明理由答复您；没有同意的，可以再申请。") if row.person_id == actor.person_id else ""
    return asked(
        request, campaign, form, lambda: do.apply_hat_off(told=do.Grounds(**form.cleaned_data), handler=handler, **mark, **who(request)), back=back,
        title=_("申请摘帽"), note=note,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def hat_off(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask for the hat to be taken off (M151)."""
    actor, campaign = here(request, code)
    row = marks.find_card(actor, campaign, pk)
    return _hat(request, campaign, actor, row, at("card", code, pk), card=row)


@require_http_methods(["GET", "POST"])
def rating_hat_off(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The same for a rating without a card."""
    actor, campaign = here(request, code)
    row = marks.find_rating(actor, campaign, pk)
    return _hat(request, campaign, actor, row, at("rating", code, pk), rating=row)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, code: str, pk: int, kind: str) -> HttpResponse:
    """Propose what is to become of a card that did not get better."""
    actor, campaign = here(request, code)
    row = marks.find_card(actor, campaign, pk)
    if kind not in (MotionKind.RAISE, MotionKind.DOWN):
        raise Missing()
    if not marks.speaks_for(actor, row):
        raise NotAllowed()
    bodies = {str(one.pk): one for one in marks.speaking_bodies(actor, row)}
    choices = [(key, one.name) for key, one in bodies.items()]
    form = asking(handler=a_choice(lazy("提出机构"), choices), **fact_fields())(
        request.POST or None, initial={"handler": next(iter(bodies))}
    )

    def give() -> None:
        said = dict(form.cleaned_data)
        handler = bodies[said.pop("handler")]
        do.propose_motion(
            campaign=campaign, kind=MotionKind(kind), handler=handler, person=row.person, told=do.Grounds(**said), card=row, **who(request)
        )

    note = _("复核日期以后才能告知和决定；由别人核实、别人决定。")
    return asked(request, campaign, form, give, back=at("marks", code), title=_(MotionKind(kind).label), act=_("提出"), note=note)


@require_http_methods(["GET", "POST"])
def training(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record a training that the competent body decided (M149, P15)."""
    actor, campaign = here(request, code)
    row = marks.find_card(actor, campaign, pk)
    if row.person_id == actor.person_id:
        raise NotAllowed()
    form = asking(
        place=a_text(lazy("地点"), 120), from_on=a_day(lazy("起")), to_on=a_day(lazy("止")), content=long_text(lazy("内容")),
        result=long_text(lazy("结果"), required=False), decided_by_body=a_text(lazy("作出决定的机关"), 120), document=a_text(lazy("决定文号"), 80),
    )(request.POST or None)  # fmt: skip
    act = lambda: do.attach_training(row, course=do.Course(**form.cleaned_data), **who(request))  # noqa: E731
    return asked(request, campaign, form, act, back=at("card", code, pk), title=_("登记培训"), note=_("由有权机关决定，这里只登记。"))
