"""Which mechanisms a marked test demonstrates, and which are still open (`make mechanisms`).

python -m tools.mechanisms            the list
python -m tools.mechanisms strike     take what is demonstrated off the list of open ones
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = ROOT / "docs/reference/mechanisms.txt"
OPEN = ROOT / "tests/architecture/open_mechanisms.txt"


def names() -> dict[str, tuple[str, str]]:
    """id → (English name, Chinese term), in order."""
    lines = [line.split("\t") for line in NAMES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {number: (english, chinese) for number, english, chinese in lines}


def open_ones() -> dict[str, str]:
    """id → why no test demonstrates it yet."""
    lines = [line.split("\t") for line in OPEN.read_text(encoding="utf-8").splitlines() if line.startswith("M")]
    return dict(lines)


def open_at_most() -> int:
    """The length that the open list may have."""
    return next(int(line.split()[2]) for line in OPEN.read_text(encoding="utf-8").splitlines() if line.startswith("at most "))


def demonstrated() -> dict[str, list[str]]:
    """id → the test files with a test marked `@pytest.mark.mechanism(id)`; safeguards (P), figures (N) and papers (D) may be marked, too."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for number in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(number, []).append(path.relative_to(ROOT).as_posix())
    return found


def _marks(tree: ast.AST) -> list[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "mechanism"]
    given = [argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)]
    return list(dict.fromkeys(str(value) for value in given))


def strike() -> None:
    """Takes what is demonstrated off the list of open ones and lowers what the list may hold."""
    shown, lines = demonstrated(), OPEN.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split("\t")[0] not in shown]
    left = sum(line.startswith("M") for line in kept)
    kept = [f"at most {left}" if line.startswith("at most ") else line for line in kept]
    OPEN.write_text("\n".join(kept) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    if arguments == ["strike"]:
        strike()
    shown, waiting = demonstrated(), open_ones()
    for number, (english, chinese) in names().items():
        by = ", ".join(shown.get(number, []))
        state = f"shown by {by}" if by else f"open: {waiting.get(number, 'no reason given')}"
        print(f"{number:5} {english} {chinese} — {state}")
    print(f"\n{len(shown.keys() & names().keys())} of {len(names())} demonstrated, {len(waiting)} open")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
