"""The parts of a campaign file and what each place may hold: the one table behind reading, writing and the JSON Schema.

Words follow the glossary; what a plan says is described in plan-json (the reader of plans fills the same parts).
"""

from dataclasses import dataclass
from datetime import date

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.rules.campaign_file.kinds import Day, Name, Numbering, OneOf, Text, Whole, YesNo
from bihuan.campaigns.rules.campaign_file.parts import ListOf, PartOf, a_text, entry, some_parts, some_texts
from bihuan.campaigns.rules.campaign_file.settings import Settings, Switches
from bihuan.campaigns.vocabulary import MeasureKind, OrganisationPattern, Origin
from bihuan.foundation.kernel import _

FORMAT = 1
CODE = Text(31, r"[A-Za-z0-9][A-Za-z0-9-]{1,30}", _("用字母、数字和短横，2 到 31 位"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day of the whole campaign, and the plan's own words for it (M24)."""

    start: date | None = entry(Day(), _("开始日期"))
    end: date | None = entry(Day(), _("结束日期"))
    as_written: str = a_text(_("原文写法"), 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Who is covered (M18)."""

    text: str = a_text(_("范围"), 1000)
    units: tuple[str, ...] = some_texts(_("纳入单位"), 200)
    ranks: tuple[str, ...] = some_texts(_("纳入职级职务"), 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """One standard of the code of conduct with its meaning (M43)."""

    standard: str = a_text(_("准则"), 40, required=True)
    meaning: str = a_text(_("含义"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One dated part of the campaign with its tasks (M23). No date yet: a question at the start."""

    name: str = a_text(_("阶段名称"), 120, required=True)
    start: date | None = entry(Day(), _("开始日期"))
    end: date | None = entry(Day(), _("结束日期"))
    as_written: str = a_text(_("原文写法"), 200)
    tasks: tuple[str, ...] = some_texts(_("工作任务"), 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessStep:
    """One step that every item goes through in this campaign (M27). `states` names the states of an item that stand in this step."""

    name: str = a_text(_("步骤"), 60, required=True)
    text: str = a_text(_("说明"))
    states: tuple[str, ...] = some_texts(_("对应环节"), 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifestation:
    """One concrete form of a problem. `strict_check` marks what the plan wants searched strictly (严查)."""

    number: str = entry(Numbering(16), _("编号"), default="", shown=True)
    text: str = a_text(_("具体表现"), 300, required=True)
    strict_check: bool = entry(YesNo(), _("严查"), default=False)
    needs_text: bool = entry(YesNo(), _("须写明具体情形"), default=False)
    origin: Origin = entry(OneOf(Origin), _("来历"), default=Origin.OWN, shown=True)
    origin_note: str = a_text(_("出处说明"), 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """First level of the catalogue: a tendency, a cure with its raise, an ill with its dimension, an area of work (M37, M39, M40)."""

    name: str = a_text(_("类别名称"), 120, required=True)
    raise_: str = a_text(_("提升的意识"), 120)
    dimension: str = a_text(_("所属方面"), 60)
    words: tuple[str, ...] = some_texts(_("病症字眼"), 20)
    responsible_units: tuple[str, ...] = some_texts(_("责任单位"), 120)
    deadline: str = a_text(_("完成时限"), 200)
    due_on: date | None = entry(Day(), _("完成日期"))
    measures: tuple[str, ...] = some_texts(_("整治措施"), 500)
    origin: Origin = entry(OneOf(Origin), _("来历"), default=Origin.OWN, shown=True)
    origin_note: str = a_text(_("出处说明"), 200)
    manifestations: tuple[Manifestation, ...] = some_parts(Manifestation, _("具体表现"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What counts as a problem in this campaign. `umbrella` is the phenomenon that several campaigns can share (M34)."""

    name: str = a_text(_("目录名称"), 120, required=True)
    umbrella: str = a_text(_("总称"), 60)
    words: tuple[str, ...] = some_texts(_("病症字眼"), 20)
    study: tuple[str, ...] = some_texts(_("学习材料"), 300)
    categories: tuple[Category, ...] = some_parts(Category, _("类别"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Ways in that are published for reports, and the body that clues are passed to (A29)."""

    phones: tuple[str, ...] = some_texts(_("举报电话"), 60)
    emails: tuple[str, ...] = some_texts(_("举报邮箱"), 120)
    urls: tuple[str, ...] = some_texts(_("举报网址"), 300)
    other: tuple[str, ...] = some_texts(_("其他渠道"), 200)
    transfer_to: str = a_text(_("线索移送单位"), 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderMeasure:
    """One measure on a rung. The software never applies it: it is offered to people who decide."""

    name: str = a_text(_("措施"), 60, required=True)
    kind: MeasureKind = entry(OneOf(MeasureKind), _("性质"), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of a ladder: what leads to it, and the measures it offers."""

    step: int = entry(Whole(1, 20), _("级次"), required=True)
    trigger: str = a_text(_("适用情形"), 300, required=True)
    measures: tuple[LadderMeasure, ...] = some_parts(LadderMeasure, _("措施"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A graded list of measures. Where a plan holds two (A08), the campaign uses the one marked `default`."""

    name: str = a_text(_("阶梯名称"), 60, required=True)
    default: bool = entry(YesNo(), _("采用"), default=False)
    origin_note: str = a_text(_("出处说明"), 200)
    rungs: tuple[Rung, ...] = some_parts(Rung, _("各级"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A body of the campaign: leading group, office or supervision group."""

    name: str = entry(Name(120), _("名称"), required=True)
    heads: tuple[str, ...] = entry(ListOf(Name(120)), _("组长（主任）"), default=())
    deputies: tuple[str, ...] = entry(ListOf(Name(120)), _("副组长（副主任）"), default=())
    members: tuple[str, ...] = some_texts(_("成员"), 200)
    seat: str = a_text(_("设在"), 120)
    tasks: tuple[str, ...] = some_texts(_("职责"), 500)
    units: tuple[str, ...] = some_texts(_("联系单位"), 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who leads, runs and supervises (M01–M03)."""

    pattern: OrganisationPattern = entry(OneOf(OrganisationPattern), _("组织方式"), default=OrganisationPattern.TASK_FORCE, shown=True)
    leading_group: Group | None = entry(PartOf(Group), _("领导小组"))
    office: Group | None = entry(PartOf(Group), _("专班（办公室）"))
    groups: tuple[Group, ...] = some_parts(Group, _("督导组"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """A duty to report: what, to whom, how often, until when (A37)."""

    what: str = a_text(_("报送内容"), 300, required=True)
    to: str = a_text(_("报送对象"), 200)
    rhythm: str = a_text(_("频次"), 60)
    deadline: str = a_text(_("截止时间"), 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfChecking:
    """What a self-check is held against (M51, M52), by when it is handed in, the phrases with which lists are returned, and whether a
    commitment may be one thing to go by later (A03). `due_on` open: the end of the first stage."""

    comparisons: tuple[str, ...] = some_texts(_("对照什么"), 300)
    yardsticks: tuple[str, ...] = some_texts(_("与什么相比"), 300)
    return_phrases: tuple[str, ...] = some_texts(_("退回常用语"), 200)
    due_on: date | None = entry(Day(), _("提交期限"))
    pledge_as_basis: bool = entry(YesNo(), _("承诺书可作了解情况的参考"), default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFile:
    """One campaign, whole. `basis` or `decided_by` left empty stay a visible gap: papers are drafts with 待补 there."""

    bihuan_campaign: int = entry(Whole(FORMAT, FORMAT), _("文件格式版本"), required=True)
    title: str = a_text(_("名称"), 200, required=True)
    code: str = entry(CODE, _("代号"), default="")
    basis: tuple[str, ...] = some_texts(_("依据"), 300)
    doc_numbers: tuple[str, ...] = some_texts(_("文号"), 80)
    decided_by: str = a_text(_("研究决定的机构"), 200)
    period: Period = entry(PartOf(Period), _("起止时间"), default=Period())
    scope: Scope = entry(PartOf(Scope), _("整治范围"), default=Scope())
    goals: tuple[str, ...] = some_texts(_("工作目标"), 1000)
    principles: tuple[str, ...] = some_texts(_("基本原则"), 1000)
    phrases: tuple[str, ...] = some_texts(_("主线用语"), 100)
    code_of_conduct: tuple[Conduct, ...] = some_parts(Conduct, _("行为准则"))
    stages: tuple[Stage, ...] = some_parts(Stage, _("阶段"))
    steps: tuple[ProcessStep, ...] = some_parts(ProcessStep, _("整改流程"))
    catalogue: Catalogue = entry(PartOf(Catalogue), _("问题目录"), required=True)
    self_check: SelfChecking = entry(PartOf(SelfChecking), _("个人自查"), default=SelfChecking())
    channels: Channels = entry(PartOf(Channels), _("举报渠道"), default=Channels())
    ladders: tuple[Ladder, ...] = some_parts(Ladder, _("处理阶梯"))
    organisation: Organisation = entry(PartOf(Organisation), _("组织机构"), default=Organisation())
    reporting: tuple[Reporting, ...] = some_parts(Reporting, _("信息报送"))
    columns: tuple[OwnColumn, ...] = some_parts(OwnColumn, _("自设栏目"))
    settings: Settings = entry(PartOf(Settings), _("设置"), default=Settings(), shown=True)
    switches: Switches = entry(PartOf(Switches), _("机制开关"), default=Switches(), shown=True)
