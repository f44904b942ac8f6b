"""Petitions leave as a list for the national system, and its numbers come back by file or by hand."""

from typing import Any

import pytest

from bihuan.clues.models import Clue
from bihuan.clues.operations import (
    About,
    By,
    Slip,
    hold_sheet,
    list_petitions,
    number_petition,
    register_slip,
    send_as_petition,
    take_petition_numbers,
    take_sheet,
)
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import petitions
from bihuan.clues.sheets import petitions_sheet
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.clues.vocabulary.imported import PetitionColumn as P
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox.contents import Identity
from tests.clues.ground import HANDLER, INTAKE, KEEPERS
from tests.clues.ground import Desk as Ground
from tests.clues.test_importing import sheet
from tests.factories.town import FOREST, HEAD, TODAY, WATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    office_box().prepare()
    return desk


def _clue(desk: Ground, text: str = "征地补偿没到账", unit: str = WATER, **more: Any) -> Clue:
    slip = Slip(ClueSource.VISIT, text, TODAY, **more)
    about = About(units=[desk.town.units[unit]], named=bool(more.get("identity")))
    return register_slip(slip=slip, about=about, actor=desk.actor(INTAKE), now=desk.now)[0]


def _by(desk: Ground, name: str = HANDLER) -> By:
    return By(**desk.by(name))


def test_petitions_leave_as_a_list_and_their_numbers_come_back(open_desk: Ground) -> None:
    first = _clue(open_desk, identity=Identity("山雨", "0000-1234567"))
    second, third = _clue(open_desk, "老旧小区漏水", FOREST), _clue(open_desk, "不是信访事项")
    for one in (first, second):
        send_as_petition(one, grounds="属于信访事项", by=_by(open_desk))
    assert {one.pk for one in petitions(open_desk.actor(HANDLER), numbered=False)} == {first.pk, second.pk}
    rows = list_petitions(reason="每周报送", by=_by(open_desk))
    told = {row[P.CLUE]: row for row in rows}
    assert set(told) == {first.number, second.number} and third.number not in told
    assert told[first.number][P.TEXT] == "征地补偿没到账" and told[first.number][P.WHO].startswith("实名") and "山雨" not in str(rows)
    book = Record.objects.filter(action="list_petition")
    assert book.count() == 2 and all(one.reason == "每周报送" for one in book)
    rows[0][P.NUMBER], rows[1][P.NUMBER] = "XF-100", "XF-200"
    assert take_petition_numbers(data=petitions_sheet(rows), name="信访.xlsx", by=_by(open_desk)) == 2
    assert (
        take_petition_numbers(data=petitions_sheet(rows), name="信访.xlsx", by=_by(open_desk)) == 0
    )  # the same list again changes nothing
    assert {one.receipt for one in petitions(open_desk.actor(HANDLER), numbered=True)} == {"XF-100", "XF-200"}
    with pytest.raises(BadInput, match="没有待列入"):
        list_petitions(reason="每周报送", by=_by(open_desk))


def test_a_number_comes_back_by_hand_and_the_record_of_that_system_is_then_known(open_desk: Ground) -> None:
    clue, other = _clue(open_desk), _clue(open_desk, "另一件")
    for one in (clue, other):
        send_as_petition(one, grounds="属于信访事项", by=_by(open_desk))
    number_petition(clue, number="XF-300", by=_by(open_desk))
    with pytest.raises(BadInput, match="已经登记过"):
        number_petition(other, number="xf 300", by=_by(open_desk))
    other.refresh_from_db()
    assert other.receipt == ""
    data = sheet(("XF300", "信访举报平台", "2026-02-27", "同一件", "县水利局", "", "", "", ""))
    held = hold_sheet(data=data, name="外部.xlsx", actor=open_desk.actor(INTAKE), now=open_desk.now)
    assert take_sheet(held, **open_desk.by(INTAKE)) == (0, 1)


def test_wrong_lists_change_nothing(open_desk: Ground) -> None:
    clue, other = _clue(open_desk), _clue(open_desk, "另一件")
    for one in (clue, other):
        send_as_petition(one, grounds="属于信访事项", by=_by(open_desk))
    rows = [{P.CLUE: clue.number, P.NUMBER: "1"}, {P.CLUE: other.number, P.NUMBER: "1"}, {P.CLUE: "ABCDEFGH", P.NUMBER: "2"}]
    with pytest.raises(BadInput, match="2 处错误") as no:
        take_petition_numbers(data=petitions_sheet(rows), name="信访.xlsx", by=_by(open_desk))
    assert {(one.row, one.column) for one in no.value.errors} == {(3, "信访编号"), (4, "线索编号")}
    assert not petitions(open_desk.actor(HANDLER), numbered=True)
    number_petition(clue, number="9", by=_by(open_desk))
    with pytest.raises(BadInput, match="1 处错误"):
        take_petition_numbers(data=petitions_sheet(rows[:1]), name="信访.xlsx", by=_by(open_desk))


def test_whoever_may_not_know_of_it_finds_no_petition(open_desk: Ground) -> None:
    clue = _clue(open_desk)
    send_as_petition(clue, grounds="属于信访事项", by=_by(open_desk))
    for name in (HEAD, KEEPERS[0]):
        assert not petitions(open_desk.actor(name)).exists()
    with pytest.raises(BadInput, match="没有待列入|1 处错误"):
        take_petition_numbers(
            data=petitions_sheet([{P.CLUE: clue.number, P.NUMBER: "1"}]), name="信访.xlsx", by=By("", open_desk.actor(HEAD), open_desk.now)
        )
