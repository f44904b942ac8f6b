"""Papers of an invented county, as a room above would compose them."""

from datetime import date

from bihuan.documents.rules.paper import Attachment, Copy, Gap, Heading, List, Marks, Paper, Para, Signature, Strong, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure

DAY = date(2026, 11, 21)
OFFICE = "青禾县专项整治领导小组办公室"
TALK = "各单位对照问题目录逐条查摆、逐项剖析，明确责任人和完成时限，推动问题整改落到实处。"


def figure(code: str, value: int | float | None) -> Figure:
    """A figure whose rows are a filtered ledger."""
    return Figure(code, value, "本专项全部问题", f"/c/sample/ledger/?figure={code}", reason="" if value is not None else "尚未登记")


BLOCKS = (
    Heading(1, "总体情况"),
    Para(("全县", figure("N01", 65), "家单位共查摆问题", figure("O01", 2742), "条，已销号", figure("O02", 1530), "条。" + TALK)),
    Heading(2, "分阶段推进"),
    Para((Strong("第一阶段。"), TALK)),
    Heading(1, "存在问题"),
    List(((TALK,), ("超期问题", figure("O03", 12), "条。"))),
    Table(
        ("单位", "查摆", "销号率"),
        (("示范局", figure("u1", 12), (figure("r1", 87.5), "%")), ("样例镇", figure("u2", 22), "—")),
        (2, 1, 1),
        "分单位情况",
    ),
)
LEDGER = Table(("序号", "单位", "问题"), tuple((str(at), "示范局", TALK) for at in range(1, 4)), (1, 2, 6), landscape=True)


def paper(kind: Kind = Kind.REPORT, **other: object) -> Paper:
    """A complete paper of this kind; `other` replaces its parts."""
    parts = {
        "title": "青禾县干部作风专项整治行动领导小组办公室关于第一阶段查摆问题情况的报告",
        "blocks": BLOCKS,
        "issuer": OFFICE,
        "number": "青整治办〔2026〕7号",
        "date": DAY,
        "addressee": "县委、县人民政府",
        "signature": Signature((OFFICE,), DAY),
        "attachments": (Attachment("整改落实台账", (LEDGER,)), Attachment("问题目录", (Heading(1, "不担当"), Para((TALK,))))),
        "copy": Copy(OFFICE, DAY, ("县委组织部",)),
        "marks": Marks(1, "", "特急", "王某"),
        "as_of": "2026年11月20日",
        "document_id": "D-7",
        **other,
    }
    return Paper(kind, **parts)  # type: ignore[arg-type]


def unfounded() -> Paper:
    """A notice whose basis, deciding body and issuer nobody has named yet."""
    text = Para(("根据", Gap("制定依据"), "，经", Gap("研究决定的会议"), "研究决定，开展专项整治。"))
    return Paper(Kind.NOTICE, "关于开展专项整治的通知", (text,), signature=Signature((Gap("发文机关"),), Gap("日期"), False))
