"""The public door of the demo: a code for the whole campaign, one at a counter that asks for opinions and has some, phones and mailboxes of units."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bihuan.clues import operations as clues
from bihuan.clues import queries
from bihuan.clues.operations.door import office_box
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.box import Envelope
from bihuan.foundation.sealedbox.contents import Content, Identity
from bihuan.foundation.sealedbox.custodians import seal_to_pairs
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal
from bihuan.foundation.sealedbox.vocabulary import Kind, Purpose, What

if TYPE_CHECKING:
    from bihuan.interfaces.cli.demo.clue_desk import ClueDesk

QUESTIONS = "办事跑了几趟：一趟、两趟、三趟以上\n窗口人员态度：好、一般、不好\n最想改的一件事"
_OPINIONS = (
    ("三趟以上", "不好", "少要几样证明", "午休时间窗口没人，也没有牌子说明。"),
    ("两趟", "一般", "", "材料清单和网上写的不一样。"),
    ("一趟", "好", "", ""),
    ("三趟以上", "一般", "一次说清楚", ""),
    ("两趟", "好", "", "周末能办最好。"),
)


def set_up(desk: "ClueDesk") -> None:
    """Entries and channels are set by the desk; opinions come by the box and are counted."""
    said: Any = {"actor": desk.actors["banli"], "now": desk.tonight - timedelta(days=30)}
    covered = [desk.load.units[one.key] for one in desk.load.county.covered[:6]]
    clues.open_entry(campaign=desk.load.campaign, place="县政务服务大厅一楼", **said)
    counter = clues.open_entry(
        purpose=Purpose.OPINIONS, campaign=desk.load.campaign, unit=covered[0], place="办事大厅 3 号窗口", questions=QUESTIONS, **said
    )
    for at, unit in enumerate(covered):
        told: dict[str, Any] = {
            "phone": f"0000-12302{at:02}",
            "mail": f"jiandu{at}@example.invalid" if at % 2 else "",
            "hours": "工作日 8:30—17:30",
        }
        clues.set_channel(unit=unit, post="县行政中心 1 号楼意见箱" if at % 3 == 0 else "", **told, **said)
    for at, (trips, manner, wish, text) in enumerate(_OPINIONS):
        _hand_in(desk, counter.code, {"q1": trips, "q2": manner, **({"q3": wish} if wish else {})}, text, at)
    clues.take(now=desk.tonight - timedelta(days=1))
    clues.count_opinions(session=desk.sessions["shouli"], actor=desk.actors["shouli"], now=desk.tonight)


def _hand_in(desk: "ClueDesk", entry: str, answers: dict[str, str], text: str, at: int) -> None:
    mine, keys = ReportKeys(codes.from_seed(f"demo opinion {at}".encode().ljust(32))), queries.sealing_keys()
    content = Content(What.OPINION, entry, "zh-hans", text, mine.address, mine.salt.hex(), answers=answers)
    parts = (
        (f"content {content.digest}", Kind.CONTENT, seal(content.told(), keys.desk)),
        ("identity", Kind.IDENTITY, seal_to_pairs(Identity().told(), keys.custodians)),
    )
    day = (desk.tonight - timedelta(days=1)).date()
    office_box().put([Envelope(mine.envelope(name), mine.place, kind, body) for name, kind, body in parts], day)
