"""The parts of the demo as plain values. Keys are positions in the lists of `DemoCounty`, never database ids."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from bihuan.campaigns.rules.campaign_file import CampaignFile
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.organisation.vocabulary import PostRole, Rank, UnitKind
from bihuan.problems.vocabulary import Action, CauseKind, OwnerLevel, Path, Source, State, Weight


@dataclass(slots=True)
class DemoUnit:
    """A body of the tree. `trade` says what its work is; `covered` units are the 65 of the campaign."""

    key: int
    name: str
    kind: UnitKind
    parent: int | None
    trade: str = ""
    covered: bool = False


@dataclass(slots=True)
class DemoPerson:
    """Somebody with one post. `answers_to` is the covered unit (None for people of the campaign's own bodies)."""

    key: int
    name: str
    phone: str
    unit: int
    title: str
    rank: Rank
    role: PostRole
    answers_to: int | None = None
    subject: bool = False
    account: str = ""


class DemoGrant(NamedTuple):
    """A duty in the campaign: for the branch of a unit, or for all of it."""

    person: int
    duty: Duty
    unit: int | None = None
    group: int | None = None


@dataclass(slots=True)
class DemoGroup:
    """Leading group, office or supervision group, with its seats and the units it is in charge of."""

    kind: GroupKind
    name: str
    members: list[tuple[int, GroupPost]]
    units: list[int] = field(default_factory=list)


class DemoEvent(NamedTuple):
    """One step in the life of a problem: who did what, when; `text` is a reason, a progress note or one sentence how."""

    action: Action
    at: datetime
    by: int
    text: str = ""
    due_on: date | None = None


@dataclass(slots=True)
class DemoProblem:
    """A ledger entry as it stands today, and everything that happened to it, in order."""

    number: int
    source: Source
    unit: int
    section: int | None
    level: OwnerLevel
    person: int | None
    manifestation: int
    text: str
    weight: Weight
    path: Path
    found_on: date
    doer: int
    leader: int
    due_on: date
    planned_due_on: date
    owner_name: str = ""
    of_unit_head: bool = False
    priority: bool = False
    origin: tuple[str, str, str] = ("", "", "")
    external_number: str = ""
    stands: State = State.RECORDED
    cause: str = ""
    cause_kind: CauseKind | None = None
    measures: tuple[str, ...] = ()
    how: str = ""
    no_evidence_reason: str = ""
    events: list[DemoEvent] = field(default_factory=list)

    def count(self, *actions: Action) -> int:
        """How often one of these steps was taken."""
        return sum(event.action in actions for event in self.events)


@dataclass(slots=True)
class DemoBatch:
    """Corrections that a unit head confirmed together; `pool` are numbers of problems. `share` in percent of them are drawn where they are
    stored, as any draw is, and what was `seen` of them is written there; None: nobody has looked yet, or the sample failed."""

    unit: int
    confirmed_at: datetime
    confirmed_by: int
    seed: str
    pool: list[int]
    share: int
    seen: DemoEvent | None = None
    failed_at: datetime | None = None
    failed_by: int | None = None


@dataclass(slots=True)
class DemoTask:
    """Work of a stage (from 0) given to a group or a unit; `result` empty: not done yet."""

    title: str
    stage: int
    due_on: date
    unit: int | None = None
    group: int | None = None
    result: str = ""
    proof: str = ""


@dataclass(slots=True)
class DemoCounty:
    """The whole demo: the county, its people, the campaign as a campaign file, and the ledger."""

    seed: int
    today: date
    name: str
    campaign: CampaignFile
    units: list[DemoUnit]
    people: list[DemoPerson]
    groups: list[DemoGroup]
    grants: list[DemoGrant]
    pledges: list[int] = field(default_factory=list)
    problems: list[DemoProblem] = field(default_factory=list)
    batches: list[DemoBatch] = field(default_factory=list)
    tasks: list[DemoTask] = field(default_factory=list)

    @property
    def first_day(self) -> date:
        """The first day of the campaign."""
        return self.campaign.period.start or self.today

    @property
    def covered(self) -> list[DemoUnit]:
        """The units of the campaign."""
        return [unit for unit in self.units if unit.covered]

    @property
    def subjects(self) -> list[DemoPerson]:
        """The people whom the campaign covers."""
        return [person for person in self.people if person.subject]
