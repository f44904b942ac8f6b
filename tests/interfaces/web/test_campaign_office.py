"""The pages by which the office sets a campaign up; others are refused, strangers find nothing."""

import io
import re
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.campaigns import queries
from bihuan.campaigns.models import Campaign, CoveredUnit, Grant, Group, RosterEntry, Task
from bihuan.campaigns.operations import amend_campaign, set_up_group
from bihuan.campaigns.vocabulary import CampaignState, Duty, GroupKind
from bihuan.foundation.accounts.models import User
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.operations import enter_with_post, found_unit
from bihuan.problems.vocabulary import Source
from tests.factories import town as t

CODE = "QS-2026"
OFFICE_ONLY = ("duties", "grant", "people", "new_group", "join_roster", "cover_units", "settings", "close", "add_task", "start")


@pytest.fixture
def town(db: None, client: Client) -> t.Town:
    return t.town()


def signed_in(town: t.Town, name: str) -> Client:
    client = town.client(name)
    session = client.session
    session["second_factor"] = "bound"
    session.save()
    return client


@pytest.fixture
def office(town: t.Town) -> Client:
    return signed_in(town, t.OFFICE)


def at(name: str, *args: object) -> str:
    return reverse(f"campaigns:{name}", args=[CODE, *args])


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def posted(client: Client, address: str, told: dict[str, object]) -> None:
    answer = client.post(address, told)
    assert answer.status_code == 302, text_of(answer)[-2500:]


def test_only_the_office_enters(town: t.Town, office: Client) -> None:
    for name in OFFICE_ONLY:
        assert office.get(at(name)).status_code == 200, name
        for other in (t.LIAISON, t.GROUP, t.LEADER, t.OFFICIAL):
            assert signed_in(town, other).get(at(name)).status_code == 403, (name, other)
    stranger = Client()
    stranger.force_login(User.objects.create(username="luren", name="路人", opened_at=town.now))
    for name in (*OFFICE_ONLY, "groups", "roster", "tasks"):
        assert stranger.get(at(name)).status_code == 404
    for name in ("groups", "roster", "tasks"):
        assert signed_in(town, t.LIAISON).get(at(name)).status_code == 200


def test_gaps_come_first_and_lead_to_the_form(town: t.Town, office: Client) -> None:
    held = queries.grants_of(town.campaign, t.LIAISON)[0]
    assert office.post(at("end_duty", held.pk), {"reason": ""}).status_code == 422
    posted(office, at("end_duty", held.pk), {"reason": "调离"})
    page = text_of(office.get(at("duties") + "?gap=liaison"))
    assert "1 个单位还没有联络员" in page
    assert f"duty=liaison&amp;unit={town.units[t.WATER].pk}" in page
    assert t.LIAISON not in page.split("<table")[1]


def test_a_year_without_its_holidays_is_told_where_clocks_run_into_it(town: t.Town, office: Client) -> None:
    Campaign.objects.update(end_on=t.TODAY.replace(year=2090))
    page = text_of(office.get(at("plan")))
    assert "2090 年的放假安排还没有录入" in page
    assert "放假安排还没有录入" not in text_of(signed_in(town, t.OFFICIAL).get(at("plan")))


def test_somebody_is_found_by_typing_with_and_without_scripts(town: t.Town, office: Client) -> None:
    Person.objects.create(name="曲院风", sort_key="x")
    fragment = text_of(office.get(at("people"), {"who": "曲院"}))
    assert t.WATER in fragment
    assert fragment.count('name="person"') == 2
    told = {"duty": "liaison", "unit": town.units[t.WATER].pk, "who": "曲"}
    answer = office.post(at("grant"), told)
    assert answer.status_code == 422
    assert "有 2 个人符合" in text_of(answer)
    posted(office, at("grant"), {**told, "person": town.people[t.OFFICIAL].pk})
    assert Grant.objects.filter(person=town.people[t.OFFICIAL], duty=Duty.LIAISON, ended_at=None).count() == 1
    assert "没有找到" in text_of(office.post(at("grant"), {**told, "who": "查无此人"}))
    assert "要写明对应哪个单位" in text_of(office.post(at("grant"), {**told, "unit": "", "who": t.OFFICIAL}))


