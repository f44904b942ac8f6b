"""The ledger by the machine door: the same rows, steps and refusals as on the pages."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from bihuan.foundation.audit.models import Record
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.working import Worker
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Action, Source, State, Weight
from tests.factories.pictures import MARK, jpeg
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, LIAISON, OFFICE, OFFICE_2, OFFICIAL, OTHER_LIAISON, WATER, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
LEDGER = "campaigns/QS-2026/ledger"
Make = Callable[..., Machine]


def test_pages_of_the_list_follow_each_other_without_a_gap(place: Town, machine: Make) -> None:
    for number in range(7):
        place.find(text=f"窗口第{number}次无人受理")
    office = machine(OFFICE)
    seen, mark = [], ""
    while mark is not None:
        status, page = office.get(LEDGER, limit=3, **({"cursor": mark} if mark else {}))
        seen += [one["number"] for one in page["items"]]
        assert status == 200
        if len(seen) == 3:
            place.find(text="翻页时新来的")  # what comes meanwhile moves nothing
        mark = page["next"]
    assert seen == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    "wrong", [{"recorded": "2026-02-31..2026-03-01"}, {"due": "2026-03-07..2026-03-01"}, {"own": "1:number:many"}, {"own": ["1:any", "x"]}]
)
def test_a_filter_that_is_none_is_refused_and_never_gives_the_whole_ledger(place: Town, machine: Make, wrong: dict[str, str]) -> None:
    place.find()
    status, told = machine(OFFICE).get(LEDGER, **wrong)
    assert (status, told["kind"]) == (422, "bad_input")
    assert next(iter(wrong)) in told["sentence"]


def test_a_cursor_is_good_for_its_own_question_only(place: Town, machine: Make) -> None:
    for _number in range(3):
        place.find()
    office = machine(OFFICE)
    mark = office.get(LEDGER, limit=1)[1]["next"]
    for query in ({"cursor": mark, "state": "closed"}, {"cursor": mark[:-2] + "xx"}, {"cursor": "abc"}):
        status, told = office.get(LEDGER, limit=1, **query)
        assert (status, told["kind"]) == (422, "bad_input")


def test_the_list_is_narrowed_as_on_the_page(place: Town, machine: Make) -> None:
    place.find()
    place.find(unit=FOREST, person=None, text="护林站台账缺失", source=Source.TALK)
    office = machine(OFFICE)
    assert [one["number"] for one in office.get(LEDGER, source="talk")[1]["items"]] == [2]
    assert [one["number"] for one in office.get(LEDGER, unit=place.units[WATER].pk)[1]["items"]] == [1]
    assert [one["number"] for one in office.get(LEDGER, q="护林站")[1]["items"]] == [2]
    assert office.get(LEDGER, state=["recorded", "closed"])[1]["count"] == 2
    status, told = office.get(LEDGER, state="gone")
    assert status == 422 and told["errors"][0]["place"].startswith("query.state")


def test_what_may_not_be_read_is_null(place: Town, machine: Make) -> None:
    row = place.find(Source.SELF_CHECK, person=COLLEAGUE)
    status, told = machine(LIAISON).get(f"{LEDGER}/{row.number}")
    assert status == 200 and told["readable"] is False
    assert [told[name] for name in ("text", "cause", "measures", "progress", "manifestation", "how")] == [None] * 6
    assert machine(COLLEAGUE).get(f"{LEDGER}/{row.number}")[1]["text"] == row.text
    assert machine(OTHER_LIAISON).get(f"{LEDGER}/{row.number}")[0] == 404
    assert machine(OTHER_LIAISON).get(f"{LEDGER}/999999")[0] == 404


def test_reasons_of_steps_are_for_readers_only(place: Town, machine: Make) -> None:
    row = place.to("closed", place.find(source=Source.SELF_CHECK, weight=Weight.SERIOUS))
    do.reopen(problem=row, reason="又收了礼金", actor=place.actor(OFFICE), now=place.now)
    reasons = {who: [one["reason"] for one in machine(who).get(f"{LEDGER}/{row.number}")[1]["story"]] for who in (LIAISON, OFFICIAL)}
    assert not any(reasons[LIAISON]) and "又收了礼金" in reasons[OFFICIAL]


def test_a_problem_goes_its_whole_way_by_the_machine_door(place: Town, machine: Make) -> None:
    new = {"unit": place.units[WATER].pk, "source": "supervision", "text": "窗口群众等候两小时", "person": place.people[OFFICIAL].pk}
    status, told = machine(OFFICE).post(LEDGER, new)
    assert status == 200 and told["state"] == "recorded" and "analyse" in [one["action"] for one in told["steps"]]
    at = f"{LEDGER}/{told['number']}"
    doer, head, group, office = machine(OFFICIAL), machine(HEAD), machine(GROUP), machine(OFFICE)
    doer_pk = place.people[OFFICIAL].pk
    assert doer.post(f"{at}/steps/analyse", {"cause": "排班没有落实", "cause_kind": "managerial"})[0] == 200
    assert (
        doer.post(f"{at}/steps/plan", {"measures": ["轮值上墙"], "doer": doer_pk, "due_on": "2026-12-31", "beyond": True})[1]["state"]
        == "rectifying"
    )
    assert doer.send(f"{at}/evidence", "现场.jpg", b"\xff\xd8\xff\xe0" + bytes(64), label="现场")[1]["label"] == "现场"
    for program, action, state in (
        (doer, "ask", "asked"),
        (head, "confirm", "confirmed"),
        (group, "verify", "verified"),
        (office, "close", "closed"),
    ):
        status, told = program.post(f"{at}/steps/{action}")
        assert (status, told["state"]) == (200, state), told
    assert [one["action"] for one in told["story"]][-1] == "close"
    assert set(Record.objects.filter(kind="problem").values_list("door", flat=True)) == {"api"}


def test_refusals_are_those_of_the_pages(place: Town, machine: Make) -> None:
    row = place.to("rectifying", place.find())
    at = f"{LEDGER}/{row.number}/steps"
    office, liaison = machine(OFFICE), machine(LIAISON)
    status, told = office.post(f"{at}/close")
    assert (status, told["kind"]) == (409, "not_now")
    assert liaison.post(f"{at}/verify")[1]["kind"] == "not_allowed"
    status, told = machine(OFFICIAL).post(f"{at}/ask")
    assert (status, told["kind"]) == (409, "needs_unmet") and "佐证" in told["sentence"]
    status, told = office.post(f"{at}/extend", {"to_on": "2099-01-01", "reason": ""})
    assert status == 422 and "理由" in told["sentence"]
    status, told = machine(OFFICIAL).post(f"{at}/report_progress", {"text": "已办", "seen": 0})
    assert (status, told["kind"]) == (409, "conflict")
    assert office.post(f"{at}/record")[0] == 422
    assert office.post(f"{at}/nothing")[0] == 422
    row.refresh_from_db()
    assert row.state == State.RECTIFYING


def test_every_action_of_the_workflow_has_its_way(place: Town) -> None:
    from bihuan.interfaces.api.v1.ledger.steps import TAKING

    assert set(Action) - set(TAKING) == {
        Action.RECORD, Action.ADD_EVIDENCE, Action.FOLLOW_HEAD, Action.RECOUNT, Action.MERGE_INTO, Action.FOLLOW, Action.HAND_OVER,
        Action.TAKE_OVER, Action.DRAW_BACK,  # a whole sheet, a whole draw
    }  # fmt: skip


def test_nobody_is_found_by_trying_numbers(place: Town, machine: Make) -> None:
    new = {"unit": place.units[WATER].pk, "source": "supervision", "text": "窗口", "person": place.people[OTHER_LIAISON].pk}
    status, told = machine(OFFICE).post(LEDGER, new)
    assert status == 422 and OTHER_LIAISON not in told["sentence"]


def test_an_external_number_stands_once(place: Town, machine: Make) -> None:
    new = {"unit": place.units[WATER].pk, "source": "supervision", "text": "窗口", "external_number": "X-1"}
    office = machine(OFFICE)
    assert office.post(LEDGER, new)[0] == 200
    status, told = office.post(LEDGER, new)
    assert (status, told["kind"]) == (409, "conflict") and Problem.objects.count() == 1


def test_rows_are_known_by_their_external_number(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    row = {"unit": WATER, "person": OFFICIAL, "source": "督查反馈", "text": "窗口无人", "external": "X-1"}
    status, told = office.post(f"{LEDGER}/import", {"rows": [row], "preview": True})
    assert (status, told["new"], told["written"], Problem.objects.count()) == (200, 1, False, 0)
    assert office.post(f"{LEDGER}/import", {"rows": [row]})[1]["new"] == 1
    assert office.post(f"{LEDGER}/import", {"rows": [row]})[1]["same"] == 1
    assert office.post(f"{LEDGER}/import", {"rows": [{**row, "text": "窗口仍无人"}]})[1]["changed"] == 1
    status, told = office.post(f"{LEDGER}/import", {"rows": [{**row, "external": "X-2", "unit": "没有的局", "due": "某日"}]})
    assert status == 422 and {(one["row"], one["column"]) for one in told["errors"]} >= {(1, "单位")}
    assert Problem.objects.count() == 1
    assert office.post(f"{LEDGER}/import", {"rows": [{"nothing": "x"}]})[0] == 422
    assert machine(GROUP).post(f"{LEDGER}/import", {"rows": [row]})[0] == 403


def test_an_exported_workbook_comes_back_unchanged(place: Town, machine: Make) -> None:
    place.find()
    office = machine(OFFICE)
    status, data = office.post(f"{LEDGER}/export", {"reason": "对账"})
    assert status == 200 and openpyxl.load_workbook(io.BytesIO(data))["问题台账"].max_row == 2
    assert "attachment" in office.last["Content-Disposition"]
    assert office.send(f"{LEDGER}/import-sheet", "台账.xlsx", data)[1]["same"] == 1
    assert office.post(f"{LEDGER}/export", {"reason": " "})[0] == 422


@pytest.mark.django_db(transaction=True)
def test_long_sheets_are_done_in_the_background(place: Town, machine: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    place.find()
    office, other = machine(OFFICE), machine(LIAISON)
    data = office.post(f"{LEDGER}/export", {"reason": "对账"})[1]
    monkeypatch.setattr("bihuan.interfaces.api.v1.ledger.background.LONG", 0)
    status, taking = office.send(f"{LEDGER}/import-sheet", "台账.xlsx", data)
    assert (status, taking["state"], taking["file"]) == (202, "waiting", False)
    status, making = office.post(f"{LEDGER}/export", {"reason": "对账"})
    assert office.post(f"{LEDGER}/export", {"reason": "对账"})[1]["id"] == making["id"] and Job.objects.count() == 2, "made once"
    assert status == 202 and office.get(f"ledger/jobs/{making['id']}/file")[0] == 404
    Worker().run(until_idle=True)
    assert [office.get(f"ledger/jobs/{taking['id']}")[1][name] for name in ("state", "same", "fault")] == ["done", 1, ""]
    assert office.get(f"ledger/jobs/{making['id']}")[1]["file"]
    status, made = office.get(f"ledger/jobs/{making['id']}/file")
    assert status == 200 and openpyxl.load_workbook(io.BytesIO(made))["问题台账"].max_row == 2
    assert other.get(f"ledger/jobs/{making['id']}")[0] == other.get(f"ledger/jobs/{making['id']}/file")[0] == 404
    assert machine(GROUP).send(f"{LEDGER}/import-sheet", "台账.xlsx", data)[0] == 403


def test_a_job_is_its_askers_also_where_more_may_be_seen(place: Town, machine: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the list of jobs shows somebody: what is made of the ledger is handed to the very account that asked, and is of the ledger."""
    place.find()
    monkeypatch.setattr("bihuan.interfaces.api.v1.ledger.background.LONG", 0)
    monkeypatch.setattr("bihuan.interfaces.api.v1.ledger.background.jobs.find", lambda pk, _actor: Job.objects.get(pk=pk))
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    office, colleague = machine(OFFICE), machine(OFFICE_2)
    at = f"ledger/jobs/{office.post(f'{LEDGER}/export', {'reason': '对账'})[1]['id']}"
    assert colleague.get(at)[0] == colleague.post(f"{at}/stop")[0] == 404 and Job.objects.get().stop_asked_at is None
    Worker().run(until_idle=True)
    assert colleague.get(f"{at}/file")[0] == 404 and office.get(f"{at}/file")[0] == 200
    Job.objects.update(key="form:1")
    assert office.get(at)[0] == office.get(f"{at}/file")[0] == 404, "another room's"


