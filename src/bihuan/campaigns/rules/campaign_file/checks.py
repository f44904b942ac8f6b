"""Whether the parts of a campaign fit each other. Used after reading a file and before starting a campaign."""

from collections.abc import Iterator, Sequence

from bihuan.campaigns.rules.campaign_file.columns import faults_of
from bihuan.campaigns.rules.campaign_file.faults import Path
from bihuan.campaigns.rules.campaign_file.shape import CampaignFile, Group, Ladder, Organisation, Period, Stage
from bihuan.campaigns.vocabulary import Origin
from bihuan.foundation.kernel import _
from bihuan.foundation.kernel.unseen import UNSEEN, has_unseen, without_clinging

Finding = tuple[Path, str]


def inconsistencies(file: CampaignFile) -> list[Finding]:
    """Everything that cannot stand: (place, what is wrong). An empty list means that the file can be used."""
    bodies = [*_names_unseen(file.organisation), *_other_names_unseen(file)]
    return [*_dates(file.period, file.stages), *_catalogue(file), *_ladders(file.ladders), *faults_of(file.columns), *bodies]


def gaps(file: CampaignFile) -> list[Finding]:
    """What is still open: no hindrance, but a question to the person who starts the campaign, and 待补 on papers until answered."""
    missing: list[Finding] = []
    if not file.basis:
        missing.append((("basis",), _("依据待补")))
    if not file.decided_by:
        missing.append((("decided_by",), _("研究决定的机构待补")))
    if not (file.period.start and file.period.end):
        missing.append((("period",), _("起止日期待定")))
    undated = [("stages", n, "start") for n, stage in enumerate(file.stages) if not (stage.start and stage.end)]
    missing += [(path, _("阶段日期待定")) for path in undated]
    return missing + _measures_on_two_rungs(file.ladders)


def _names_unseen(part: Organisation) -> Iterator[Finding]:
    """Names of bodies and of those who sit in them in which a sign stands that nobody sees: beside one of the same look each is another."""
    alone: list[tuple[Path, Group | None]] = [(("leading_group",), part.leading_group), (("office",), part.office)]
    for place, body in [*alone, *((("groups", n), body) for n, body in enumerate(part.groups))]:
        if body is not None:
            seats = (((what, n), name) for what in ("heads", "deputies") for n, name in enumerate(getattr(body, what)))
            for at, name in [(("name",), body.name), *seats]:
                if has_unseen(name):
                    yield ("organisation", *place, *at), UNSEEN


def _other_names_unseen(file: CampaignFile) -> Iterator[Finding]:
    """The same of what people choose from and read in every list: the campaign's own name, stages, categories, ladders."""
    categories = ((("catalogue", "categories", n, "name"), one.name) for n, one in enumerate(file.catalogue.categories))
    stages = ((("stages", n, "name"), one.name) for n, one in enumerate(file.stages))
    ladders = ((("ladders", n, "name"), one.name) for n, one in enumerate(file.ladders))
    own = ((("title",), file.title), (("catalogue", "name"), file.catalogue.name))
    yield from ((place, UNSEEN) for place, name in (*own, *stages, *categories, *ladders) if has_unseen(without_clinging(name)))


def _twice(values: Sequence[object], path: Path, last: str, message: str) -> Iterator[Finding]:
    """A finding for each value that stood before in the list."""
    for index, value in enumerate(values):
        if value in values[:index]:
            yield (*path, index, last), message % {"value": value, "first": values.index(value) + 1}


def _dates(period: Period, stages: tuple[Stage, ...]) -> Iterator[Finding]:
    if period.start and period.end and period.end < period.start:
        yield ("period", "end"), _("结束日期早于开始日期")
    yield from _twice([stage.name for stage in stages], ("stages",), "name", _("阶段“%(value)s”与第 %(first)d 个阶段同名"))
    for n, stage in enumerate(stages):
        if stage.start and stage.end and stage.end < stage.start:
            yield ("stages", n, "end"), _("结束日期早于开始日期")
        if stage.start and period.start and stage.start < period.start:
            yield ("stages", n, "start"), _("早于专项行动的开始日期 %s") % period.start
        if stage.end and period.end and stage.end > period.end:
            yield ("stages", n, "end"), _("晚于专项行动的结束日期 %s") % period.end
    starts = [(n, stage.start) for n, stage in enumerate(stages) if stage.start]
    for (_before, earlier), (n, later) in zip(starts, starts[1:], strict=False):
        if later < earlier:
            yield ("stages", n, "start"), _("早于前一阶段的开始日期 %s，请按先后排列") % earlier


def _catalogue(file: CampaignFile) -> Iterator[Finding]:
    here: Path = ("catalogue", "categories")
    categories = file.catalogue.categories
    yield from _twice([category.name for category in categories], here, "name", _("类别“%(value)s”与第 %(first)d 个类别同名"))
    for n, category in enumerate(categories):
        seen: dict[str, str] = {}  # plans count from 1 in each category
        if category.origin is not Origin.OWN and not category.origin_note:
            yield (*here, n, "origin"), _("标明了来源文本或改编，就要写出处说明（origin_note）")
        for m, entry in enumerate(category.manifestations):
            place = (*here, n, "manifestations", m)
            if entry.number and entry.number in seen:
                yield (*place, "number"), _("编号 %(number)s 已用于“%(text)s”") % {"number": entry.number, "text": seen[entry.number]}
            if entry.origin is not Origin.OWN and not entry.origin_note:
                yield (*place, "origin"), _("标明了来源文本或改编，就要写出处说明（origin_note）")
            seen.setdefault(entry.number, entry.text)


def _ladders(ladders: tuple[Ladder, ...]) -> Iterator[Finding]:
    yield from _twice([ladder.name for ladder in ladders], ("ladders",), "name", _("阶梯“%(value)s”与第 %(first)d 个阶梯同名"))
    chosen = [n for n, ladder in enumerate(ladders) if ladder.default]
    if len(ladders) > 1 and len(chosen) != 1:
        yield ("ladders",), _("有几个处理阶梯时，要在其中一个上写 default: true，表示采用它")
    for n, ladder in enumerate(ladders):
        steps = [rung.step for rung in ladder.rungs]
        if steps != sorted(set(steps)):
            yield ("ladders", n, "rungs"), _("级次要从轻到重排列，不能重复")


def _measures_on_two_rungs(ladders: tuple[Ladder, ...]) -> list[Finding]:
    """A08: the same measure on two rungs leaves open which one is meant."""
    found: list[Finding] = []
    for n, ladder in enumerate(ladders):
        seen: dict[str, int] = {}
        for m, rung in enumerate(ladder.rungs):
            for measure in rung.measures:
                if seen.setdefault(measure.name, rung.step) != rung.step:
                    found.append((("ladders", n, "rungs", m), _("措施“%s”同时在两级，请核对") % measure.name))
    return found