def test_the_unit_of_a_duty_and_of_a_place_on_the_roster_is_found_by_typing_among_those_of_the_campaign(
    town: t.Town, office: Client
) -> None:
    Unit.objects.create(name="县档案馆", path="~9", parent=town.units["青石县"])  # stands, and takes no part
    water = town.units[t.WATER]
    page = text_of(office.get(at("grant"), {"unit": water.pk}))
    assert f'value="青石县 / {t.WATER}"' in page and f'<option value="青石县 / {t.FOREST}"></option>' in page
    assert "县档案馆" not in page and '<select name="unit"' not in page
    told = {"duty": "liaison", "who": t.OFFICIAL}
    assert "没有叫“县档案馆”的单位" in text_of(office.post(at("grant"), told | {"unit": "县档案馆"}))
    assert "没有这个单位" in text_of(office.post(at("grant"), told | {"unit": Unit.objects.get(name="县档案馆").pk}))
    assert f"青石县/{t.WATER}" in text_of(office.post(at("grant"), told | {"unit": "水利"})), "asked about, not guessed"
    posted(office, at("grant"), told | {"unit": t.WATER})
    assert Grant.objects.filter(person=town.people[t.OFFICIAL], unit=water, duty=Duty.LIAISON, ended_at=None).exists()
    joins = {"who": t.GROUP_2, "unit": f"青石县 / {t.FOREST}", "role": "subject", "post": "", "rank": "", "on": t.TODAY, "reason": "调入"}
    posted(office, at("join_roster"), joins)
    entry = RosterEntry.objects.get(person=town.people[t.GROUP_2])
    assert entry.unit == town.units[t.FOREST]
    assert f'value="青石县 / {t.FOREST}"' in text_of(office.get(at("change_post", entry.pk)))


def test_a_group_is_set_up_seated_and_left(town: t.Town, office: Client) -> None:
    assert "2 个单位没有督导组" in text_of(office.get(at("groups")))
    posted(office, at("new_group"), {"kind": "supervision", "name": "第一督导组", "units": [town.units[t.WATER].pk], "note": ""})
    group = Group.objects.get(name="第一督导组")
    assert "已经有“第一督导组”了" in text_of(office.post(at("new_group"), {"kind": "supervision", "name": "第一督导组"}))
    posted(office, at("group", group.pk), {"post": "head", "who": t.OTHER_HEAD, "person": ""})
    mine = Grant.objects.filter(person=town.people[t.OTHER_HEAD], duty=Duty.SUPERVISOR, ended_at=None)
    assert [one.unit.name for one in mine if one.unit] == [t.WATER]
    posted(office, at("charge", group.pk), {"units": [town.units[t.WATER].pk, town.units[t.FOREST].pk]})
    assert mine.all().count() == 2
    posted(office, at("unseat", group.pk, group.members.get().pk), {"reason": "轮换"})
    assert mine.all().count() == 0
    assert signed_in(town, t.LIAISON).post(at("group", group.pk), {"post": "head", "who": t.HEAD}).status_code == 403


def test_who_approved_is_shown_under_each_heads_name(town: t.Town, office: Client) -> None:
    posted(office, at("new_group"), {"kind": "leading", "name": "领导小组", "note": ""})
    group = Group.objects.get(kind=GroupKind.LEADING)
    for name in (t.LEADER, t.IN_CHARGE):
        posted(office, at("group", group.pk), {"post": "head", "who": name})
    head = signed_in(town, t.IN_CHARGE)
    posted(head, at("extend_stage", 1), {"to_on": "2026-04-10", "decision": "领导小组第2次会议", "reason": "质量优先"})
    page = text_of(office.get(at("groups")))
    mine, other = page.split("谁批准的")[1].split(f"<h2>{t.IN_CHARGE}")[1], page.split("谁批准的")[1].split(f"<h2>{t.IN_CHARGE}")[0]
    assert "延长阶段" in mine
    assert "延长阶段" not in other
    assert f"批准登记：{t.IN_CHARGE}" in text_of(office.get(at("plan")))
    assert "谁批准的" not in text_of(signed_in(town, t.LIAISON).get(at("groups")))


