"""Columns of a campaign's own: what the office lets the ledger hold beside its customary columns, and what cannot stand (issue 3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bihuan.campaigns.rules.campaign_file.faults import Path
from bihuan.campaigns.rules.campaign_file.kinds import Day, OneOf, Text, Whole
from bihuan.campaigns.rules.campaign_file.parts import entry, some_texts
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy, FilledFrom
from bihuan.foundation.kernel import _
from bihuan.foundation.kernel.unseen import UNSEEN, has_unseen

MOST = 12
"""So many columns of its own a campaign has in use."""
MOST_EVER = 60
"""So many numbers of columns there are: one that was used is never given to another column."""
MOST_CHOICES = 40
WAN = _("万元")
# Words by which the ledger's own columns are found in sheets: a column of the same name could not be told from them.
_TAKEN = (
    "序号 顺序号 编号 单位 责任单位 单位名称 所在单位 责任人 姓名 来源 问题来源 问题 具体问题 问题描述 问题内容 存在问题 类别 问题类别 "
    "问题类型 具体表现 问题表现 表现 原因剖析 原因分析 问题原因 整改措施 措施 责任领导 牵头领导 完成时限 整改时限 完成期限 整改进展 "
    "进展情况 进展 状态 整改状态 环节 外部编号 外部系统编号 原因性质 程度 问题程度 发现日期 发现时间 台账编号 销号日期 销号时间"
)
TAKEN = frozenset(_TAKEN.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnColumn:
    """One column. `number` is its identity and stays when its name changes; `unit` the unit of measure of a number or amount.

    `required` is the step from which on it must be filled in, `retired` the day on which it went out of use: its values stay."""

    number: int = entry(Whole(1, MOST_EVER), _("栏目号"), default=0, shown=True)
    name: str = entry(Text(20, r"[^\s(（:：*＊,，]+", _("不含空格、括号、冒号、逗号和星号")), _("栏目名称"), required=True)
    kind: ColumnKind = entry(OneOf(ColumnKind), _("栏目种类"), required=True)
    choices: tuple[str, ...] = some_texts(_("可选值"), 30)
    unit: str = entry(Text(10), _("计量单位"), default="")
    required: FilledFrom | None = entry(OneOf(FilledFrom), _("从哪一步起必填"))
    editors: FilledBy = entry(OneOf(FilledBy), _("由谁填"), default=FilledBy.DOERS, shown=True)
    retired: date | None = entry(Day(), _("停用日期"))

    @property
    def key(self) -> str:
        """Its name in addresses, sheets and figures."""
        return f"own{self.number}"

    @property
    def value(self) -> str:
        """The key, as a column of the ledger tells its own."""
        return self.key

    @property
    def label(self) -> str:
        """Its head: the name with its unit of measure."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name

    @property
    def is_sum(self) -> bool:
        """Can its values be added up?"""
        return self.kind in (ColumnKind.NUMBER, ColumnKind.AMOUNT)


def numbered(columns: Sequence[OwnColumn]) -> tuple[OwnColumn, ...]:
    """The same columns, each with a number: those without one take the next."""
    last, found = max((one.number for one in columns), default=0), []
    for one in columns:
        last += not one.number
        found.append(one if one.number else replace(one, number=last))
    return tuple(found)


def in_use(columns: Sequence[OwnColumn]) -> tuple[OwnColumn, ...]:
    """Those that were not retired, in their order."""
    return tuple(one for one in columns if one.retired is None)


def faults_of(columns: Sequence[OwnColumn]) -> Iterator[tuple[Path, str]]:
    """What cannot stand: (place, what is wrong)."""
    if len(in_use(columns)) > MOST:
        yield (
            ("columns",),
            _("一个专项最多用 %(most)d 个自设栏目，现在有 %(count)d 个，请先停用不用的") % {"most": MOST, "count": len(in_use(columns))},
        )
    names: set[str] = set()
    numbers: set[int] = set()
    for n, one in enumerate(columns):
        here: Path = ("columns", n)
        if one.number and one.number in numbers:
            yield (*here, "number"), _("栏目号 %d 用了两次") % one.number
        numbers.add(one.number)
        if one.retired is None:
            if one.name in names:
                yield (*here, "name"), _("已经有叫“%s”的栏目") % one.name
            names.add(one.name)
        yield from _faults_of_one(one, here)


def _faults_of_one(one: OwnColumn, here: Path) -> Iterator[tuple[Path, str]]:
    if one.name in TAKEN:
        yield (*here, "name"), _("台账本来就有“%s”一栏，请换个名称") % one.name
    if any(map(has_unseen, (one.name, *one.choices))):
        yield (*here, "name"), UNSEEN
    if one.kind is ColumnKind.CHOICE and len(one.choices) < 2:
        yield (*here, "choices"), _("选项栏目至少要有两个可选值")
    if one.kind is not ColumnKind.CHOICE and one.choices:
        yield (*here, "choices"), _("只有选项栏目有可选值")
    if len(one.choices) > MOST_CHOICES:
        yield (*here, "choices"), _("可选值最多 %d 个") % MOST_CHOICES
    if len(set(one.choices)) < len(one.choices):
        yield (*here, "choices"), _("可选值有重复")
    if one.unit and not one.is_sum:
        yield (*here, "unit"), _("只有数字和金额栏目有计量单位")
