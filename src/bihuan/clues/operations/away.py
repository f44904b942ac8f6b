"""Keeping away from one clue (检举控告工作规则 第四十八条; A1.15): declared by whoever would handle it, asked for by a reader or by the reporter through
one, decided by an approver who is neither. Whoever keeps away loses his seal at once and does not see the clue any more."""

from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueAway, ClueNote, ClueSeal, KeyHandover, KeyHolder
from bihuan.clues.operations.handling import By, written
from bihuan.clues.operations.opening import unsealed
from bihuan.clues.operations.searching import forget_unsealed
from bihuan.clues.policy.lines import duties_of_away, duties_of_clue
from bihuan.clues.queries.keys import usable_keys
from bihuan.clues.rules.texts import closed
from bihuan.clues.vocabulary.clues import ClueDuty
from bihuan.clues.vocabulary.keys import HandoverState, KeyState
from bihuan.clues.vocabulary.links import AwayAction as A
from bihuan.clues.vocabulary.links import AwayDuty, AwayState
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, _
from bihuan.organisation.models import Person
from bihuan.organisation.queries.accounts import actor_of_account
from bihuan.organisation.vocabulary import RecusalGround


def declare_away(clue: Clue, *, ground: RecusalGround, reason: str, by: By) -> ClueAway:
    """Say of oneself that one keeps away: at once. Refused: to the last who could open it, as long as nobody took his place."""
    if by.actor.person_id is None:
        raise NotAllowed
    note = _noted(clue, A.DECLARE, reason, by)
    with one_write():
        _alone(clue)
        row = _row(clue, by.actor.person_id, ground, by)
        _refuse_last(clue, by.actor.person_id)
        with creating(row, A.DECLARE, actor=by.actor, now=by.now):
            note.save(force_insert=True)
            _unseal(row)
    return row


def ask_away(clue: Clue, *, person: Person, ground: RecusalGround, reason: str, by: By) -> ClueAway:
    """Ask that another of the desk keeps away, by oneself or because the reporter asks (第三十五条)."""
    note = _noted(clue, A.ASK, written(reason), by)
    if not ClueSeal.objects.filter(clue=clue, holder__user__person=person).exists():
        raise BadInput(_("他本来就看不到这条线索，不用申请回避。"))
    if person.pk == by.actor.person_id:
        raise BadInput(_("本人回避的，请直接申明。"))
    row = _row(clue, person.pk, ground, by)
    _refuse_undecided(row)
    with creating(row, A.ASK, actor=by.actor, now=by.now):
        note.save(force_insert=True)
    return row


def grant_away(row: ClueAway, *, reason: str, by: By) -> None:
    """Decide that he keeps away."""
    note = _noted(row.clue, A.GRANT, written(reason), by)
    with one_write():
        _alone(row.clue)
        with changing(row, A.GRANT, actor=by.actor, now=by.now) as change:
            _refuse_last(row.clue, row.person_id)
            note.save(force_insert=True)
            change.set(decided_at=by.now, decided_by_id=by.actor.user_id)
            _unseal(row)


def refuse_away(row: ClueAway, *, reason: str, by: By) -> None:
    """Decide that he need not."""
    note = _noted(row.clue, A.REFUSE, written(reason), by)
    with changing(row, A.REFUSE, actor=by.actor, now=by.now) as change:
        note.save(force_insert=True)
        change.set(decided_at=by.now, decided_by_id=by.actor.user_id)


def _row(clue: Clue, person: int, ground: RecusalGround, by: By) -> ClueAway:
    if ClueAway.objects.filter(clue=clue, person_id=person).exclude(state=AwayState.REFUSED).exists():
        raise BadInput(_("他对这条线索的回避已经提出过。"))
    return ClueAway(clue=clue, person_id=person, ground=ground, asked_at=by.now, asked_by_id=by.actor.user_id)


def _alone(clue: Clue) -> None:
    """One at a time keeps away from a clue: two who did so at once would each be the other's last."""
    list(Clue.objects.select_for_update(no_key=True).filter(pk=clue.pk).values_list("pk"))


def _refuse_last(clue: Clue, person: int) -> None:
    """Somebody else must be able to open it, with a key that is in use or was handed over to one: a clue that nobody opens is lost."""
    usable = [one.pk for one, _duties in usable_keys()]
    sealed = set(ClueSeal.objects.filter(clue=clue).values_list("holder_id", flat=True))
    handed = KeyHandover.objects.filter(old__in=sealed, heir__in=usable, state=HandoverState.DONE).values_list("heir_id", flat=True)
    others = KeyHolder.objects.filter(pk__in={*sealed.intersection(usable), *handed}).exclude(user__person=person)
    if not others.exists():
        raise BadInput(_("只有他打得开这条线索。请先移送，或者先增加可以办理的人员。"))


def _refuse_undecided(row: ClueAway) -> None:
    """Somebody must be there who decides: an asking that nobody may answer would lie for ever."""
    readers = KeyHolder.objects.filter(
        state=KeyState.ACTIVE, pk__in=ClueSeal.objects.filter(clue=row.clue).values("holder"), user__is_active=True
    )
    if not any(AwayDuty.DECIDER in duties_of_away(actor_of_account(one), row) for one in readers.values_list("user_id", flat=True)):
        raise BadInput(_("除提出的人和他本人以外，没有能看这条线索的审批人可以决定。请由他本人申明回避，或者报上一级纪检监察机关。"))


def _noted(clue: Clue, action: A, reason: str, by: By) -> ClueNote:
    """Why, sealed with the clue. Missing for whoever may not know of it."""
    if ClueDuty.READER not in duties_of_clue(by.actor, clue):
        raise Missing
    found = unsealed(clue, session=by.session, actor=by.actor, now=by.now)
    row = ClueNote(clue=clue, step=action, done_on=localdate(by.now), noted_at=by.now, noted_by_id=by.actor.user_id)
    row.body = closed(found.key, {"text": reason.strip()}, row.bound)
    return row


def _unseal(row: ClueAway) -> None:
    ClueSeal.objects.filter(clue_id=row.clue_id, holder__user__person=row.person_id).delete()
    forget_unsealed(row.clue)
