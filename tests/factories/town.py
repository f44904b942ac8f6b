"""A small town at work: two bureaus with everybody a problem needs on its way, and one running campaign."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations.covering import cover_from_roster
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, StandingDuty, Unit
from bihuan.organisation.operations import enter_roster
from bihuan.organisation.rules.roster import Column, RawRow
from bihuan.problems import operations
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding
from bihuan.problems.vocabulary import CauseKind, Source, Weight
from tests.factories.kept import once

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()

FILE = """
bihuan_campaign: 1
title: 青石县作风专项整治
code: QS-2026
basis: [青石县作风建设实施意见]
decided_by: 青石县委常委会
period: {start: 2026-03-01, end: 2026-05-31}
phrases: [找差距, 提层次, 强能力, 抓落实]
code_of_conduct:
  - {standard: 政治力强}
  - {standard: 观念先进}
stages:
  - {name: 查摆问题, start: 2026-03-01, end: 2026-03-31}
  - {name: 集中整改, start: 2026-04-01, end: 2026-04-30}
  - {name: 巩固提升, start: 2026-05-01, end: 2026-05-31}
catalogue:
  name: 问题目录
  categories:
    - name: 推诿扯皮
      manifestations: [{number: "1", text: 遇事往外推}, {number: "2", text: 久拖不办}]
    - name: 其他
      manifestations: [{number: "3", text: 其他违反纪律的情形, needs_text: true}]
