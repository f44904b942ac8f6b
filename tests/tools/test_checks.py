"""`make test`: what is taken beside other steps is told whole, counts like them and is waited for."""

import threading
from typing import TextIO

import pytest

from tools import checks


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Which of four steps are good. The one beside ends in the middle of the last, or never if they waited for each other."""
    good, begun, ended = dict.fromkeys(("lint", "sqlite", "postgresql", "browser"), True), threading.Event(), threading.Event()

    def one(name: str, out: TextIO) -> bool:
        print(f"{name} begins", file=out)
        met = True
        if name == "browser":
            met = begun.wait(20)
            ended.set()
        elif name == "postgresql":
            begun.set()
            met = ended.wait(20)
        print(f"{name} ends", file=out)
        return good[name] and met

    monkeypatch.setattr(checks, "STEPS", {name: lambda out, name=name: one(name, out) for name in good})
    monkeypatch.setattr(checks, "chromium", lambda: "chromium")
    monkeypatch.setattr(checks, "binaries", lambda: "postgresql")
    return good


def test_a_step_beside_others_is_told_whole_after_them(steps: dict[str, bool], capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main([]) == 0
    told = [line.split(" in ")[0] for line in capsys.readouterr().out.splitlines() if line]
    wanted = [[f"== {name}", f"{name} begins", f"{name} ends", f"== {name}: good"] for name in steps]
    assert told[:-2] == [line for lines in wanted for line in lines]
    assert told[-2].startswith("all good after")


@pytest.mark.parametrize("name", ["lint", "browser"])
def test_whichever_fails_the_run_fails(name: str, steps: dict[str, bool], capsys: pytest.CaptureFixture[str]) -> None:
    steps[name] = False
    assert checks.main([]) == 1
    assert f"failed: {name} after" in capsys.readouterr().out


def test_a_step_that_breaks_off_has_failed(steps: dict[str, bool], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_out: TextIO) -> bool:
        raise checks.Missing("Chromium is missing")

    monkeypatch.setitem(checks.STEPS, "browser", broken)
    monkeypatch.setitem(checks.STEPS, "postgresql", lambda _out: True)
    assert checks.main([]) == 1
    assert checks.main(["browser"]) == 1
    assert checks.main(["postgresql"]) == 0
