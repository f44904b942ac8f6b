"""The pages of the desk as tabs (`clues/parts/desk_tabs.html`): each part brings its line, shown to whom it serves and nobody else."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.actors import standing_duties_of
from bihuan.interfaces.web.shell.menu import address
from bihuan.organisation.vocabulary import StandingDutyKind as D

READERS = frozenset({D.CLUE_INTAKE, D.CLUE_DESK, D.CLUE_APPROVER, D.CLUE_ALTERNATE})
"""Standing duties of those who may read clues."""
DESK = READERS - {D.CLUE_ALTERNATE}
EVERYBODY = READERS | {D.CLUE_CUSTODIAN}
DECIDING = READERS - {D.CLUE_INTAKE}


@dataclass(frozen=True)
class Tab:
    """A page of the desk: `url` is its name without the room, `duties` the standing duties of which one is enough."""

    label: str | Promise
    url: str
    duties: frozenset[D]


TABS = (
    Tab(_("待办"), "desk", READERS),
    Tab(_("线索"), "clues", READERS),
    Tab(_("举报人身份"), "identities", frozenset({D.CLUE_DESK, D.CLUE_ALTERNATE, D.CLUE_CUSTODIAN})),
    Tab(_("信访事项"), "petitions", READERS),
    Tab(_("导入"), "import_records", frozenset({D.CLUE_INTAKE})),
    Tab(_("举报入口"), "door", DESK),
    Tab(_("搜索"), "search", READERS),
    Tab(_("统计"), "statistics", READERS),
    Tab(_("文书"), "papers", READERS),
    Tab(_("保管和销毁"), "keeping", DECIDING),
    Tab(_("我的密钥"), "keys", EVERYBODY),
)
"""In the order in which they stand. One whose address does not exist is not shown."""


def desk_tabs(request: HttpRequest, here: str) -> list[dict[str, object]]:
    """The tabs for whoever asks; `here` is the name of the page."""
    mine = standing_duties_of(request)
    told = ((one, address(f"clues:{one.url}")) for one in TABS if one.duties & mine)
    return [{"label": str(one.label), "href": href, "on": one.url == here} for one, href in told if href]
