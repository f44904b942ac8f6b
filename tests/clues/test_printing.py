"""Papers of the desk (D29, D30): customary columns, masked by role, the reporter in none, and known again word for word."""

import io
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl
import pytest

from bihuan.clues.models import Clue, CluePrint
from bihuan.clues.operations import conclude_clue, transfer_clue, verify_clue
from bihuan.clues.operations.printing import print_clue, print_ledger
from bihuan.clues.papers.ledger import ALWAYS, MOST, VEIL, Column, Line
from bihuan.clues.queries.prints import held_against, prints_of
from bihuan.clues.readers.prints import read_print
from bihuan.clues.rules.prints import compared, digests, lines_of
from bihuan.clues.vocabulary.clues import Conclusion, Way
from bihuan.clues.vocabulary.keeping import PrintKind, PrintPurpose
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.rules import UnreadableFile
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed
from bihuan.organisation.vocabulary import StandingDutyKind
from tests.clues.ground import APPROVER, HANDLER, INTAKE, INTAKE_2
from tests.clues.ground import Desk as Ground
from tests.clues.test_handling import WORDS, Case
from tests.factories.town import NOW, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
MEETING = PrintPurpose.MEETING


@pytest.fixture
def case(desk: Ground) -> Case:
    desk.all_keys()
    return Case(desk, named=True)


def _words(data: bytes) -> str:
    """All texts of a docx, tables too."""
    body = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in body.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in body.paragraphs), *cells])


def _print(case: Case, kind: PrintKind, name: str = HANDLER) -> tuple[bytes, CluePrint]:
    return print_clue(case.clue, kind=kind, purpose=MEETING, by=case.by(name))


def _ledger(case: Case, name: str = HANDLER, form: str = "xlsx") -> tuple[bytes, CluePrint]:
    return print_ledger(form=form, purpose=MEETING, first=TODAY, last=TODAY, by=case.by(name))


def _rows(data: bytes) -> list[dict[Column, Any]]:
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    assert list(rows[1]) == [one.label for one in Column]
    return [dict(zip(Column, row, strict=True)) for row in rows[2:] if row[1]]


def _check(case: Case, data: bytes, name: str, who: str = HANDLER) -> Any:
    return held_against(case.desk.actor(who), *read_print(data, name))


def test_the_form_on_which_a_clue_is_sorted_and_decided(case: Case) -> None:
    before = _words(_print(case, PrintKind.DISPOSAL)[0])
    assert "审批意见" in before and "签字：" in before and "窗口无人" in before  # empty places are there to be signed
    case.to_decided()
    told = _words(_print(case, PrintKind.DISPOSAL)[0])
    for word in (
        "问题线索分办呈批表",
        case.clue.number,
        OFFICIAL,
        WATER,
        "2026年3月2日",
        "初步核实",
        "甲、乙、丙",
        APPROVER,
        WORDS,
        "实名",
        "隔离保存",
    ):
        assert word in told, word


def test_the_record_of_verification_tells_each_way_and_day(case: Case) -> None:
    assert "待补" in _words(_print(case, PrintKind.VERIFICATION)[0])
    case.to_decided()
    for way in (Way.VISIT, Way.DOCUMENTS):
        verify_clue(case.clue, way=way, done_on=TODAY, found=f"{way.label}属实", by=case.by(HANDLER))
    conclude_clue(case.clue, conclusion=Conclusion.PARTLY, grounds="台账与实际不符", by=case.by(HANDLER))
    told = _words(_print(case, PrintKind.VERIFICATION)[0])
    for word in ("走访、家访属实", "调阅资料属实", "2026-03-02", "部分属实", "台账与实际不符", "核查人签字"):
        assert word in told, word


def test_the_letter_with_which_it_is_handed_over(case: Case) -> None:
    with pytest.raises(BadInput, match="还没有移送"):
        _print(case, PrintKind.TRANSFER)
    transfer_clue(case.clue, receiver="市局督察总队", grounds="不属本级管辖", by=case.by(HANDLER))
    told = _words(_print(case, PrintKind.TRANSFER)[0])
    for word in ("市局督察总队", "不属本级管辖", case.clue.number, "回执", "单独密封保管", "青石县纪委监委"):
        assert word in told, word


def test_the_ledger_stands_in_its_columns_and_shows_each_what_is_his(case: Case) -> None:
    case.to_decided()
    (row,) = _rows(_ledger(case)[0])
    assert (row[Column.NUMBER], row[Column.RECEIVED], row[Column.SOURCE], row[Column.NAMED]) == (
        case.clue.number,
        "2026-03-02",
        "电话",
        "实名",
    )
    assert OFFICIAL in row[Column.ABOUT] and WATER in row[Column.ABOUT] and row[Column.TEXT] == "窗口无人"
    assert row[Column.DISPOSAL] == "初步核实" and APPROVER in row[Column.APPROVED] and row[Column.REPORTER] == VEIL
    (his,) = _rows(_ledger(case, INTAKE)[0])
    assert his[Column.TEXT] == "窗口无人" and his[Column.DISPOSAL] == his[Column.RESULT] == his[Column.KIND] == VEIL  # he registered it
    (other,) = _rows(_ledger(case, INTAKE_2)[0])
    assert other[Column.TEXT] == other[Column.ABOUT] == other[Column.REPORTER] == VEIL and other[Column.NUMBER] == case.clue.number
    told = _words(_ledger(case, form="docx")[0])
    assert "问题线索台账" in told and case.clue.number in told and "青石县纪委监委" in told and VEIL in told


