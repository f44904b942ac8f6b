"""The whole menu. An item whose address does not exist yet is not shown, so rooms may come one by one.

`url` is a url name; items of a campaign get its code as `code`. `duties`: the words of duty of which one is enough (empty: everybody).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.doors import carries


@dataclass(frozen=True)
class Item:
    label: str | Promise
    url: str
    icon: str
    in_campaign: bool = True
    duties: tuple[str, ...] = ()
    count: str = ""  # "todo": shows the number of open to-dos
    thumb: bool = False  # stands in the bottom bar of phones
    only_phone: bool = False  # elsewhere the overview leads there
    switches: tuple[str, ...] = ()  # mechanisms of the campaign of which one is enough (empty: whatever is switched)
    also: tuple[str, ...] = ()  # further addresses of the same room: its tabs


@dataclass(frozen=True)
class Section:
    label: str | Promise
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Entry:
    """An item as one person sees it: with its address, in his language."""

    label: str
    href: str
    icon: str
    current: bool
    count: str
    thumb: bool


ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")

_CHANNELS = (
    "self_checks", "pledges", "critique", "letters", "gatherings", "joint_check", "instructions", "red_black_list", "talks", "home_visits",
    "back_checks", "screening",
)  # fmt: skip
MENU = (
    Section("", (Item(_("我的待办"), "home:todo", "inbox", in_campaign=False, duties=("business",), count="todo", thumb=True),)),
    Section(
        _("专项"),
        (
            Item(_("作战图"), "reports:cockpit", "map", thumb=True),
            Item(_("方案"), "campaigns:plan", "book", thumb=True),
            Item(_("问题台账"), "problems:ledger", "table", thumb=True),
            Item(_("查摆问题"), "finding:overview", "search", switches=_CHANNELS),
            Item(_("我的自查"), "finding:self_check", "pen", only_phone=True, thumb=True, switches=("self_checks", "pledges")),
            Item(_("六个清单"), "problems:lists", "list"),
            Item(_("督导检查"), "inspections:overview", "eye", switches=("inspections",)),
            Item(_("线索"), "clues:desk", "lock", in_campaign=False, duties=("clue_staff",)),
        ),
    ),
    Section(
        _("人与处理"),
        (
            Item(_("与我有关的事项"), "accountability:own_matters", "user", in_campaign=False, duties=("business",), thumb=True),
            Item(_("处理与申诉"), "accountability:handlings", "scale", switches=("handlings",), also=("accountability:return_visits",)),
            Item(
                _("容错与澄清"),
                "accountability:tolerances",
                "shield",
                switches=("tolerance", "clarification", "publicity_of_handlings"),
                also=("accountability:clarifications", "accountability:announcements", "accountability:announced"),
            ),
            Item(_("评定与红黄牌"), "accountability:marks", "flag", switches=("ratings", "cards")),
            Item(_("学习教育"), "accountability:study", "book", switches=("study",)),
        ),
    ),
    Section(
        _("成果"),
        (
            Item(_("周报与报告"), "reports:reports", "chart"),
            Item(_("公文"), "documents:register", "file"),
            Item(_("举一反三与制度"), "institutions:overview", "stamp", switches=("sibling_checks", "institutions")),
            Item(_("减负"), "burden:overview", "feather"),
        ),
    ),
    Section(
        _("组织"),
        (
            Item(_("机构与职责"), "campaigns:groups", "flag"),
            Item(_("名册"), "campaigns:roster", "users"),
            Item(_("会议与任务"), "campaigns:meetings", "calendar", switches=("meetings",)),
            Item(_("阶段任务"), "campaigns:tasks", "send"),
            Item(_("委托代办"), "campaigns:delegations", "key"),
        ),
    ),
    Section(
        _("基础"),
        (
            Item(_("全部专项"), "campaigns:list", "layers", in_campaign=False, duties=("business",)),
            Item(_("读方案"), "plan_import:list", "upload", in_campaign=False, duties=("founder",), thumb=True),
            Item(_("单位与人员"), "organisation:units", "tree", in_campaign=False, duties=("keeper",), thumb=True),
            Item(_("系统管理"), "administration:console", "gear", in_campaign=False, duties=ADMINISTRATORS, thumb=True),
        ),
    ),
)


def address(url: str, *given: str | None) -> str:
    """The address behind a url name and the code (or further parts) in it; "" where the page does not exist (yet)."""
    return _address(url, tuple(one for one in given if one), get_urlconf(), get_script_prefix())


@lru_cache(8192)
def _address(url: str, given: tuple[str, ...], _urls: str | None, _prefix: str) -> str:
    """Every page asks for dozens of addresses that stay the same."""
    try:
        return reverse(url, args=given)
    except NoReverseMatch:
        return ""


def entries(section: Section, code: str | None, duties: Collection[str], path: str, on: frozenset[str] | None = None) -> Iterator[Entry]:
    """The items of a section that exist, that the campaign has switched on (`on`; None: not asked), and that are meant for somebody with these
    duties."""
    for item in section.items:
        if (item.in_campaign and not code) or (item.duties and not set(item.duties) & set(duties)):
            continue
        if item.switches and on is not None and not on.intersection(item.switches):
            continue
        if not carries(item.url) or (item.only_phone and carries("finding:overview")):
            continue
        href = address(item.url, code if item.in_campaign else None)
        if href:
            room = [href, *(address(one, code if item.in_campaign else None) for one in item.also)]
            here = any(path == one or (one.endswith("/") and one != "/" and path.startswith(one)) for one in room)
            yield Entry(str(item.label), href, item.icon, here, item.count, item.thumb)


def menu_for(
    code: str | None, duties: Collection[str], path: str = "", on: frozenset[str] | None = None
) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """(section label, entries) pairs; empty sections are left out. Current is the entry whose address the page lies under."""
    return _menu_for(code, frozenset(duties), path, on, (get_language() or "", get_urlconf(), get_script_prefix()))


@lru_cache(2048)
def _menu_for(
    code: str | None, duties: frozenset[str], path: str, on: frozenset[str] | None, _where: tuple[Any, ...]
) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """The menu in the language and at the addresses `_where`."""
    sections = ((str(section.label), tuple(entries(section, code, duties, path, on))) for section in MENU)
    return tuple((label, items) for label, items in sections if items)
