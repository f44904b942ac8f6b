"""Papers composed from a campaign's file: plan (D02), basis (D01, M01), catalogue (D09), code of conduct (D64, M43), process map (D03, M28).

Nothing is invented: what the file lacks is left out or, where a plan must have it, shown as 待补. Principles (M20) and guiding phrases
(M29) are printed in the plan in their order.
"""

from datetime import date

from bihuan.campaigns.rules.campaign_file.shape import CampaignFile, Category, Channels, Group, Stage
from bihuan.documents.rules.founding import BASIS, DECIDED, basis_titles, founding
from bihuan.documents.rules.map import MapStage, ProcessMap
from bihuan.documents.rules.numbers import date_span, official_date
from bihuan.documents.rules.paper import Block, Gap, Heading, List, Paper, Para, Strong
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _

LOOP = tuple(_("查摆 建账 剖析 整改 核验 销号 回头看 建章立制").split())
"""Steps of a campaign whose plan names none of its own."""


def plan_paper(file: CampaignFile) -> Paper:
    """The plan: requirements, scope, catalogue, stages, ladder, channels, organisation."""
    parts = (_requirements, _scope, _catalogue, _stages, _ladders, _channels, _groups, _reporting)
    blocks = tuple(block for part in parts for block in part(file))
    title = file.title if file.title.endswith(_("方案")) else f"{file.title}{_('工作方案')}"
    return Paper(Kind.PLAN, title, (opening(file), *blocks))


def basis_paper(file: CampaignFile) -> Paper:
    """What the campaign rests on and who decided it."""
    titles = tuple((title,) for title in basis_titles(file)) or ((Gap(BASIS),),)
    decided = Para((file.decided_by or Gap(DECIDED),))
    blocks = (Heading(1, _("依据文件")), List(titles), Heading(1, _("决定机关")), decided)
    return Paper(Kind.CATALOGUE, f"{file.title}{_('依据')}", blocks)


def catalogue_paper(file: CampaignFile) -> Paper:
    """Categories with their manifestations."""
    return Paper(Kind.CATALOGUE, f"{file.title}{_('问题目录')}", tuple(_category_blocks(file, 1)))


def conduct_paper(file: CampaignFile) -> Paper:
    """The code of conduct on a page of its own."""
    blocks = tuple(_conduct(file)[1:]) or (Para((Gap(_("行为准则")),)),)
    return Paper(Kind.CODE_OF_CONDUCT, f"{file.title}{_('行为准则')}", blocks)


def process_map(file: CampaignFile, today: date | None = None) -> ProcessMap:
    """The one-page map; with `today`, the stage that runs is marked."""
    stages = tuple(MapStage(stage.name, stage_dates(stage), stage.tasks, bool(today and _runs(stage, today))) for stage in file.stages)
    steps = tuple(step.name for step in file.steps) or LOOP
    return ProcessMap(f"{file.title}{_('流程图')}", stages, steps, channel_pairs(file.channels), file.phrases)


def opening(file: CampaignFile) -> Para:
    """What the plan rests on, and that it is made."""
    return Para((*founding(file), _("开展本次专项整治，制定本方案。")))


def stage_dates(stage: Stage) -> str:
    """From when to when, in official dates; the plan's own words where it gives no date."""
    if not stage.start:
        return stage.as_written
    return date_span(stage.start, stage.end) if stage.end else f"{official_date(stage.start)}{_('起')}"


def _runs(stage: Stage, today: date) -> bool:
    return stage.start is not None and stage.start <= today and (stage.end is None or today <= stage.end)


def channel_pairs(channels: Channels) -> tuple[tuple[str, str], ...]:
    """Published ways in, each with its label."""
    named = ((_("电话"), channels.phones), (_("邮箱"), channels.emails), (_("网址"), channels.urls), (_("其他"), channels.other))
    return tuple((label, "、".join(values)) for label, values in named if values)


def _section(title: str, blocks: list[Block]) -> list[Block]:
    return [Heading(1, title), *blocks] if blocks else []


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "；")) else f"{text}。"


def _items(texts: tuple[str, ...]) -> List:
    return List(tuple((_sentence(text),) for text in texts))


