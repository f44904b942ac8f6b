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
WIDTH, BOX, GAP, TALL = 1180, 150, 24, 46
STEP = 104
STYLE = "text{font:14px sans-serif;text-anchor:middle}path.a{fill:none;stroke:#5b6b7b;marker-end:url(#tip)}path.up{stroke:#c02020}"
TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 8 4 0 8z"/></marker>'
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


def places(rows: list[list[str]]) -> dict[str, tuple[int, int]]:
    """Room → middle of its box."""
    found = {}
    for level, row in enumerate(rows):
        start = (WIDTH - len(row) * BOX - (len(row) - 1) * GAP) // 2
        for number, name in enumerate(row):
            # Boxes of neighbouring floors are shifted, so that an arrow over several floors does not hide behind them.
            shift = (level % 3 - 1) * (BOX + GAP) if len(row) == 1 else 0
            found[name] = (start + number * (BOX + GAP) + BOX // 2 + shift, 40 + level * STEP + TALL // 2)
    return found


def drawing(rows: list[list[str]], pairs: dict[tuple[str, str], int]) -> str:
    """The picture as SVG text."""
    at = places(rows)
    parts = [_arrow(at[a], at[b], count) for (a, b), count in sorted(pairs.items()) if a in at and b in at]
    parts += [_box(name, *place) for name, place in at.items()]
    box = f"0 0 {WIDTH} {len(rows) * STEP + 40}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><style>{STYLE}</style><defs>{TIP}</defs>'
    return "\n".join([head, *parts, "</svg>\n"])


def _arrow(start: tuple[int, int], end: tuple[int, int], count: int) -> str:
    (x1, y1), (x2, y2) = start, end
    up = y2 <= y1
    y1, y2 = (y1 - TALL // 2, y2 + TALL // 2) if up else (y1 + TALL // 2, y2 - TALL // 2)
    bend = (x1 + x2) // 2 + (y2 - y1) // 4 * (1 if x1 <= x2 else -1)
    width = min(1 + count / 12, 5)
    kind = "a up" if up else "a"
    title = f"<title>{count} import lines</title>"
    return f'<path class="{kind}" stroke-width="{width:.1f}" d="M{x1} {y1} Q{bend} {(y1 + y2) // 2} {x2} {y2}">{title}</path>'


def _box(name: str, x: int, y: int) -> str:
    left, top = x - BOX // 2, y - TALL // 2
    box = f'<rect x="{left}" y="{top}" width="{BOX}" height="{TALL}" rx="6" fill="#eef3f8" stroke="#30465c"/>'
    return f'{box}<text x="{x}" y="{y + 5}">{escape(name)}</text>'


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