@pytest.mark.parametrize("length", [MOST, MOST + 1, 20_000])
def test_a_long_report_is_no_pile_of_pages_in_the_ledger(length: int) -> None:
    shown = Line({Column.TEXT: "某" * length}, ALWAYS).shown()[list(Column).index(Column.TEXT)]
    assert shown == "某" * length if length <= MOST else shown == f"{'某' * MOST}……（以下略，共 {length} 字）"
    masked = Line({Column.TEXT: "某" * length}, {Column.TEXT}).shown()
    assert masked[list(Column).index(Column.TEXT)] == VEIL, "not even how long it is"


def test_what_proved_wrong_stands_in_no_ledger_but_one_that_asks_for_it(case: Case) -> None:
    Clue.objects.filter(pk=case.clue.pk).update(state="closed", conclusion="mistaken", concluded_at=NOW, closed_at=NOW)
    assert not _rows(_ledger(case)[0])
    data, _row = print_ledger(form="xlsx", purpose=MEETING, first=TODAY, last=TODAY, cleared=True, by=case.by(HANDLER))
    assert len(_rows(data)) == 1


def test_whoever_must_not_know_of_it_gets_no_paper_and_no_row(case: Case) -> None:
    case.desk.staff("下属", StandingDutyKind.CLUE_DESK, unit=case.desk.town.units[WATER])
    from bihuan.clues.models import ClueParty

    case.clue.parties.all().delete()
    ClueParty.objects.create(clue=case.clue, unit=case.desk.town.units[WATER])
    with pytest.raises(Missing):
        _print(case, PrintKind.DISPOSAL, "下属")
    assert not _rows(_ledger(case, "下属")[0])
    data, row = _print(case, PrintKind.DISPOSAL)
    assert _check(case, data, "a.docx", "下属").row is None and row not in prints_of(case.desk.actor("下属"))
    with pytest.raises(NotAllowed):
        _print(case, PrintKind.DISPOSAL, INTAKE)  # opens and registers only


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_paper_is_known_again_and_an_edited_one_is_found(case: Case, form: str) -> None:
    case.to_decided()
    data, row = _ledger(case, form=form) if form == "xlsx" else _print(case, PrintKind.DISPOSAL)
    found = _check(case, data, f"a.{form}")
    assert found.row == row and found.compared.same
    edited = _edited(data, form, "初步核实", "予以了结")
    told = _check(case, edited, f"b.{form}")
    assert (
        told.row == row
        and not told.compared.same
        and any("予以了结" in one for one in told.compared.strange)
        and told.compared.missing == 1
    )
    assert _check(case, _edited(data, form, row.number, "22222222"), f"c.{form}").row is None or form == "docx"


def _edited(data: bytes, form: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        for row in book.active.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace(old, new)
        book.save(out)
    else:
        paper = docx.Document(io.BytesIO(data))
        for text in (
            run for table in paper.tables for row in table.rows for cell in row.cells for one in cell.paragraphs for run in one.runs
        ):
            text.text = text.text.replace(old, new)
        paper.save(out)
    return out.getvalue()


def test_other_files_are_none_of_ours(case: Case) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert _check(case, out.getvalue(), "a.docx").row is None
    with pytest.raises(UnreadableFile):
        _check(case, b"nothing", "a.docx")


def test_the_table_tells_no_word_of_a_paper_and_the_book_what_it_was_for(case: Case) -> None:
    _data, row = _print(case, PrintKind.DISPOSAL)
    told = repr(list(CluePrint.objects.values())) + repr(list(Record.objects.values()))
    assert "窗口无人" not in told and OFFICIAL not in repr(list(CluePrint.objects.values()))
    made, read = Record.objects.order_by("-position")[:2][::-1]
    assert (made.action, made.kind, read.action, read.reason) == (
        "make_clue_paper",
        "clue_print",
        "read_clue",
        "问题线索分办呈批表：集体研究",
    )
    assert row.lines and len(set(map(len, row.lines))) == 1


def test_too_many_are_asked_for_in_parts(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.clues.operations.printing.MOST", 0)
    with pytest.raises(BadInput, match="缩短"):
        _ledger(case)


def test_digests_on_plain_values() -> None:
    lines: Sequence[str] = lines_of("一 二\n\n三\n核验标识：AAAAAAAA-" + "0" * 32)
    assert lines == ["一二", "三"]
    kept = digests(lines, "00" * 16)
    assert compared(kept, lines, "00" * 16).same and not compared(kept, lines, "11" * 16).same
    gone = compared(kept, ["三"], "00" * 16)
    assert (gone.strange, gone.missing) == ((), 1) and compared(kept, ["一二", "加", "三"], "00" * 16).strange == ("加",)
