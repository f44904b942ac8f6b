"""The steps: a form where the step needs one, then one operation."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.problems import conflicts
from bihuan.interfaces.web.problems.clock_forms import CLOCK_FORMS
from bihuan.interfaces.web.problems.ends import END_FORMS
from bihuan.interfaces.web.problems.forms import FORMS, PlainForm
from bihuan.interfaces.web.problems.notes import note_of, otherwise
from bihuan.interfaces.web.problems.own import OwnForm
from bihuan.interfaces.web.problems.taking import TAKING
from bihuan.interfaces.web.problems.views.cells import clash
from bihuan.interfaces.web.problems.views.problem import asking, held, renewed, shown
from bihuan.interfaces.web.problems.whole_forms import WHOLE_FORMS
from bihuan.interfaces.web.problems.whole_taking import WHOLE_TAKING
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.kept import way_back
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.problems import operations, queries
from bihuan.problems.queries.looking_back import open_item
from bihuan.problems.vocabulary import Action, SharedPart

_FORMS: dict[Action, Any] = FORMS | WHOLE_FORMS | CLOCK_FORMS | END_FORMS | {Action.FILL: OwnForm}
_TAKING = TAKING | WHOLE_TAKING
_SHARED = {
    Action.ANALYSE: SharedPart.CAUSE, Action.PLAN: SharedPart.MEASURES, Action.PROPOSE_MEASURES: SharedPart.MEASURES,
    Action.REPORT_PROGRESS: SharedPart.PROGRESS,
}  # fmt: skip
_OWN_WORDS = (Action.AMEND.value, Action.ANALYSE.value, Action.CLASSIFY.value)  # their forms show what there is to show


def _action(word: str) -> Action:
    action = next((one for one in _TAKING if one.value == word.replace("-", "_")), None)
    if action is None:
        raise Http404
    return action


def _taken(request: HttpRequest, what: Action, code: str, number: int) -> HttpResponse:
    unmarked = what is Action.PRIORITISE and request.POST.get("priority") == "0"
    text, kept = _("已办：%(action)s") % {"action": _("不再是重点") if unmarked else _(what.label)}, f"{code}-{number}-{what.value}"
    if request.headers.get("HX-Request"):
        answer = toast(request, renewed(request, code, number), text, kept=kept)
        if conflicts.is_settled(request.POST):
            answer["HX-Retarget"] = "#drawer"  # the dialogue shuts, the drawer behind it is drawn anew
        return answer
    back = way_back(request, reverse("problems:problem", args=[code, number]))
    return toast(request, redirect(back), text, kept=kept)


def _asked(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """The form of a step; refused in the drawer it comes back to its own place, with what was typed."""
    inside, form = bool(request.headers.get("HX-Request")), told["form"]
    page = "problems/parts/step.html" if inside else "problems/pages/step.html"
    answer = render(request, page, told | {"back": way_back(request, "")}, status=422 if form.is_bound else 200)
    if form.is_bound:
        answer["HX-Retarget"], answer["HX-Reswap"] = "#step", "innerHTML show:#step:top"
    return answer


_WORDING = (Action.AMEND, Action.CLASSIFY, Action.ANALYSE, Action.PLAN, Action.PROPOSE_MEASURES)
"""Steps that write over what stands there: two at once are shown both, and choose."""


_TELLING = (Action.AMEND, Action.ANALYSE)
"""Steps whose forms hold what is private in a private item."""


def _refuse_to_tell(mine: queries.Reach, row: Any, what: Action) -> None:
    """Before a form or a dialogue shows what the row says: to who may take the step, and may read what it shows."""
    queries.refuse_unless_open(mine, row, what)
    if what in _TELLING and not queries.may_read(mine, row):
        raise NotAllowed()
    if queries.may_read(mine, row):  # outside the drawer the whole problem stands around the form
        operations.record_seen(row, actor=mine.actor, now=now())


def _to_its_record(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A drawn problem is looked back at where what was found is written down, and where it may have come back."""
    address = reverse("problems:record_look_back", args=[code, number])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    back = way_back(request, "")
    return redirect(f"{address}?{urlencode({'back': back})}" if back else address)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, number: int, action: str) -> HttpResponse:
    """Take one step. The drawer answers in place; without scripts the page it was asked from follows."""
    what, actor = _action(action), actor_of(request)
    mine, row = held(request, code, number)
    if what is Action.LOOK_BACK and open_item(row):
        return _to_its_record(request, code, number)
    given = conflicts.settled(request.POST) if conflicts.is_settled(request.POST) else request.POST
    form = _FORMS.get(what, PlainForm)(given or None, request.FILES or None, problem=row)
    if request.method == "POST" and form.is_valid():
        seen = number_of(request.POST.get("seen"))
        if what in _WORDING and seen not in (None, row.revision):
            if conflicts.disputed(form, given):
                _refuse_to_tell(mine, row, what)
                return clash(request, conflicts.context(row, form, given, request.path) | {"campaign": row.campaign})
            seen = row.revision
        if done(form, lambda: _TAKING[what](row, form, actor=actor, now=now(), seen=seen)):
            return _taken(request, what, code, number)
        mine, row = held(request, code, number)  # the form keeps what was typed, the page tells what stands there
    _refuse_to_tell(mine, row, what)
    return _asked(
        request,
        _around(request, mine, row, what)
        | {
            "form": form,
            "title": getattr(form, "heading", _(what.label)),
            "was": conflicts.was(form, request.POST) if what in _WORDING else (),
        },
    )


def _around(request: HttpRequest, mine: queries.Reach, row: Any, what: Action) -> dict[str, Any]:
    """What stands around the form: in the drawer a few lines, without it the whole problem."""
    told = (asking if request.headers.get("HX-Request") else shown)(request, mine, row)
    return told | {
        "action": what, "note": note_of(what, row), "is_shared": _SHARED.get(what) in told["relations"].parts,
        "other": otherwise(what, told["buttons"]), "own_words": _OWN_WORDS,
    }  # fmt: skip
