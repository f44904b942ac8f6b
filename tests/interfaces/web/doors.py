"""Every address of the product with something behind it, and everybody who may stand before it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bihuan.campaigns.models import (
    CampaignLink,
    Delegation,
    Grant,
    Group,
    Handover,
    KeyFew,
    LocalManifestation,
    Manifestation,
    RosterEntry,
    Secondment,
)
from bihuan.campaigns.operations import add_task, commend, follow_unit, note_conveyed, register_meeting, set_column, set_up_group
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.rules.meetings import MeetingFacts
from bihuan.campaigns.vocabulary import ColumnKind, FollowGround, GroupKind, GroupPost, MeetingKind
from bihuan.finding.operations import Ink, Share, register_instruction
from bihuan.forms.operations import add_form, fill_form, tie_form
from bihuan.forms.rules.ties import CellTie, Ties
from bihuan.foundation.accounts.models import User
from bihuan.foundation.jobs.models import Job
from bihuan.institutions.models import CheckAnswer, CheckOrder, Institution
from bihuan.organisation.models import Person, Post, StandingDuty
from bihuan.plan_import.jobs import ask_to_recognise
from bihuan.plan_import.operations import keep_plan, read_plan
from bihuan.problems.models import Problem
from bihuan.problems.operations import add_evidence, attach_evidence, remind
from bihuan.problems.vocabulary import ReminderLevel, Source
from bihuan.reports.operations import draft_report
from tests.factories.pictures import jpeg
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    IN_CHARGE,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICIAL,
    TODAY,
    WATER,
    Town,
    administrators,
    town,
)
from tests.forms.blanks import blank
from tests.inspections.ground import one_of_each
from tests.interfaces.web.asked import one_of_each_asked
from tests.interfaces.web.handled import one_of_each_handled
from tests.interfaces.web.listed import one_of_each_listed
from tests.interfaces.web.marked import one_of_each_mark
from tests.interfaces.web.owned import one_of_each_owned
from tests.interfaces.web.papered import one_of_each_paper
from tests.interfaces.web.praised import one_of_each_praised
from tests.interfaces.web.righted import one_of_each_right
from tests.interfaces.web.traced import one_of_each_traced
from tests.interfaces.web.visited import one_of_each_visit

ROOMS = "bihuan.interfaces.web."
# In the order of the columns of the tables of expected answers.
ROLES = (
    "anonymous", "office", "leader", "head", "in_charge", "group", "liaison", "official", "colleague", "outsider", "keeper", "system", "security",
    "audit",
)  # fmt: skip
CAST = {"office": OFFICE, "leader": LEADER, "head": HEAD, "in_charge": IN_CHARGE, "group": GROUP, "liaison": LIAISON, "official": OFFICIAL,
        "colleague": COLLEAGUE}  # fmt: skip


@dataclass
class House:
    """A town with one of everything, and a signed-in browser for each role."""

    town: Town
    clients: dict[str, Client]
    given: dict[str, object]

    def address(self, name: str, names: set[str]) -> str:
        room = name.split(":")[0]
        special = {
            "campaigns:leave_roster": {"how": "leave"}, "campaigns:group": {"pk": self.given["group"]},
            "campaigns:unseat": {"seat": self.given["seat"], "pk": self.given["group"]},
            "campaigns:charge": {"pk": self.given["group"]}, "campaigns:dissolve_group": {"pk": self.given["group"]},
        }  # fmt: skip
        known = {**self.given, **self.given.get(f"in {room}", {}), **self.given.get(name, {}), **special.get(name, {})}  # type: ignore[dict-item]
        return reverse(name, kwargs={one: known[one] for one in names})


def tried(letters: Mapping[str, str], place: int) -> dict[str, str]:
    """Who stands before the address at this place of the list, with the letter for what he should get. On SQLite everybody. On PostgreSQL,
    which is asked the same questions by the same policies, one of those who get each answer, from address to address another."""
    if connection.vendor == "sqlite":
        return dict(letters)
    alike = [[role for role in letters if letters[role] == letter] for letter in dict.fromkeys(letters.values())]
    return {roles[place % len(roles)]: letters[roles[0]] for roles in alike}


def addresses() -> list[tuple[str, set[str]]]:
    """(name, arguments) of every address of ours."""

    def walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, set[str]]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, pattern.namespace or space)
            elif isinstance(pattern, URLPattern) and pattern.name and space:
                yield f"{space}:{pattern.name}", set(pattern.pattern.converters)

    return list(dict(walk(get_resolver(), "")).items())


def _client(user: User | None) -> Client:
    found = Client(raise_request_exception=True)
    if user is not None:
        found.force_login(user)
    return found


def house() -> House:
    """Build the town and sign everybody in."""
    place = town()
    row = place.to("rectifying", place.find())
    other = place.find(Source.SELF_CHECK, person=COLLEAGUE)
    evidence = attach_evidence(problem=row, data=jpeg(), name="现场.jpg", actor=place.actor(OFFICIAL), now=NOW)
    add_evidence(problem=other, file=evidence.file, actor=place.actor(COLLEAGUE), now=NOW)
    assert row.due_on
    later = row.extensions.create(
        problem=row, from_on=row.due_on, to_on=row.due_on + timedelta(5), reason="材料未到", approved_at=NOW, proof=evidence.file
    )
    draft = read_plan(
        data="关于开展专项整治的工作方案\n一、工作目标\n改进作风。".encode(), name="方案.txt", actor=place.actor(OFFICE), now=NOW
    )
    scanned = keep_plan(data="扫描的方案".encode(), name="扫描件.txt", actor=place.actor(OFFICE), now=NOW)
    ask_to_recognise(scanned, title="识别方案", actor=place.actor(OFFICE), now=NOW)
    document = draft_report(campaign=place.campaign, what="weekly", day=TODAY, actor=place.actor(OFFICE), now=NOW)
    task = add_task(campaign=place.campaign, title="修订值班办法", unit=place.units[WATER], actor=place.machine, now=NOW)
    group = set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[], actor=place.machine, now=NOW)
    seat = group.members.create(as_written="待定", post=GroupPost.MEMBER)
    told = MeetingFacts(kind=MeetingKind.RELAY, topic="传达动员会精神", purpose="部署查摆", held_on=TODAY)
    told_of: dict[str, Any] = {"campaign": place.campaign, "unit": place.units[WATER], "actor": place.machine, "now": NOW}
    met = register_meeting(told=told, file=("记录.txt", "会议记录".encode()), **told_of)
    note_conveyed(on=TODAY, means="工作群转发", **told_of)
    ink = Ink("县长", "三日内见效", TODAY, ("批示.jpg", jpeg()))
    shares = [Share(place.units[WATER], "整改窗口", TODAY)]
    bid = register_instruction(campaign=place.campaign, ink=ink, shares=shares, actor=place.actor(OFFICE), now=NOW)
    urged = remind(problem=row, level=ReminderLevel.REMIND, text="请抓紧", actor=place.actor(OFFICE), now=NOW)
    followed: dict[str, Any] = {"campaign": place.campaign, "unit": place.units[WATER], "actor": place.actor(OFFICE), "now": NOW}
    follow = follow_unit(ground=FollowGround.COMPLAINTS, reason="群众反映较多", **followed)
    known: dict[str, Any] = {"campaign": place.campaign, "number": 1}
    Institution.objects.create(title="值班办法", because="没有规矩", unit=place.units[WATER], registered_at=NOW, **known)
    order = CheckOrder.objects.create(problem=row, text="查窗口值班", due_on=TODAY, ordered_at=NOW, **known)
    sibling = CheckAnswer.objects.create(order=order, unit=place.units[FOREST], asked_at=NOW)
    three = administrators()
    people = {**{role: place.people[name].user for role, name in CAST.items()}, **three, "anonymous": None}
    for role in ("outsider", "keeper"):
        people[role] = User.objects.create(username=role, name=role, opened_at=NOW)
        Person.objects.create(name=role, sort_key=role, user=people[role])
    StandingDuty.objects.create(user=people["keeper"], duty="keeper", given_at=NOW)
    water = place.units[WATER]
    set_column(campaign=place.campaign, column=OwnColumn(name="备注", kind=ColumnKind.TEXT), actor=place.actor(OFFICE), now=NOW)
    sheet = add_form(campaign=place.campaign, name="月报", data=blank(("单位",)), file_name="月报.xlsx", actor=place.actor(OFFICE), now=NOW)
    tie_form(form=sheet, ties=Ties((CellTie("汇总表", "B4", "O01"),)), actor=place.actor(OFFICE), now=NOW)
    filling = fill_form(form=sheet, day=NOW.date(), actor=place.actor(OFFICE), now=NOW)
    work = Job.objects.create(task=uuid4(), title="写入", asked_at=NOW, asked_by=people["office"])
    praised = commend(
        campaign=place.campaign,
        standard="政治力强",
        unit=water,
        person=None,
        deed="当天办结",
        on=NOW.date(),
        actor=place.actor(OFFICE),
        now=NOW,
    )
    over = Delegation.objects.create(
        campaign=place.campaign, principal=place.people[HEAD], deputy=place.people[LIAISON], duty="unit_head", from_on=TODAY, to_on=TODAY,
        reason="外出", order=evidence.file, given_at=NOW, ended_at=NOW,
    )  # fmt: skip
    freed = RosterEntry.objects.create(
        campaign=place.campaign, person=place.people[COLLEAGUE], unit=water, role="subject", from_on=TODAY, to_on=TODAY,
        ended_by="exempt", paper=evidence.file,
    )  # fmt: skip
    gone = Handover.objects.create(campaign=place.campaign, leaver=place.people[COLLEAGUE], reason="调任", handed_at=NOW)
    lent = Secondment.objects.create(
        campaign=place.campaign, group=group, person=place.people[COLLEAGUE], home=water, level="county", from_on=TODAY, to_on=TODAY,
        approval_number="青组〔2026〕3号", approval=evidence.file, seconded_at=NOW, ended_at=NOW,
    )  # fmt: skip
    key = KeyFew.objects.create(campaign=place.campaign, person=place.people[HEAD], marked_at=NOW)
    tied = CampaignLink.objects.create(campaign=place.campaign, label="巡察整改", linked_at=NOW)
    item = Manifestation.objects.get(number="1")
    local = LocalManifestation.objects.create(campaign=place.campaign, parent=item, unit=water, text="审批往外推", added_at=NOW)
    looked = one_of_each(place)
    given: dict[str, object] = {
        "code": place.campaign.code, "number": row.number, "field": "text", "action": "ask", "order": 1, "draw": 1, "day": "2026-10-01", "how": "leave",
        "place": "stages", "name": "plan", "pk": 1, "act": "close", "mark": "x", "piece": "button", "rule_id": "T1", "seat": seat.pk, "group": group.pk,
        "kind": "department", "person": place.people[OFFICIAL].pk,
        "in documents": {"pk": document.pk}, "in reports": {"pk": document.pk}, "in plan_import": {"pk": draft.pk},
        "plan_import:edit": {"pk": draft.pk, "place": "channels"}, "plan_import:reading": {"pk": scanned.pk},
        "in clues": {"digest": "0" * 64, "file": "0" * 32, "action": "triage_clue"},
        "in institutions": {"pk": sibling.pk, "number": 1, "action": "draft_institution"}, "finding:coverage_unit": {"unit": water.pk},
        "in organisation": {"pk": water.pk}, "in campaigns": {"pk": task.pk}, "in administration": {"pk": people["outsider"].pk},
        "documents:returned_file": {"file": 1}, "documents:signed": {"copy": 1},
        "problems:choose": {"name": "category"}, "problems:evidence": {"pk": evidence.pk}, "problems:evidence_copy": {"pk": evidence.pk},
        "problems:evidence_shot": {"pk": evidence.pk, "order": 0}, "problems:evidence_original": {"pk": evidence.pk},
        "problems:decision_paper": {"what": "extension", "pk": later.pk},
        "campaigns:withdraw_commendation": {"pk": praised.pk}, "in forms": {"pk": sheet.pk, "filled": filling.pk},
        "campaigns:column": {"number": 1}, "campaigns:retire_column": {"number": 1},
        **{f"campaigns:{one}": {"pk": over.pk} for one in ("end_delegation", "delegation_order")},
        **{
            f"campaigns:{one}": {"pk": met.pk, "number": met.files.get().pk}
            for one in ("meeting", "meeting_file", "complete_meeting", "withdraw_meeting", "dispatch_from_meeting")
        },
        **{f"campaigns:{one}": {"pk": lent.pk} for one in ("end_secondment", "secondment_approval")},
        "campaigns:second": {"pk": group.pk}, "campaigns:unmark_key": {"pk": key.pk}, "campaigns:part_link": {"pk": tied.pk},
        "campaigns:tie_goal": {"number": 1}, "campaigns:add_local": {"pk": item.pk}, "campaigns:drop_local": {"pk": local.pk},
        "campaigns:withdraw_conveyed": {"unit": water.pk}, "campaigns:release_unit": {"pk": follow.pk},
        **{f"campaigns:{one}": {"unit": water.pk} for one in ("calls", "follow_unit")},
        "reports:remind_unit": {"unit": water.pk},
        "reports:chasing_paper": {"unit": water.pk, "level": "remind", "day": urged.counted_on.isoformat()},
        "problems:answer_reminder": {"pk": urged.pk},
        **{
            f"finding:{one}": {"pk": bid.pk}
            for one in ("instruction", "instruction_scan", "hand_out_instruction", "reply_to_instruction", "instruction_seen")
        },
        **{f"finding:{one}": {"pk": bid.parts.get().pk} for one in ("report_part", "return_part", "fail_part")},
        "campaigns:handover": {"pk": place.people[OFFICIAL].pk},
        **{f"campaigns:{one}": {"pk": gone.pk} for one in ("handed", "handed_file")},
        "campaigns:end_duty": {"pk": Grant.objects.filter(person=place.people[LIAISON]).get().pk},
        "campaigns:change_post": {"pk": RosterEntry.objects.filter(person=place.people[OFFICIAL]).get().pk},
        "campaigns:exemption_paper": {"pk": freed.pk},
        "campaigns:leave_roster": {"pk": RosterEntry.objects.filter(person=place.people[OFFICIAL]).get().pk},
        **{f"organisation:{one}": {"pk": place.people[OFFICIAL].pk} for one in ("person", "change_person", "give_post", "link_account")},
        "organisation:end_post": {"pk": Post.objects.filter(person=place.people[OFFICIAL]).first().pk},  # type: ignore[union-attr]
        **{f"{door}:{one}": {"pk": work.pk} for door in ("home", "administration") for one in ("job", "stop_job")},
        "in inspections": {"pk": looked["visit"], "number": looked["notice"], },
        **{f"inspections:{one}": {"pk": looked[one]} for one in ("plan", "draw", "conclusion", "observation", "photo", "hearing", "note", "checklist",
           "recusal")},
        **{f"inspections:{one}_file": {"pk": looked[one]} for one in ("draw", "hearing", "note", "checklist")},
        "inspections:step": {"kind": "observation", "pk": looked["observation"], "action": "answer_observation"},
        "inspections:new_draw": {"pk": looked["plan"]}, "inspections:remark": {"pk": water.pk},
        **one_of_each_asked(place),
        **one_of_each_listed(place),
        **one_of_each_traced(place, row),
        **one_of_each_owned(place),
        **one_of_each_right(place),
        **one_of_each_paper(place, other),
        **one_of_each_mark(place),
        **one_of_each_handled(place),
        **one_of_each_visit(place),
        **one_of_each_praised(place),
        "administration:end_duty": {"pk": StandingDuty.objects.get(user=people["keeper"]).pk},
    }  # fmt: skip
    assert Problem.objects.count() == 2 and Group.objects.count() == 1
    return House(place, {role: _client(people[role]) for role in ROLES}, given)
