"""Two people do at the same moment what only one of them can do: one wins, the other is told, nothing is half written."""

from typing import Any

import pytest

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import prepare_campaign, start_campaign
from bihuan.campaigns.queries import file_of
from bihuan.campaigns.rules.campaign_file import dump, load
from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.operations import WrongCode, activate, issue_codes
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import Refused
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations.editing import RowChange
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.vocabulary import Action, EditKind
from tests.factories.town import NOW, OFFICE, OFFICE_2, OFFICIAL, WATER, Town, town
from tests.problems.test_at_once import at_once, mine

pytestmark = pytest.mark.django_db(transaction=True)


def told_only(found: list[Any]) -> None:
    """Whoever lost was refused with a sentence; no error of a database came through."""
    assert all(isinstance(one, Refused) for one in found if isinstance(one, Exception)), found
    assert all(str(one) for one in found) and verify().fault is None


def sheet(made: Town, who: str, *numbers: int) -> Any:
    told = {Column.UNIT: WATER, Column.PERSON: OFFICIAL, Column.SOURCE: "督查反馈"}
    rows = [RawRow(n + 2, told | {Column.TEXT: f"第{n}件：等候两小时", Column.EXTERNAL: f"W-{n}"}) for n in numbers]
    return do.import_ledger(campaign=Campaign.objects.get(pk=made.campaign.pk), rows=rows, actor=made.actor(who), now=made.now)


def test_two_sheets_that_share_rows_in_another_order_take_each_once() -> None:
    made = town()
    found = at_once(lambda: sheet(made, OFFICE, 1, 2, 3, 4), lambda: sheet(made, OFFICE_2, 5, 4, 3, 2))
    told_only(found)
    assert sorted((one.new, one.same) for one in found) in ([(1, 3), (4, 0)],), found
    assert sorted(Problem.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_a_cell_and_a_form_write_one_row_at_once_and_the_later_is_told() -> None:
    made = town()
    row = made.find()

    def by_cell() -> Any:
        changes = [RowChange(row.pk, Action.AMEND, {"text": "在表格里写的一句话"}, row.revision)]
        campaign = Campaign.objects.get(pk=made.campaign.pk)
        return do.edit_rows(campaign=campaign, changes=changes, kind=EditKind.CELL, actor=made.actor(OFFICE), now=made.now)

    def by_form() -> Any:
        return do.amend(
            problem=mine(row), values={"text": "在表单里写的一句话"}, actor=made.actor(OFFICE_2), now=made.now, seen=row.revision
        )

    found = at_once(by_cell, by_form)
    told_only(found)
    kept = mine(row)
    assert kept.revision == row.revision + 1 and kept.text.startswith(("在表格", "在表单"))
    assert Record.objects.filter(kind="problem", row=row.pk, action=Action.AMEND.value).count() == 1


def test_a_sheet_and_a_step_of_many_rows_wait_for_nobody_for_ever() -> None:
    made = town()
    sheet(made, OFFICE, 1, 2, 3)
    rows = list(Problem.objects.order_by("-number"))

    def step() -> Any:
        changes = [RowChange(row.pk, Action.AMEND, {"text": f"改写后的第{row.number}件事情"}, row.revision) for row in rows]
        campaign = Campaign.objects.get(pk=made.campaign.pk)
        return do.edit_rows(campaign=campaign, changes=changes, kind=EditKind.CELL, actor=made.actor(OFFICE), now=made.now)

    told_only(at_once(lambda: sheet(made, OFFICE_2, 3, 1, 2, 4), step))
    assert Problem.objects.count() == 4


def test_a_campaign_starts_once() -> None:
    made = town()
    fresh = prepare_campaign(file=load(dump(file_of(made.campaign))), root=made.campaign.root, actor=made.machine, now=NOW)
    found = at_once(
        *[lambda who=who: start_campaign(campaign=Campaign.objects.get(pk=fresh.pk), actor=who, now=NOW) for who in (made.machine,) * 2]
    )
    told_only(found)
    assert sum(isinstance(one, Campaign) for one in found) == 1, found


def test_a_code_from_a_slip_opens_one_account_once() -> None:
    made = town()
    User.objects.filter(pk=made.people[OFFICIAL].user_id).update(must_change_password=True)
    user = User.objects.get(pk=made.people[OFFICIAL].user_id)
    [(_user, code)] = issue_codes(users=[user], actor=made.machine, now=NOW)
    words = ("Wasser-Rad-27", "Muehlen-Bach-31")
    found = at_once(*[lambda word=word: activate(username=user.username, code=code, password=word, now=NOW) for word in words])
    assert sum(isinstance(one, User) for one in found) == 1 and sum(isinstance(one, WrongCode) for one in found) == 1, found
    user.refresh_from_db()
    assert user.check_password(words[next(place for place, one in enumerate(found) if isinstance(one, User))]) and verify().fault is None
