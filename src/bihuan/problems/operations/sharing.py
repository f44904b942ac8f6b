"""Causes, measures, progress and evidence that several problems share: typed on one, they stand on each that is still open.

Each problem keeps its own copy and is closed by itself: what was handed over for closing stays as it was handed over. A change is
recorded on each that it reaches; whoever may not work on one of them changes none."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.audit.changing import changing, changing_many, one_write
from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.audit.taking import permitted
from bihuan.foundation.kernel import Actor, BadInput, NeedsUnmet, NotAllowed, NotNow, Refused, _
from bihuan.problems.models import Problem, Sharing
from bihuan.problems.operations.amending import reindex
from bihuan.problems.operations.working import FirstHand, analyse_one, keep_measures, plan_one, prove_one, report_one
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import Action, SharedPart, State
from bihuan.problems.workflow import PROBLEM

MOST = 200
"""Problems that share: each change is a step on each of them."""


@contextmanager
def together(problem: Problem) -> Iterator[None]:
    """One transaction for a problem and those it shares with, locked in the order of their keys: two who type at once wait, not block."""
    with one_write():
        if problem.sharing_id:
            list(
                Problem.objects.select_for_update(of=("self",), no_key=True)
                .filter(sharing=problem.sharing_id)
                .order_by("pk")
                .values_list("pk")
            )
        yield


def spread(problem: Problem, part: SharedPart, *, actor: Actor, now: datetime) -> None:
    """What was just written on `problem` stands on each that shares this part with it. Refused, for all: no duty on one of them."""
    if problem.sharing_id is None or problem.sharing is None or part.value not in problem.sharing.parts:
        return
    others = Problem.objects.filter(sharing=problem.sharing_id).exclude(pk=problem.pk).select_related("campaign").order_by("pk")
    for other in others:
        _take(other, problem, part, actor, now)


_REACHED = {
    SharedPart.CAUSE: frozenset(state for step in PROBLEM.of(Action.ANALYSE) for state in step.sources),
    SharedPart.MEASURES: frozenset({State.RECORDED, State.ANALYSED, State.RECTIFYING}),
    SharedPart.PROGRESS: frozenset({State.RECTIFYING}),
    SharedPart.EVIDENCE: frozenset(state for step in PROBLEM.of(Action.ADD_EVIDENCE) for state in step.sources),
}


def _take(other: Problem, like: Problem, part: SharedPart, actor: Actor, now: datetime, first: FirstHand | None = None) -> None:
    if other.state not in _REACHED[part]:
        return
    why = _("与第 %(number)04d 号共用") % {"number": like.number}
    try:
        if part is SharedPart.CAUSE:
            analyse_one(other, like.cause, like.cause_kind, actor=actor, now=now, reason=why)
        elif part is SharedPart.MEASURES:
            _take_measures(other, like.measures_text, actor, now, why)
        elif part is SharedPart.PROGRESS:
            report_one(other, like.progress_text, actor=actor, now=now, reason=why, first=first)
        else:
            latest = like.evidence.select_related("file").order_by("-pk")[0]
            prove_one(other, latest.file, latest.label, actor=actor, now=now, reason=why)
    except NotAllowed as no:
        raise NotNow(_("这一项与第 %(number)04d 号共用，那一件不归您办理。请先退出共用，或由专班修改。"), number=other.number) from no
    except NeedsUnmet as no:
        raise NotNow(_("这一项与第 %(number)04d 号共用，那一件还不能改：%(why)s"), number=other.number, why=no.sentence) from no


def _take_measures(other: Problem, text: str, actor: Actor, now: datetime, why: str) -> None:
    """By the step that sets measures; where it is not yet time for that, they are written down and nothing moves. Measures that a
    leader approved change only by being proposed to him again."""
    given = {"measures_text": text}
    action = Action.PROPOSE_MEASURES if settings_of(other.campaign.file).approve_measures else Action.PLAN
    if other.state != State.RECORDED:
        try:
            plan_one(action, other, given, actor=actor, now=now, reason=why)
            return
        except NeedsUnmet:
            if other.state == State.RECTIFYING:
                raise
    with changing(other, Action.FOLLOW, actor=actor, now=now, given=given, reason=why) as change:
        change.set(proposed_at=None, proposed_by_id=None, measures_approved_at=None, measures_approved_by_id=None)
        keep_measures(change)
        reindex(change)


def share(
    *, problems: Sequence[Problem], like: Problem, parts: Collection[SharedPart], actor: Actor, now: datetime, whole: bool = False
) -> tuple[list[Problem], list[tuple[Problem, str]]]:  # fmt: skip
    """Tie problems together: from now on they have these parts in common, beginning with what stands on `like`. A sharing that `like` is
    in takes the others up. Returns those that share now, and those refused, each with the sentence why; with `whole` one refusal is
    everybody's."""
    _refuse_wrong_company(problems, like, parts)
    with one_write():
        keys = sorted({one.pk for one in problems} | {like.pk})
        rows = {row.pk: row for row in Problem.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")}
        first = rows.pop(like.pk)
        was, sharing = first.sharing_id, first.sharing or Sharing.objects.create(
            campaign=first.campaign, parts=[one.value for one in SharedPart if one in parts], made_at=now, made_by_id=actor.user_id
        )  # fmt: skip
        if was is None:
            permitted(first, Action.SHARE, actor, now)
            first.sharing = sharing  # stored at last, when it is known with whom it shares
        among = list(Problem.objects.filter(sharing=was).values_list("number", flat=True)) if was else [first.number]
        joined, refused = _join_all(rows.values(), first, sharing, among, actor, now)
        if not joined or (whole and refused):
            row, why = refused[0]
            raise BadInput(_("第 %(number)04d 号不能共用：%(why)s"), number=row.number, why=why)
        if was is None:
            first.sharing = None
            _join(first, sharing, [row.number for row in joined], actor, now)
    return [first, *joined], refused


def _join_all(
    rows: Iterable[Problem], first: Problem, sharing: Sharing, among: list[int], actor: Actor, now: datetime
) -> tuple[list[Problem], list[tuple[Problem, str]]]:  # fmt: skip
    """Each by itself: those that joined, and those refused with the sentence why."""
    joined, refused, hands = list[Problem](), list[tuple[Problem, str]](), _hands_of(first)
    for row in rows:
        try:
            with one_write():
                _join(row, sharing, among, actor, now)
                _begin_like(row, first, hands, actor, now)
            joined.append(row)
        except Refused as no:
            refused.append((row, no.sentence))
    return joined, refused


def _refuse_wrong_company(problems: Sequence[Problem], like: Problem, parts: Collection[SharedPart]) -> None:
    everybody = {one.pk: one for one in (*problems, like)}.values()
    already = (
        Problem.objects.filter(sharing=like.sharing_id).exclude(pk__in=[one.pk for one in everybody]).count() if like.sharing_id else 0
    )
    if len(everybody) < 2:
        raise BadInput(_("请选两件以上的问题来共用。"))
    if len(everybody) + already > MOST:
        raise BadInput(_("最多 %(most)d 件共用。"), most=MOST)
    if not parts and like.sharing_id is None:
        raise BadInput(_("请选共用哪几项。"))
    if len({one.campaign_id for one in everybody}) > 1:
        raise BadInput(_("不同专项的问题不能共用。"))
    private = {one.person_id for one in everybody if text_is_private(one.source)}
    if private and (len(private) > 1 or not all(text_is_private(one.source) for one in everybody)):
        raise BadInput(_("自查、互查的内容只有少数人能看，只能在同一个人的自查、互查问题之间共用。"))


def _join(row: Problem, sharing: Sharing, others: Iterable[int], actor: Actor, now: datetime) -> None:
    """Into the sharing with the problems of these numbers, which its story names."""
    if row.sharing_id == sharing.pk:
        return
    with changing(row, Action.SHARE, actor=actor, now=now) as change:
        change.set(sharing=sharing)
        change.note(parts=sharing.parts, others=sorted(others))


_Hands = dict[tuple[datetime, int | None], str]


def _hands_of(like: Problem) -> _Hands:
    """How the book names whoever reported or added something to this problem, by moment and account. One query."""
    named: _Hands = {}
    for one in records_of("problem", like.pk).filter(action__in=[Action.REPORT_PROGRESS.value, Action.ADD_EVIDENCE.value]):
        user, told = one.changes.get("first_hand") or (one.actor, one.actor_name)  # it was shared to this one, too
        named[one.at, user] = told
    return named


def _first(hands: _Hands, at: datetime, user: int | None) -> FirstHand:
    return FirstHand(user, hands.get((at, user), ""))


def _begin_like(row: Problem, like: Problem, hands: _Hands, actor: Actor, now: datetime) -> None:
    """What stands on the one they begin with: its cause, its measures, its last progress, its files that this one has not, each under the
    name of whoever reported or added it there."""
    parts = like.sharing.parts if like.sharing else ()
    if SharedPart.CAUSE in parts and like.cause and (row.cause, row.cause_kind) != (like.cause, like.cause_kind):
        _take(row, like, SharedPart.CAUSE, actor, now)
    if SharedPart.MEASURES in parts and like.measures_text and row.measures_text != like.measures_text:
        _take(row, like, SharedPart.MEASURES, actor, now)
    if SharedPart.PROGRESS in parts and like.progress_text and row.progress_text != like.progress_text:
        last = like.progress.order_by("-pk").first()
        _take(row, like, SharedPart.PROGRESS, actor, now, _first(hands, last.reported_at, last.reported_by_id) if last else None)
    if SharedPart.EVIDENCE in parts and row.state in _REACHED[SharedPart.EVIDENCE]:
        has = set(row.evidence.values_list("file_id", flat=True))
        for one in like.evidence.select_related("file").exclude(file__in=has):
            why = _("与第 %(number)04d 号共用") % {"number": like.number}
            prove_one(row, one.file, one.label, actor=actor, now=now, reason=why, first=_first(hands, one.added_at, one.added_by_id))


def unshare(*, problem: Problem, actor: Actor, now: datetime) -> Problem:
    """Leave a sharing: what stands on the problem stays as its own copy, and nobody else's change reaches it any more."""
    with changing(problem, Action.UNSHARE, actor=actor, now=now) as change:
        change.set(sharing=None)
    return problem


def leave_together(rows: Sequence[Problem], *, actor: Actor, now: datetime, reason: str) -> None:
    """The same for many: rows of which something else says otherwise, an imported sheet."""
    changing_many([row for row in rows if row.sharing_id], Action.UNSHARE, actor=actor, now=now, reason=reason, sets={"sharing": None})
