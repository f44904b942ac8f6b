"""What pages and programs are told is marked for translation: a Chinese sentence that nothing marks stays Chinese on an English screen."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import SOURCE
from tools.translations import ENGLISH, MARKERS, read_catalogue

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Told in the reference of the programs' door, which is Chinese: what a field holds.
DESCRIBED = {"description", "summary", "title", "examples"}
# What is Chinese whoever reads: pieces of the gallery, what Django calls the room, how a person is addressed, the head of that reference …
MEANT = {"web/components/samples.py", "web/apps.py", "web/finding/views/letters.py", "web/inspections/views/notices.py", "api/v1/api.py"}
# … and what a Chinese paper is called when it is saved.
PAPERS = re.compile(r"\.(docx|xlsx)?$|^-(第|建章立制清单)|^次举一反三$|^[上本]期的时刻")


def _left(tree: ast.AST) -> Iterator[ast.Constant]:
    """Chinese constants outside docstrings, marking calls and descriptions."""
    skipped = set[int]()
    for node in ast.walk(tree):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Expr) or name in MARKERS or (isinstance(node, ast.keyword) and node.arg in DESCRIBED):
            skipped |= (
                {id(one) for one in ast.walk(node)} if not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant) else set()
            )
        elif isinstance(node, ast.Constant) and id(node) not in skipped and isinstance(node.value, str) and CHINESE.search(node.value):
            yield node


def test_what_a_page_or_a_program_is_told_is_marked_for_translation() -> None:
    known = {one.text for one in read_catalogue(ENGLISH)}
    found = [
        f"{path.relative_to(SOURCE)}:{one.lineno} {one.value!r:.60}"
        for room in ("web", "api")
        for path in sorted((SOURCE / "interfaces" / room).rglob("*.py"))
        if path.relative_to(SOURCE / "interfaces").as_posix() not in MEANT
        for one in _left(ast.parse(path.read_text(encoding="utf-8")))
        if one.value not in known and not PAPERS.search(one.value)
    ]
    assert not found, "\n".join(found)
