"""The other rooms by the machine door: plans to a running campaign, documents, figures, tasks, the organisation."""

import io
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pytest

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import add_task
from bihuan.organisation.models import Person, StandingDuty, Unit
from tests.factories.town import GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
CAMPAIGN = "campaigns/QS-2026"
PLAN = """关于开展作风专项整治的工作方案
一、时间安排
（一）查摆问题阶段（2026年3月1日至3月31日）
（二）集中整改阶段（2026年4月1日至4月30日）
二、整治内容
（一）推诿扯皮。遇事往外推。
"""


def _keeper(place: Town, name: str) -> None:
    StandingDuty.objects.create(user=place.people[name].user, duty="keeper", given_at=NOW)


def test_from_a_plan_file_to_a_running_campaign(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    status, told = office.send("plans", "方案.txt", PLAN.encode())
    assert status == 200 and len(told["facts"]["stages"]) == 2 and told["text"]
    at = f"plans/{told['id']}"
    for question in [one for one in told["questions"] if one["must"]]:
        status, told = office.post(f"{at}/answers", {"answers": {question["key"]: question["offers"][0] if question["offers"] else "2026"}})
        assert status == 200, told
    assert office.get("plans")[1]["items"][0]["id"] == told["id"]
    assert office.get(f"{at}/original")[0] == 200 and b"".join(office.last.streaming_content) == PLAN.encode()
    root = place.units["青石县"].pk
    status, told = office.post(f"{at}/launch", {"root": root, "on": TODAY.isoformat(), "code": "QS-2027"})
    assert status == 422 and "没有明确具体负责人员" in str(told), "gaps are told before the first stage is entered (M05)"
    status, told = office.post(
        f"{at}/launch", {"root": root, "on": TODAY.isoformat(), "code": "QS-2027", "gaps_reason": "联络员本周内由各单位明确"}
    )
    assert (status, told["code"]) == (200, "QS-2027")
    assert Campaign.objects.get(code="QS-2027").state == "running"
    assert "office" in office.get("campaigns/QS-2027")[1]["duties"]
    assert machine(LIAISON).send("plans", "方案.txt", PLAN.encode())[0] == 403
    assert machine(LIAISON).get(at)[0] == 404
    status, told = office.send("plans", "程序.exe", b"MZ" + bytes(64))
    assert (status, told["kind"]) == (422, "bad_input")


def test_a_campaign_file_goes_out_and_comes_in(place: Town, machine: Make) -> None:
    office, root = machine(OFFICE), place.units["青石县"].pk
    status, data = office.get(f"{CAMPAIGN}/file")
    assert status == 200 and "作风专项整治" in data.decode()
    status, told = office.send("campaigns", "QS.yaml", data, root=root, code="QS-2028")
    assert (status, told["state"], len(told["stages"])) == (200, "prepared", 3)
    assert office.get("campaigns/QS-2028/file")[1].decode().replace("QS-2028", "QS-2026") == data.decode()
    status, told = office.post("campaigns/QS-2028/start", {"on": TODAY.isoformat(), "gaps_reason": "联络员本周内由各单位明确"})
    assert (status, told["state"]) == (200, "running"), told
    assert office.send("campaigns", "QS.yaml", b"title: [", root=root)[0] == 422
    assert machine(HEAD).send("campaigns", "QS.yaml", data, root=root)[0] == 404
    assert [one["code"] for one in office.get("campaigns", limit=1)[1]["items"]] == ["QS-2028"]
    mark = office.get("campaigns", limit=1)[1]["next"]
    assert [one["code"] for one in office.get("campaigns", limit=1, cursor=mark)[1]["items"]] == ["QS-2026"]


def _roster(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "干部名册"
    for row in [["单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机"], *rows]:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_roster_sheet_starts_a_campaign_and_feeds_the_tree(place: Town, machine: Make) -> None:
    _keeper(place, OFFICE)
    office, root = machine(OFFICE), place.units["青石县"].pk
    assert office.post("campaigns-from-catalogue", {"catalogue": "five-tendencies", "root": root, "code": "QS-5"})[0] == 200
    data = _roster([["县水利局", "青石县", "苏堤", "局长", "", "是", ""], ["县水利局", "", "新荷", "科员", "", "是", ""]])
    status, told = office.send("campaigns/QS-5/start-with-roster", "名册.xlsx", data, on=TODAY.isoformat(), gaps_reason="本周内明确")
    assert (status, told["state"]) == (200, "running"), told
    unit = place.units[WATER].pk
    assert {one["person"]["name"] for one in office.get(f"campaigns/QS-5/units/{unit}/roster")[1]} == {"苏堤", "新荷"}
    status, told = office.send("roster", "名册.xlsx", _roster([["县水利局", "青石县", "听雨", "科员", "", "否", ""]]), on=TODAY.isoformat())
    assert status == 200 and "听雨" in [one["name"] for one in office.get(f"units/{unit}/people", limit=200)[1]["items"]]
    status, told = office.send(
        "roster", "名册.xlsx", _roster([["没有的局", "没有的县", "听雨", "科员", "", "也许", "12"]]), on=TODAY.isoformat()
    )
    assert status == 422 and told["errors"]
    assert machine(LIAISON).send("roster", "名册.xlsx", data, on=TODAY.isoformat())[0] == 404
    more, people = _roster([["县林业局", "青石县", "新柳", "科员", "", "否", ""]]), Person.objects.count()
    told = office.send("roster?preview=true", "名册.xlsx", more, on=TODAY.isoformat())[1]
    assert (told["written"], told["counts"]["new"], Person.objects.count()) == (False, 1, people)
    wrong = _roster([["没有的局", "没有的县", "听雨", "科员", "", "也许", "12"]])
    assert office.send("roster?preview=true", "名册.xlsx", wrong, on=TODAY.isoformat())[0] == 422
    assert office.send("roster/marked", "名册.xlsx", wrong)[1][:2] == b"PK" and office.send("roster/marked", "名册.xlsx", more)[0] == 404
    assert office.get("roster/template")[1][:2] == b"PK" and machine(LIAISON).get("roster/template")[0] == 404


def test_the_roster_of_a_unit_is_for_whoever_sees_it_on_the_page(place: Town, machine: Make) -> None:
    at = f"{CAMPAIGN}/units/{place.units[WATER].pk}/roster"
    assert {name: machine(name).get(at)[0] for name in (OFFICE, LEADER, LIAISON, OTHER_LIAISON, OFFICIAL)} == {
        OFFICE: 200, LEADER: 200, LIAISON: 200, OTHER_LIAISON: 404, OFFICIAL: 404,
    }  # fmt: skip
    assert [one["name"] for one in machine(LIAISON).get(f"{CAMPAIGN}/units")[1]] == [WATER]


def test_a_report_is_drafted_issued_and_handed_out(place: Town, machine: Make) -> None:
    place.find()
    office = machine(OFFICE)
    status, told = office.post(f"{CAMPAIGN}/documents", {"what": "weekly", "day": TODAY.isoformat()})
    assert status == 200 and told["state"] == "draft"
    at = f"{CAMPAIGN}/documents/{told['id']}"
    assert machine(LIAISON).get(at)[0] == 404 and machine(LIAISON).post(f"{at}/issue", {})[0] == 404
    assert machine(LIAISON).post(f"{CAMPAIGN}/documents", {"what": "weekly", "day": TODAY.isoformat()})[0] == 403
    status, data = office.get(f"{at}/file")
    assert docx.Document(io.BytesIO(data)).paragraphs
    assert office.get(f"{at}/file", form="pdf")[1].startswith(b"%PDF")
    assert office.get(f"{at}/file", form="exe")[0] == 422
    status, told = office.post(f"{at}/issue", {})
    assert status in (200, 409), told
    if status == 200:
        assert told["number"] and machine(LIAISON).get(at)[0] == 200
        first, again = office.get(f"{at}/file")[1], office.get(f"{at}/file")[1]
        assert first == again, "the issued file, byte for byte"
        assert office.post(f"{at}/issue", {})[1]["kind"] == "not_now"
    assert office.post(f"{CAMPAIGN}/documents", {"what": "weekly", "day": "2099-01-01"})[0] == 422


def test_figures_say_what_they_count_and_where_the_rows_are(place: Town, machine: Make) -> None:
    place.find()
    group = machine(GROUP)
    status, told = group.get(f"{CAMPAIGN}/figures")
    found = {one["code"]: one for one in told["figures"]}
    assert (
        status == 200
        and found["O01"]["value"] == 1
        and found["O01"]["definition"]
        and found["O01"]["rows"].startswith("/c/QS-2026/ledger/")
    )
    assert found["N04"]["value"] == 0 and found["N22"]["value"] is None and found["N22"]["reason"]
    past = group.get(f"{CAMPAIGN}/figures/O01", as_of="2026-03-01")[1]
    assert (past["as_of"], past["figures"][0]["value"]) == ("2026-03-01", 0)
    assert group.get(f"{CAMPAIGN}/figures", as_of="2099-01-01")[0] == 422
    assert group.get(f"{CAMPAIGN}/figures/O99")[0] == 404
    assert machine(LIAISON).get(f"{CAMPAIGN}/figures")[0] == 403


def test_a_task_is_given_and_finished_by_its_result(place: Town, machine: Make) -> None:
    office, unit = machine(OFFICE), place.units[WATER]
    status, told = office.post(f"{CAMPAIGN}/tasks", {"title": "修订值班办法", "unit": unit.pk, "stage": 1})
    assert status == 200 and told["unit"]["name"] == WATER
    other = add_task(campaign=place.campaign, title="清理文件", unit=unit, actor=place.machine, now=NOW)
    assert [one["id"] for one in office.get(f"{CAMPAIGN}/tasks")[1]["items"]] == [other.pk, told["id"]]
    at = f"{CAMPAIGN}/tasks/{told['id']}/finish"
    assert machine(OTHER_LIAISON).post(at, {"result": "x", "proof": "x"})[0] == 404
    status, refused = office.post(at, {"result": "印发了通知", "proof": ""})
    assert (status, refused["kind"]) == (409, "needs_unmet")
    status, told = office.post(at, {"result": "值班办法改为两人轮值，夜间无人值守的窗口降为零", "proof": "连续三周值班记录"})
    assert (status, told["state"]) == (200, "done"), told


def test_units_people_and_posts_are_kept(place: Town, machine: Make) -> None:
    _keeper(place, OFFICE)
    office, day = machine(OFFICE), TODAY.isoformat()
    status, unit = office.post("units", {"name": "县气象局", "kind": "bureau", "parent": place.units["青石县"].pk})
    assert status == 200 and Unit.objects.get(pk=unit["id"]).name == "县气象局"
    told: Any = office.post("people", {"name": "观云", "unit": unit["id"], "title": "局长", "from_on": day})[1]
    assert told["posts"][0]["role"] == "head"
    assert office.post(f"people/{told['id']}/amend", {"name": "望云", "phone": "13900000000"})[1]["name"] == "望云"
    assert office.post(f"units/{unit['id']}/end", {"on": day, "reason": "并入"})[0] == 422, "somebody holds a post in it"
    assert office.post(f"posts/{told['posts'][0]['id']}/end", {"on": day})[1]["posts"][0]["to_on"] == day
    assert office.post(f"units/{unit['id']}/end", {"on": day, "reason": "并入"})[1]["ended_on"] == day
    assert office.get(f"people/{told['id']}")[0] == 200
    water = office.get(f"units/{place.units[WATER].pk}/people", limit=2)[1]
    assert len(water["items"]) == 2 and office.get(f"units/{place.units[WATER].pk}/people", limit=2, cursor=water["next"])[1]["items"]
