"""条块结合: the tree holds divisions and subordinate units of a bureau, and what both do rolls up to the bureau (M13)."""

import pytest

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.operations.covering import cover_from_roster
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import Actor
from bihuan.organisation import queries as organisation
from bihuan.organisation.models import Unit
from bihuan.organisation.operations import enter_roster
from bihuan.organisation.rules.roster import Column, RawRow
from bihuan.organisation.vocabulary import UnitKind
from bihuan.problems import operations
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding
from bihuan.problems.queries import Today
from bihuan.problems.vocabulary import CauseKind, Source
from bihuan.reports.queries.cockpit import cockpit
from bihuan.reports.queries.figures import figure
from bihuan.reports.queries.moments import at
from tests.factories.town import FILE, NOW, TODAY

PEOPLE = (
    ("市水务局", "", "苏堤", "党组书记、局长", "否"),
    ("办公室", "市水务局", "柳浪", "主任", "是"), ("规划处", "市水务局", "闻莺", "处长", "是"),
    ("水文站", "市水务局", "平湖", "站长", "是"), ("灌区管理中心", "市水务局", "秋月", "主任", "是"), ("东干渠管理所", "灌区管理中心", "断桥", "所长", "是"),
)  # fmt: skip
FINDINGS = {"办公室": 2, "规划处": 1, "水文站": 3, "灌区管理中心": 2}


@pytest.mark.django_db
@pytest.mark.mechanism("M13")
def test_divisions_and_subordinate_units_roll_up_to_the_bureau() -> None:
    machine = system_actor()
    rows = [
        RawRow(n, dict(zip(Column, (u, above, name, post, "", subject, ""), strict=True)))
        for n, (u, above, name, post, subject) in enumerate(PEOPLE, 2)
    ]
    taken = enter_roster(rows=rows, on=TODAY, actor=machine, now=NOW)
    units = {unit.name: unit for unit in Unit.objects.all()}
    people = {one.person.name: one.person for one in taken.entries}

    # The tree: divisions inside, subordinate units below, a station of a subordinate unit below that.
    (bureau,) = organisation.tree()
    assert {one.unit.name: one.unit.kind for one in bureau.children} == {
        "办公室": UnitKind.SECTION, "规划处": UnitKind.SECTION, "水文站": UnitKind.INSTITUTION, "灌区管理中心": UnitKind.INSTITUTION,
    }  # fmt: skip
    assert [one.unit.name for branch in bureau.children for one in branch.children] == ["东干渠管理所"]

    campaign = campaigns.prepare_campaign(file=load(FILE % ("false", 10)), root=units["市水务局"], actor=machine, now=NOW)
    cover_from_roster(campaign=campaign, entries=taken.entries, on=TODAY, actor=machine, now=NOW)
    grants = [(people["苏堤"], Duty.LEADER, None, None), (people["秋月"], Duty.LIAISON, units["灌区管理中心"], None)]
    grants = [one for one in grants if not campaign.grants.filter(person=one[0], duty=one[1], unit=one[2]).exists()]
    campaigns.grant_many(campaign=campaign, grants=grants, actor=machine, now=NOW)
    campaigns.start_campaign(campaign=campaign, actor=machine, now=NOW)
    for name, count in FINDINGS.items():
        for number in range(count):
            finding = Finding(unit=units[name], source=Source.SUPERVISION, text=f"第{number}件：台账更新不及时")
            operations.record(campaign=campaign, finding=finding, actor=machine, now=NOW)

    # The bureau sees the sum of both kinds, each line of its map a division or a subordinate unit; a unit sees its own.
    today = Today(TODAY, TODAY)
    leader = _acting(people["苏堤"])
    whole = cockpit(leader, campaign, today)
    assert {line.unit.name: line.total for line in whole.lines if line.total} == FINDINGS
    assert whole.funnel[0].count == sum(FINDINGS.values()) == figure(at(campaign, TODAY, TODAY), "O01").value
    own = cockpit(_acting(people["秋月"]), campaign, today)
    assert own.funnel[0].count == FINDINGS["灌区管理中心"]

    # What is put right in a division and in a subordinate unit moves the bureau's sum, and each moves its own line.
    for name in ("办公室", "水文站"):
        row = Problem.objects.filter(unit=units[name]).first()
        assert row
        operations.analyse(problem=row, cause="没有定人", kind=CauseKind.MANAGERIAL, actor=machine, now=NOW)
    whole = cockpit(leader, campaign, today)
    assert {line.unit.name: line.cells[1].count for line in whole.lines if line.cells[1].count} == {"办公室": 1, "水文站": 1}
    assert [bar.count for bar in whole.funnel][:2] == [sum(FINDINGS.values()), 2]


def _acting(person: object) -> Actor:
    user = User.objects.create(username=person.name, name=person.name, opened_at=NOW)  # type: ignore[attr-defined]
    return Actor(user.pk, user.name, person.pk)  # type: ignore[attr-defined]
