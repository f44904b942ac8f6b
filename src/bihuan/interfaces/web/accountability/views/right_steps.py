"""Steps on reviews, clearings and announcements: one address for all, each with the form that it asks for; and their papers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.accountability import operations
from bihuan.accountability.queries import rights
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.rules.tolerance import Review, principles_of
from bihuan.accountability.vocabulary.clarification import Outcome, Way, Wish
from bihuan.accountability.vocabulary.publicity import Audience, Channel, RightsPaper
from bihuan.documents.operations.printing import print_docx
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms import a_choice, a_day, a_text, asking, long_text, one_of, words
from bihuan.interfaces.web.accountability.forms.rights import WordingForm, ticks
from bihuan.interfaces.web.accountability.shapes import at, entered, form_page, who
from bihuan.interfaces.web.accountability.views.right_shapes import FIND
from bihuan.interfaces.web.accountability.words_rights import OWN_LABELS
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done

Fields = Mapping[str, forms.Field]
Given = dict[str, Any]
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Taken:
    """A step as a page: what it asks for, what it does with the row, the answers and who does it, what follows from it."""

    fields: Callable[[Any], Fields]
    do: Callable[[Any, Given, Given], Any]
    note: Any = ""


def _nothing(_row: Any) -> Fields:
    return {}


def _plainly(operation: Callable[..., Any]) -> Callable[[Any, Given, Given], Any]:
    return lambda row, given, by: operation(row, **given, **by)


def _one(name: str, label: Any) -> Callable[[Any], Fields]:
    return lambda _row: {name: long_text(label)}


def _verify_fields(row: Any) -> Fields:
    bodies = [(str(one.pk), one.name) for one in rights.bodies_that_tolerate(row)]
    return {"findings": long_text(lazy("核实情况"), rows=5), "body": a_choice(lazy("提请哪个机构集体研究"), bodies)}


def _verify(row: Any, given: Given, by: Given) -> Any:
    body = next(one for one in rights.bodies_that_tolerate(row) if str(one.pk) == given["body"])
    return operations.verify_tolerance(row, findings=given["findings"], body=body, **by)


def _review_fields(row: Any) -> Fields:
    met = [("yes", lazy("具备")), ("no", lazy("不具备")), ("unclear", lazy("不能确定"))]
    asked: dict[str, forms.Field] = {f"d-{one.id}": long_text(_(one.text)) for one in pack().distinctions}
    asked |= {f"c-{one.id}": one_of(_(one.text), met) for one in pack().conditions}
    asked |= {f"p-{n}": long_text(_(name)) for n, name in enumerate(_principles(row))}
    return asked | {
        "opinion": long_text(lazy("审查意见")), "document": a_text(lazy("文号"), 80), "present": a_text(lazy("参加集体研究的人"), 300),
        "reasons": long_text(lazy("理由")),
    }  # fmt: skip


def _principles(row: Any) -> tuple[str, ...]:
    return principles_of(row.campaign.file.get("principles") or ())


def _grant_fields(row: Any) -> Fields:
    help_text = lazy("一行一项，以后可以登记完成情况。")
    return {**_review_fields(row), "items": long_text(lazy("纠错事项"), help_text=help_text), "due_on": a_day(lazy("纠错期限"))}


def _together(row: Any, given: Given, applies: bool) -> Any:
    lines = {
        kind: {one.id: given[f"{kind}-{one.id}"] for one in rows} for kind, rows in (("d", pack().distinctions), ("c", pack().conditions))
    }
    principles = {name: given[f"p-{n}"] for n, name in enumerate(_principles(row))}
    review = Review(lines["d"], lines["c"], principles, applies, given["opinion"])
    return operations.Together(given["document"], given["present"], given["reasons"], review)


def _grant(row: Any, given: Given, by: Given) -> Any:
    items = [(one.strip(), given["due_on"]) for one in given["items"].splitlines() if one.strip()]
    return operations.grant_tolerance(row, decision=_together(row, given, True), corrections=items, **by)


def _decline(row: Any, given: Given, by: Given) -> Any:
    return operations.decline_tolerance(row, decision=_together(row, given, False), **by)


def _found_fields(_row: Any) -> Fields:
    return {
        "outcome": one_of(lazy("核实结论"), words(Outcome)), "grounds": long_text(lazy("核实情况和依据")),
        "document": a_text(lazy("认定文号"), 80, required=False),
    }  # fmt: skip


def _found(row: Any, given: Given, by: Given) -> Any:
    verified = operations.Verified(Outcome(given["outcome"]), given["grounds"], given["document"])
    return operations.verify_clarification(row, verified=verified, **by)


def _wish_fields(_row: Any) -> Fields:
    help_text = lazy("代为记录的，写明什么时候、本人怎样说。")
    return {"wish": one_of(lazy("希望怎样澄清"), words(Wish)), "text": long_text(lazy("本人意见"), required=False, help_text=help_text)}


def _wish(row: Any, given: Given, by: Given) -> Any:
    return operations.hear_wish(row, wish=Wish(given["wish"]), text=given["text"], **by)


def _approve_fields(_row: Any) -> Fields:
    return {
        "ways": ticks(lazy("澄清方式"), words(one for one in Way if one is not Way.WRITTEN), required=False, help_text=lazy("书面澄清一律有，不用选。")),
        "audience": one_of(lazy("澄清范围"), words(Audience)),
        "channels": ticks(lazy("澄清渠道"), words(Channel), required=False, help_text=lazy("当初公布过的，范围和渠道不能小于当初。")),
        "approval": long_text(lazy("审批意见")),
    }  # fmt: skip


def _approve(row: Any, given: Given, by: Given) -> Any:
    ways, channels = [Way(one) for one in given["ways"]], [Channel(one) for one in given["channels"]]
    return operations.approve_clarification(
        row, ways=ways, audience=Audience(given["audience"]), channels=channels, approval=given["approval"], **by
    )


def _way_fields(row: Any) -> Fields:
    left = [Way(one) for one in row.ways if one not in set(row.clearings.values_list("way", flat=True))]
    asked: dict[str, forms.Field] = {
        "way": one_of(lazy("方式"), words(left)),
        "text": long_text(lazy("怎样澄清的")),
        "on": a_day(lazy("日期")),
    }
    if Way.CIRCULAR in left:
        note = lazy("只在登记通报澄清时填：")
        for name, field in WordingForm().fields.items():
            field.required, field.help_text = False, note if name == "title" else ""
            asked[f"told_{name}"] = field
    return asked


def _by_way(row: Any, given: Given, by: Given) -> Any:
    told = {name.removeprefix("told_"): value for name, value in given.items() if name.startswith("told_")}
    wording = operations.Wording(**told) if given["way"] == Way.CIRCULAR and told.get("title") and told.get("ends_on") else None
    return operations.clear_by_way(row, way=Way(given["way"]), text=given["text"], on=given["on"], told=wording, **by)


def _off_fields(row: Any) -> Fields:
    return {"channel": one_of(lazy("渠道"), words(Channel(one) for one in row.channels)), "on": a_day(lazy("撤除日期"))}


def _off(row: Any, given: Given, by: Given) -> Any:
    return operations.take_off_channel(row, channel=Channel(given["channel"]), on=given["on"], **by)


STEPS: dict[str, dict[str, Taken]] = {
    "tolerance": {
        "accept_tolerance": Taken(_nothing, _plainly(operations.accept_tolerance)),
        "turn_down_tolerance": Taken(_one("reason", lazy("理由")), _plainly(operations.turn_down_tolerance), lazy("申请人看得到理由。")),
        "verify_tolerance": Taken(_verify_fields, _verify),
        "grant_tolerance": Taken(_grant_fields, _grant, lazy("予以容错的，这件处理到此为止，以后不作为处理和评价的依据。")),
        "decline_tolerance": Taken(_review_fields, _decline, lazy("不予容错的，处理继续办理；申请容错不加重处理。")),
        "withdraw_tolerance": Taken(_nothing, _plainly(operations.withdraw_tolerance)),
    },
    "clarification": {
        "verify_clarification": Taken(_found_fields, _found, lazy("没有查实不等于不实。")),
        "hear_wish": Taken(_wish_fields, _wish),
        "approve_clarification": Taken(_approve_fields, _approve, lazy("批准后，当初的公布和台账上的这一件立即撤下。")),
        "decline_clarification": Taken(_one("reason", lazy("理由")), _plainly(operations.decline_clarification), lazy("本人看得到理由。")),
        "clear_by_way": Taken(_way_fields, _by_way),
        "clear_name": Taken(_nothing, _plainly(operations.clear_name)),
        "follow_clarification": Taken(_one("text", lazy("回访情况")), _plainly(operations.follow_clarification)),
        "drop_clarification": Taken(_nothing, _plainly(operations.drop_clarification)),
    },
    "announcement": {
        "reply_to_announcement": Taken(_one("text", lazy("说明")), _plainly(operations.reply_to_announcement), lazy("和公布的内容一起显示。")),
        "approve_announcement": Taken(_nothing, _plainly(operations.approve_announcement)),
        "refuse_announcement": Taken(_nothing, _plainly(operations.refuse_announcement)),
        "remove_announcement": Taken(_nothing, _plainly(operations.remove_announcement), lazy("内容立即删去，只留封存值。")),
        "take_off_channel": Taken(_off_fields, _off),
    },
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, kind: str, pk: int, action: str) -> HttpResponse:
    """One step on one row."""
    actor, campaign = entered(request, code)
    taken = STEPS.get(kind, {}).get(action)
    if taken is None:
        raise Http404
    row = FIND[kind](actor, campaign, pk)
    open_to = {one.value: (one, needs) for one, needs in rights.steps_of_right(actor, row).items()}
    if action not in open_to:
        raise NotAllowed()
    word, needs = open_to[action]
    form = asking(**taken.fields(row))(request.POST if request.method == "POST" else None)
    here, himself = at(kind, code, pk), rights.is_his(actor, row)
    if himself and "text" in form.fields and action == "hear_wish":
        form.fields["text"].help_text = _("想说什么都可以写，也可以不写。")
    if form.is_valid() and done(form, lambda: taken.do(row, dict(form.cleaned_data), who(request))):
        return toast(request, redirect(here), _("已办理"))
    title = OWN_LABELS.get(action, _(word.label)) if himself else _(word.label)
    missing, way = needs if request.method == "GET" else (), [(_("第 %(n)d 号") % {"n": row.number}, here), (title, "")]
    return form_page(
        request, campaign, form, back=here, title=title, act=title, note=taken.note, missing=missing, crumbs=way
    )  # fmt: skip


@require_POST
def paper(request: HttpRequest, code: str, kind: str, pk: int, paper: str) -> HttpResponse:
    """A paper of a review or a clearing as Word."""
    actor, campaign = entered(request, code)
    if kind not in ("tolerance", "clarification") or paper not in set(RightsPaper):
        raise Http404
    row = FIND[kind](actor, campaign, pk)
    made = operations.take_rights_paper(row, kind=RightsPaper(paper), **who(request))
    name = content_disposition_header(True, f"{_(RightsPaper(paper).label)}-{row.number}.docx") or "attachment"
    return HttpResponse(print_docx(paper=made), content_type=_DOCX, headers={"Content-Disposition": name})
