"""Setting up does each step once, and again when what it stands on changed."""

from pathlib import Path

import pytest

from tools import install


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(install, "STAMPS", tmp_path / "stamps")
    return []


def test_a_step_runs_once_for_the_same_content(tmp_path: Path, steps: list[str]) -> None:
    source = tmp_path / "lock.txt"
    for text in ("a", "a", "b"):
        source.write_text(text)
        install.once("step", [source], lambda: steps.append(source.read_text()))
    assert steps == ["a", "b"]


def test_a_step_runs_again_when_its_result_is_gone(tmp_path: Path, steps: list[str]) -> None:
    source, result = tmp_path / "lock.txt", tmp_path / "result"
    source.touch()
    for _ in range(2):
        install.once("step", [source], lambda: steps.append("ran"), result)
    assert steps == ["ran", "ran"]


def test_a_failing_step_leaves_no_stamp(tmp_path: Path, steps: list[str]) -> None:
    with pytest.raises(SystemExit, match="failed with exit code 1"):
        install.once("step", [], lambda: install.run("false"))
    install.once("step", [], lambda: steps.append("ran"))
    assert steps == ["ran"]


def test_an_optional_part_is_installed_from_its_own_lock_and_an_unknown_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import tomllib

    told = tomllib.loads((install.ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert install.extras() == sorted(told), "every optional part has a lock, and no lock is left over"
    assert install.wanted_extra(["--extra", "ocr"]) == "ocr" and install.wanted_extra(["--dev"]) is None
    for arguments in (["--extra"], ["--extra", ""], ["--extra", "nonsense"], ["--extra", "dev"]):
        with pytest.raises(SystemExit, match="make extra NAME=ocr"):
            install.wanted_extra(arguments)
