"""Opinions asked for in the demo: a seminar, three letters of which one was answered, a critique meeting at which nobody has written yet.
No problems: the ledger keeps its counts."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bihuan.campaigns.queries import units_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding import operations as finding
from bihuan.finding.vocabulary.opinions import OpinionForm, PeopleGroup
from bihuan.foundation.kernel import Actor

if TYPE_CHECKING:
    from bihuan.interfaces.cli.demo.loading import Loading

_SAID = (
    ("同一件事要跑两三个窗口，说法还不一样", True),
    ("办理进度打电话问不到，也没有短信", False),
    ("政策宣讲都在上班时间，企业派不出人", False),
)
_BY_LETTER = ("分管事项推进慢，催一下动一下", "基层反映问题，科室之间互相推")


def ask_for_opinions(load: "Loading") -> None:
    """As if it had happened in the third week."""
    now = load.opening.replace(hour=10) + timedelta(days=16)
    office: dict[str, Any] = {"actor": next(load.actors[one.person] for one in load.county.grants if one.duty is Duty.OFFICE), "now": now}
    units = list(units_of(load.campaign, now.date())[:4])
    held = finding.Held(
        OpinionForm.SEMINAR, "企业和办事群众座谈会", PeopleGroup.SERVED, now.date() - timedelta(days=2), "政务服务大厅二楼会议室"
    )
    gathering = finding.hold_gathering(campaign=load.campaign, held=held, **office)
    rows = [
        finding.gather(gathering, said=finding.Said(units[n], text, resented=resented), **office)
        for n, (text, resented) in enumerate(_SAID)
    ]
    finding.leave_opinion(rows[-1], reason="属于宣讲安排，已由承办单位当场答复，改在周末增加一场", **office)
    due = now.date() + timedelta(days=10)
    asked = [finding.Asked(f"{name}同志", units, due, "县作风专项整治工作专班") for name in ("沈竹溪", "顾松亭", "陆荷风")]
    letters = finding.draft_letters(campaign=load.campaign, asked=asked, **office)
    for one in letters[:2]:
        finding.send_letter(one, **office)
    said = [finding.Said(units[n], text) for n, text in enumerate(_BY_LETTER)]
    finding.reply_letter(letters[0], said=said, by_code=True, actor=Actor(None, "凭回复码", None, door="code"), now=now + timedelta(days=2))
    called = finding.Called(units[0], "作风整治专题会议", now.date() + timedelta(days=7), "三楼会议室")
    finding.call_critique(campaign=load.campaign, called=called, **office)