settings: {approve_measures: %s, sample_percent: %d}
"""

# (unit, above, name, post, subject)
PEOPLE = (
    ("青石县", "", "", "", ""),
    ("整治专班", "青石县", "柳浪", "主任", "否"), ("整治专班", "", "闻莺", "副主任", "否"), ("整治专班", "", "南屏", "组长", "否"),
    ("整治专班", "", "晚钟", "副组长", "否"), ("整治专班", "", "雷峰", "领导小组成员", "否"), ("整治专班", "", "夕照", "副县长", "否"),
    ("县水利局", "青石县", "苏堤", "局长", "否"), ("县水利局", "", "春晓", "联络员", "否"), ("县水利局", "", "曲院", "科长", "是"),
    ("县水利局", "", "风荷", "科员", "是"),
    ("县林业局", "青石县", "平湖", "局长", "否"), ("县林业局", "", "秋月", "联络员", "否"), ("县林业局", "", "断桥", "科长", "是"),
)  # fmt: skip
OFFICE, OFFICE_2, GROUP, GROUP_2, LEADER, IN_CHARGE = "柳浪", "闻莺", "南屏", "晚钟", "雷峰", "夕照"
HEAD, LIAISON, OFFICIAL, COLLEAGUE = "苏堤", "春晓", "曲院", "风荷"
OTHER_HEAD, OTHER_LIAISON, OTHER_OFFICIAL = "平湖", "秋月", "断桥"
WATER, FOREST = "县水利局", "县林业局"


@dataclass
class Town:
    """`campaign` runs since 2 March 2026; `actor(name)` acts as one of the people above."""

    campaign: Campaign
    people: dict[str, Person]
    units: dict[str, Unit]
    machine: Actor
    now: datetime = NOW
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return self._actors.setdefault(name, Actor(self.people[name].user_id, name, self.people[name].pk))

    def client(self, name: str) -> Client:
        found = Client()
        found.force_login(self.people[name].user)  # type: ignore[arg-type]
        return found

    def find(self, source: Source = Source.SUPERVISION, unit: str = WATER, person: str | None = OFFICIAL, **more: Any) -> Problem:
        """A finding, put on the ledger by the office (a self-check by the person himself)."""
        by = more.pop("by", person if source is Source.SELF_CHECK and person else OFFICE)
        now = more.pop("now", self.now)
        told = {"text": "窗口群众等候两小时无人受理", **more}
        finding = Finding(unit=self.units[unit], source=source, person=self.people[person] if person else None, **told)
        return operations.record(campaign=self.campaign, finding=finding, actor=self.actor(by), now=now)

    def to(self, state: str, row: Problem, now: datetime | None = None) -> Problem:
        """Work a problem of the full chain up to a state, each step by whoever does it."""
        now, mine = now or self.now, row.unit.name == WATER
        doer = row.doer.name if row.doer else OFFICIAL if mine else OTHER_OFFICIAL
        head = IN_CHARGE if row.of_unit_head else HEAD if mine else OTHER_HEAD
        who = {name: {"problem": row, "actor": self.actor(name), "now": now} for name in (doer, head, GROUP, OFFICE)}
        steps = (
            ("analysed", lambda: operations.analyse(cause="排班没有落实到人", kind=CauseKind.MANAGERIAL, **who[doer])),
            ("rectifying", lambda: operations.plan(measures=["实行窗口轮值", "公开等候时间"], doer=self.people[doer], **who[doer])),
            ("asked", lambda: operations.ask(no_evidence_reason="现场已核对，无须另附材料", **who[doer])),
            ("confirmed", lambda: operations.confirm(**who[head])), ("verified", lambda: operations.verify(**who[GROUP])),
            ("closed", lambda: operations.close(**who[OFFICE])),
        )  # fmt: skip
        for target, step in steps:
            step()
            if target == state:
                break
        return row


def _rows(people: Sequence[tuple[str, ...]]) -> list[RawRow]:
    cells = [(unit, above, name, post, "", subject, "") for unit, above, name, post, subject in people]
    return [RawRow(number, dict(zip(Column, row, strict=True))) for number, row in enumerate(cells, 2)]


def town(*, approve_measures: bool = False, sample_percent: int = 10, start_on: date = TODAY) -> Town:
    """Build it, or lay down again what this process has built. Slow parts (passwords, sheets) are left out: accounts can only be signed in by
    force."""
    return once((approve_measures, sample_percent, start_on), lambda: _built(approve_measures, sample_percent, start_on))


def _built(approve_measures: bool, sample_percent: int, start_on: date) -> Town:
    machine, now = system_actor(), NOW + (start_on - TODAY)
    taken = enter_roster(rows=_rows(PEOPLE), on=now.date(), actor=machine, now=now)
    people = {one.person.name: one.person for one in taken.entries}
    for name, person in people.items():
        person.user = User.objects.create(username=name, name=name, opened_at=now)
        person.save(update_fields=["user"])
    units = {unit.name: unit for unit in Unit.objects.all()}
    text = FILE % (str(approve_measures).lower(), sample_percent)
    campaign = campaigns.prepare_campaign(file=load(text), root=units["青石县"], actor=machine, now=now)
    made = Town(campaign, people, units, machine, now)
    bureaus = [one for one in taken.entries if one.unit.name in (WATER, FOREST)]
    cover_from_roster(campaign=campaign, entries=bureaus, on=now.date(), actor=machine, now=now)
    campaigns.grant_many(campaign=campaign, grants=_grants(made), actor=machine, now=now)
    campaigns.start_campaign(campaign=campaign, actor=machine, now=now)
    StandingDuty.objects.create(user=people[OFFICE].user, duty="founder", given_at=now)
    return made


def _grants(made: Town) -> list[tuple[Person, Duty, Unit | None, None]]:
    water, forest, who = made.units[WATER], made.units[FOREST], made.people
    campaign_wide = [(OFFICE, Duty.OFFICE), (OFFICE_2, Duty.OFFICE), (LEADER, Duty.LEADER)]
    both = [(GROUP, Duty.SUPERVISOR), (GROUP_2, Duty.SUPERVISOR), (IN_CHARGE, Duty.LEADER_IN_CHARGE)]
    return [
        *((who[name], duty, None, None) for name, duty in campaign_wide),
        *((who[name], duty, unit, None) for name, duty in both for unit in (water, forest)),
        (who[LIAISON], Duty.LIAISON, water, None), (who[OTHER_LIAISON], Duty.LIAISON, forest, None),
    ]  # fmt: skip


def administrators() -> dict[str, User]:
    """The three 三员."""
    names = (("system", "白堤"), ("security", "孤山"), ("audit", "灵隐"))
    return {kind: User.objects.create(username=name, name=name, administrator=kind, opened_at=NOW) for kind, name in names}


def days_later(days: int) -> datetime:
    """A moment so many days after the start."""
    return NOW + timedelta(days=days)


__all__ = ["Source", "Town", "Weight", "administrators", "days_later", "town"]
