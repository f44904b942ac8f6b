"""The demo county is written through the rooms' own operations, dated as if it had happened when it did."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.db import transaction

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.queries import categories_of
from bihuan.campaigns.queries import stages as campaign_stages
from bihuan.campaigns.vocabulary import GroupKind, RosterRole
from bihuan.foundation.accounts import operations as accounts
from bihuan.foundation.accounts.queries import is_untouched, system_actor
from bihuan.foundation.files import operations as files
from bihuan.foundation.kernel import Actor, Refused, _
from bihuan.interfaces.cli.demo.asked import ask_for_opinions
from bihuan.interfaces.cli.demo.clue_desk import ClueDesk
from bihuan.interfaces.cli.demo.county import DemoBatch, DemoCounty, DemoEvent, DemoProblem
from bihuan.interfaces.cli.demo.handling import Handlings
from bihuan.interfaces.cli.demo.lives import PLACE
from bihuan.interfaces.cli.demo.meetings import Meetings
from bihuan.interfaces.cli.demo.office import Office
from bihuan.interfaces.cli.demo.organising import organise
from bihuan.interfaces.cli.demo.rules import Rules
from bihuan.interfaces.cli.demo.self_checks import check_themselves
from bihuan.interfaces.cli.demo.signing_in import ADMINISTRATORS, PASSWORD, account_names
from bihuan.interfaces.cli.demo.supervision import supervise
from bihuan.interfaces.cli.demo.tracing import trace_back
from bihuan.interfaces.cli.demo.wholes import Wholes
from bihuan.organisation import operations as organisation
from bihuan.organisation.vocabulary import StandingDutyKind
from bihuan.problems import operations as problems
from bihuan.problems.vocabulary import Action
from bihuan.reports import operations as reports

if TYPE_CHECKING:
    from bihuan.foundation.files.models import StoredFile


BRIEFS, FRIDAY = 6, 4


class Said(TypedDict):
    """Who writes, and as of when."""

    actor: Actor
    now: datetime


class Loading:
    """One load: the county and the rows that its parts became, by key."""

    def __init__(self, county: DemoCounty) -> None:
        self.county, self.actor = county, system_actor("cli")
        self.before = datetime.combine(county.first_day - timedelta(days=7), time(9), PLACE)
        self.opening = datetime.combine(county.first_day, time(8), PLACE)

    def everything(self) -> None:
        """All or nothing."""
        with transaction.atomic():
            self.people()
            self.standing_duties()
            self.campaign_and_roster()
            self.bodies()
            self.tasks()
            self.ledger()
            office = Office(self)
            office.before_briefs()
            self.briefs()
            office.after_briefs()
            check_themselves(self)
            supervise(self)
            trace_back(self)
            organise(self)
            ask_for_opinions(self)
            Meetings(self).everything()
            Rules(self).everything()
            ClueDesk(self).everything()
            Handlings(self).everything()

    def people(self) -> None:
        """Accounts, units, people, posts."""
        said: Said = {"actor": self.actor, "now": self.before}
        accounts.appoint_administrators(people=ADMINISTRATORS, **said)
        names = account_names(self.county)
        self.users = users = accounts.open_accounts(
            people=[(names[one.key], one.name) for one in self.county.people], password=PASSWORD, must_change=False, **said
        )
        units = [organisation.NewUnit(one.name, one.kind, one.parent, one.key) for one in self.county.units]
        self.units = organisation.found_units(units=units, **said)
        people = [organisation.NewPerson(one.name, one.phone, user=user) for one, user in zip(self.county.people, users, strict=True)]
        self.persons = organisation.enter_people(people=people, **said)
        self.actors = [Actor(user.pk, one.name, one.pk) for user, one in zip(users, self.persons, strict=True)]
        posts = [
            organisation.NewPost(self.persons[one.key], self.units[one.unit], one.title, one.rank.label, one.role)
            for one in self.county.people
        ]
        organisation.give_posts(posts=posts, **said)

    def standing_duties(self) -> None:
        """The head of the office may read further plans into campaigns and keep the organisation."""
        names = account_names(self.county)
        office = next(self.users[key] for key, name in names.items() if name == "zhuanban")
        for duty in (StandingDutyKind.KEEPER, StandingDutyKind.FOUNDER):
            organisation.give_standing_duty(user=office, duty=duty, actor=self.actor, now=self.before)

    def campaign_and_roster(self) -> None:
        """The campaign from its file; 889 subjects, and heads and liaisons who take part."""
        said: Said = {"actor": self.actor, "now": self.before}
        self.campaign = campaigns.prepare_campaign(file=self.county.campaign, root=self.units[0], **said)
        self.manifestations = {entry.number: entry for part in categories_of(self.campaign) for entry in part.manifestations.all()}
        listed = [
            campaigns.Listed(
                self.persons[one.key], self.units[one.answers_to], RosterRole.SUBJECT if one.subject else RosterRole.PARTICIPANT,
                one.title, one.rank.label,
            )
            for one in self.county.people if one.answers_to is not None
        ]  # fmt: skip
        covered = [self.units[one.key] for one in self.county.covered]
        campaigns.freeze_roster(campaign=self.campaign, units=covered, people=listed, on=self.county.first_day, **said)

    def bodies(self) -> None:
        """Leading group, office, supervision groups; duties; and the campaign starts."""
        said: Said = {"actor": self.actor, "now": self.opening}
        self.groups = []
        for order, one in enumerate(self.county.groups):
            units = [self.units[key] for key in one.units]
            group = campaigns.set_up_group(
                campaign=self.campaign, kind=GroupKind(one.kind), name=one.name, units=units, order=order, **said
            )
            for person, post in one.members:
                campaigns.add_to_group(group=group, post=post, person=self.persons[person], **said)
            self.groups.append(group)
        grants = [
            (
                self.persons[one.person], one.duty, None if one.unit is None else self.units[one.unit],
                None if one.group is None else self.groups[one.group],
            )
            for one in self.county.grants
        ]  # fmt: skip
        campaigns.grant_many(campaign=self.campaign, grants=grants, **said)
        campaigns.start_campaign(campaign=self.campaign, **said)

    def tasks(self) -> None:
        """The tasks of the stages; those that are done, on the day before they were due."""
        stages = campaign_stages(self.campaign)
        for one in self.county.tasks:
            unit = None if one.unit is None else self.units[one.unit]
            group = None if one.group is None else self.groups[one.group]
            task = campaigns.add_task(
                campaign=self.campaign, title=one.title, stage=stages[one.stage], unit=unit, group=group, due_on=one.due_on,
                actor=self.actor, now=self.opening,
            )  # fmt: skip
            if one.result:
                done_at = datetime.combine(one.due_on - timedelta(days=1), time(16), PLACE)
                campaigns.finish_task(task=task, result=one.result, proof=one.proof, actor=self.actor, now=done_at)

    def ledger(self) -> None:
        """The problems with their history, and what happens to some of them as wholes."""
        problems.take_over(
            campaign=self.campaign,
            findings=[self._past(one) for one in self.county.problems],
            batches=list(self._batches()),
            actor=self.actor,
        )
        Wholes(self).everything()

    def briefs(self) -> None:
        """The weekly briefs of the last six Fridays, composed from the ledger as it stood and issued by the head of the office."""
        group = next(one for one in self.county.groups if one.kind is GroupKind.OFFICE)
        head = self.actors[group.members[0][0]]
        days = (self.county.today - timedelta(days=n) for n in range(7 * BRIEFS, 0, -1))
        for day in (one for one in days if one.weekday() == FRIDAY):
            now = datetime.combine(day, time(18, 30), PLACE)
            draft = reports.draft_report(campaign=self.campaign, what="weekly", day=day, actor=head, now=now)
            reports.issue_report(document=draft, actor=head, now=now)

    def _past(self, one: DemoProblem) -> problems.PastFinding:
        finding = problems.Finding(
            unit=self.units[one.unit], source=one.source, text=one.text, person=None if one.person is None else self.persons[one.person],
            owner_level=one.level, owner_name=one.owner_name, manifestation=self.manifestations[str(one.manifestation)], weight=one.weight,
            leader=self.persons[one.leader], doer=self.persons[one.doer], due_on=one.planned_due_on, found_on=one.found_on,
            external_number=one.external_number, section=None if one.section is None else self.units[one.section],
            of_unit_head=one.of_unit_head, origin=one.origin,
        )  # fmt: skip
        happened = [self._happened(one, event) for event in one.events]
        return problems.PastFinding(finding, happened, one.cause, one.cause_kind, one.measures, one.no_evidence_reason)

    def _happened(self, one: DemoProblem, event: DemoEvent) -> problems.Happened:
        file = self._file(one, event) if event.action is Action.ADD_EVIDENCE else None
        return problems.Happened(event.action, event.at, self.actors[event.by], event.text, event.due_on, file)

    def _file(self, one: DemoProblem, event: DemoEvent) -> "StoredFile":
        """A short text that says what was done."""
        told = [
            event.text,
            f"问题：{one.text}",
            *(f"措施：{measure}" for measure in one.measures),
            f"情况：{event.at:%Y年%m月%d日}核对，属实。",
        ]
        data = "\n\n".join(told).encode()
        return files.store(data=data, name=f"{event.text}-{one.number:05d}.txt", actor=self.actor, now=event.at)

    def _batches(self) -> Iterator[problems.PastBatch]:
        for one in self.county.batches:
            yield self._batch(one)

    def _batch(self, one: DemoBatch) -> problems.PastBatch:
        failed_by = None if one.failed_by is None else self.actors[one.failed_by]
        seen = one.seen and problems.Happened(one.seen.action, one.seen.at, self.actors[one.seen.by])
        return problems.PastBatch(
            self.units[one.unit],
            one.confirmed_at,
            self.actors[one.confirmed_by],
            one.seed,
            one.pool,
            one.share,
            seen,
            one.failed_at,
            failed_by,
        )


def load(county: DemoCounty) -> str:
    """Write the county into an empty installation and mark its home as a demo. Returns the campaign's code. Refused: anything there already."""
    if not is_untouched():
        raise Refused(_("这里已经有账号和数据，演示只能装入空的数据目录。请另设一个 BIHUAN_HOME 再试，现有数据没有改动。"))
    loading = Loading(county)
    loading.everything()
    (Path(settings.BIHUAN_HOME) / "demo").write_text(f"{county.seed} {county.today.isoformat()}\n", encoding="utf-8")
    return str(loading.campaign.code)
