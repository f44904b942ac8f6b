"""The part of `bench.mutants` that lives inside pytest (`-p bench.walking`); the file named by BIHUAN_MUTANTS tells what to do:

`walk`  runs the tests and writes down which of them walks through which line of a rule, and calls which function of the product;
`fork`  gathers the tests once, then breaks one function after the other, each in a child of its own, and runs the tests told for it;
`chosen`  runs these tests, in this order, to the first failure.
"""

import ast
import builtins
import gc
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from bench.probes import TELL, Probes, put_in

TASK = json.loads(Path(os.environ["BIHUAN_MUTANTS"]).read_text(encoding="utf-8"))
SOURCE = str(Path(TASK["root"]) / "src" / "bihuan") + os.sep
RULES = {SOURCE + one for one in TASK.get("files", ())}
MOST_MEMORY = 6 << 30
WALKER = Probes(SOURCE, RULES)
TOLD: dict[str, Any] = {}
FAILED: set[str] = set()
if TASK["mode"] == "walk":
    sys.dont_write_bytecode = True  # what is kept would be loaded with its probes afterwards,
    sys.pycache_prefix = str(Path(TASK["root"]) / "probed")  # and what another process kept, without
    setattr(builtins, TELL, WALKER.walked.add)
    put_in(WALKER)


def plain(nodeid: str) -> str:
    """Without parameters, which may come out of the very table that is broken."""
    return nodeid.partition("[")[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if TASK["mode"] != "walk":
        return (yield)
    if not TOLD:
        TOLD[""] = {"seconds": 0.0, **WALKER.told()}
    began = time.monotonic()
    done = yield
    seconds, told = time.monotonic() - began, WALKER.told()
    one = TOLD.setdefault(plain(item.nodeid), {"seconds": 0.0, "lines": {}, "calls": []})
    one["seconds"] += seconds
    one["calls"] = sorted({*one["calls"], *told["calls"]})
    for name, lines in told["lines"].items():
        one["lines"][name] = sorted({*one["lines"].get(name, ()), *lines})
    return done


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        FAILED.add(plain(report.nodeid))


def pytest_sessionfinish() -> None:
    if TASK["mode"] == "walk":
        for name in FAILED:
            TOLD.pop(name, None)
        Path(TASK["out"]).write_text(json.dumps({"tests": TOLD, "failed": sorted(FAILED)}), encoding="utf-8")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if TASK["mode"] == "chosen":
        items[:] = ordered(items, TASK["tests"])


def ordered(items: list[pytest.Item], wanted: list[str]) -> list[pytest.Item]:
    """The wanted ones, as they were told."""
    rank = {name: at for at, name in enumerate(wanted)}
    return sorted((one for one in items if plain(one.nodeid) in rank), key=lambda one: rank[plain(one.nodeid)])


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    if TASK["mode"] != "fork":
        return None
    functions = _functions()
    gc.freeze()
    with Path(TASK["out"]).open("a", encoding="utf-8") as out:
        for one in TASK["mutants"]:
            if time.time() > TASK["until"]:
                break
            out.write(json.dumps([one["at"], _tried(session, one, functions)]) + "\n")
            out.flush()
    return True


def _functions() -> dict[tuple[str, str], list[FunctionType]]:
    """Every function there is of a rule's file, whoever took it by name."""
    found: dict[tuple[str, str], list[FunctionType]] = {}
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename in RULES:
            found.setdefault((one.__code__.co_filename, one.__code__.co_qualname), []).append(one)
    return found


def _tried(session: pytest.Session, one: dict[str, Any], functions: dict[tuple[str, str], list[FunctionType]]) -> str:
    """`killed`, `survived`, or `elsewhere` where the function cannot be changed in a living process."""
    name = SOURCE + one["path"]
    tree = compile(ast.unparse(ast.parse(one["text"])), name, "exec")
    codes = {code.co_qualname: code for code in _codes(tree)}
    living, code = functions.get((name, one["place"]), []), codes.get(one["place"])
    if not living or code is None or any(each.__code__.co_freevars != code.co_freevars for each in living):
        return "elsewhere"
    child = os.fork()
    if not child:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            signal.alarm(int(one["patience"]))
            for each in living:
                each.__code__ = code
            os._exit(_failed(session, one["tests"]))
        except BaseException:
            os._exit(1)
    _pid, ended = os.waitpid(child, 0)
    _tidy()
    return "killed" if ended else "survived"


def _failed(session: pytest.Session, tests: list[str]) -> int:
    items = ordered(session.items, tests)
    for item, then in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=then)
        if session.testsfailed:
            return 1
    return 0


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _tidy() -> None:
    """What a child left in the home is not found by the next one; its database is laid down anew anyway."""
    for one in Path(os.environ["BIHUAN_HOME"]).iterdir():
        if one.name == "static":
            continue
        shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink()
