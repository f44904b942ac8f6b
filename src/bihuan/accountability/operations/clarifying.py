"""The clearing of a name (A4): by whoever verified or at the person's request, as he wishes, approved by the chief, of one matter only, as widely as it
was announced – and nothing of what was said stays anywhere.

Nothing comes here from the clue desk: whoever verified there copies the number of its paper by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.accountability.models import Announcement, Clarification, Clearing, DecisionBody, Handling
from bihuan.accountability.operations.announcing import Wording, publish_clarification, remove_announcements
from bihuan.accountability.operations.words import written
from bihuan.accountability.policy.duties import is_subject
from bihuan.accountability.rules.clarification import as_wide, fits_wish, ways_of
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.clarification import ClarificationAction as A
from bihuan.accountability.vocabulary.clarification import Outcome, Way, Wish
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.vocabulary.publicity import Audience, Channel, RemovedWhy
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.kernel.time import add_months
from bihuan.foundation.kernel.unseen import seen
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import withdraw
from bihuan.problems.vocabulary import State

_CLEAN = (HandlingState.NOT_HANDLED, HandlingState.DROPPED, HandlingState.UNDONE, HandlingState.TOLERATED)


@dataclass(frozen=True)
class About:
    """Whose name, which single matter, by which body, approved by which. `handling` is a case that ended without anything, `problem` the item of the
    ledger that told it, `paper` the number of the clue desk's paper."""

    unit: Unit
    matter: str
    handler: DecisionBody
    body: DecisionBody
    person: Person | None = None
    handling: Handling | None = None
    problem: Problem | None = None
    paper: str = ""


@dataclass(frozen=True)
class Verified:
    """What verifying brought, and what it rests on. A false accusation is found by the competent body alone, by its `document` (A4.1)."""

    outcome: Outcome
    grounds: str
    document: str = ""


def apply_for_clarification(*, campaign: Campaign, about: About, wish: Wish, actor: Actor, now: datetime) -> Clarification:
    """The person asks for it, and says how he wishes it (A4.7)."""
    row = _opened(campaign, about, actor, now)
    row.wish, row.wished_at, row.wished_by_id = wish, now, actor.user_id
    return _kept(row, A.APPLY, actor, now)


def propose_clarification(*, campaign: Campaign, about: About, verified: Verified, actor: Actor, now: datetime) -> Clarification:
    """Whoever verified proposes it, unasked (谁核实谁澄清); then the person is asked. Refused: what was not verified, which is not untrue."""
    row = _opened(campaign, about, actor, now)
    row.outcome, row.grounds, row.document = _found(verified)
    row.verified_at, row.verified_by_id = now, actor.user_id
    return _kept(row, A.PROPOSE, actor, now)


def _opened(campaign: Campaign, about: About, actor: Actor, now: datetime) -> Clarification:
    refuse_left_out(campaign.file, "clarification")
    matter = written(about.matter, _("需要澄清的具体问题"))
    if about.handler.campaign_id != campaign.pk or about.body.campaign_id != campaign.pk or about.body.ended_at is not None:
        raise BadInput(_("机构不属于本专项，或者已经停用。"))
    if about.body.kind == BodyKind.OFFICE:
        raise BadInput(_("澄清由核实的机关负责人审批，不能由专班审批。"))
    whose = (campaign.pk, about.person.pk if about.person else None)
    if about.handling is not None and (about.handling.campaign_id, about.handling.person_id) != whose:
        raise BadInput(_("这件处理不是他的。"))
    if about.handling is not None and about.handling.state not in _CLEAN:
        raise NotNow(_("这件处理还没有结果，或者决定仍然有效：决定有错的，先通过申诉撤销。"))
    if about.problem is not None and (about.problem.campaign_id, about.problem.person_id) != whose:
        raise BadInput(_("这件问题不是他的。"))
    return Clarification(
        campaign=campaign, person=about.person, unit=about.unit, handling=about.handling, problem=about.problem, matter=matter,
        paper=seen(about.paper), handler=about.handler, body=about.body, opened_at=now, opened_by_id=actor.user_id,
    )  # fmt: skip


def _found(verified: Verified) -> tuple[Outcome, str, str]:
    if verified.outcome is Outcome.NOT_VERIFIED:
        raise BadInput(_("没有查实不等于不实：这样的情况不作澄清，也不能认定为不实。"))
    if verified.outcome is Outcome.FALSE and not seen(verified.document):
        raise BadInput(_("诬告陷害只能由有权机关认定：请填写认定文号。"))
    return verified.outcome, written(verified.grounds, _("核实情况和依据")), seen(verified.document)


def _kept(row: Clarification, action: A, actor: Actor, now: datetime) -> Clarification:
    with one_write():
        list(
            Campaign.objects.select_for_update(no_key=True).filter(pk=row.campaign_id).values_list("pk")
        )  # numbers are given one at a time
        row.number = int(Clarification.objects.filter(campaign=row.campaign).aggregate(last=Max("number"))["last"] or 0) + 1
        with creating(row, action, actor=actor, now=now):
            pass
    return row


def verify_clarification(row: Clarification, *, verified: Verified, actor: Actor, now: datetime) -> None:
    """Look into what the person asked for. Refused: what was not verified; then it is declined by another hand, with the reason."""
    outcome, grounds, document = _found(verified)
    with changing(row, A.VERIFY, actor=actor, now=now) as change:
        change.set(outcome=outcome, grounds=grounds, document=document, verified_at=now, verified_by_id=actor.user_id)


