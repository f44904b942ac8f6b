"""Who can be tried out in the demo: one sign-in for each kind of user, all with one public password."""

from datetime import timedelta
from random import Random

from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.interfaces.cli.demo.county import DemoCounty, DemoEvent
from bihuan.interfaces.cli.demo.lives import settle_due_day
from bihuan.interfaces.cli.demo.wording import blocks
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.vocabulary import OPEN, Action, Path, State

PASSWORD = "bihuan-demo-2026"  # noqa: S105 - public on purpose: a demo never leaves the machine
KEY_PASSPHRASE = "bihuan demo key 2026"  # noqa: S105 - as public as the password
REPORTED_WITH = "洛皇画扰攀驼伴桐转幸辛媳首溶"
"""The receipt code of a report of the demo: with it the public door tells how it stands."""
UNIT = "县交通运输局"
SIGN_INS = (
    ("zhuanban", "专班主任：总览、调度、销号"),
    ("zuzhang", "领导小组组长：挂图作战"),
    ("fenguan", f"分管县领导（{UNIT}）"),
    ("juzhang", f"{UNIT}局长：确认"),
    ("lianluo", f"{UNIT}联络员：台账"),
    ("fujuzhang", f"{UNIT}副局长：我的问题"),
    ("guzhang", f"{UNIT}股室负责人：我的问题"),
    ("dudao", f"督导组成员（{UNIT}）：核验"),
    ("shouli", "举报受理：拆封、登记"),
    ("banli", "问题线索办理"),
    ("shenpi", "问题线索处置审批"),
    ("lingxing", "另行受理：反映受理人员或者本级领导的举报"),
    ("baoguan1", "举报人身份信息保管人（另有 baoguan2、baoguan3）"),
    ("xitong", "系统管理员"),
    ("anquan", "安全保密管理员"),
    ("shenji", "安全审计员"),
)
CLUE_DESK = f"线索人员打开举报用的密钥口令都是 {KEY_PASSPHRASE}；在举报入口凭查询码 {REPORTED_WITH} 看一件举报办到哪一步"
ADMINISTRATORS = {
    "system": ("xitong", "纪文澜", PASSWORD),
    "security": ("anquan", "薄一宁", PASSWORD),
    "audit": ("shenji", "冷若川", PASSWORD),
}


def account_names(county: DemoCounty) -> dict[int, str]:
    """Sign-in names by person: the telling ones for those who can be tried out, a running number for everybody else."""
    unit = next(one.key for one in county.covered if one.name == UNIT)
    holders = {grant.duty: grant.person for grant in county.grants if grant.unit == unit}
    group = next(one for one in county.groups if unit in one.units)
    seats = {one.kind: one.members for one in county.groups if one.kind is not GroupKind.SUPERVISION}
    mine = [one for one in county.subjects if one.answers_to == unit]
    telling = {
        seats[GroupKind.OFFICE][0][0]: "zhuanban",
        seats[GroupKind.LEADING][0][0]: "zuzhang",
        holders[Duty.LEADER_IN_CHARGE]: "fenguan",
        holders[Duty.UNIT_HEAD]: "juzhang",
        holders[Duty.LIAISON]: "lianluo",
        _with_most_to_do(county, [one.key for one in mine if one.role is PostRole.LEADER]): "fujuzhang",
        _with_most_to_do(county, [one.key for one in mine if one.role is PostRole.SECTION_HEAD]): "guzhang",
        group.members[1][0]: "dudao",
    }
    return {one.key: telling.get(one.key, f"r{one.key + 1:04d}") for one in county.people}


def _with_most_to_do(county: DemoCounty, people: list[int]) -> int:
    """Who has something to correct at once, and the most kinds of work besides: whoever signs in as him sees what there is to do."""
    waiting = {key: {(one.path, one.stands) for one in county.problems if one.doer == key and one.stands in OPEN} for key in people}
    return max(people, key=lambda key: ((Path.QUICK, State.RECORDED) in waiting[key], len(waiting[key])))


def leave_waiting(county: DemoCounty) -> None:
    """What concerns a unit head waits for the leader in charge who can be tried out: the latest request to him is not answered yet."""
    charge = {grant.unit: grant.person for grant in county.grants if grant.duty is Duty.LEADER_IN_CHARGE}
    unit = next(one.key for one in county.covered if one.name == UNIT)
    his = [one for one in county.problems if one.of_unit_head and charge.get(one.unit) == charge[unit]]
    if any(one.stands is State.ASKED for one in his):
        return
    asked = [(one.events[n].at, one.number, one, n) for one in his for n, event in enumerate(one.events) if event.action is Action.ASK]
    if asked:
        _at, _number, last, n = max(asked)
        last.events = last.events[: n + 1]
    elif running := [one for one in his if one.stands is State.RECTIFYING]:
        last = max(running, key=lambda one: one.events[-1].at)
        last.events.append(DemoEvent(Action.ASK, last.events[-1].at + timedelta(minutes=1), last.doer, "", None))
        last.no_evidence_reason = next(line for line in blocks("phrases")["no_evidence"] if "{" not in line)
    else:
        return
    last.stands = State.ASKED
    settle_due_day(last, county.today, Random(county.seed))
