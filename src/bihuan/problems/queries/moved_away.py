"""What became of an objection to whose side a problem was given away: to whom, when, why; nothing of the problem itself (domain.md, 派单异议).

Whoever objected and was right no longer sees the entry. That it found its owner is the answer to him, and all that he is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localtime

from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Missing, _
from bihuan.problems.models import Dispute, ProblemVersion
from bihuan.problems.policy import Reach
from bihuan.problems.vocabulary import Ruling


@dataclass(frozen=True, slots=True)
class MovedAway:
    """The ruling on an objection: the unit to which the problem went by it, and its reason."""

    problem_id: int
    number: int
    to: str
    answer: str
    ruled_at: datetime


def moved_away(mine: Reach, campaign_id: int, which: Q) -> Sequence[MovedAway]:
    """Of these objections (`which` speaks of them) those of the actor or of a unit that he speaks for and after which the problem went to
    another unit, the last of a problem last. One query."""
    his = Q(unit__in=mine.units(Duty.LIAISON, Duty.UNIT_HEAD))
    if mine.actor.user_id is not None:
        his |= Q(raised_by=mine.actor.user_id)
    went = ProblemVersion.objects.filter(row_id=OuterRef("problem_id"), valid_from=OuterRef("ruled_at")).order_by("-pk")
    found = Dispute.objects.filter(which, his, problem__campaign=campaign_id, ruling__in=(Ruling.MOVED, Ruling.DIVIDED))
    told = found.annotate(to=Subquery(went.values("unit__name")[:1]), there=Subquery(went.values("unit")[:1])).order_by("ruled_at")
    rows = told.values_list("problem_id", "problem__number", "to", "answer", "ruled_at", "unit", "there")
    return [MovedAway(row[0], row[1], row[2], row[3], row[4]) for row in rows if row[2] and row[4] and row[5] != row[6]]


def refuse_moved_away(mine: Reach, campaign_id: int, number: int) -> None:
    """Missing with its reason for whom `moved_away` tells of this problem; of any other nothing is said."""
    found = moved_away(mine, campaign_id, Q(problem__number=number)) if number < _NUMBER else ()
    for one in found[-1:]:
        raise Missing(
            _("第 %(number)04d 号已于 %(day)s 改派至%(unit)s，不再由您的单位办理。裁定理由：%(why)s"),
            number=one.number, day=localtime(one.ruled_at).date().isoformat(), unit=one.to, why=one.answer,
        )  # fmt: skip


_NUMBER = 1 << 31
"""More than the column holds."""
