"""Self-checks in the demo: who has none on the ledger signed that he found nothing (N13); one list is being written. No problems: the
ledger keeps its counts."""

from datetime import timedelta
from typing import TYPE_CHECKING

from bihuan.campaigns.operations.self_checking import settle_self_checking
from bihuan.finding.operations.pledges import sign_pledge
from bihuan.finding.operations.self_checks import OwnEntry, begin_self_check, write_item
from bihuan.finding.queries.pledges import text_for
from bihuan.finding.vocabulary.self_checks import Dimension, PutIn
from bihuan.interfaces.cli.demo.signing_in import account_names

if TYPE_CHECKING:
    from bihuan.interfaces.cli.demo.loading import Loading

_WRITTEN = (
    (PutIn.WORK, Dimension.WORK, "上月两次到站场检查都只看了台账，没有到现场，签字是事后补的"),
    (PutIn.DUTY, Dimension.STYLE, "分管的投诉件今年有三件超过五个工作日才转给承办股室，没有向来电人说明"),
)
_COMPARED = ("先进典型", "群众在满意度测评里反映的问题", "本单位职责清单")


def check_themselves(load: "Loading") -> None:
    """As if it had happened in the first days."""
    now = load.opening.replace(hour=15) + timedelta(days=2)
    settle_self_checking(campaign=load.campaign, values={"comparisons": list(_COMPARED)}, actor=load.actor, now=now)
    named = account_names(load.county)
    writers = [key for key, name in named.items() if name == "guzhang"]
    for key in load.county.pledges:
        row = begin_self_check(campaign=load.campaign, person=load.persons[key], actor=load.actors[key], now=now)
        sign_pledge(row, read=text_for(row), actor=load.actors[key], now=now)
    for key in writers:
        row = begin_self_check(campaign=load.campaign, person=load.persons[key], actor=load.actors[key], now=now)
        for put_in, dimension, text in _WRITTEN:
            write_item(row, entry=OwnEntry(put_in=put_in, dimension=dimension, text=text), actor=load.actors[key], now=now)