def test_evidence_is_handed_out_to_readers_only(place: Town, machine: Make) -> None:
    row = place.find()
    data = jpeg()
    proof = machine(OFFICE).send(f"{LEDGER}/{row.number}/evidence", "现场.jpg", data)[1]
    at = f"{LEDGER}/{row.number}/evidence/{proof['id']}"
    office = machine(OFFICE)
    assert office.get(at)[0] == 200 and MARK.encode() not in b"".join(office.last.streaming_content), "a working copy"
    assert office.post(f"{at}/original", {})[0] == 200 and b"".join(office.last.streaming_content) == data
    assert Record.objects.get(action="take_original").changes["problem"] == f"{row.number:04d}"
    assert machine(LIAISON).get(at)[0] == 200 and machine(LIAISON).post(f"{at}/original", {})[0] == 403
    assert machine(OTHER_LIAISON).get(at)[0] == 404 and machine(OTHER_LIAISON).post(f"{at}/original", {})[0] == 404
    assert office.get(f"{LEDGER}/{row.number}/evidence/9999")[0] == 404
    assert office.send(f"{LEDGER}/{row.number}/evidence", "程序.exe", b"MZ" + bytes(64))[0] == 422


def test_an_outside_platform_exchanges_data_by_interface_and_by_file(place: Town, machine: Make) -> None:
    platform, clerk = machine(OFFICE), machine(OFFICE)
    rows = [
        {"unit": WATER, "person": OFFICIAL, "source": "督查反馈", "text": f"热线反映的第{n}件", "external": f"12345-{n}"} for n in (1, 2)
    ]
    assert platform.post(f"{LEDGER}/import", {"rows": rows}, key="night-1")[1]["new"] == 2
    place.to("rectifying", Problem.objects.get(external_number="12345-1"))
    told = platform.get(LEDGER, state="rectifying")[1]["items"]
    assert [(one["external_number"], one["measures"]) for one in told] == [("12345-1", ["实行窗口轮值", "公开等候时间"])]
    data = clerk.post(f"{LEDGER}/export", {"reason": "交给没有接口的平台"})[1]
    sheet = openpyxl.load_workbook(io.BytesIO(data))["问题台账"]
    assert {row[13].value for row in sheet.iter_rows(min_row=2)} == {"12345-1", "12345-2"}
    assert clerk.send(f"{LEDGER}/import-sheet", "台账.xlsx", data)[1]["same"] == 2


