"""Lists that leave the house as a sheet or a paper: for a stated purpose, and the book says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate, localtime

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.audit.changing import note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.operations.seeing import record_all_seen
from bihuan.problems.papers.lists import list_paper, six_paper, title_of
from bihuan.problems.policy import reach
from bihuan.problems.queries.lists import Chosen, whole_listing
from bihuan.problems.queries.six import six_lists
from bihuan.problems.rules.lists import MOST_IN_A_SHEET, MOST_ON_PAPER
from bihuan.problems.sheets.lists import list_sheet, six_sheet
from bihuan.problems.vocabulary import LedgerAction


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken home: a title, and either a workbook or a paper that is still to be drawn."""

    title: str
    workbook: bytes = b""
    paper: Paper | None = None


def take_list(*, campaign: Campaign, chosen: Chosen, as_paper: bool, reason: str, actor: Actor, now: datetime) -> Taken:
    """A list as a sheet, or as a paper. Refused: no purpose told; longer than fits."""
    _refuse_silence(reason)
    found = whole_listing(reach(actor, campaign.pk), campaign, chosen, MOST_ON_PAPER if as_paper else MOST_IN_A_SHEET)
    title = title_of(campaign, found)
    facts = {
        "list": chosen.kind.value,
        "unit": chosen.unit.pk if chosen.unit else None,
        "person": chosen.person.pk if chosen.person else None,
        **({"key_few": True} if chosen.key_few else {}),
    }
    _tell(campaign, facts | {"rows": len(found.lines)}, found.shown_in_confidence, reason, actor, now)
    if as_paper:
        return Taken(title, paper=list_paper(campaign, found, localdate(now)))
    return Taken(title, list_sheet(found, title, _about(campaign, reason, actor, now)))


def take_six_lists(*, campaign: Campaign, person: int, as_paper: bool, reason: str, actor: Actor, now: datetime) -> Taken:
    """The six lists of a person, as a sheet or as a paper. Refused: no purpose told."""
    _refuse_silence(reason)
    found = six_lists(reach(actor, campaign.pk), campaign, person)
    paper = six_paper(campaign, found, localdate(now))
    _tell(campaign, {"list": "six", "person": person}, found.shown_in_confidence, reason, actor, now)
    if as_paper:
        return Taken(str(paper.title), paper=paper)
    return Taken(str(paper.title), six_sheet(found, str(paper.title), _about(campaign, reason, actor, now)))


def _refuse_silence(reason: str) -> None:
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))


def _tell(campaign: Campaign, facts: Mapping[str, Any], keys: list[int], reason: str, actor: Actor, now: datetime) -> None:
    with one_write():
        record_all_seen(campaign, keys=keys, actor=actor, now=now)
        note(kept(Campaign), campaign, LedgerAction.EXPORT, actor=actor, now=now, reason=reason.strip(), **facts)


def _about(campaign: Campaign, reason: str, actor: Actor, now: datetime) -> dict[str, str]:
    return {
        "专项": campaign.title, "代码": campaign.code, "导出人": actor.name, "导出时间": f"{localtime(now):%Y-%m-%d %H:%M}", "用途": reason.strip(),
    }  # fmt: skip
