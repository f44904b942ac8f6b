"""The process map (流程图): one page with stages, steps and channels of a campaign, from its settings (M28; paper D03)."""

from dataclasses import dataclass

from bihuan.documents.rules.paper import Block, Paper, Table
from bihuan.documents.rules.signature import text_width
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _

SIZE = 12.0
"""小四: text of the printed map in points, small enough for one page."""


@dataclass(frozen=True, slots=True)
class MapStage:
    """One stage: name, dates as text, what is done in it. `now` marks the stage that runs."""

    name: str
    dates: str = ""
    aims: tuple[str, ...] = ()
    now: bool = False


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """Everything on the page. `steps` is the loop an item goes through, `channels` are pairs of label and address."""

    title: str
    stages: tuple[MapStage, ...]
    steps: tuple[str, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    phrases: tuple[str, ...] = ()


def wrap(text: str, width: float, lines: int = 99) -> list[str]:
    """Text in lines of at most `width` full characters; what exceeds `lines` ends in an ellipsis. Closing marks never begin a line."""
    found = [""]
    for char in text:
        if text_width(found[-1] + char) > width and char not in "，。、；：）》”":
            found.append("")
        found[-1] += char
    if len(found) > lines:
        found = [*found[: lines - 1], f"{found[lines - 1][:-1]}…"]
    return found


def map_paper(chart: ProcessMap) -> Paper:
    """The map as a page of its own: a turned page with one column for each stage."""
    blocks: list[Block] = []
    if chart.stages:
        blocks.append(_stage_table(chart.stages))
    told = "；".join(f"{name} {address}".strip() for name, address in chart.channels)
    lines = ((_("工作流程"), "→".join(chart.steps)), (_("贯穿始终"), "、".join(chart.phrases)), (_("监督渠道"), told))
    shown = tuple(line for line in lines if line[1])
    if shown:
        blocks.append(Table(shown[0], shown[1:], (1, 9), landscape=True, size=SIZE))
    return Paper(Kind.PROCESS_MAP, chart.title, tuple(blocks))


def _stage_table(stages: tuple[MapStage, ...]) -> Table:
    head: list[str] = []
    dates: list[str] = []
    aims: list[str] = []
    widths: list[float] = []
    for at, stage in enumerate(stages):
        if at:
            head, dates, aims, widths = [*head, "→"], [*dates, ""], [*aims, ""], [*widths, 0.25]
        head.append(stage.name)
        dates.append(stage.dates)
        aims.append("\n".join(f"{number}.{aim}" for number, aim in enumerate(stage.aims, 1)))
        widths.append(2)
    return Table(tuple(head), (tuple(dates), tuple(aims)), tuple(widths), landscape=True, size=SIZE)
