"""One problem as it stood at a past moment: the same page, to be looked at only."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.problems.chain import chain_of
from bihuan.interfaces.web.problems.hands import Hands
from bihuan.interfaces.web.problems.histories import history_of
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import today_of
from bihuan.problems import queries
from bihuan.problems.queries.own import cells_of_row
from bihuan.problems.rules.steps import step_of
from bihuan.problems.vocabulary import Action

_BACK = frozenset({Action.SEND_BACK, Action.RETURN_MEASURES, Action.REOPEN, Action.FAIL_SAMPLE})
_ANSWERED = frozenset({Action.ASK, Action.CORRECT, Action.PROPOSE_MEASURES})


def returned_in(story: Sequence[Any]) -> Any:
    """The last time it was sent back, as long as nobody has answered since."""
    turns = [one for one in story if one.action in _BACK or one.action in _ANSWERED]
    return turns[-1] if turns and turns[-1].action in _BACK else None


def shown_then(request: HttpRequest, code: str, number: int) -> dict[str, Any]:
    """Everything that the drawer or page printed then; nothing can be done with it."""
    actor, at = actor_of(request), asked(request)
    campaign = campaigns.find(actor, code)
    past = queries.then(campaign.pk, at, today_of(campaign))
    if past is None:
        raise Missing()
    mine = queries.reach(actor, campaign.pk)
    row = queries.find_then(mine, campaign, number, past)
    book = queries.book_of(row)
    readable, parts, story = queries.may_read(mine, row), queries.parts_then(row, past.until), queries.story(row, past.until, book)
    own, hands = cells_of_row(row, mine), Hands(book)
    home = f"{reverse('problems:ledger', args=[code])}?at={past.written.text}"
    return {
        "campaign": campaign, "problem": row, "row": rows_of(mine, [row], past.today, campaign, past=True)[0], "readable": readable,
        "title": _("问题 %(number)04d") % {"number": number}, "chain": chain_of(row),
        "process_step": step_of(row.state, campaign.file.get("steps", ())),
        "story": story, "returned": returned_in(story), "took": queries.days_to_close(row), "decisions": hands.sign_decisions(parts.decisions),
        "progress": hands.sign(parts.progress) if readable else [], "evidence": hands.sign(parts.evidence) if readable else [],
        "objections": hands.sign(parts.objections) if row.published_on else [], "crumbs": [(_("问题台账"), home), (f"{number:04d}", "")],
        "problem_href": reverse("problems:problem", args=[code, number]), "past": past, "own": own,
        **as_of(request, past), **history_of(request, mine, row, past, book),
    }  # fmt: skip
