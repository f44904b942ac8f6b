"""The list of clues, one clue, its files. What it says is opened once it was told what for, and each opening is noted."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.clues import operations, queries
from bihuan.clues.operations.opening import notes_of
from bihuan.clues.vocabulary.clues import ClueAction, ClueState
from bihuan.clues.vocabulary.links import Answerable, AwayAction, MaliceLevel
from bihuan.clues.vocabulary.triage import Competence, Mode, ReadFor, Subject
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.sealedbox.contents import REPLIES_TO
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.steps import NarrowForm, OpenForm
from bihuan.interfaces.web.clues.views.acts import acts_of
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, for_readers
from bihuan.interfaces.web.clues.views.tips import told_of
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import lamp_on
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.problems.queries import Today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bihuan.clues.models import Clue
    from bihuan.clues.operations.opening import Read

NEAR_DAYS = 3
OVER = (ClueState.TRANSFERRED, ClueState.CLOSED, ClueState.MERGED, ClueState.DESTROYED)
COLOURS = {
    "registered": "near", "triaged": "near", "proposed": "near", "decided": "accent", "verifying": "accent", "concluded": "ok",
    "transferred": "done", "closed": "done", "merged": "done", "destroyed": "done",
}  # fmt: skip
_WORDS = {one.value: one.label for term in (ClueAction, AwayAction) for one in term}
_SORTED = {"mode": Mode, "subject": Subject, "competence": Competence, "level": MaliceLevel}


def today() -> Today:
    """Today, and until when a last day counts as near."""
    day = localdate()
    return Today(day, near_until(day, NEAR_DAYS))


def lit(clues: Sequence[Clue]) -> list[dict[str, Any]]:
    """Rows of a list: each with its state and the lamp of its nearest open clock."""
    now = today()
    return [_row(one, dues, now) for one, dues in zip(clues, queries.clocks_of_many(clues, now.day), strict=True)]


def _row(row: Clue, dues: Sequence[Any], now: Today) -> dict[str, Any]:
    nearest = min((one for one in dues if one.is_open), key=lambda one: one.due_on, default=None)
    lamp, word = lamp_on(nearest.due_on, now) if nearest else (None, "")
    return {"row": row, "state": row.get_state_display(), "colour": COLOURS.get(row.state, ""), "due": nearest, "lamp": lamp, "word": word}


@for_readers
@require_GET
def clues(request: HttpRequest) -> HttpResponse:
    """All that the reader may know of, narrowed; what lies past him is not there and not counted."""
    actor = actor_of(request)
    form = NarrowForm(request.GET, counts={name: queries.counts_by(actor, name) for name in ("state", "conclusion")})
    given = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    found = queries.listed_clues(actor, **given)
    late = request.GET.get("late") == "1"
    if late:
        found = found.filter(pk__in=queries.late_among(found.exclude(state__in=OVER).order_by("received_on")[:2000], localdate()))
    rows, further = older(request, found)
    shown: dict[str, Any] = {"rows": lit(rows), "older": further, "form": form, "late": late, "narrowed": bool(given) or late}
    return desk_page(request, "clues/pages/clues.html", "clues", title=_("线索"), **shown)


@for_readers
@require_http_methods(["GET", "POST"])
@keyring.with_keys
def clue(request: HttpRequest, pk: int) -> HttpResponse:
    """One clue: what routing knows of it, and what it says as soon as its reader has told what for (once a day)."""
    actor = actor_of(request)
    row = queries.find_clue(actor, pk)
    form = OpenForm(request.POST if request.method == "POST" else None)
    purpose = ReadFor(form.cleaned_data["purpose"]).label if form.is_valid() else queries.opened_today_for(row, actor, localdate())
    shown: dict[str, Any] = {"form": form}
    if purpose:
        found = operations.read_clue(row, reason=purpose, **keyring.by(request))
        shown = _opened(row, found)
    status = 422 if form.is_bound and not purpose else 200
    return desk_page(request, "clues/pages/clue.html", "clues", status=status, **shown, **_outside(request, row, bool(purpose)))


def _outside(request: HttpRequest, row: Clue, opened: bool) -> dict[str, Any]:
    """What stands in plain columns, clocks, buttons, who looked."""
    actor, now = actor_of(request), today()
    dues = [_due(one, now) for one in queries.clocks_of(row, now.day)]
    acts = acts_of(actor, row)
    return {
        "row": row, "title": _("线索 %(number)s") % {"number": row.number}, "state": row.get_state_display(), "colour": COLOURS.get(row.state, ""),
        "facts": _facts(row), "dues": dues, "is_open": opened,
        "acts": acts, "next_acts": [one for one in acts if not one["aside"]], "more_acts": [one for one in acts if one["aside"]],
        "openings": queries.openings_of(row), "may_ask_identity": queries.may_ask_identity(actor, row),
        "aways": queries.aways_to_decide(actor, row),
        "readings": [(one, localtime(one.at)) for one in queries.readings_of(row)],
        "crumbs": [(_("线索"), at("clues")), (row.number, "")],
        "steps": [] if opened else [(one, _(_WORDS.get(one.step, one.step))) for one in row.notes.select_related("noted_by")],
    }  # fmt: skip


def _due(one: Any, now: Today) -> dict[str, Any]:
    if one.is_open:
        lamp, word = lamp_on(one.due_on, now)
    else:
        late = one.is_late(now.day)
        lamp, word = ("overdue", _("办完时已超期")) if late else ("closed", _("按期办完"))  # type: ignore[assignment]
    return {
        "title": _(one.title),
        "due_on": one.due_on,
        "lamp": lamp,
        "word": word,
        "taken": one.days_taken(now.day),
        "from_on": one.running.from_on,
    }


def _facts(row: Clue) -> list[tuple[str, Any]]:
    told = [
        (_("来源"), _(row.get_source_display())), (_("收到日期"), row.received_on.isoformat()), (_("是否实名"), _("实名") if row.named else _("匿名")),
        (_("专项"), row.campaign.title if row.campaign else ""), (_("登记日期"), f"{localtime(row.registered_at):%Y-%m-%d}"),
        (_("处置方式"), _(row.get_disposal_display()) if row.disposal else ""),
        (_("核查结论"), _(row.get_conclusion_display()) if row.conclusion else ""),
        (_("移送回执号"), row.receipt),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _opened(row: Clue, found: Read) -> dict[str, Any]:
    """What it says, for the time of this answer."""
    values = found.values
    asked = {}
    notes = []
    for note, told in notes_of(row, found):
        if question := told.get("question"):
            asked[question] = told["text"]
        notes.append({"note": note, "step": _(_WORDS.get(note.step, note.step)), "told": told, "sorted": _in_words(told)})
    contents, kept = [], {one["digest"]: one for one in found.files}
    for one in found.contents:  # those of joined clues with them
        files = [(note, kept.get(note.digest)) for note in one.files]
        contents.append({**told_of(one), "files": files, "replies_to": asked.get(one.answers.get(REPLIES_TO, ""), "")})
    return {
        "contents": contents, "persons": [one["name"] for one in values.get("persons", ())], "units": values.get("units", ()),
        "note": values.get("note", ""), "notes": notes, "merged": [(one.clue.number, [text]) for one in found.merged if (text := one.found.values.get("note"))],
    }  # fmt: skip


def _in_words(told: dict[str, Any]) -> str:
    """What was chosen with a step."""
    chosen = [_(term(told[name]).label) for name, term in _SORTED.items() if told.get(name)]
    chosen += [f"{one['who']}（{_(Answerable(one['answers']).label)}）{one['did']}" for one in told.get("chain", ())]
    chosen += [told[name] for name in ("document", "decided_on", "signed_by", "into", "from") if told.get(name)]
    if "offered" in told:
        chosen.append(_("提出澄清正名") if told["offered"] else _("不提出澄清正名"))
    return "；".join(str(one) for one in chosen)


@for_readers
@require_GET
@keyring.with_keys
def clue_file(request: HttpRequest, pk: int, file: str) -> HttpResponseBase:
    """A file of it, to be kept: nothing of it runs in the browser. Whoever has not said what for is led to the page that asks."""
    actor = actor_of(request)
    row = queries.find_clue(actor, pk)
    purpose = queries.opened_today_for(row, actor, localdate())
    if not purpose:
        return redirect("clues:clue", pk=pk)
    name, data = operations.named_file(row, file=file, reason=purpose, **keyring.by(request))
    return handed(BytesIO(data), name=name or "file")