@pytest.mark.mechanism("M18")
def test_changes_of_the_roster_are_dated_and_every_day_can_be_counted_again(town: t.Town, office: Client) -> None:
    later = t.TODAY + timedelta(days=10)
    entry = RosterEntry.objects.get(person=town.people[t.OFFICIAL])
    assert "整治对象" in text_of(office.get(at("roster")))
    assert office.post(at("leave_roster", entry.pk, "exempt"), {"on": later, "reason": ""}).status_code == 422
    posted(office, at("leave_roster", entry.pk, "exempt"), {"on": later, "reason": "长期病假，局党组同意"})
    moved = RosterEntry.objects.get(person=town.people[t.OTHER_OFFICIAL])
    told = {"unit": town.units[t.FOREST].pk, "role": "subject", "post": "副局长", "rank": "副科级", "on": later, "reason": "县委任命"}
    posted(office, at("change_post", moved.pk), told)
    joins = {"who": t.GROUP_2, "unit": town.units[t.WATER].pk, "role": "subject", "post": "", "rank": "", "on": later, "reason": "调入"}
    posted(office, at("join_roster"), joins)
    before, after = (queries.counts_on(town.campaign, day) for day in (t.TODAY, later))
    assert (before.subjects, after.subjects, after.exempt) == (3, 3, 1)
    page = text_of(office.get(at("roster"), {"day": later.isoformat(), "unit": town.units[t.WATER].pk}))
    assert f"?unit={town.units[t.WATER].pk}&amp;day={later.isoformat()}" in page  # from unit to unit the day stays
    for words in ("免于参加", "长期病假", "职务变动", "副局长", "调入", "2026年3月12日名册上的整治对象"):
        assert words in page
    assert office.get(at("leave_roster", entry.pk, "vanish")).status_code == 404
    assert "早于名册确定日" in text_of(office.post(at("join_roster"), {**joins, "who": t.GROUP, "on": "2026-01-01"}))


def test_settings_are_changed_within_their_limits(town: t.Town, office: Client) -> None:
    told = {
        "near_days": 5,
        "default_days": 20,
        "quick_days": 9,
        "sample_percent": 15,
        "approve_measures": "on",
        "publicity_step": "on",
        "publicity_days": 7,
        "objection_days": 4,
        "likeness": 85,
        "clue_assign_days": 1,
        "clue_close_days": 60,
        "weekly_by": "recorded",
        "stage_gates": "on",
        "rank_threshold": "副科级以上",
        "quick_weights": ["general"],
        "quick_sources": ["talk"],
    }
    for wrong in ({"near_days": 100}, {"rank_threshold": "领导以上"}, {"publicity_days": 0}, {"objection_days": 0}, {"clue_close_days": 0}):
        assert office.post(at("settings"), {**told, **wrong}).status_code == 422
    posted(office, at("settings"), {**told, "reason": "领导小组要求"})
    town.campaign.refresh_from_db()
    now_set = queries.settings_for(town.campaign)
    assert (now_set.near_days, now_set.default_days, now_set.approve_measures, now_set.quick_sources) == (5, 20, True, ("talk",))
    seen = re.search(r'name="seen" value="(\d+)"', text_of(office.get(at("settings"))))
    amend_campaign(campaign=Campaign.objects.get(), settings={"near_days": 9}, actor=town.actor(t.OFFICE), now=t.NOW)
    assert seen and office.post(at("settings"), {**told, "default_days": 30, "seen": seen[1]}).status_code == 409
    kept = queries.settings_for(Campaign.objects.get())
    assert (kept.near_days, kept.default_days) == (9, 20), "an old page puts nothing back"
    assert (now_set.publicity_step, now_set.publicity_days, now_set.objection_days, now_set.stage_gates) == (True, 7, 4, True)
    assert (now_set.likeness, now_set.quick_days, now_set.clue_assign_days, now_set.clue_close_days) == (85, 9, 1, 60)
    assert town.find(Source.TALK).due_on == t.TODAY + timedelta(9), "corrected at once within the days of the campaign"
    assert town.find(Source.SUPERVISION).due_on == t.TODAY + timedelta(20)