def test_steps_on_whole_entries(place: Town, machine: Make) -> None:
    first, second, third = (place.find(external_number=f"X-{n}") for n in range(3))
    office = machine(OFFICE)

    def act(row: Problem, action: str, **told: object) -> tuple[int, dict]:  # type: ignore[type-arg]
        return office.post(f"{LEDGER}/{row.number}/steps/{action}", told)

    assert act(first, "void", void_kind="duplicate", reason="重复", repeats=99)[0] == 422
    status, told = act(first, "void", void_kind="duplicate", reason="重复", repeats=second.number)
    assert status == 200 and told["stands"]["void"]["repeats"] == second.number and told["lamp"] == "none"
    assert [one["number"] for one in office.get(LEDGER, state="void")[1]["items"]] == [first.number]
    assert office.get(LEDGER)[1]["count"] == 2
    assert act(first, "restore", reason="不是一件")[1]["state"] == "recorded"
    status, told = act(first, "merge", reason="同一件事", others=[second.number])
    assert status == 200 and [one["external_number"] for one in told["stands"]["channels"]] == ["X-1"]
    assert act(second, "part_from", reason="两件事")[0] == 200
    status, told = act(first, "share", others=[second.number, third.number], shared=["cause"])
    assert status == 200 and told["stands"]["shared"] == ["cause"] and told["stands"]["shared_with"] == [2, 3]
    assert act(second, "analyse", cause="排班没有落实到人", cause_kind="managerial")[0] == 200
    third.refresh_from_db()
    assert third.cause == "排班没有落实到人" and act(third, "unshare")[0] == 200
    parts = [{"unit": place.units[FOREST].pk, "text": "林业部分"}]
    status, told = act(third, "divide", reason="两家都有责任", parts=parts)
    assert status == 200 and told["stands"]["divided_into"] == [4]
    status, told = act(third, "move_owner", reason="归林业局", unit=place.units[FOREST].pk)
    assert status == 200 and told["unit"]["name"] == FOREST
