"""Papers of the public door: the poster with its code, and the list of phones, mailboxes and letter boxes (D17)."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from bihuan.clues.models import DoorEntry, UnitChannel
from bihuan.clues.queries.door import channel_of, name_of_body
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Paper, Para, Signature, Table
from bihuan.documents.rules.poster import Poster
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.sealedbox.vocabulary import Purpose

_TITLES = {Purpose.TIP: "监督举报二维码", Purpose.OPINIONS: "征求意见二维码"}
_SAYS = {
    Purpose.TIP: (
        "手机扫一扫就能写，不用注册，不用登录，可以不留姓名。",
        "内容一收到就密封，只有受理人员打得开；网络地址、手机型号都不记。",
        "写完得到一串查询码，凭码看办理情况、补充材料。",
    ),
    Purpose.OPINIONS: ("手机扫一扫就能答，不问姓名，不用登录。", "问题可以只答几个；意见密封交上，按二维码归在一起看。"),
}


def site() -> str:
    """Where the public finds the door."""
    return str(settings.BIHUAN_PORTAL_SITE or f"http://{settings.BIHUAN_PORTAL_BIND}")


def address_of(entry: DoorEntry, *, large: bool = False) -> str:
    """Where its code leads; `large` in large print."""
    return f"{site()}/{'zh/large/' if large else ''}e/{entry.code}/"


def is_for_trying() -> bool:
    """Nobody else reaches the address: a poster with it must not be hung up."""
    return not settings.BIHUAN_PORTAL_SITE


def poster_of(entry: DoorEntry, today: date, *, large: bool = False) -> Poster:
    """The poster of an entry, with the other ways of its unit and the number for emergencies."""
    purpose = Purpose(entry.purpose)
    place = " ".join(filter(None, (entry.unit.name if entry.unit else "", entry.place)))
    about = tuple(filter(None, (entry.campaign.title if entry.campaign else "", place)))
    channel = channel_of(entry.unit) if entry.unit else None
    return Poster(
        issuer=name_of_body(), title=_TITLES[purpose], about=about, address=address_of(entry, large=large), says=_SAYS[purpose],
        ways=(*(_ways(channel) if channel else ()), ("紧急情况", "有人身危险、正在发生的违法犯罪，请打 110")), large=large,
        foot=f"入口代码 {entry.code}　{official_date(today)}", corner="样张：这个地址只能在本机打开，请勿张贴" if is_for_trying() else "",
    )  # fmt: skip


def _ways(one: UnitChannel) -> list[tuple[str, str]]:
    told = (("监督电话", one.phone), ("举报邮箱", one.mail), ("来信来访", one.post), ("接待时间", one.hours))
    return [(name, value) for name, value in told if value]


def channels_paper(rows: Sequence[UnitChannel], today: date) -> Paper:
    """Phones, mailboxes and letter boxes of all units on one list, to be published (M67)."""
    lines = tuple(
        (str(at), one.unit.name, one.phone or "—", one.mail or "—", one.post or "—", one.hours or "—") for at, one in enumerate(rows, 1)
    )
    head = ("序号", "单位", "监督电话", "举报邮箱", "来信、来访地址", "接待时间")
    return Paper(
        Kind.ROSTER, "监督举报电话、邮箱、信箱一览表",
        (
            Para(("欢迎干部群众通过下列渠道反映问题、提出意见、参与监督。打电话、写信、当面说和网上举报一样有效，都会得到一张带查询码的凭条。",)),
            Table(head, lines, (1, 4, 3, 4, 5, 4), landscape=True),
        ),
        signature=Signature((name_of_body(),), today, seal=False), as_of=official_date(today),
    )  # fmt: skip