def test_a_task_goes_to_every_unit_and_paper_does_not_finish_it(town: t.Town, office: Client) -> None:
    posted(office, at("add_task"), {"title": "公开窗口等候时间", "stage": "1", "body": "all", "due_on": "2026-03-20"})
    assert Task.objects.count() == 2
    liaison, mine = signed_in(town, t.LIAISON), Task.objects.get(unit=town.units[t.WATER])
    assert text_of(liaison.get(at("tasks"))).count("公开窗口等候时间") == 1
    answer = liaison.post(at("finish_task", mine.pk), {"result": "印发了文件", "proof": "文件"})
    assert answer.status_code == 422
    assert "只写发了文、开了会不算完成" in text_of(answer)
    posted(liaison, at("finish_task", mine.pk), {"result": "等候由40分钟降到15分钟", "proof": "叫号记录"})
    assert "叫号记录" in text_of(office.get(at("tasks") + "?state=done"))


def _sheet(rows: list[tuple[str, ...]]) -> SimpleUploadedFile:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("干部名册")
    for number, row in enumerate([("单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机"), *rows]):
        page.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("名册.xlsx", stream.getvalue())


def test_a_campaign_is_prepared_from_a_ready_catalogue_started_and_closed(town: t.Town, office: Client) -> None:
    assert signed_in(town, t.LIAISON).get(reverse("campaigns:prepare")).status_code == 404
    told = {
        "ready": "four-ills",
        "root": town.units["青石县"].pk,
        "title": "庸懒散软专项",
        "start": "2026-03-01",
        "end": "2026-05-31",
        "code": "YL-2026",
    }
    assert office.post(reverse("campaigns:prepare"), {**told, "ready": ""}).status_code == 422
    posted(office, reverse("campaigns:prepare"), told)
    made = Campaign.objects.get(code="YL-2026")
    assert "去启动" in text_of(office.get(f"/c/{made.code}/plan/"))
    posted(office, f"/c/{made.code}/stages/1/dates/", {"start_on": "2026-03-01", "end_on": "2026-03-31"})
    bad = office.post(f"/c/{made.code}/start/", {"subjects": ["section_head"], "on": "2026-12-31x"})
    assert bad.status_code == 422
    for bureau in (t.WATER, t.FOREST):
        section = found_unit(name="办公室", parent=town.units[bureau], actor=town.machine, now=t.NOW)
        clerk = {"name": "花港", "phone": "", "title": "科员", "rank": "", "from_on": t.TODAY}
        enter_with_post(unit=section, **clerk, actor=town.machine, now=t.NOW)
    told = {"subjects": ["section_head"], "on": "2026-03-02"}
    looked = office.post(f"/c/{made.code}/start/", {**told, "look": "1"})
    assert looked.status_code == 200 and "启动后列入名册的人" in looked.content.decode()
    rows = {name: (subjects, others) for name, subjects, others in looked.context["covered"]["rows"]}
    assert rows[t.WATER] == (1, 4) and rows[t.FOREST] == (1, 3) and "办公室" not in rows, "a section counts with its bureau"
    made.refresh_from_db()
    assert made.state == "prepared" and made.roster_frozen_on is None, "nothing is fixed by looking"
    refused = office.post(f"/c/{made.code}/start/", told)
    shown = refused.content.decode()
    assert refused.status_code == 422 and "启动后列入名册的人" in shown and "补齐，或者写明为什么" in shown, (
        "the second look stays, the reason is asked"
    )
    posted(office, f"/c/{made.code}/start/", {**told, "gaps_reason": "联络员三天内明确"})
    assert office.get(f"/c/{made.code}/").headers["Location"] == f"/c/{made.code}/cockpit/"
    made.refresh_from_db()
    counts = queries.counts_on(made, t.TODAY)
    assert (made.state, counts.subjects) == (CampaignState.RUNNING, 2)
    assert CoveredUnit.objects.filter(campaign=made).count() == len(rows), "as many units as were told before"
    posted(office, f"/c/{made.code}/close/", {"reason": "任务完成"})
    made.refresh_from_db()
    assert made.state == CampaignState.CLOSED


def test_a_wrong_campaign_file_is_told_line_by_line(town: t.Town, office: Client) -> None:
    file = SimpleUploadedFile("c.yaml", "bihuan_campaign: 1\ntitel: 错字\ncatalogue: {name: 目录}\n".encode())
    answer = office.post(reverse("campaigns:prepare"), {"file": file, "root": town.units["青石县"].pk})
    assert answer.status_code == 422
    assert "第 2 行" in text_of(answer)


