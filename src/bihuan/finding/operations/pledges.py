"""Signing the commitment that nothing was found, and taking it back without harm (M53, P13)."""

from datetime import datetime

from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models import Pledge, SelfCheck
from bihuan.finding.operations.handing_in import hand_in, take_back
from bihuan.finding.queries.pledges import text_for
from bihuan.finding.vocabulary.self_checks import PledgeAction, PledgeWay, SelfCheckState
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NotNow, _


def sign_pledge(
    self_check: SelfCheck, *, read: str, actor: Actor, now: datetime, signed: tuple[str, bytes] | None = None
) -> Pledge:  # fmt: skip
    """Confirm by click, or (`signed`) in ink with a scan, that nothing was found, and hand the empty list in with it. `read` is the text that
    stood before his eyes: another one than today's is a Conflict. Refused: a list with items."""
    refuse_left_out(self_check.campaign.file, "pledges")
    text = text_for(self_check)
    if read.split() != text.split():
        raise Conflict(_("承诺书的文字刚有变动，请重新看过再确认。"))
    if self_check.items.filter(withdrawn_at=None).exists():
        raise NotNow(_("清单里有问题，不用签承诺书，直接提交清单就行。"))
    own = actor.person_id == self_check.person_id and actor.for_person is None
    if not own and signed is None:
        raise BadInput(_("替别人登记承诺书，要附上本人签名的扫描件。"))
    with one_write():
        paper = store(name=signed[0], data=signed[1], actor=actor, now=now) if signed else None
        way = PledgeWay.INK if paper else PledgeWay.CLICK
        row = Pledge(self_check=self_check, text=text, way=way, scan=paper, signed_at=now, signed_by_id=actor.user_id)
        if Pledge.objects.filter(self_check=self_check, withdrawn_at=None).exists():
            raise NotNow(_("已经签过承诺书了。"))
        with creating(row, PledgeAction.SIGN, actor=actor, now=now) as change:
            change.note(way=way)
        hand_in(self_check, actor=actor, now=now, signed=signed)
    return row


def withdraw_pledge(pledge: Pledge, *, actor: Actor, now: datetime) -> Pledge:
    """Take it back: the list is open again, and nothing else follows."""
    with one_write():
        with changing(pledge, PledgeAction.WITHDRAW, actor=actor, now=now) as change:
            if pledge.withdrawn_at is not None:
                raise NotNow(_("这份承诺书已经撤回。"))
            change.set(withdrawn_at=now, withdrawn_by_id=actor.user_id)
        self_check = pledge.self_check
        if self_check.state != SelfCheckState.DRAFTING:
            take_back(self_check, actor=actor, now=now)
    return pledge
