"""Looking back (M193, D62): closed problems are drawn, given to supervision, and each is said to hold or to have come back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing_many, creating, one_write
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.problems.models import LookBackDraw, LookBackEvidence, LookBackItem, Problem
from bihuan.problems.operations.closing import look_back, reopen
from bihuan.problems.operations.held import SAY_WHAT
from bihuan.problems.policy import Reach, reach
from bihuan.problems.queries.looking_back import beyond, last_number, may_draw, poolable, strata_of
from bihuan.problems.rules.drawing_back import draw_back
from bihuan.problems.vocabulary import Action, Held, LookBackAction, State, Strata


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn: a share in percent of each stratum, of those closed in a span of days; by when they are looked at."""

    share: int = 10
    strata: Strata = Strata.UNIT
    closed_from: date | None = None
    closed_to: date | None = None
    due_on: date | None = None


def draw_look_back(
    *, campaign: Campaign, wanted: Wanted, reason: str, actor: Actor, now: datetime, seen: int | None = None
) -> LookBackDraw:
    """Draw closed problems to be looked at again. The seed is made here and told; pool and drawn items stand in the book.

    Refused: no duty to draw, a campaign without look-backs, a share that is none, nothing to draw from, a deputy whose own item could be
    drawn; where the last draw is not the one that was `seen` (0: none), since somebody, or a second click, drew meanwhile."""
    mine = reach(actor, campaign.pk)
    if not may_draw(mine):
        raise NotAllowed()
    refuse_left_out(campaign.file, "look_back")
    if not 1 <= wanted.share <= 100:
        raise BadInput(_("抽取比例请填 1 到 100。"))
    with one_write():
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)  # two draws do not take the same problem or number
        last = last_number(campaign.pk)
        if seen is not None and seen != last:
            raise NotNow(_("刚才已经抽了第 %(n)d 批。请先看那一批；确实还要再抽的，再点一次抽取。"), n=last)
        pool, first = _pool(mine, campaign, wanted)
        draw = LookBackDraw(
            campaign=campaign, number=last + 1,
            share=wanted.share, strata=wanted.strata.value, closed_from_on=wanted.closed_from, closed_to_on=wanted.closed_to, reason=reason.strip(),
            due_on=wanted.due_on, seed=secrets.token_hex(16), pool=pool, first=first, drawn_at=now, drawn_by_id=actor.user_id,
        )  # fmt: skip
        drawn = draw_back(pool, wanted.share, draw.seed, first)
        with creating(draw, LookBackAction.DRAW, actor=actor, now=now, reason=reason) as change:
            _take(draw, drawn, actor, now)
            change.note(seed=draw.seed, pool=pool, first=first, drawn=drawn)
    return draw


def _pool(mine: Reach, campaign: Campaign, wanted: Wanted) -> tuple[dict[str, list[int]], list[int]]:
    """What may be drawn, by stratum, and of it what was closed before the software and goes first."""
    rows = poolable(mine, campaign.pk, (wanted.closed_from, wanted.closed_to))
    if own := beyond(mine, rows):
        raise NotAllowed(_("可抽的问题里有您自己的第 %(number)04d 号，代办不能抽，请由本人抽取。"), number=own.number)
    pool = strata_of(rows, wanted.strata)
    if not pool:
        raise BadInput(_("没有可抽的问题：要已销号、不在抽查待核和别的回头看里，并在所选的销号日期之内。"))
    return pool, list(rows.filter(state=State.CLOSED_BEFORE).order_by("number").values_list("pk", flat=True))


def _take(draw: LookBackDraw, drawn: dict[str, list[int]], actor: Actor, now: datetime) -> None:
    strata = {key: stratum for stratum, keys in drawn.items() for key in keys}
    rows = list(among(Problem.objects.all(), "id", list(strata)))
    done, refused = changing_many(rows, Action.DRAW_BACK, actor=actor, now=now, reason=draw.reason, sets={"awaits_look_back": True})
    if refused:
        raise BadInput(_("第 %(number)04d 号不能抽：%(why)s"), number=refused[0][0].number, why=refused[0][1])
    done.sort(key=lambda row: row.number)
    LookBackItem.objects.bulk_create(LookBackItem(draw=draw, problem=row, stratum=strata[row.pk]) for row in done)


def record_look_back(
    *, item: LookBackItem, result: Held, text: str, actor: Actor, now: datetime, files: Sequence[tuple[str, bytes]] = (),
    due_on: date | None = None, beyond: bool | None = None,
) -> Problem:  # fmt: skip
    """Say of a drawn problem that it holds or came back, in words, with files. What came back is reopened for that reason, until `due_on`
    (see `reopen`).

    Refused: no text, recorded already, whoever may not look it back, files that the gate refuses."""
    if not text.strip():
        raise BadInput(SAY_WHAT)
    with one_write():
        problem = item.problem
        list(Problem.objects.select_for_update(of=("self",), no_key=True).filter(pk=problem.pk).values_list("pk"))
        item.refresh_from_db(fields=["result"])
        if item.result:
            raise NotNow(_("这一件的回头看结果已经记录过了。"))
        for name, data in files:
            LookBackEvidence.objects.create(
                item=item, file=store(data=data, name=name, actor=actor, now=now), added_at=now, added_by_id=actor.user_id
            )
        if result is Held.HOLDS:
            look_back(problem=problem, actor=actor, now=now, found=text)
        else:
            reopen(problem=problem, reason=text, actor=actor, now=now, due_on=due_on, beyond=beyond)
        item.refresh_from_db()
    return problem
