"""One problem found by several channels: one entry of them that counts, the others kept behind it; and several again, each as it was."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.audit.lengths import fitting
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.problems.models import Evidence, Merger, Problem
from bihuan.problems.operations.indexing import index
from bihuan.problems.vocabulary import Action

_TWO_PEOPLE = _(
    "第 %(number)04d 号和第 %(main)04d 号是两个人的问题：各人名下各记一件、各自整改，自查的也各算各的，不能合并。"
    "文字相近的，判定为“不是同一件事”就不再提示。"
)
"""Each has answered for his own, and found it himself: merged, one of the two would lose that (自查从宽)."""


def merge(*, main: Problem, members: Sequence[Problem], reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Merge `members` into `main`: they count no more, their sources, origins, external numbers and evidence stand beside its own.

    Nothing of a member is rewritten, so that parting them gives back what there was. Refused: findings about different owners, a member
    that has members itself, anything that was already handed over for closing."""
    with one_write():
        _locked([main, *members])
        _refuse_strangers(main, members)
        with changing(main, Action.MERGE, actor=actor, now=now, reason=reason, seen=seen) as change:
            for member in members:
                with changing(member, Action.MERGE_INTO, actor=actor, now=now, reason=reason) as one:
                    one.note(main=main.number)
            told = {"main": main, "reason": reason.strip(), "merged_at": now, "merged_by_id": actor.user_id}
            Merger.objects.bulk_create(fitting(Merger(member=member, **told) for member in members))
            change.note(members=[member.number for member in members])
            change.set(merged=main.merged + len(members), evidence_count=evidence_behind(main))
        index([main])
    return main


def _locked(rows: Sequence[Problem]) -> None:
    """Lock the rows in the order of their keys, as they stand now: two who merge at once do not wait for each other, and see each other."""
    for row in sorted(rows, key=lambda one: one.pk):
        row.refresh_from_db(from_queryset=Problem.objects.select_for_update(of=("self",), no_key=True))


def _refuse_strangers(main: Problem, members: Sequence[Problem]) -> None:
    if not members or any(one.pk == main.pk for one in members) or len({one.pk for one in members}) < len(members):
        raise BadInput(_("请选两件以上不同的问题，以其中一件为主。"))
    for one in members:
        if one.campaign_id != main.campaign_id or one.unit_id != main.unit_id:
            raise BadInput(_("第 %(number)04d 号与第 %(main)04d 号不是同一个责任单位，不能合并。"), number=one.number, main=main.number)
        if one.person_id and main.person_id and one.person_id != main.person_id:
            raise BadInput(_TWO_PEOPLE, number=one.number, main=main.number)
        if one.person_id not in (None, main.person_id):
            raise BadInput(
                _("第 %(number)04d 号写明的责任人与第 %(main)04d 号不同，请以它为主，或先改好责任人。"), number=one.number, main=main.number
            )
        if one.merged:
            raise BadInput(_("第 %(number)04d 号已并有别的问题，请以它为主，或先把它拆分。"), number=one.number)


def part(*, member: Problem, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Take one finding out again: it stands where it stood before it was merged, with all that was its own. Refused while the main
    entry is handed over for closing or closed: what closes it may be this one's evidence."""
    standing = Merger.objects.filter(member=member, parted_at=None).select_related("main").first()
    if standing is None:
        raise NotNow()
    main: Problem = standing.main
    with one_write():
        _locked([main, member])
        if not Merger.objects.filter(
            pk=standing.pk, parted_at=None
        ).exists():  # a colleague parted it meanwhile, and perhaps put it elsewhere
            raise NotNow()
        with changing(main, Action.PART, actor=actor, now=now, reason=reason) as change:
            with changing(member, Action.PART_FROM, actor=actor, now=now, reason=reason, seen=seen) as one:
                one.note(main=main.number)
            Merger.objects.filter(pk=standing.pk).update(parted_at=now, parted_by=actor.user_id)
            change.note(members=[member.number])
            change.set(merged=main.merged - 1, evidence_count=evidence_behind(main))
        index([main])
    return member


def evidence_behind(main: Problem) -> int:
    """How many files prove a problem: its own, and those of the findings that were merged into it."""
    members = Merger.objects.filter(main=main, parted_at=None).values("member_id")
    return Evidence.objects.filter(problem=main).count() + Evidence.objects.filter(problem__in=members).count()


def part_all(*, main: Problem, reason: str, actor: Actor, now: datetime) -> list[Problem]:
    """Take all findings out again, the latest merged first."""
    with one_write():
        rows = [one.member for one in Merger.objects.filter(main=main, parted_at=None).select_related("member").order_by("-pk")]
        if not rows:
            raise NotNow()
        return [part(member=one, reason=reason, actor=actor, now=now) for one in rows]
