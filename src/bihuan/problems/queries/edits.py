"""What somebody changed in the grid lately, and what colleagues changed there since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, Missing, NotNow, _
from bihuan.problems.models import Edit, Problem
from bihuan.problems.policy import Reach
from bihuan.problems.queries.ledger import visible_to
from bihuan.problems.vocabulary import Action, EditKind

NEWS = 200
"""So many changes are told one by one; more are told as many."""
_ASIDE = frozenset({"planned_due_on", "path", "of_unit_head", "owner_level", "revision", "state", "state_before"})


def edits_of(actor: Actor, campaign: Campaign, count: int = 10) -> list[Edit]:
    """The last changes of somebody in a campaign, without the rows they hold, latest first."""
    found = Edit.objects.filter(made_by_id=actor.user_id or 0, campaign=campaign)
    return list(found.defer("rows").order_by("-pk")[:count])


def find_edit(actor: Actor, campaign: Campaign, pk: int | None) -> Edit:
    """The change with this key, or the last that was not taken back (what took something back is not one). NotNow: there is none."""
    mine = Edit.objects.filter(made_by_id=actor.user_id or 0, campaign=campaign)
    if pk is not None:
        found = mine.filter(pk=pk).first()
        if found is None:
            raise Missing()
        return found
    found = mine.filter(undone_at=None).exclude(kind=EditKind.UNDO).order_by("-pk").first()
    if found is None:
        raise NotNow(_("没有可以撤销的修改：只能撤销您自己七天内在表格里改的。"))
    return found


def find_undone(actor: Actor, campaign: Campaign) -> Edit:
    """The last taking back that was not done again yet; NotNow where something else was changed after it."""
    mine = Edit.objects.filter(made_by_id=actor.user_id or 0, campaign=campaign)
    found = mine.filter(kind=EditKind.UNDO, undone_at=None).order_by("-pk").first()
    done_again = mine.filter(kind=EditKind.UNDO).exclude(undone_at=None).values("undone_at")  # such a change is none of its own
    if found is None or mine.filter(pk__gt=found.pk).exclude(kind=EditKind.UNDO).exclude(made_at__in=done_again).exists():
        raise NotNow(_("没有可以重做的撤销。"))
    return found


def label_of(name: str) -> str:
    """What a field of a problem is called in lists of changes; "" for those that only follow, and for marks of who and when."""
    found = next((one for one in Problem._meta.concrete_fields if name in (one.name, one.attname)), None)
    if found is None or found.attname in _ASIDE or found.attname.endswith(("_at", "_by_id", "_person_id")):
        return ""
    return str(found.verbose_name)


@dataclass(frozen=True, slots=True)
class News:
    """What a colleague did to a row: who, which step, which fields, when."""

    row: int
    who: str
    action: Action
    fields: Sequence[str]
    at: datetime


def last_mark(campaign: Campaign) -> int:
    """Where the book of the campaign ends. One query by key."""
    return Record.objects.filter(campaign=campaign.code).order_by("-position").values_list("position", flat=True).first() or 0


def news_since(mine: Reach, campaign: Campaign, mark: int) -> tuple[list[News], bool]:
    """What others changed on rows that the actor sees since a mark of the book, the last of each row; True: more than can be told."""
    since = Record.objects.filter(campaign=campaign.code, position__gt=mark, kind="problem").exclude(actor=mine.actor.user_id)
    found = list(since.order_by("-position").values_list("row", "actor_name", "action", "changes", "at")[: NEWS + 1])
    seen = set(visible_to(mine, campaign.pk).filter(pk__in={row for row, *_rest in found}).values_list("pk", flat=True)) if found else set()
    known, told = {one.value for one in Action}, dict[int, News]()
    for row, who, action, changes, at in found[:NEWS]:
        if row in seen and action in known and row not in told:
            told[row] = News(row, who, Action(action), tuple(changes), localtime(at))
    return list(told.values()), len(found) > NEWS


def changed_since(actor: Actor, campaign: Campaign, mark: int) -> frozenset[int]:
    """Keys of the problems of a campaign that others did anything to since a mark of the book."""
    found = Record.objects.filter(campaign=campaign.code, position__gt=mark, kind="problem").exclude(actor=actor.user_id)
    return frozenset(found.order_by().values_list("row", flat=True).distinct())
