"""The clue desk in the demo: its people with their keys, two reports that wait, clues on their way, an identity asked for. What each of them says went
through the sealed box as it does from the public door. The passphrase is public on purpose, like the password: a demo never leaves the machine."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bihuan.clues import operations as clues
from bihuan.clues import queries
from bihuan.clues.operations.door import office_box
from bihuan.clues.vocabulary.clues import ClueSource, Disposal, Way
from bihuan.clues.vocabulary.identities import IdentityNeed
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.accounts import operations as accounts
from bihuan.foundation.kernel import Actor
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.box import Envelope
from bihuan.foundation.sealedbox.contents import Content, Identity, ReturnAddress
from bihuan.foundation.sealedbox.custodians import seal_to_pairs
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal
from bihuan.foundation.sealedbox.vocabulary import Kind, What
from bihuan.interfaces.cli.demo import public_door
from bihuan.interfaces.cli.demo.signing_in import KEY_PASSPHRASE, PASSWORD, REPORTED_WITH
from bihuan.organisation import operations as organisation
from bihuan.organisation.vocabulary import PostRole, Rank, StandingDutyKind

if TYPE_CHECKING:
    from bihuan.interfaces.cli.demo.loading import Loading

SEAT = "县纪委监委"
_C, _D, _A = KeyPurpose.CUSTODIAN, KeyPurpose.DESK, KeyPurpose.ALTERNATE
STAFF = (
    ("baoguan1", "柳怀瑾", StandingDutyKind.CLUE_CUSTODIAN, _C),
    ("baoguan2", "沈知白", StandingDutyKind.CLUE_CUSTODIAN, _C),
    ("baoguan3", "韩霁月", StandingDutyKind.CLUE_CUSTODIAN, _C),
    ("shouli", "顾青岚", StandingDutyKind.CLUE_INTAKE, _D),
    ("banli", "宋砚秋", StandingDutyKind.CLUE_DESK, _D),
    ("shenpi", "江映雪", StandingDutyKind.CLUE_APPROVER, _D),
    ("lingxing", "陆鸣皋", StandingDutyKind.CLUE_ALTERNATE, _A),
)
"""Sign-in name, name, standing duty, what his key is for. Custodians first: keys made after theirs can be handed over."""
NAMED = Identity("路见平", "0000-1230456", "")
_WAITS = "到窗口办营运证年审，窗口前后三次说系统坏了，让到旁边一家店里交钱代办，当场就能办出来。"
_PAST = "分管举报受理的人和被反映的单位一起吃饭，前几次反映都没有下文。"
_RUNS = "乡镇道路养护款拨付拖了半年，经办人暗示要先“表示一下”才给走流程。"
_SAID = "来电反映：大厅取号机常年不开，人多的时候先给认识的人办。"


@dataclass(frozen=True)
class Reporter:
    """A member of the public with a code."""

    code: codes.ReceiptCode

    def sends(self, text: str, *, who: Identity | None = None, concerns_handlers: bool = False, day: Any) -> str:
        """Put a report into the box as the public door does. Returns its place (hex)."""
        mine, keys = ReportKeys(self.code), queries.sealing_keys()
        content = Content(What.TIP, "", "zh-hans", text, mine.address, mine.salt.hex(), concerns_handlers=concerns_handlers)
        parts = (
            (f"content {content.digest}", Kind.CONTENT, seal(content.told(), keys.alternate if concerns_handlers else keys.desk)),
            ("identity", Kind.IDENTITY, seal_to_pairs((who or Identity()).told(), keys.custodians)),
            (f"address {content.digest}", Kind.ADDRESS, ReturnAddress.of(content).told()),
        )
        box = office_box()
        box.prepare()
        box.put([Envelope(mine.envelope(name), mine.place, kind, body) for name, kind, body in parts], day)
        return mine.place.hex()


class ClueDesk:
    """Its people, and what they do."""

    def __init__(self, load: "Loading") -> None:
        self.load = load
        self.tonight = datetime.combine(load.county.today, load.opening.timetz()).replace(hour=8)
        self.actors: dict[str, Actor] = {}
        self.sessions: dict[str, str] = {}

    def everything(self) -> None:
        self.people()
        self.keys()
        self.reports()
        public_door.set_up(self)
        for name, session in self.sessions.items():
            clues.lock_keys(session=session, actor=self.actors[name])

    def people(self) -> None:
        """Accounts, posts in the body marked 纪检监察, duties."""
        said: Any = {"actor": self.load.actor, "now": self.load.before}
        seat = next(self.load.units[one.key] for one in self.load.county.units if one.name == SEAT)
        users = accounts.open_accounts(people=[one[:2] for one in STAFF], password=PASSWORD, must_change=False, **said)
        people = organisation.enter_people(
            people=[organisation.NewPerson(name, "", user=user) for (_in, name, _duty, _key), user in zip(STAFF, users, strict=True)],
            **said,
        )
        posts = [organisation.NewPost(one, seat, "干部", Rank.STAFF.label, PostRole.STAFF) for one in people]
        organisation.give_posts(posts=posts, **said)
        for (name, called, duty, _purpose), user, person in zip(STAFF, users, people, strict=True):
            organisation.give_standing_duty(user=user, duty=duty, **said)
            self.actors[name] = Actor(user.pk, called, person.pk)

    def keys(self) -> None:
        """Made by each for himself, unlocked for the evening."""
        for name, _called, _duty, purpose in STAFF:
            clues.make_key(purpose=purpose, passphrase=KEY_PASSPHRASE, actor=self.actors[name], now=self.load.opening)
        for name in ("shouli", "banli", "shenpi"):
            held = queries.active_key(self.actors[name])
            assert held is not None  # noqa: S101 - made a moment ago
            self.sessions[name] = clues.unlock_key(held, passphrase=KEY_PASSPHRASE, actor=self.actors[name], now=self.tonight)

    def _by(self, name: str, now: datetime) -> dict[str, Any]:
        return {"session": self.sessions[name], "actor": self.actors[name], "now": now}

    def _step(self, name: str, now: datetime) -> dict[str, Any]:
        return {"by": clues.By(**self._by(name, now))}

    def reports(self) -> None:
        """Two wait to be opened, of which one is about those who handle reports; one runs and its reporter is asked for; one came by phone."""
        days = timedelta(days=1)
        begun = self.tonight - 20 * days
        place = Reporter(codes.read(REPORTED_WITH)).sends(_RUNS, who=NAMED, day=begun.date())
        clues.take(now=begun)
        unit = self.load.units[next(one.key for one in self.load.county.covered)]
        clue = clues.register_tip(self._tip(place), about=clues.About(units=(unit,), named=True), **self._by("shouli", begun + days))
        clues.triage_clue(clue, opinion="属于本级受理范围，反映具体，建议初步核实。", urgent=False, **self._step("banli", begun + 2 * days))
        clues.propose_disposal(
            clue, disposal=Disposal.PRELIMINARY, opinion="初步核实。", met_on=(begun + 5 * days).date(), present="宋砚秋、顾青岚、江映雪",
            **self._step("banli", begun + 5 * days),
        )  # fmt: skip
        clues.approve_disposal(clue, opinion="同意。", **self._step("shenpi", begun + 6 * days))
        clues.verify_clue(
            clue, way=Way.DOCUMENTS, done_on=(begun + 9 * days).date(), found="调阅近一年拨付台账，三笔超过规定时限。",
            **self._step("banli", begun + 9 * days),
        )  # fmt: skip
        clues.ask_identity(
            clue, need=IdentityNeed.VERIFY, reason="拨付时间与台账对不上，要请举报人说明是哪一笔。", **self._by("banli", begun + 18 * days)
        )
        slip = clues.Slip(ClueSource.PHONE, _SAID, (self.tonight - 3 * days).date())
        other = self.load.units[self.load.county.covered[1].key]
        clues.register_slip(slip=slip, about=clues.About(units=(other,)), actor=self.actors["shouli"], now=self.tonight - 3 * days)
        for seed, text, about_us in ((b"waits", _WAITS, False), (b"past the desk", _PAST, True)):
            seed = b"demo " + seed.ljust(27)
            Reporter(codes.from_seed(seed)).sends(text, concerns_handlers=about_us, day=(self.tonight - days).date())
        clues.take(now=self.tonight - days)

    def _tip(self, place: str) -> Any:
        return next(one for one in queries.openable_tips(self.actors["shouli"], self._keys()) if one.place == place)

    def _keys(self) -> Any:
        return clues.own_keys(**self._by("shouli", self.tonight))
