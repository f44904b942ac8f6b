"""What a step brings about, said before it is taken, and the step for whoever comes to the other conclusion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.calendar.queries import near_until
from bihuan.interfaces.web.shell.days import now
from bihuan.problems.queries.parts import batch_size
from bihuan.problems.vocabulary import Action

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Problem
    from bihuan.problems.queries import Button

_OTHERWISE = {
    Action.APPROVE_MEASURES: Action.RETURN_MEASURES, Action.PASS_SAMPLE: Action.FAIL_SAMPLE, Action.VERIFY: Action.SEND_BACK, Action.CONFIRM: Action.SEND_BACK,
    Action.CONFIRM_CORRECTION: Action.SEND_BACK, Action.CLOSE: Action.SEND_BACK, Action.ANSWER_OBJECTION: Action.SEND_BACK,
}  # fmt: skip


def note_of_many(action: Action, campaign: Campaign) -> str:
    """What the same step on many items brings about besides what each shows; empty for most."""
    if action is Action.LOOK_BACK:
        return _("回头看抽中的要逐件写明看到的情况，不在这里办；其余的记为保持住了。")
    if action is not Action.CONFIRM_CORRECTION:
        return ""
    share = campaigns.settings_for(campaign).sample_percent
    if not share:
        return _("确认即销号，本专项不再抽验。")
    return _("确认即销号。督导组按 %(n)d%% 抽验，有一件不合格，同一批全部退回。") % {"n": share}


def note_of(action: Action, problem: Problem) -> str:
    """A sentence above the form; empty where the step speaks for itself."""
    if action is Action.CONFIRM_CORRECTION:
        return note_of_many(action, problem.campaign)
    if action is Action.PUBLICISE:
        days = campaigns.settings_for(problem.campaign).publicity_days
        told = {"n": days, "day": near_until(localdate(now()), days).isoformat()}
        return _("从今天起公示 %(n)d 个工作日，到 %(day)s 止，公示期间停表。有异议的先答复，期满没有待答复的异议才能销号。") % told
    return {
        Action.VOID: _("作废后不计入件数、指标、待办和灯；痕迹保留，在台账按环节“已作废”可以查到，也可以撤销。"),
        Action.RESTORE: _("回到作废前的环节；作废的天数补回时限。"),
        Action.KEEP_OWNER: _("维持后接着办，停表的天数补回时限；不再受理归属异议。"),
        Action.MOVE_OWNER: _("从建账重新办起，原因和措施由新单位重写或沿用。"),
        Action.DIVIDE: _("每一部分各成一件，各自办理、各自销号。"),
        Action.MERGE: _("这一件留在台账里计数；并入的不再单独计数，来源、来路、外部编号和佐证都记在这一件名下，以后可以拆分还原。"),
        Action.PART: _("并入的各件都还原成原来的样子，各自计数。"),
        Action.PART_FROM: _("还原成并入前的样子，单独计数。"),
        Action.UNSHARE: _("现有内容留作这一件自己的；以后别的件再改，不再改这一件。"),
        Action.OBJECT: _("登记之后，专班答复前不能销号。"),
        Action.ANSWER_OBJECTION: _("异议不成立的，在这里答复；成立的，退回整改。"),
        Action.PASS_SAMPLE: _("这一件是立行立改后抽中的。属实的，核验合格；不属实的，同一批全部退回。"),
        Action.RETURN_MEASURES: _("退回后由提出的人修改，再提请您批准。"),
        Action.FAIL_SAMPLE: _("同一批立行立改的 %(n)d 件全部退回，按完整流程重新整改。") % {"n": batch_size(problem)},
    }.get(action, "")


def otherwise(action: Action, buttons: Iterable[Button]) -> Action | None:
    """The step of the other conclusion, where the actor may take it now."""
    other = _OTHERWISE.get(action)
    return next((one.action for one in buttons if one.action is other and one.is_ready), None)
