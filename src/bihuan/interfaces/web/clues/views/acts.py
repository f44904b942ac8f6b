"""The steps of a clue that have a form here: which form, which operation, in the order in which their buttons stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from bihuan.clues import operations as do
from bihuan.clues.queries.keeping import decides, may_be_held
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.foundation.audit.keeping import kept
from bihuan.interfaces.web.clues.forms import steps as forms
from bihuan.interfaces.web.clues.views.shapes import at
from bihuan.interfaces.web.shell.menu import address

if TYPE_CHECKING:
    from bihuan.clues.models import Clue
    from bihuan.foundation.kernel import Actor

TOLD_WHY = frozenset({A.CLOSE, A.CONCLUDE, A.OUTCOME})
"""Their buttons stand there before everything that they need is done: whoever presses one is told what is missing."""
ASIDE = frozenset({A.ARRIVE, A.MERGE, A.EXTEND, A.REPORT, A.OVERTURN, A.MALICE})
"""Open for long, but not what comes next: they stand in the menu, so that the next step is not one of ten buttons."""
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
    A.ARRIVE: (forms.ArrivalForm, lambda row, given, by: do.tell_arrival(row, **given, by=by)),
    A.INQUIRE: (forms.InquiryForm, lambda row, given, by: do.send_inquiry(row, **given, by=by)),
    A.EXPLAIN: (forms.ExplanationForm, lambda row, given, by: do.note_explanation(row, **given, by=by)),
    A.TRACE: (forms.ChainForm, lambda row, given, by: do.trace_responsibility(row, **given, by=by)),
    A.ENTER: (forms.ListForm, lambda row, given, by: do.list_clue(row, **given, by=by)),
    A.OFFER: (forms.OfferForm, lambda row, given, by: do.offer_clarification(row, **given, by=by)),
    A.MERGE: (forms.MergeForm, lambda row, given, by: do.merge_clue(row, **given, by=by)),
    A.EXTEND: (forms.ExtendForm, lambda row, given, by: do.extend_clue(row, **given, by=by)),
    A.REPORT: (forms.ReportForm, lambda row, given, by: do.report_clue(row, **given, by=by)),
    A.OVERTURN: (forms.ConcludeForm, lambda row, given, by: do.overturn_clue(row, **given, by=by)),
    A.MALICE: (forms.MaliceForm, lambda row, given, by: do.find_malicious(row, **given, by=by)),
    A.RESEAL: (forms.NothingForm, lambda row, _given, by: do.reseal_clue(row, session=by.session, actor=by.actor, now=by.now)),
}


def acts_of(actor: Actor, row: Clue) -> list[dict[str, Any]]:
    """The buttons of a clue: steps that are open to the actor and whose needs are met, then what other parts add."""
    about = kept(type(row))
    open_now = about.workflow.open_to(row.state, about.duties(actor, row))
    unmet = set(about.unmet(row, actor, A.CLOSE, now()))
    able = {step.action for step in open_now if not unmet & set(step.needs)} | TOLD_WHY & {step.action for step in open_now}
    able -= set() if row.stale else {A.RESEAL}
    acts = [{"label": _(one.label), "href": at("clue_step", row.pk, one.value), "aside": one in ASIDE} for one in STEPS if one in able]
    return acts + [
        {"label": label, "href": href, "plain": True, "aside": True}
        for label, href in [*_petition(row, able), *_more(row), *_papers_and_end(actor, row)]
        if href
    ]


def _petition(row: Clue, able: Collection[Any]) -> list[tuple[str, str]]:
    """What is a petition goes by its list to the national system."""
    return [(_("转为信访事项"), address("clues:to_petition", str(row.pk)))] if A.TRANSFER in able else []


def _more(row: Clue) -> list[tuple[str, str]]:
    """What is done about a clue and is no step of it."""
    return [(_("申明回避"), address("clues:declare_away", str(row.pk))), (_("申请他人回避"), address("clues:ask_away", str(row.pk)))]


def _papers_and_end(actor: Actor, row: Clue) -> list[tuple[str, str]]:
    """Papers, and the order not to destroy, for whoever decides."""
    if not decides(actor):
        return []
    held = [(_("暂缓销毁"), address("clues:hold", str(row.pk)))] if may_be_held(actor, row) else []
    return [(_("输出文书"), address("clues:clue_paper", str(row.pk))), *held]