@pytest.mark.mechanism("M24")
def test_open_items_stay_overdue_when_the_campaign_is_closed(town: t.Town, office: Client) -> None:
    problem = town.find()
    type(problem).objects.filter(pk=problem.pk).update(due_on=t.TODAY)
    posted(office, at("close"), {"reason": "期限已到"})
    town.campaign.refresh_from_db()
    assert (town.campaign.start_on.isoformat(), town.campaign.end_on.isoformat()) == ("2026-03-01", "2026-05-31")  # type: ignore[union-attr]
    page = text_of(office.get(f"/c/{CODE}/ledger/"))
    assert problem.text[:8] in page
    assert "lamp late" in page.split("<tbody")[1]


@pytest.mark.mechanism("M24")
def test_after_the_last_day_what_is_open_is_late_whether_or_not_the_campaign_was_closed(town: t.Town, office: Client) -> None:
    row, after = town.find(), date(2026, 6, 1)
    done = town.to("closed", town.find())
    assert town.campaign.end_on and row.due_on and row.due_on <= town.campaign.end_on < after
    plan = text_of(office.get(at("plan")))
    assert "2026-03-01 — 2026-05-31" in plan
    for closed in (False, True):
        if closed:
            posted(office, at("close"), {"reason": "期限已到"})
        page = office.get(f"/c/{CODE}/ledger/?at={after}&lamp=overdue")
        assert [one.problem.number for one in page.context["rows"]] == [row.number]
        every = office.get(f"/c/{CODE}/ledger/?at={after}")
        assert {one.problem.number for one in every.context["rows"]} >= {row.number, done.number}, "nothing is hidden"
        assert "超期" in text_of(office.get(f"/c/{CODE}/cockpit/?at={after}"))


