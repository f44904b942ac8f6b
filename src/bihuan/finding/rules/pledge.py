"""What the commitment says, and what everybody is told before he writes of himself (A03, A26, P13)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.foundation.kernel import _


@dataclass(frozen=True, slots=True)
class Told:
    """What a campaign has settled: may a commitment serve as one thing to go by, when it is looked into later (A03)?"""

    pledge_as_basis: bool


_BEGIN = _("我已对照《%(catalogue)s》认真自查，到今天没有发现自己存在其中所列的问题。")
_MEANS = (
    _("我知道：这份承诺书只说明我今天自查的结果，本身不证明任何事情，也不单独作为处理的依据。"),
    _("以后自己发现了问题，我可以随时撤回这份承诺书、补写自查清单；主动更正不受任何不利对待。"),
)
_BASIS = _("本专项约定：以后如核查有关情况，可以把签过承诺书这件事作为了解情况的参考之一，由人核实、由人决定。")
_NO_BASIS = _("本专项约定：签没签承诺书不作为以后任何核查、处理的参考。")


def pledge_text(*, campaign: str, catalogue: str, unit: str, name: str, told: Told) -> str:
    """The whole text as it is signed. Chinese, as all papers."""
    begin = _BEGIN % {"catalogue": catalogue}
    lines = (f"{campaign}：", begin, *_MEANS, _BASIS if told.pledge_as_basis else _NO_BASIS, f"承诺人：{unit}　{name}")
    return "\n".join(lines)


def before_writing(told: Told, *, pledges: bool) -> Sequence[str]:
    """Who will see it and what becomes of it, said before the first word is written."""
    lines = (
        _(
            "提交以前只有您自己能看到（请联络员代录的，代录期间联络员能看到）。提交以后，能看到内容的是：您本人、单位主要负责人、分管领导、"
            "审核人、专班，以及联系本单位的督导组。不在单位内公开，联络员和同事看不到。"
        ),
        _("谁在什么时候看过，系统都有记录。"),
        _("自己查出来的问题只会使处理从轻，不会因为写了而加重；谁先发现、什么时候发现，永久保留。"),
        _("清单写得不够具体的，只会退回请您补充，除此之外没有别的后果。"),
    )
    return (*lines, _BASIS if told.pledge_as_basis else _NO_BASIS) if pledges else lines
