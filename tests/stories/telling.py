"""What the stories share: a roster sheet of an invented place, the people who work, the text of a Word file."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import xlsxwriter

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import grant_many
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, StandingDuty, Unit
from bihuan.organisation.operations import enter_person
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding
from bihuan.problems.vocabulary import CauseKind, Source, State, Weight

START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HEAD = ("单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机")
UNITS = ("发展和改革局", "住房和城乡建设局", "澄湖镇")
# unit head, liaison, and two who are covered, for each unit
STAFF = (("江远", "林舟", "何帆", "许棹"), ("石岩", "田禾", "麦冬", "秋葵"), ("云起", "风息", "雨霁", "虹桥"))
FOUNDER, GROUP, IN_CHARGE, CO_OFFICE = "安澜", "钟鸣", "高山", "流水"


def at(days: int) -> datetime:
    return START + timedelta(days=days)


def sheet() -> bytes:
    """干部名册 as an office would send it."""
    rows: list[Sequence[str]] = [("澄湖县", "", "", "", "", "", "")]
    for unit, (head, liaison, *covered) in zip(UNITS, STAFF, strict=True):
        chief = "镇长" if unit.endswith("镇") else "局长"
        rows.append((unit, "澄湖县", head, chief, "正科级", "否", ""))
        rows.append((unit, "", liaison, "办公室主任", "副科级", "否", ""))
        rows += [(unit, "", name, f"副{chief}", "副科级", "是", "") for name in covered]
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("干部名册")
    for number, row in enumerate((HEAD, *rows)):
        page.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def account(person: Person) -> Actor:
    """Give a person an account, and act as him."""
    if person.user is None:
        person.user = User.objects.create(username=f"u{person.pk}", name=person.name, opened_at=START)
        person.save(update_fields=["user"])
    return Actor(person.user.pk, person.name, person.pk)


def founder() -> Actor:
    """Somebody who may read plans and take rosters, before there is any organisation."""
    person = enter_person(name=FOUNDER, actor=system_actor(), now=START)
    actor = account(person)
    for duty in ("founder", "keeper"):
        StandingDuty.objects.create(user_id=actor.user_id, duty=duty, given_at=START)
    return actor


@dataclass
class Cast:
    """Who acts in a campaign that was just launched."""

    campaign: Campaign
    office: Actor

    def __post_init__(self) -> None:
        machine, campaign = system_actor(), self.campaign
        self.units = {unit.name: unit for unit in Unit.objects.all()}
        group, charge, second = (enter_person(name=name, actor=machine, now=START) for name in (GROUP, IN_CHARGE, CO_OFFICE))
        grants: list[tuple[Person, Duty, Unit | None, None]] = [(second, Duty.OFFICE, None, None)]
        for name, (_head, liaison, *_covered) in zip(UNITS, STAFF, strict=True):
            unit = self.units[name]
            grants += [(group, Duty.SUPERVISOR, unit, None), (charge, Duty.LEADER_IN_CHARGE, unit, None)]
            grants += [(Person.objects.get(name=liaison), Duty.LIAISON, unit, None)]
        grant_many(campaign=campaign, grants=grants, actor=machine, now=START)
        self.actors = {person.name: account(person) for person in Person.objects.select_related("user")}
        self.people = {person.name: person for person in Person.objects.all()}

    def find(self, unit: int, source: Source, day: int, who: str | None = None, weight: Weight = Weight.GENERAL, **more: object) -> Problem:
        """A finding: a self-check by himself, the rest by the liaison or the office."""
        by = self.actors[who] if source is Source.SELF_CHECK and who else self.actors[STAFF[unit][1]]
        text = f"{UNITS[unit]}办理事项超过承诺时限，群众多次往返"
        finding = Finding(
            unit=self.units[UNITS[unit]], source=source, text=text, person=self.people[who] if who else None, weight=weight, **more
        )  # type: ignore[arg-type]
        return do.record(campaign=self.campaign, finding=finding, actor=by, now=at(day))

    def put_right(self, row: Problem, day: int) -> None:
        """To the end, by whoever it takes, starting on `day`."""
        unit = UNITS.index(row.unit.name)
        head = self.actors[IN_CHARGE if row.of_unit_head else STAFF[unit][0]]
        doer = row.doer or self.people[STAFF[unit][2]]
        who, now = self.actors[doer.name], at(day)
        if row.path == "quick":
            do.correct(problem=row, how="已当面答复并公开承诺时限", actor=who if row.doer else self.actors[STAFF[unit][1]], now=now)
            do.confirm_corrections(problems=[row], actor=head, now=at(day + 1))
            row.refresh_from_db()
            return
        if row.state == State.RECORDED:
            liaison = self.actors[STAFF[unit][1]]
            do.analyse(problem=row, cause="一次性告知没有落实", kind=CauseKind.MANAGERIAL, actor=liaison, now=now)
            do.plan(problem=row, measures=["公开办事清单", "逐件回访"], doer=doer, actor=liaison, now=now)
        do.report_progress(problem=row, text="清单已公开，回访三十户", actor=who, now=at(day + 1))
        do.attach_evidence(problem=row, data=b"\xff\xd8\xff\xe0" + str(day).encode() * 32, name="回访记录.jpg", actor=who, now=at(day + 1))
        do.ask(problem=row, actor=who, now=at(day + 2))
        do.confirm(problem=row, actor=head, now=at(day + 3))
        do.verify(problem=row, actor=self.actors[GROUP], now=at(day + 4))
        do.close(problem=row, actor=self.office, now=at(day + 5))


def docx_text(data: bytes) -> str:
    """All text of a Word file, one line a paragraph."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    return "\n".join("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one)) for one in re.split(r"</w:p>", xml))


def day(days: int) -> date:
    return at(days).date()
