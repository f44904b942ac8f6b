"""The campaign's meetings in the demo as the report counts them (65 relays, 9 dispatch, training and analysis meetings), a task handed down,
calls and reminders to late units, a unit followed closely, instructions on their way. No problems: the ledger keeps its counts."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.rules.meetings import MeetingFacts
from bihuan.campaigns.vocabulary import Duty, Explained, FollowGround, GroupKind, MeetingFileUse, MeetingKind
from bihuan.finding import operations as finding
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.cli.demo.drawn import picture
from bihuan.interfaces.cli.demo.lives import PLACE
from bihuan.problems import operations as problems
from bihuan.problems.queries.reminders import late_items
from bihuan.problems.vocabulary import ReminderLevel

if TYPE_CHECKING:
    from bihuan.interfaces.cli.demo.loading import Loading
    from bihuan.organisation.models import Unit

_HELD = (
    (9, MeetingKind.TRAINING, "问题目录和自查表怎么用", "让各单位联络员会归类、会填报"),
    (14, MeetingKind.DISPATCH, "调度自查进度", "解决进度慢的单位怎么赶上"),
    (21, MeetingKind.DISPATCH, "调度互查和征求意见", "解决互查走过场的问题"),
    (28, MeetingKind.ANALYSIS, "研判查摆出的共性问题", "定下先改哪几类"),
    (35, MeetingKind.TRAINING, "整改措施和佐证材料怎么写", "让措施写到人、写到时间"),
    (42, MeetingKind.DISPATCH, "调度集中整改", "解决超期问题多的单位怎么清零"),
    (49, MeetingKind.ANALYSIS, "研判立行立改抽查结果", "看哪些整改没有落到实处"),
    (56, MeetingKind.HEARING, "听取五家单位整改汇报", "弄清销号慢的原因"),
    (63, MeetingKind.DISPATCH, "调度回头看准备", "定下回头看的单位和方法"),
)
_MATERIAL = "培训材料\n\n一、先看类别，再看具体表现。\n二、一件事只记一条，写清何时、何处、何事。\n三、措施写到人、写到时间。".encode()


class Meetings:
    """One load's meetings, by the operations of those who would have registered them."""

    def __init__(self, load: "Loading") -> None:
        self.load, self.campaign = load, load.campaign
        self.office: Actor = load.actors[next(one.person for one in load.county.grants if one.duty is Duty.OFFICE)]
        self.group = next(load.groups[n] for n, one in enumerate(load.county.groups) if one.kind is GroupKind.OFFICE)
        self.units = [load.units[one.key] for one in load.county.covered]
        self.today = load.county.today

    def everything(self) -> None:
        """In the order in which it happened."""
        self.mobilised()
        last = [self._register(*told) for told in self._held()][-1]
        self.decided(last)
        self.chased()
        self.instructed()

    def _at(self, day: date, hour: int = 17) -> datetime:
        return datetime.combine(day, time(hour), PLACE)

    def _held(self) -> Iterator[tuple[date, MeetingKind, str, str]]:
        """Those of before today; in a young demo the last ones are drawn together."""
        first, span = self.load.county.first_day, max((self.today - self.load.county.first_day).days - 1, 1)
        for after, kind, topic, purpose in _HELD:
            yield first + timedelta(days=min(after, span)), kind, topic, purpose

    def mobilised(self) -> None:
        """The mobilisation meeting first; then every unit relays it within a week."""
        first = self.load.county.first_day
        told = MeetingFacts(
            kind=MeetingKind.MOBILISATION, topic="专项整治动员部署会", purpose="讲清为什么整治、整治什么、怎么整治", held_on=first, clock=time(9),
            place="县会议中心", chair="县委副书记", present=286, explained=tuple(Explained), record="宣读方案，专题解读整治范围、时间、环节和内容。",
        )  # fmt: skip
        said: dict[str, Any] = {"campaign": self.campaign, "actor": self.office}
        campaigns.register_meeting(told=told, group=self.group, units=self.units, now=self._at(first), **said)
        for n, unit in enumerate(self.units):
            day = first + timedelta(days=1 + n % 6)
            relay = MeetingFacts(
                kind=MeetingKind.RELAY,
                topic="传达动员部署会精神",
                purpose="部署本单位自查",
                held_on=min(day, self.today),
                present=12 + n % 30,
            )
            campaigns.register_meeting(told=relay, unit=unit, now=self._at(min(day, self.today)), **said)

    def _register(self, day: date, kind: MeetingKind, topic: str, purpose: str) -> Any:
        units = self.units if kind is MeetingKind.TRAINING else self.units[:12]
        told = MeetingFacts(
            kind=kind, topic=topic, purpose=purpose, held_on=day, present=40 + len(units), record=f"会议围绕“{topic}”逐家过堂。"
        )
        more: dict[str, Any] = {"file": ("培训材料.txt", _MATERIAL), "use": MeetingFileUse.MATERIAL} if kind is MeetingKind.TRAINING else {}
        said: dict[str, Any] = {"campaign": self.campaign, "group": self.group, "units": units, "actor": self.office, "now": self._at(day)}
        return campaigns.register_meeting(told=told, **said, **more)

    def decided(self, meeting: Any) -> None:
        """Two decisions of the last meeting; one is answered."""
        said: dict[str, Any] = {"meeting": meeting, "actor": self.office, "now": self._at(self.today, 8)}
        first, _second = (
            campaigns.dispatch_from_meeting(title=title, units=[unit], due_on=self.today + timedelta(days=days), **said)[0]
            for title, unit, days in (
                ("报送回头看自查情况和佐证", self.units[0], 5), ("公开窗口办理时限", self.units[1], 3),
            )
        )  # fmt: skip
        campaigns.finish_task(
            task=first,
            result="三件回头看问题均未反弹，两处已补公示",
            proof="现场照片和公示栏",
            actor=self.office,
            now=self._at(self.today, 10),
        )

    def chased(self) -> None:
        """The unit with late items is called and urged; another is followed closely."""
        late = self._late_unit()
        now = self._at(self.today, 9)
        if late is not None:
            campaigns.log_call(
                campaign=self.campaign, unit=late, on=self.today, told="超期问题请逐件说明原因", promise="三日内报整改时间表",
                promised_on=self.today + timedelta(days=3), actor=self.office, now=now,
            )  # fmt: skip
            problems.remind_unit(
                campaign=self.campaign, unit=late, level=ReminderLevel.REMIND, text="请逐件答复办理情况", answer_by_on=self.today + timedelta(days=5),
                actor=self.office, now=now,
            )  # fmt: skip
        campaigns.follow_unit(
            campaign=self.campaign,
            unit=self.units[2],
            ground=FollowGround.SHALLOW,
            reason="自查清单两次退回，内容仍空泛",
            actor=self.office,
            now=now,
        )

    def _late_unit(self) -> "Unit | None":
        return next((one for one in self.units if 0 < late_items(self.campaign, one, self.today).count() <= 20), None)

    def instructed(self) -> None:
        """One instruction of two units, one of which has reported."""
        given = self.today - timedelta(days=8)
        ink = finding.Ink("县长", "群众办事久等的问题要抓紧解决，两周内见效。", given, ("批示.jpg", picture(901)), "办事窗口情况专报")
        shares = [
            finding.Share(self.units[0], "增设窗口，公开等候时间", given + timedelta(days=14)),
            finding.Share(self.units[1], "配合调整窗口人员", given + timedelta(days=6)),
        ]
        row = finding.register_instruction(campaign=self.campaign, ink=ink, shares=shares, actor=self.office, now=self._at(given))
        part = row.parts.get(unit=self.units[0])
        finding.report_part(part=part, text="已增设两个窗口，等候时间上墙", actor=self.office, now=self._at(given + timedelta(days=4)))