def hear_wish(row: Clarification, *, wish: Wish, text: str = "", actor: Actor, now: datetime) -> None:
    """What the person wishes, by himself or taken down by whoever asked him (拟澄清告知书). Refused: taken down without his words."""
    if not is_subject(actor, row) and not text.strip():
        raise BadInput(_("代为记录的，请写明本人怎样说。"))
    with changing(row, A.HEAR_WISH, actor=actor, now=now) as change:
        change.set(wish=wish, wish_text=text.strip(), wished_at=now, wished_by_id=actor.user_id)


def approve_clarification(
    row: Clarification, *, ways: Collection[Way], audience: Audience, channels: Collection[Channel], approval: str, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """The chief approves; and from that moment nothing of what was untrue stands anywhere: announcements go, the item of the ledger goes. Refused: not
    as widely as it was announced, unless the person wishes it quiet; more publicity than he wishes."""
    wanted = ways_of(ways)
    words = written(approval, _("审批意见"))
    _refuse_misfit(row, wanted, audience, channels)
    with one_write():
        with changing(row, A.APPROVE, actor=actor, now=now) as change:
            change.set(ways=[one.value for one in wanted], audience=audience, channels=[one.value for one in Channel if one in channels])
            change.set(approval=words, approved_at=now, approved_by_id=actor.user_id)
        if row.handling is not None:
            remove_announcements(row.handling, why=RemovedWhy.CLEARED, now=now)
        if row.problem is not None and row.problem.state not in (State.VOID, State.MERGED):
            withdraw(problem=row.problem, actor=system_actor("clock"), now=now)


def _refuse_misfit(row: Clarification, ways: Collection[Way], audience: Audience, channels: Collection[Channel]) -> None:
    if row.wish and not fits_wish(Wish(row.wish), ways):
        raise BadInput(_("本人希望只作书面澄清，不公开。"))
    if row.wish == Wish.QUIET:
        return
    for one in _announcements_of(row):
        if not as_wide(audience, channels, told=Audience(one.audience), told_by=[Channel(each) for each in one.channels]):
            raise BadInput(_("当初公布的范围和渠道，要用同样的范围和渠道澄清。"))
        if not {Way.CIRCULAR, Way.MEETING} & set(ways):
            raise BadInput(_("公布过的，除书面外还要用会议或者通报澄清。"))


def _announcements_of(row: Clarification) -> list[Announcement]:
    """What was once announced of it, with its scope; its words may be gone."""
    return list(Announcement.objects.filter(handling=row.handling).exclude(from_on=None)) if row.handling else []


def decline_clarification(row: Clarification, *, reason: str, actor: Actor, now: datetime) -> None:
    """It is not cleared, and why: he reads it."""
    with changing(row, A.DECLINE, actor=actor, now=now) as change:
        change.set(approval=written(reason), over_at=now, over_by_id=actor.user_id)


def clear_by_way(
    row: Clarification, *, way: Way, text: str, on: date | None = None, told: Wording | None = None, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """One way is done: where, before whom, with which document. A circular stands on the page, too, for as long as `told` says and as widely as was
    approved. Refused: a way that was not approved, one that is done."""
    words, on = written(text, _("怎样澄清的")), on or localdate(now)
    if way not in row.ways or on > localdate(now):
        raise BadInput(_("请选批准的方式，日期不能晚于今天。"))
    if way is Way.CIRCULAR and told is None:
        raise BadInput(_("通报澄清请写明标题、内容和截止日期。"))
    with one_write(), changing(row, A.DO, actor=actor, now=now) as change:
        if row.clearings.filter(way=way).exists():
            raise BadInput(_("这种方式已经登记。"))
        Clearing.objects.create(clarification=row, way=way, text=words, done_on=on, done_at=now, done_by_id=actor.user_id)
        change.note(way=way)
        if told is not None and way is Way.CIRCULAR:
            wide = Wording(
                told.title, told.text, told.ends_on, True, Audience(row.audience), [Channel(one) for one in row.channels], told.no_private
            )
            publish_clarification(row, told=wide, actor=actor, now=now)


def clear_name(row: Clarification, *, actor: Actor, now: datetime) -> None:
    """Every approved way is done, and a month on somebody asks how he is (澄清回访)."""
    with changing(row, A.CLEAR, actor=actor, now=now) as change:
        change.set(over_at=now, over_by_id=actor.user_id, follow_on=add_months(localdate(now), 1))


def follow_clarification(row: Clarification, *, text: str, actor: Actor, now: datetime) -> None:
    """Somebody asked how he is, and whether the effect is gone."""
    with changing(row, A.FOLLOW, actor=actor, now=now) as change:
        change.set(follow_text=written(text, _("回访情况")), followed_at=now, followed_by_id=actor.user_id)


def drop_clarification(row: Clarification, *, actor: Actor, now: datetime) -> None:
    """It goes no further: the person does not wish it, or takes it back."""
    with changing(row, A.DROP, actor=actor, now=now) as change:
        if not is_subject(actor, row) and row.wish != Wish.NONE:
            raise NotNow(_("本人没有表示不希望澄清的，不能由承办机构终止。"))
        change.set(over_at=now, over_by_id=actor.user_id)
