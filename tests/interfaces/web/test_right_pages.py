"""Pages of tolerance, clearing and announcing: from the form to the row, by whoever may; others find nothing."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bihuan.accountability.models import Announcement, Clarification, Tolerance
from bihuan.accountability.operations import waive_appeal
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.rules.tolerance import principles_of
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.organisation.models import Post
from bihuan.organisation.vocabulary import UnitKind
from tests.accountability.ground import Bodies, by, heard, in_force, noticed, opened, whole
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, LEADER, NOW, OFFICE, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
AT = "/c/QS-2026/"


@pytest.fixture
def bodies(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Bodies:
    settings.BIHUAN_DEMO = True  # no second factor
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return Bodies(factory.town())


def sent(client: Client, address: str, told: Mapping[str, Any]) -> str:
    """Fill in the form; where it leads to."""
    page = client.get(AT + address)
    assert page.status_code == 200, page.content.decode()[:400]
    answer = client.post(AT + address, told)
    assert answer.status_code == 302, re.sub(r"<[^>]+>", "", answer.content.decode().rpartition("<main")[2])[:600]
    return answer["Location"]


def reviewed(place: Any) -> dict[str, str]:
    told = pack()
    principles = principles_of(place.campaign.file.get("principles") or ())
    lines = {f"d-{one.id}": "查清了" for one in told.distinctions} | {f"c-{one.id}": "yes" for one in told.conditions}
    lines |= {f"p-{n}": "已衡量" for n in range(len(principles))}
    return lines | {"opinion": "属于容错情形", "document": "9 号", "present": "雷峰、夕照", "reasons": "出于公心"}


@pytest.mark.both
def test_a_review_from_asking_to_what_was_put_right(bodies: Bodies) -> None:
    place = bodies.place
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    asked = {"asker": "person", "handling": row.pk, "matter": "先开工后补批", "text": "抢修河堤"}
    sent(place.client(OFFICIAL), "tolerances/new/", asked)
    pk = Tolerance.objects.get().pk
    one, office, party = f"tolerances/{pk}/", place.client(OFFICE), place.client(LEADER)
    assert place.client(COLLEAGUE).get(AT + one).status_code == 404
    assert "先开工后补批" not in place.client(COLLEAGUE).get(AT + "tolerances/").content.decode()
    sent(office, f"rights/tolerance/{pk}/accept_tolerance/", {})
    sent(office, f"rights/tolerance/{pk}/verify_tolerance/", {"findings": "应急抢修", "body": bodies.of["party"].pk})
    grant = {**reviewed(place), "items": "补办审批手续\n建立应急备案", "due_on": (TODAY + timedelta(20)).isoformat()}
    assert office.get(AT + f"rights/tolerance/{pk}/grant_tolerance/").status_code == 403
    sent(party, f"rights/tolerance/{pk}/grant_tolerance/", grant)
    item = Tolerance.objects.get().corrections.first()
    assert item
    sent(place.client(OFFICIAL), f"{one}corrections/{item.pk}/", {"done": "已补办"})
    page = place.client(OFFICIAL).get(AT + one).content.decode()
    assert all(word in page for word in ("予以容错", "已衡量", "已补办", "建立应急备案"))
    row.refresh_from_db()
    assert row.state == "tolerated"
    paper = party.post(AT + f"rights/tolerance/{pk}/paper/tolerance/")
    assert paper.status_code == 200 and paper.content[:2] == b"PK"


def test_a_name_is_cleared_from_the_clue_desks_number_to_the_circular(bodies: Bodies) -> None:
    place = bodies.place
    problem = place.find(text="收受礼品")
    group, other = place.client(GROUP), place.client(GROUP_2)
    told = {
        "handler": bodies.of["discipline"].pk, "unit": place.units[WATER].name, "person": OFFICIAL, "matter": "2 月 27 日收受礼品", "outcome": "untrue",
        "grounds": "当日在外地开会", "paper": "青纪线办〔2026〕4 号", "body": bodies.of["discipline"].pk, "problem": "",
    }  # fmt: skip
    answer = group.post(AT + "clarifications/new/", {**told, "outcome": "not_verified"})
    assert answer.status_code == 422 and "不等于不实" in answer.content.decode()
    sent(group, "clarifications/new/", told)
    row = Clarification.objects.get()
    Clarification.objects.filter(pk=row.pk).update(problem=problem)
    sent(place.client(OFFICIAL), f"rights/clarification/{row.pk}/hear_wish/", {"wish": "same_scope", "text": ""})
    mine = place.client(OFFICIAL).get(AT + f"clarifications/{row.pk}/").content.decode()
    assert "收受礼品" in mine and "青纪线办" not in mine and "当日在外地" not in mine
    approve = {"ways": ["circular"], "audience": "unit", "channels": ["page"], "approval": "同意"}
    assert group.get(AT + f"rights/clarification/{row.pk}/approve_clarification/").status_code == 200
    assert group.post(AT + f"rights/clarification/{row.pk}/approve_clarification/", approve).status_code == 422, (
        "who verified does not approve"
    )
    sent(other, f"rights/clarification/{row.pk}/approve_clarification/", approve)
    end = (TODAY + timedelta(30)).isoformat()
    circular = {"told_title": "澄清通报", "told_text": "关于曲院同志收受礼品的反映不属实。", "told_ends_on": end, "told_no_private": "on"}
    sent(
        group, f"rights/clarification/{row.pk}/clear_by_way/", {"way": "circular", "text": "全局通报", "on": TODAY.isoformat(), **circular}
    )
    sent(group, f"rights/clarification/{row.pk}/clear_by_way/", {"way": "written", "text": "送达澄清函", "on": TODAY.isoformat()})
    assert "clear_by_way" not in group.get(AT + f"clarifications/{row.pk}/").content.decode(), "each approved way is written down once"
    sent(group, f"rights/clarification/{row.pk}/clear_name/", {})
    assert "反映不属实" in place.client(COLLEAGUE).get(AT + "announced/").content.decode()
    for kind in ("asking", "letter", "approval"):
        assert group.post(AT + f"rights/clarification/{row.pk}/paper/{kind}/").content[:2] == b"PK"
    assert place.client(OFFICIAL).post(AT + f"rights/clarification/{row.pk}/paper/approval/").status_code == 403
    sent(group, f"rights/clarification/{row.pk}/follow_clarification/", {"text": "已无影响"})
    assert group.get(AT + f"clarifications/{row.pk}/").status_code == 404, "once it was looked after, nobody but the person finds it (P10)"
    assert place.client(OFFICIAL).get(AT + f"clarifications/{row.pk}/").status_code == 200
    assert place.client(HEAD).get(AT + f"clarifications/{row.pk}/").status_code == 404


def test_one_asks_for_his_own_name(bodies: Bodies) -> None:
    asked = {"matter": "反映我违规报销", "body": bodies.of["discipline"].pk, "wish": "written_only"}
    sent(bodies.place.client(OFFICIAL), "clarifications/apply/", asked)
    row = Clarification.objects.get()
    assert row.person == bodies.place.people[OFFICIAL] and row.wish == "written_only"
    assert "反映我违规报销" in bodies.place.client(GROUP).get(AT + f"clarifications/{row.pk}/").content.decode()


def test_who_serves_in_a_section_is_cleared_in_his_whole_unit(bodies: Bodies) -> None:
    """“His own unit” of the announcement is the bureau: colleagues of the other sections read it, too."""
    place = bodies.place
    office = place.units[WATER].children.create(name="办公室", kind=UnitKind.SECTION, path=f"{place.units[WATER].path}x/")
    Post.objects.filter(person=place.people[OFFICIAL], to_on=None).update(unit=office)
    asked = {"matter": "反映我违规报销", "body": bodies.of["discipline"].pk, "wish": "same_scope"}
    sent(place.client(OFFICIAL), "clarifications/apply/", asked)
    assert Clarification.objects.get().unit == place.units[WATER]


def test_an_announcement_from_drawing_up_to_its_removal(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    office, party, own = place.client(OFFICE), place.client(LEADER), place.client(OFFICIAL)
    assert office.get(AT + f"announcements/new/{row.number}/").status_code == 403, "off by default"
    switch_mechanisms(campaign=place.campaign, switches={"publicity_of_handlings": True}, **by(place, OFFICE))
    told = {
        "title": "一起空岗问题的通报", "text": "曲院空岗两次", "ends_on": (TODAY + timedelta(30)).isoformat(), "no_private": "on", "audience": "unit",
        "channels": ["page", "board"], "body_": bodies.of["party"].pk,
    }  # fmt: skip
    answer = office.post(AT + f"announcements/new/{row.number}/", told)
    assert answer.status_code == 422 and "不能写出姓名和单位" in answer.content.decode(), "nameless by default"
    sent(office, f"announcements/new/{row.number}/", {**told, "named": "on"})
    pk = Announcement.objects.get().pk
    for client in (place.client(COLLEAGUE), place.client(HEAD)):
        assert (
            client.get(AT + f"announcements/{pk}/").status_code == 404 and "曲院空岗" not in client.get(AT + "announced/").content.decode()
        )
    sent(own, f"rights/announcement/{pk}/reply_to_announcement/", {"text": "当天被抽去开会"})
    assert "决定要已经生效" in party.get(AT + f"announcements/{pk}/").content.decode()
    waive_appeal(row, **by(place, OFFICIAL))
    sent(party, f"rights/announcement/{pk}/approve_announcement/", {})
    board = place.client(COLLEAGUE).get(AT + "announced/").content.decode()
    assert "曲院空岗两次" in board and "当天被抽去开会" in board
    sent(office, f"rights/announcement/{pk}/remove_announcement/", {})
    sent(office, f"rights/announcement/{pk}/take_off_channel/", {"channel": "board", "on": TODAY.isoformat()})
    for client in (place.client(COLLEAGUE), office, own):
        for page in ("announced/", "announcements/"):
            assert "曲院空岗" not in client.get(AT + page).content.decode()
    gone = office.get(AT + f"announcements/{pk}/").content.decode()
    assert "曲院空岗" not in gone and Announcement.objects.get().seal in gone


def test_what_waits_stands_on_the_desk_of_who_has_it_to_do(bodies: Bodies) -> None:
    place = bodies.place
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    asked = {"asker": "person", "handling": row.pk, "matter": "先开工后补批", "text": "抢修河堤"}
    sent(place.client(OFFICIAL), "tolerances/new/", asked)
    assert "容错申请：请受理" in place.client(OFFICE).get("/todo/").content.decode()
    for name in (LEADER, COLLEAGUE, HEAD, OFFICIAL):
        assert "容错申请" not in place.client(name).get("/todo/").content.decode()
    page = place.client(OFFICE).get(AT + f"handlings/{row.number}/").content.decode()
    assert "本件的审查" in page, "the review stands beside the case"


def test_retaliation_is_reported_at_the_public_door(bodies: Bodies, settings: Any) -> None:
    own = bodies.place.client(OFFICIAL)
    assert "/protection/" in own.get(AT + "clarifications/").content.decode()
    settings.BIHUAN_PORTAL_SITE = "https://door.example"
    assert "https://door.example" in own.get(AT + "clarifications/").content.decode()
