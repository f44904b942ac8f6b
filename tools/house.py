"""Draws the rooms and their import arrows as a ladder (`make house`): build/house.svg, and the arrows as text.

Floors come from the contract `floors`; an arrow that would point up is drawn red (the contracts refuse it anyway).
"""

import configparser
import sys
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
WIDTH, LEFT, BOX, TALL, STEP = 760, 120, 200, 44, 72
STYLE = (
    "text{font:15px sans-serif;text-anchor:middle}path.a{fill:none;stroke:#5b6b7b;stroke-opacity:.75;marker-end:url(#tip)}"
    "path.up{stroke:#c02020}"
)
TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
    '<path d="M0 0 8 4 0 8z" fill="#30465c"/></marker>'
)


def floors() -> list[list[str]]:
    """The floors from the top down; each is the rooms on it, rooms not yet born left out."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contracts["importlinter:contract:floors"]["layers"].split("\n")
    rows = [[name.strip().strip("()") for name in line.split("|")] for line in lines if line.strip()]
    born = [[name for name in row if (ROOT / "src/bihuan" / name).is_dir()] for row in rows]
    return [row for row in born if row]


def arrows() -> dict[tuple[str, str], int]:
    """(importing room, imported room) → number of import lines between them."""
    graph = grimp.build_graph("bihuan", cache_dir=None)
    found: dict[tuple[str, str], int] = {}
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            pair = (_room(module), _room(imported))
            if pair[0] != pair[1] and all(pair):
                found[pair] = found.get(pair, 0) + len(graph.get_import_details(importer=module, imported=imported))
    return found


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def places(rows: list[list[str]]) -> dict[str, int]:
    """Room → height of its box; the ladder is read from the top down."""
    return {name: 20 + number * STEP for number, name in enumerate(name for row in rows for name in row)}


def drawing(rows: list[list[str]], pairs: dict[tuple[str, str], int]) -> str:
    """The picture as SVG text: rooms as rungs, every import as an arc on the right; one that points up is red and on the left."""
    at = places(rows)
    shown = sorted(pair for pair in pairs if pair[0] in at and pair[1] in at)
    parts = [_arc(at, pair, pairs[pair], _slot(at, pair, shown)) for pair in shown]
    parts += [_box(name, top) for name, top in at.items()]
    size = f"0 0 {WIDTH} {len(at) * STEP + 20}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}"><style>{STYLE}</style><defs>{TIP}</defs>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>\n"])


def _slot(at: dict[str, int], pair: tuple[str, str], shown: list[tuple[str, str]]) -> tuple[float, float]:
    """Where on the two boxes' edges (0 top, 1 bottom) an arc begins and ends: arrivals above, departures below, long arcs outside."""
    out = sorted((one for one in shown if one[0] == pair[0]), key=lambda one: -at[one[1]])
    into = sorted((one for one in shown if one[1] == pair[1]), key=lambda one: -at[one[0]])
    return 0.5 + 0.5 * (out.index(pair) + 0.5) / len(out), 0.5 * (into.index(pair) + 0.5) / len(into)


def _arc(at: dict[str, int], pair: tuple[str, str], count: int, slot: tuple[float, float]) -> str:
    start, end = at[pair[0]] + TALL * slot[0], at[pair[1]] + TALL * slot[1]
    up = end < start
    edge = LEFT - 2 if up else LEFT + BOX + 2
    bow = edge + (-1 if up else 1) * (30 + abs(end - start) * 0.62)
    title = f"<title>{escape(pair[0])} → {escape(pair[1])}: {count} import lines</title>"
    width = min(1 + count / 15, 5)
    kind = "a up" if up else "a"
    curve = f"M{edge} {start:.0f} C{bow:.0f} {start:.0f} {bow:.0f} {end:.0f} {edge} {end:.0f}"
    return f'<path class="{kind}" stroke-width="{width:.1f}" d="{curve}">{title}</path>'


def _box(name: str, top: int) -> str:
    box = f'<rect x="{LEFT}" y="{top}" width="{BOX}" height="{TALL}" rx="6" fill="#eef3f8" stroke="#30465c"/>'
    return f'{box}<text x="{LEFT + BOX // 2}" y="{top + TALL // 2 + 5}">{escape(name)}</text>'


def main() -> int:
    rows, pairs = floors(), arrows()
    BUILD.mkdir(exist_ok=True)
    (BUILD / "house.svg").write_text(drawing(rows, pairs), encoding="utf-8")
    level = {name: number for number, row in enumerate(rows) for name in row}
    for (a, b), count in sorted(pairs.items(), key=lambda pair: (level.get(pair[0][0], 99), level.get(pair[0][1], 99))):
        print(f"{a:14} → {b:14} {count:5}{'   UP' if level.get(b, 99) <= level.get(a, -1) else ''}")
    print(f"\n{len(level)} rooms on {len(rows)} floors, {len(pairs)} arrows; drawn in {BUILD.name}/house.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
