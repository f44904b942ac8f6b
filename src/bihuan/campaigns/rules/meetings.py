"""What a meeting must show to be registered, and which ones a report counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from bihuan.campaigns.vocabulary import Explained, MeetingKind
from bihuan.foundation.kernel import BadInput, _

COUNTED = frozenset({MeetingKind.DISPATCH, MeetingKind.TRAINING, MeetingKind.ANALYSIS, MeetingKind.HEARING, MeetingKind.OTHER})
"""Kinds that a report counts as 调度会、培训会、研判会等 (M11, N06); mobilisation and relay are told by themselves."""
MOST_PRESENT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """A meeting as it is told: of which kind, on what, why, when; how many were there, never who (E3.3)."""

    kind: MeetingKind
    topic: str
    purpose: str
    held_on: date
    clock: time | None = None
    place: str = ""
    chair: str = ""
    present: int | None = None
    explained: tuple[Explained, ...] = ()
    record: str = ""


def check_meeting(told: MeetingFacts, today: date, attending: Collection[int]) -> None:
    """Refused: no topic or purpose (M204), a day to come, a training without the number present (M160), a mobilisation meeting without the
    units that were there or without what it explained (M21)."""
    if not told.topic.strip() or not told.purpose.strip():
        raise BadInput(_("请写明会议主题和要解决什么问题；没有主题和目的的会不开。"))
    if told.held_on > today:
        raise BadInput(_("会议日期不能晚于今天，开过以后再登记。"))
    check_present(told.present)
    if told.kind is MeetingKind.TRAINING and told.present is None:
        raise BadInput(_("培训会请填写到会人数；只填人数，不填名单。"))
    if told.kind is MeetingKind.MOBILISATION and not attending:
        raise BadInput(_("动员部署会请选择到会的单位。"))
    if told.kind is MeetingKind.MOBILISATION and not told.explained:
        raise BadInput(_("动员部署会请勾选讲解了方案的哪些内容：整治范围、时间安排、环节步骤、整治内容。"))


def check_present(present: int | None) -> None:
    """Refused: a number of people that no hall holds."""
    if present is not None and not 0 < present <= MOST_PRESENT:
        raise BadInput(_("到会人数请填 1 到 %(most)d 之间的数。"), most=MOST_PRESENT)


def check_order(told: MeetingFacts, of_campaign: bool, mobilised_on: date | None, earliest: date | None) -> None:
    """The mobilisation meeting of the campaign is the first of its events (M21): there is one, and no other meeting lies before it."""
    if of_campaign and told.kind is MeetingKind.MOBILISATION:
        if mobilised_on is not None:
            raise BadInput(_("本专项的动员部署会已经登记（%(day)s）。登记错的请先撤销。"), day=mobilised_on.isoformat())
        if earliest is not None and earliest < told.held_on:
            raise BadInput(_("动员部署会是专项的第一次会议，已登记的会议里有 %(day)s 的，请核对日期。"), day=earliest.isoformat())
    elif mobilised_on is not None and told.held_on < mobilised_on:
        raise BadInput(_("动员部署会是 %(day)s 召开的，其他会议不会早于它，请核对日期。"), day=mobilised_on.isoformat())
