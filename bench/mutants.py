"""Breaks rules, life-cycle tables and policies on purpose, one small change at a time, and counts the changes that a test notices.

    .venv/bin/python -m bench.mutants [--room problems] [--sample 200] [--seed N] [--minutes M] [--seconds S] [--show] [--anew] [--kept]
                                       [--leave WORDS] [--again FILE]

Everything happens in a copy of the tree. The tests are run there once, and written down is which of them walks through which line
(kept under build/mutants until a test or a rule changes). Each change, drawn over the files in proportion to their lines, is then met by the
tests that walk through it, the shortest first, until one fails: in a child of one pytest process where a function's body was changed, in a
process of its own where a table was, since tables are read when modules are loaded; what it leaves alone is held against docs/reference as well.
Tests of the doors (tests/interfaces, tests/stories) are asked after those of the room: what any test of `make test` notices is noticed.

Changes that make no difference are listed with the reason in mutants_equivalent.tsv beside this file, by file, function and words; they are
drawn and told, and do not count.
"""

import argparse
import ast
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bench.mutating import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "mutants"
EQUIVALENT = Path(__file__).with_name("mutants_equivalent.tsv")
_NO_ROOMS = {"config", "interfaces", "plan_import"}
ROOMS = tuple(sorted({one.parent.name for one in (ROOT / "src" / "bihuan").glob("*/__init__.py")} - _NO_ROOMS))
"""plan_import can be asked for; what its rules give is measured on plans (bench.plan_reading)."""
DOORS = ("interfaces", "stories", "architecture")
"""Their tests are asked as well: what any test of `make test` notices is noticed."""
WALKED_AT_ONCE = 40
BAR = 0.85
COPIED = ("src", "tests", "bench", "tools", "docs", "deploy")
MIGRATED = Path(".pytest_cache") / "bihuan"
"""Databases that tests.databases keeps, so that none is migrated anew."""
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", ".hypothesis")
PYTEST = ("-m", "pytest", "-p", "bench.walking", "-p", "no:randomly", "-q", "-s", "-n0", "-m", "not slow and not browser")


def files_of(rooms: Sequence[str], source: Path, left: Sequence[str] = ()) -> list[str]:
    """Rules, life-cycle tables and policies of these rooms."""
    found = [
        one for room in rooms for one in sorted((source / room).rglob("*.py")) if {"rules", "workflow", "policy"} & {*one.parts, one.stem}
    ]
    names = [str(one.relative_to(source)) for one in found if one.stem != "__init__"]
    return [one for one in names if not any(word in one for word in left)]


def drawn(texts: dict[str, str], number: int, seed: int) -> list[Mutant]:
    """So many changes, no two alike; a file gives them in proportion to its lines."""
    chance, all_of = random.Random(seed), {path: mutants_of(path, text) for path, text in texts.items()}
    paths = [path for path in texts if all_of[path]]
    lines, taken = [texts[path].count("\n") for path in paths], dict[tuple[Any, ...], Mutant]()
    for _ in range(number * 20):
        one = chance.choice(all_of[chance.choices(paths, lines)[0]])
        taken.setdefault((one.path, one.address, one.after), one)
        if len(taken) >= number:
            break
    return list(taken.values())


def again(texts: dict[str, str], told: str) -> list[Mutant]:
    """Those that a run before printed: on their line, or with the same words where the lines have moved."""
    wanted = {re.sub(r"^(survived|not walked)\s+", "", line) for line in told.splitlines() if "  →  " in line}
    everything = [one for path, text in texts.items() for one in mutants_of(path, text)]
    moved = {_unplaced(one) for one in wanted - set(map(str, everything))}
    return [one for one in everything if str(one) in wanted or _unplaced(str(one)) in moved]


def _unplaced(told: str) -> str:
    return re.sub(r":\d+(?=  )", "", told, count=1)