def _requirements(file: CampaignFile) -> list[Block]:
    blocks: list[Block] = []
    if file.phrases:
        blocks.append(Para((f"把“{'、'.join(file.phrases)}”贯穿专项整治始终。",)))
    for title, lines in ((_("工作目标"), file.goals), (_("基本原则"), file.principles)):
        if lines:
            blocks += [Heading(2, title), _items(lines)]
    return _section(_("总体要求"), blocks + _conduct(file))


def _conduct(file: CampaignFile) -> list[Block]:
    """Each standard with its meaning."""
    lines = tuple(f"{one.standard}：{one.meaning}" if one.meaning else one.standard for one in file.code_of_conduct)
    return [Heading(2, _("行为准则")), _items(lines)] if lines else []


def _scope(file: CampaignFile) -> list[Block]:
    scope = file.scope
    told = scope.text or "、".join((*scope.units, *scope.ranks))
    return _section(_("整治范围"), [Para((_sentence(told),))] if told else [])


def _catalogue(file: CampaignFile) -> list[Block]:
    return _section(_("整治重点"), _category_blocks(file, 2))


def _category_blocks(file: CampaignFile, level: int) -> list[Block]:
    return [block for category in file.catalogue.categories for block in _category(category, level)]


def _category(category: Category, level: int) -> list[Block]:
    """One category: what counts, then unit, time limit and measures where the plan gives them."""
    name = category.name + (f"，{category.raise_}" if category.raise_ else "")
    blocks: list[Block] = [Heading(level, name)]
    if category.manifestations:
        blocks.append(_items(tuple(one.text for one in category.manifestations)))
    told = (
        (_("责任单位："), "、".join(category.responsible_units)),
        (_("完成时限："), category.deadline or official_date(category.due_on)),
        (_("整治措施："), "；".join(measure.rstrip("；。") for measure in category.measures)),
    )
    return blocks + [Para((Strong(label), _sentence(words))) for label, words in told if words]


def _stages(file: CampaignFile) -> list[Block]:
    blocks: list[Block] = []
    for stage in file.stages:
        dates = stage_dates(stage)
        blocks.append(Heading(2, stage.name + (f"（{dates}）" if dates else "")))
        if stage.tasks:
            blocks.append(_items(stage.tasks))
    return _section(_("实施步骤"), blocks)


def _ladders(file: CampaignFile) -> list[Block]:
    blocks: list[Block] = []
    for ladder in file.ladders:
        rungs = tuple(f"{rung.trigger}：{'、'.join(one.name for one in rung.measures)}" for rung in ladder.rungs)
        blocks += [Heading(2, ladder.name), _items(rungs)]
    return _section(_("处理措施"), blocks)


def _channels(file: CampaignFile) -> list[Block]:
    return _section(_("监督渠道"), [Para((Strong(f"{label}："), f"{addresses}。")) for label, addresses in channel_pairs(file.channels)])


def _groups(file: CampaignFile) -> list[Block]:
    """Leading group and office with their seats; of the other groups those without seats are only named."""
    body = file.organisation
    leading = [group for group in (body.leading_group, body.office) if group]
    seated = [group for group in body.groups if _seats(group)]
    told: list[Block] = [Para((Strong(f"{group.name}："), _seats(group) or Gap(_("组成人员")))) for group in (*leading, *seated)]
    bare = "、".join(group.name for group in body.groups if group not in seated)
    return _section(_("组织领导"), [*told, Para((_("设%s。") % bare,))] if bare else told)


def _seats(group: Group) -> str:
    """Who sits in it; nothing where the plan only names it."""
    named = ((_("组长"), group.heads), (_("副组长"), group.deputies), (_("成员"), group.members), (_("设在"), (group.seat,)))
    told = "；".join(f"{label}：{'、'.join(names)}" for label, names in named if any(names))
    return f"{told}。" if told else ""


def _reporting(file: CampaignFile) -> list[Block]:
    lines = tuple("，".join(filter(None, (one.what, one.to and f"报{one.to}", one.rhythm, one.deadline))) for one in file.reporting)
    return _section(_("信息报送"), [_items(lines)] if lines else [])
