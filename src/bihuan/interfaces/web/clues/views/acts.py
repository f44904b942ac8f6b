"""The steps of a clue that have a form here: which form, which operation, in the order in which their buttons stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from bihuan.clues import operations as do
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.foundation.audit.keeping import kept
from bihuan.interfaces.web.clues.forms import steps as forms
from bihuan.interfaces.web.clues.views.shapes import at
from bihuan.interfaces.web.shell.menu import address

if TYPE_CHECKING:
    from bihuan.clues.models import Clue
    from bihuan.foundation.kernel import Actor

Do = Callable[["Clue", dict[str, Any], do.By], Any]
STEPS: Mapping[A, tuple[Any, Do]] = {
    A.TRIAGE: (forms.TriageForm, lambda row, given, by: do.triage_clue(row, **given, by=by)),
    A.PROPOSE: (forms.ProposeForm, lambda row, given, by: do.propose_disposal(row, **given, by=by)),
    A.APPROVE: (forms.ApproveForm, lambda row, given, by: do.approve_disposal(row, **given, by=by)),
    A.RETURN: (forms.OpinionForm, lambda row, given, by: do.return_disposal(row, **given, by=by)),
    A.TAKE_UP: (forms.OpinionForm, lambda row, given, by: do.take_up_clue(row, **given, by=by)),
    A.VERIFY: (forms.VerifyForm, lambda row, given, by: do.verify_clue(row, **given, by=by)),
    A.CONCLUDE: (forms.ConcludeForm, lambda row, given, by: do.conclude_clue(row, **given, by=by)),
    A.FEED_BACK: (forms.FeedBackForm, lambda row, given, by: do.feed_back_clue(row, **given, by=by)),
    A.ASK: (forms.AskForm, lambda row, given, by: do.ask_reporter(row, **given, by=by)),
    A.CLOSE: (forms.CloseForm, lambda row, _given, by: do.close_clue(row, by=by)),
    A.TRANSFER: (forms.TransferForm, lambda row, given, by: do.transfer_clue(row, **given, by=by)),
    A.RECEIPT: (forms.ReceiptForm, lambda row, given, by: do.note_receipt(row, **given, by=by)),
    A.OUTCOME: (forms.OutcomeForm, lambda row, given, by: do.note_outcome(row, **given, by=by)),
}


def acts_of(actor: Actor, row: Clue) -> list[dict[str, Any]]:
    """The buttons of a clue: steps that are open to the actor and whose needs are met, then what other parts add."""
    about = kept(type(row))
    open_now = about.workflow.open_to(row.state, about.duties(actor, row))
    from django.utils.timezone import now

    unmet = set(about.unmet(row, actor, A.CLOSE, now())) if about.unmet else set()
    able = {step.action for step in open_now if not unmet & set(step.needs)}
    acts = [{"label": _(one.label), "href": at("clue_step", row.pk, one.value)} for one in STEPS if one in able]
    more = (("ask_identity", _("申请查阅举报人身份")),)
    return acts + [{"label": label, "href": href, "plain": True} for url, label in more if (href := address(f"clues:{url}", str(row.pk)))]
