"""Looking at lists: the unit head first, then a reviewer of another unit; returned with what is lacking, what was good and a new date (M54)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.finding.models import SelfCheck
from bihuan.finding.operations.handing_in import end_round
from bihuan.finding.queries.reviewing import barred_from, load_of, may_review
from bihuan.finding.rules.dealing import deal
from bihuan.finding.vocabulary.self_checks import RoundEnd, SelfCheckAction
from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.kernel import Actor, BadInput, Refused, _
from bihuan.organisation.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """With what a list is returned: kept phrases, own words, what was good, the new date."""

    phrases: tuple[str, ...] = ()
    remark: str = ""
    good: str = ""
    new_due_on: date | None = None

    def checked(self, today: date) -> str:
        """The reason as the book keeps it. Refused: nothing said, no new date, one that has passed."""
        reason = "；".join(one.strip() for one in (*self.phrases, self.remark) if one.strip())
        if not reason:
            raise BadInput(_("请选一条常用语，或者写明哪里要改。"))
        if self.new_due_on is None or self.new_due_on < today:
            raise BadInput(_("请定一个今天或以后的新期限。"))
        return reason


def review_list(self_check: SelfCheck, *, actor: Actor, now: datetime, seen: int | None = None) -> SelfCheck:
    """The unit head (of his own list the leader in charge) has looked at it. Refused: an item without task, date, responsible person (M85)."""
    with changing(self_check, SelfCheckAction.REVIEW, actor=actor, now=now, seen=seen) as change:
        change.set(reviewed_at=now, reviewed_by_id=actor.user_id)
    return self_check


def accept_list(self_check: SelfCheck, *, actor: Actor, now: datetime, seen: int | None = None) -> SelfCheck:
    """The reviewer finds it good: with this the list is confirmed (M179)."""
    with changing(self_check, SelfCheckAction.ACCEPT, actor=actor, now=now, seen=seen) as change:
        change.set(accepted_at=now, accepted_by_id=actor.user_id)
        end_round(self_check, RoundEnd.ACCEPTED, actor, now)
    return self_check


def return_list(self_check: SelfCheck, *, said: Returning, actor: Actor, now: datetime, seen: int | None = None) -> SelfCheck:
    """Send a list back. Nothing else follows from it; the round is kept with what was said."""
    reason = said.checked(localdate(now))
    with changing(self_check, SelfCheckAction.RETURN, actor=actor, now=now, reason=reason[:500], seen=seen) as change:
        change.set(due_on=said.new_due_on, reviewed_at=None, reviewed_by=None)
        end_round(
            self_check, RoundEnd.RETURNED, actor, now, phrases=list(said.phrases), remark=said.remark.strip(), good=said.good.strip(),
            new_due_on=said.new_due_on,
        )  # fmt: skip
    return self_check


def return_lists(
    *, lists: Sequence[SelfCheck], said: Returning, actor: Actor, now: datetime
) -> tuple[list[SelfCheck], list[tuple[SelfCheck, str]]]:  # fmt: skip
    """The same for many. Returns those returned, and those refused, each with the sentence why."""
    said.checked(localdate(now))
    done, refused = list[SelfCheck](), list[tuple[SelfCheck, str]]()
    with one_write():
        for row in lists:
            try:
                done.append(return_list(row, said=said, actor=actor, now=now))
            except Refused as no:
                refused.append((row, no.sentence))
    return done, refused


def send_back_lists(*, lists: Sequence[SelfCheck], reason: str, new_due_on: date, actor: Actor, now: datetime) -> None:
    """Send lists back that a supervision group judged to be poor, also accepted ones (M110): all or none. Called inside the write of the finding,
    which says why; the round is kept with it. Nothing else follows for anybody."""
    said = Returning(remark=reason, new_due_on=new_due_on)
    said.checked(localdate(now))
    with one_write():
        for row in lists:
            with changing(row, SelfCheckAction.SEND_BACK, actor=actor, now=now, reason=reason[:500]) as change:
                told = _("督导检查认为不合格：%(why)s") if row.accepted_at is None else _("认可以后，督导检查认为不合格：%(why)s")
                change.set(due_on=new_due_on, reviewed_at=None, reviewed_by=None, accepted_at=None, accepted_by=None)
                end_round(row, RoundEnd.RETURNED, actor, now, remark=told % {"why": reason.strip()}, new_due_on=new_due_on)


def deal_lists(
    *, lists: Sequence[SelfCheck], reviewers: Sequence[Person], actor: Actor, now: datetime
) -> tuple[list[SelfCheck], list[SelfCheck]]:  # fmt: skip
    """Deal lists out: to nobody of the list's own unit, to nobody who keeps away from it, evenly. Returns the dealt, and those that none of
    the chosen may have. Refused: somebody who has no duty by which he may review."""
    if not reviewers:
        raise BadInput(_("请选至少一位审核人。"))
    if not lists:
        raise BadInput(_("请先勾选要分发的清单。"))
    campaign = lists[0].campaign
    allowed = may_review(campaign)
    if strangers := [one.name for one in reviewers if one.pk not in allowed]:
        raise BadInput(_("%(names)s在本专项没有专班或督导组的职责，不能审核。"), names="、".join(strangers))
    with one_write():
        keys = [one.pk for one in reviewers]
        dealt = deal([one.pk for one in lists], keys, barred_from(lists, keys, localdate(now)), load_of(campaign, keys))
        given = [one for one in lists if one.pk in dealt.to]
        for row in given:
            with changing(row, SelfCheckAction.DEAL, actor=actor, now=now) as change:
                change.set(reviewer_id=dealt.to[row.pk], dealt_at=now, dealt_by_id=actor.user_id)
    return given, [one for one in lists if one.pk in dealt.left]