class Copy:
    """A tree of its own, in which files may be broken."""

    def __init__(self, root: Path) -> None:
        self.root, self.source = root, root / "src" / "bihuan"
        for name in COPIED:
            shutil.copytree(ROOT / name, root / name, ignore=LEFT_OUT)
        for one in ROOT.iterdir():
            if one.is_file():
                shutil.copy2(one, root / one.name)
        if (ROOT / MIGRATED).exists():
            shutil.copytree(ROOT / MIGRATED, root / MIGRATED)

    def pytest(self, task: dict[str, Any], tests: Iterable[str], seconds: float) -> int:
        """Its exit code; 1 as well when it had to be ended."""
        told = self.root / "task.json"
        told.write_text(json.dumps({"root": str(self.root), **task}), encoding="utf-8")
        environment = os.environ | {"BIHUAN_MUTANTS": str(told), "PYTHONDONTWRITEBYTECODE": ""}
        words = [sys.executable, *PYTEST, *tests]
        log = self.root / f"{task['mode']}.log"
        with log.open("w", encoding="utf-8") as out:
            try:
                return subprocess.run(words, cwd=self.root, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                      timeout=seconds, check=False).returncode  # fmt: skip
            except subprocess.TimeoutExpired:
                return 1


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Walks:
    """Which test walks where; drawn anew for test files that are new or changed."""

    def __init__(self, copy: Copy, files: list[str], options: argparse.Namespace) -> None:
        self.most: float = options.seconds
        self.copy, self.kept = copy, KEPT / "walks.json"
        known = json.loads(self.kept.read_text(encoding="utf-8")) if self.kept.exists() and not options.anew else {"rules": {}, "files": {}}
        tests = {str(one.relative_to(copy.root)): digest(one.read_text(encoding="utf-8"))
                 for room in (*ROOMS, "plan_import", *DOORS) for one in sorted((copy.root / "tests" / room).rglob("test_*.py"))}  # fmt: skip
        tests = {name: one for name, one in tests.items() if not any(word in name for word in options.leave)}
        rules = {path: digest((copy.source / path).read_text(encoding="utf-8")) for path in files_of((*ROOMS, "plan_import"), copy.source)}
        missing = [name for name, now in tests.items() if known["files"].get(name, {}).get("digest") != now]
        missing = [name for name in missing if name not in known["files"]] if options.kept else missing
        missing = [name for name in missing if "plan_import" not in name or any("plan_import" in one for one in files)]
        if missing:
            self._walk(missing, known, tests, rules)
        self.changed = {path for path, now in rules.items() if known["rules"].get(path) != now}
        self.tests: dict[str, dict[str, Any]] = {
            name: one for each in tests if each in known["files"] for name, one in known["files"][each]["tests"].items()
        }
        self.loaded = set(known["loaded"])
        self._users: dict[str, set[str]] = {}

    def _walk(self, missing: list[str], known: dict[str, Any], tests: dict[str, str], rules: dict[str, str]) -> None:
        """Some files at a time, each time written down: a run that is ended goes on where it was."""
        if len(missing) > len(tests) / 2:
            known["rules"] = rules
        for at in range(0, len(missing), WALKED_AT_ONCE):
            some, out, began = missing[at : at + WALKED_AT_ONCE], self.copy.root / "walks.json", time.monotonic()
            out.unlink(missing_ok=True)
            self.copy.pytest({"mode": "walk", "files": sorted(rules), "out": str(out)}, some, 3600)
            if not out.exists():
                sys.exit((self.copy.root / "walk.log").read_text(encoding="utf-8")[-3000:])
            walked = json.loads(out.read_text(encoding="utf-8"))
            loaded = walked["tests"].pop("", {"calls": ()})
            known["loaded"] = sorted({*known.get("loaded", ()), *loaded["calls"]})
            for name in some:
                mine = {test: one for test, one in walked["tests"].items() if test.startswith(name + "::")}
                known["files"][name] = {"digest": tests[name], "tests": mine}
            self.kept.parent.mkdir(parents=True, exist_ok=True)
            self.kept.write_text(json.dumps(known), encoding="utf-8")
            told = f"walked {at + len(some)} of {len(missing)} files of tests, the last {len(some)} in {time.monotonic() - began:.0f} s"
            print(f"{told}; failing already: {walked['failed'] or 'none'}", flush=True)

    def through(self, one: Mutant) -> list[str]:
        """The tests that walk through a changed line of a function; through the function itself where its file has moved since."""
        if one.path in self.changed:
            return [name for name, test in self.tests.items() if f"{one.path}:{one.place}" in test["calls"]]
        lines = set(range(one.lines[0], one.lines[1] + 1))
        return [name for name, test in self.tests.items() if not lines.isdisjoint(test["lines"].get(one.path, ()))]

    def using(self, one: Mutant) -> list[str]:
        """The tests that may notice a changed table: they, or a function they call, name what the statement binds."""
        names = {name for name in self._grown(one) if name}
        users = set[str]().union(*(self.users().get(name, set()) for name in names))
        users |= {user for user in self.users()[""] if user.startswith(one.path + ":")}
        said = [name for name in names if len(name) > 3]
        saying = {name for name in {test.partition("::")[0] for test in self.tests} if any(word in self._text(name) for word in said)}
        return [name for name, test in self.tests.items() if name.partition("::")[0] in saying or not users.isdisjoint(test["calls"])]

    @cache  # noqa: B019 - there is one of these, and it lives as long as the run
    def _text(self, name: str) -> str:
        return (self.copy.root / name).read_text(encoding="utf-8")

    def _grown(self, one: Mutant) -> set[str]:
        """With the tables of the same file that are made out of it."""
        names, tree = set(one.names), ast.parse((self.copy.source / one.path).read_text(encoding="utf-8"))
        for statement in tree.body:
            said = {each.id for each in ast.walk(statement) if isinstance(each, ast.Name)}
            if isinstance(statement, ast.Assign | ast.AnnAssign) and not names.isdisjoint(said):
                names |= {each.id for each in ast.walk(statement) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
        return names

    def users(self) -> dict[str, set[str]]:
        """Name → the functions of the product that say it; under "" all functions."""
        if not self._users:
            self._users = {"": set()}
            for path in sorted(self.copy.source.rglob("*.py")):
                here = str(path.relative_to(self.copy.source))
                for node in ast.parse(path.read_text(encoding="utf-8")).body:
                    for owner, inner in [(f"{node.name}.", each) for each in node.body] if isinstance(node, ast.ClassDef) else [("", node)]:
                        if isinstance(inner, ast.FunctionDef):
                            self._note(f"{here}:{owner}{inner.name}", inner)
        return self._users

    def _note(self, user: str, node: ast.FunctionDef) -> None:
        self._users[""].add(user)
        for each in ast.walk(node):
            if name := each.id if isinstance(each, ast.Name) else each.attr if isinstance(each, ast.Attribute) else "":
                self._users.setdefault(name, set()).add(user)

    def in_order(self, tests: list[str], one: Mutant) -> list[str]:
        """Those on plain values first (what a database needs is made anew in each child), then those whose file names the module, or what is
        changed in it; then one of every file, then a second one, since tests of one file ask the same; the shortest; as many as the time
        allows."""
        turns, so_far = dict[str, int](), Counter[str]()
        for name in sorted(tests, key=lambda name: self.tests[name]["seconds"]):
            turns[name] = so_far[file := name.partition("::")[0]]
            so_far[file] += 1
        far = {file: self._far(file, one) for file in so_far}
        ranked = sorted(
            tests, key=lambda name: (self.uses_database(name), far[name.partition("::")[0]], turns[name], self.tests[name]["seconds"])
        )
        spent, taken = 0.0, list[str]()
        for name in ranked:
            spent += self.tests[name]["seconds"]
            if spent > self.most and taken:
                break
            taken.append(name)
        return taken

    def _far(self, file: str, one: Mutant) -> int:
        """How far a file of tests is from a change: it names the module; or what is changed, and is of its room; or one of these; or neither."""
        text, room = self._text(file), one.path.split("/")[: 2 if one.path.startswith("foundation") else 1]
        above, _dot, module = f"bihuan.{one.path.removesuffix('.py').replace('/', '.')}".rpartition(".")
        if f"{above}.{module} " in text or re.search(rf"from {re.escape(above)} import [^\n]*\b{module}\b", text):
            return 0
        names = {one.place.rpartition(".")[2]} if one.place else one.names
        named = any(re.search(rf"\b{name}\b", text) for name in names if len(name) > 3)
        return 3 - named - file.startswith("/".join(["tests", *room]))

    def uses_database(self, name: str) -> bool:
        """Does this test do or ask anything of the business?"""
        return any("/operations" in one or "/queries" in one for one in self.tests[name]["calls"])

    def patience(self, tests: list[str]) -> float:
        return 30 + 5 * sum(self.tests[name]["seconds"] for name in tests)


class Trial:
    """All changes drawn, and what became of them."""

    def __init__(self, copy: Copy, walks: Walks, mutants: list[Mutant], until: float) -> None:
        self.copy, self.walks, self.mutants, self.until = copy, walks, mutants, until
        self.became: dict[int, str] = {}
        self.documented = not self._reference()

    def run(self, files: list[str]) -> None:
        tables = [at for at, one in enumerate(self.mutants) if not one.place]
        bodies = {at: self.walks.through(one) for at, one in enumerate(self.mutants) if one.place}
        self.became |= {at: "not walked" for at, tests in bodies.items() if not tests}
        self._in_children({at: tests for at, tests in bodies.items() if tests}, files)
        again = [at for at, end in self.became.items() if self._read_when_loaded(at, end)]
        for at in again:
            del self.became[at]
        for at in (*again, *tables):
            if time.time() > self.until:
                break
            self.became[at] = self._alone(at)
            print(".", end="", flush=True)
        print()

    def _read_when_loaded(self, at: int, end: str) -> bool:
        """A function that was called while modules were loaded and tests gathered has left its work there."""
        one = self.mutants[at]
        return end == "elsewhere" or (end in ("survived", "not walked") and f"{one.path}:{one.place}" in self.walks.loaded)

    def _in_children(self, bodies: dict[int, list[str]], files: list[str]) -> None:
        told, wanted = [], set[str]()
        for at, tests in bodies.items():
            one, chosen = self.mutants[at], self.walks.in_order(tests, self.mutants[at])
            text = ast.unparse(one.applied((self.copy.source / one.path).read_text(encoding="utf-8")))
            told.append(
                {"at": at, "path": one.path, "place": one.place, "text": text, "tests": chosen, "patience": self.walks.patience(chosen)}
            )
            wanted |= {name.partition("::")[0] for name in chosen}
        if not told:
            return
        out = self.copy.root / "became.txt"
        out.write_text("", encoding="utf-8")
        self.copy.pytest({"mode": "fork", "files": files, "out": str(out), "until": self.until, "mutants": told}, sorted(wanted), 36000)
        self.became |= dict(json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())

    def _alone(self, at: int) -> str:
        one, path = self.mutants[at], self.copy.source / self.mutants[at].path
        chosen = self.walks.in_order(self.walks.using(one) if not one.place else self.walks.through(one) or self.walks.using(one), one)
        kept = path.read_text(encoding="utf-8")
        path.write_text(ast.unparse(one.applied(kept)) + "\n", encoding="utf-8")
        try:
            ended = self._met(one, chosen)
        finally:
            path.write_text(kept, encoding="utf-8")
        return "killed" if ended else "survived"

    def _met(self, one: Mutant, chosen: list[str]) -> bool:
        """Is it noticed? By tests on plain values, whose few files are soon gathered, by what is documented, by tests with a database."""
        for of_database in (False, True):
            some = [name for name in chosen if self.walks.uses_database(name) is of_database]
            named = sorted({name.partition("::")[0] for name in some})
            if some and self.copy.pytest({"mode": "chosen", "tests": some}, named, self.walks.patience(some)) not in (0, 5):
                return True
            if not of_database and not one.place and self.documented and self._reference():
                return True
        return False

    def _reference(self) -> int:
        """Some tables stand in docs/reference as well, and `make test` holds the two against each other."""
        words = [sys.executable, "-m", "tools.reference", "--check"]
        environment = os.environ | {"PYTHONPATH": str(self.copy.root / "src")}
        return subprocess.run(words, cwd=self.copy.root, env=environment, capture_output=True, check=False).returncode


def equivalents() -> dict[tuple[str, str, str, str], str]:
    """What makes no difference, and why."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()[1:] if EQUIVALENT.exists() else []
    return {(path, place, before, after): why for path, place, before, after, why in (line.split("\t") for line in lines)}


def report(trial: Trial) -> bool:
    """Prints each survivor and a line a room; True when the bar was kept."""
    known, rooms = equivalents(), dict[str, Counter[str]]()
    for at, end in sorted(trial.became.items(), key=lambda one: (trial.mutants[one[0]].path, trial.mutants[one[0]].lines)):
        one = trial.mutants[at]
        end = "equivalent" if end != "killed" and one.key in known else end
        rooms.setdefault(one.path.split("/")[0], Counter())[end] += 1
        if end not in ("killed", "equivalent"):
            print(f"{end:10} {one}")
    everywhere = sum(rooms.values(), Counter[str]())
    for name, told in [*rooms.items(), ("all", everywhere)]:
        counted = told.total() - told["equivalent"]
        print(f"{name:14} {told['killed']:4} of {counted:4} killed{told['killed'] / (counted or 1):7.1%}, {told['not walked']} walked by no test, "
              f"{told['equivalent']} equivalent")  # fmt: skip
    return everywhere["killed"] >= BAR * (everywhere.total() - everywhere["equivalent"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", choices=(*ROOMS, "plan_import"), action="append")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument(
        "--seconds", type=float, default=25, help="of tests that a change is met by at most, as they took when they were walked"
    )
    parser.add_argument("--show", action="store_true", help="only tell what is drawn")
    parser.add_argument("--anew", action="store_true", help="walk all tests anew")
    parser.add_argument("--kept", action="store_true", help="walk only files of tests that are new; what is known of changed ones must do")
    parser.add_argument("--again", metavar="FILE", help="not a sample, but those that stand in this file, as a run before printed them")
    parser.add_argument("--leave", action="append", default=[], metavar="WORDS", help="leave out rules and tests whose path has these")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bihuan-mutants-") as place:
        copy = Copy(Path(place))
        files = files_of(options.room or ROOMS, copy.source, options.leave)
        texts = {path: (copy.source / path).read_text(encoding="utf-8") for path in files}
        mutants = (
            again(texts, Path(options.again).read_text(encoding="utf-8")) if options.again else drawn(texts, options.sample, options.seed)
        )
        if options.show:
            print(*mutants, sep="\n")
            return 0
        walks = Walks(copy, files, options)
        began = time.monotonic()
        trial = Trial(copy, walks, mutants, time.time() + 60 * options.minutes)
        trial.run(files)
        print(f"{len(trial.became)} of {len(mutants)} tried in {time.monotonic() - began:.0f} s, seed {options.seed}")
        return 0 if report(trial) else 1


if __name__ == "__main__":
    sys.exit(main())
