"""The process map as a drawing that scales: boxes for stages, arrows between them, the loop of steps, the channels (M28).

Only presentation attributes, no style and no script, so that it may stand in a page under a strict policy. Units are points of a
turned A4 page.
"""

from html import escape

from bihuan.documents.rules.map import MapStage, ProcessMap, wrap

WIDTH, HEIGHT, EDGE = 1120.0, 760.0, 40.0
TEXT, SMALL = 16.0, 14.0
ACCENT, INK, PALE, LINE = "#a3261b", "#222222", "#fbf1ef", "#b9b3a8"
GAP = 34.0
SIZES, LEADING = (19.0, 17.0, 15.0, 13.0), 1.55
FONTS = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"


def render_map(chart: ProcessMap) -> str:
    """The whole page as one `<svg>` element."""
    parts = [_title(chart)]
    top, bottom = (130.0 if chart.phrases else 100.0), HEIGHT - EDGE
    if chart.channels:
        bottom -= 84
        parts.append(_channels(chart.channels, bottom + 20))
    if chart.steps:
        bottom -= 110
        parts.append(_steps(chart.steps, bottom + 20))
    parts.append(_stages(chart.stages, top, bottom - top))
    label = escape(chart.title)
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{label}"'
    return f'{frame} font-family="{FONTS}"><title>{label}</title>{_box((0, 0, WIDTH, HEIGHT), "#ffffff", "none")}{"".join(parts)}</svg>'


def _box(frame: tuple[float, float, float, float], fill: str, line: str = LINE) -> str:
    """A rectangle; `frame` is left, top, width, height."""
    x, y, width, height = frame
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6" fill="{fill}" stroke="{line}"/>'


def _words(x: float, y: float, text: str, size: float = TEXT, look: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" fill="{INK}" {look}>{escape(text)}</text>'


def _centred(x: float, y: float, text: str, size: float, fill: str = INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" fill="{fill}" text-anchor="middle">{escape(text)}</text>'


def _title(chart: ProcessMap) -> str:
    lines = wrap(chart.title, 34, 1)
    shown = _centred(WIDTH / 2, EDGE + 28, lines[0], 30, ACCENT)
    if not chart.phrases:
        return shown
    return shown + _centred(WIDTH / 2, EDGE + 66, " · ".join(chart.phrases), 18)


def _stages(stages: tuple[MapStage, ...], top: float, height: float) -> str:
    if not stages:
        return ""
    width = (WIDTH - 2 * EDGE - GAP * (len(stages) - 1)) / len(stages)
    shown = ""
    for at, stage in enumerate(stages):
        left = EDGE + at * (width + GAP)
        shown += _stage(stage, left, top, width, height)
        if at:
            shown += _arrow(left - GAP + 5, top + 24, GAP - 10)
    return shown


def _stage(stage: MapStage, left: float, top: float, width: float, height: float) -> str:
    fill, ink = (ACCENT, "#ffffff") if stage.now else (PALE, ACCENT)
    size = min(20.0, (width - 16) / max(len(stage.name), 1))
    shown = _box((left, top, width, height), "#ffffff", ACCENT if stage.now else LINE) + _box((left, top, width, 48), fill, ACCENT)
    shown += _centred(left + width / 2, top + 31, stage.name, size, ink)
    shown += _centred(left + width / 2, top + 72, stage.dates, min(SMALL, (width - 10) / max(len(stage.dates) * 0.62, 1)))
    return shown + _aims(stage.aims, left + 14, top + 102, (width, height - 110))


def _aims(aims: tuple[str, ...], left: float, top: float, room: tuple[float, float]) -> str:
    """Numbered lines as large as they fit; what does not fit at the smallest size ends in an ellipsis."""
    for size in SIZES:
        lines = [line for number, aim in enumerate(aims, 1) for line in wrap(f"{number}. {aim}", (room[0] - 28) / size, 5)]
        fits = max(int(room[1] / (size * LEADING)), 1)
        if len(lines) <= fits:
            break
    else:
        lines = [*lines[: fits - 1], "…"]
    return "".join(_words(left, top + at * size * LEADING, line, size) for at, line in enumerate(lines))


def _arrow(left: float, middle: float, length: float) -> str:
    tip = left + length
    return (
        f'<path d="M{left:.1f} {middle:.1f} H{tip - 6:.1f}" stroke="{ACCENT}" stroke-width="2" fill="none"/>'
        f'<path d="M{tip - 8:.1f} {middle - 6:.1f} L{tip:.1f} {middle:.1f} L{tip - 8:.1f} {middle + 6:.1f} Z" fill="{ACCENT}"/>'
    )


def _steps(steps: tuple[str, ...], top: float) -> str:
    """The loop: boxes in a row, an arrow from each to the next, and one from the last back to the first."""
    space = 24.0
    width = (WIDTH - 2 * EDGE - space * (len(steps) - 1)) / len(steps)
    shown = ""
    for at, step in enumerate(steps):
        left = EDGE + at * (width + space)
        size = min(TEXT, (width - 10) / max(len(step), 1))
        shown += _box((left, top, width, 40), PALE) + _centred(left + width / 2, top + 26, step, size)
        shown += _arrow(left - space + 3, top + 20, space - 6) if at else ""
    first, last, low = EDGE + width / 2, WIDTH - EDGE - width / 2, top + 58
    back = f"M{last:.1f} {top + 40:.1f} V{low:.1f} H{first:.1f} V{top + 46:.1f}"
    tip = f"M{first - 5:.1f} {top + 48:.1f} L{first:.1f} {top + 40:.1f} L{first + 5:.1f} {top + 48:.1f} Z"
    shown += f'<path d="{back}" stroke="{ACCENT}" stroke-width="1.5" stroke-dasharray="5 4" fill="none"/><path d="{tip}" fill="{ACCENT}"/>'
    return shown if len(steps) > 1 else shown.split("<path", 1)[0]


def _channels(channels: tuple[tuple[str, str], ...], top: float) -> str:
    words = "　".join(f"{label} {address}".strip() for label, address in channels)
    lines = wrap(words, (WIDTH - 2 * EDGE - 130) / TEXT, 2)
    shown = _box((EDGE, top, WIDTH - 2 * EDGE, 64), "#faf8f3") + _words(EDGE + 16, top + 38, "监督渠道", TEXT, 'font-weight="bold"')
    first = top + (38 if len(lines) == 1 else 28)
    return shown + "".join(_words(EDGE + 110, first + at * 22, line) for at, line in enumerate(lines))