def test_accounts_for_everybody_without_one_on_slips_shown_once(town: t.Town) -> None:
    for name in (t.LIAISON, t.OFFICIAL):
        town.people[name].user = None
        town.people[name].save(update_fields=["user"])
    administrator = Client()
    administrator.force_login(t.administrators()["system"])
    session = administrator.session
    session["second_factor"] = "bound"
    session.save()
    address = reverse("administration:accounts_in_bulk")
    assert "1 人" in text_of(administrator.get(address))
    answer = administrator.post(address, {"code": CODE, "scope": "roster"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "application/pdf"
    opened = Person.objects.get(pk=town.people[t.LIAISON].pk).user
    assert opened is not None
    assert (opened.username, opened.must_change_password, opened.has_usable_password()) == ("chunxiao01", True, False)
    assert administrator.post(address, {"code": CODE, "scope": "roster"}).status_code == 422, "nobody is left"
    assert administrator.post(address, {"code": CODE, "scope": "roster", "what": "waiting"}).status_code == 200, "printed anew"
    assert signed_in(town, t.OFFICE).get(address).status_code == 404


def _duties(rows: list[tuple[str, ...]]) -> SimpleUploadedFile:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("职责分工")
    for number, row in enumerate([("单位", "姓名", "职责"), *rows]):
        page.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("职责.xlsx", stream.getvalue())


def test_duties_by_a_workbook_all_or_nothing_with_errors_at_their_cells(town: t.Town, office: Client) -> None:
    for one in queries.grants_of(town.campaign, duty=Duty.LIAISON):
        posted(office, at("end_duty", one.pk), {"reason": "换届"})
    sheet = load_workbook(io.BytesIO(office.get(at("duty_template")).content))["职责分工"]
    assert [row[:3] for row in sheet.iter_rows(values_only=True)] == [
        ("单位", "姓名", "职责"), (t.WATER, None, "联络员"), (t.FOREST, None, "联络员")
    ]  # fmt: skip
    wrong = [(t.WATER, t.LIAISON, "联络员"), ("县水力局", t.HEAD, ""), (t.WATER, "曲院风", ""), (t.WATER, t.HEAD, "队长")]
    answer = office.post(at("duty_sheet"), {"file": _duties(wrong)})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "表里有 3 处错误" in page
    for place in ("职责分工 第 3 行 单位", "职责分工 第 4 行 姓名", "职责分工 第 5 行 职责"):
        assert place in page
    assert f"最接近的：{t.WATER}</small>" in page, "the nearest match"
    assert not queries.grants_of(town.campaign, duty=Duty.LIAISON).exists(), "all or nothing"
    good = [(t.WATER, t.LIAISON, "联络员"), (t.FOREST, t.OTHER_LIAISON, ""), ("", t.COLLEAGUE, "专班"), (t.WATER, "", "")]
    for _again in range(2):
        posted(office, at("duty_sheet"), {"file": _duties(good)})
    held = {(one.person.name, one.unit.name if one.unit else "") for one in queries.grants_of(town.campaign, duty=Duty.LIAISON)}
    assert held == {(t.LIAISON, t.WATER), (t.OTHER_LIAISON, t.FOREST)}
    assert queries.grants_of(town.campaign, t.COLLEAGUE, duty=Duty.OFFICE).count() == 1
    assert signed_in(town, t.LIAISON).get(at("duty_template")).status_code == 403


def test_a_head_extends_and_ends_without_being_of_the_office_and_members_do_not(town: t.Town, office: Client) -> None:
    posted(office, at("new_group"), {"kind": "leading", "name": "领导小组", "note": ""})
    group = Group.objects.get(kind=GroupKind.LEADING)
    posted(office, at("group", group.pk), {"post": "head", "who": t.IN_CHARGE})
    head, member = signed_in(town, t.IN_CHARGE), signed_in(town, t.LEADER)
    for address in (at("extend_stage", 1), at("close")):
        assert head.get(address).status_code == 200
        assert member.get(address).status_code == 403
    for address in (at("gap"), at("settings"), at("duties")):
        assert head.get(address).status_code == 403
    posted(head, at("close"), {"reason": "目标完成，领导小组会议研究决定"})
    town.campaign.refresh_from_db()
    assert town.campaign.state == CampaignState.CLOSED
    assert office.post(at("add_task"), {"title": "迟到的任务", "stage": "1", "body": "all", "due_on": "2026-06-20"}).status_code == 422


def test_who_changed_the_units_of_a_group_meanwhile_is_told_and_nothing_is_put_back(town: t.Town, office: Client) -> None:
    group = set_up_group(
        campaign=town.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[town.units[t.WATER]], actor=town.machine, now=t.NOW
    )
    first = office.get(at("charge", group.pk))
    seen = first.context["seen"]
    assert f'name="seen" value="{seen}"' in text_of(first)
    other = signed_in(town, t.OFFICE_2)
    posted(other, at("charge", group.pk), {"units": [town.units[t.WATER].pk, town.units[t.FOREST].pk], "seen": seen})
    refused = office.post(at("charge", group.pk), {"units": [town.units[t.WATER].pk], "seen": seen})
    told = text_of(refused)
    assert refused.status_code == 422 and f"刚被{t.OFFICE_2}改过" in told and t.FOREST in told and "您勾选的没有丢" in told
    assert group.charges.count() == 2, "what the other one saved stays"
    assert refused.context["form"]["units"].value() == [str(town.units[t.WATER].pk)]
    posted(office, at("charge", group.pk), {"units": [town.units[t.WATER].pk], "seen": refused.context["seen"]})
    assert [one.unit.name for one in group.charges.all()] == [t.WATER], "asked again, it is done"


def test_the_form_of_a_duty_says_for_which_duties_a_unit_is_needed(office: Client) -> None:
    page = text_of(office.get(at("grant")))
    assert "对应单位<small>看职责</small>" in page and "联络员、督导组成员必须选" in page


def test_a_unit_is_looked_for_in_a_long_list_beside_the_roster(town: t.Town, office: Client) -> None:
    address = at("roster")
    assert 'data-tree-find="roster-units"' not in text_of(office.get(address)), "two units are seen at a glance"
    root = town.units[t.WATER].parent
    for number in range(12):
        unit = Unit.objects.create(name=f"县第{number}中学", parent=root, order=number, path=f"zz{number:02d}")
        CoveredUnit.objects.create(campaign=town.campaign, unit=unit, from_on=town.campaign.roster_frozen_on or t.TODAY)
    assert 'data-tree-find="roster-units"' in text_of(office.get(address))
    found = text_of(office.get(address, {"unit_q": "第7"}))
    assert re.findall(r"<span>(县.+?)</span><small", found) == ["县第7中学"] and 'value="第7"' in found
    assert "没有单位" in text_of(office.get(address, {"unit_q": "无此单位"}))
