"""A draw as it is committed, told and kept: the digests stand in the book before the secret does."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bihuan.foundation.audit.models import Record
from bihuan.foundation.draws.models import Draw
from bihuan.foundation.draws.operations import abandon_draw, commit_draw, reveal_draw
from bihuan.foundation.draws.queries import chosen_of, file_of, verified
from bihuan.foundation.draws.rules import Entry, Lot, commitment_of
from bihuan.foundation.draws.vocabulary import DrawOf, DrawState, Found, Point
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow
from bihuan.interfaces.cli.main import main
from tests.factories.town import NOW

pytestmark = pytest.mark.django_db
CLERK = Actor(None, "命令行", door="cli")
LOT = Lot(tuple(Entry("", str(n), f"单位{n}") for n in range(8)), {"": 2})


def _draw() -> Draw:
    return commit_draw(campaign="QS-2026", draw_of=DrawOf.UNITS, title="抽两个单位", lot=LOT, actor=CLERK, now=NOW)


def test_the_book_has_the_digest_before_it_has_the_secret() -> None:
    row = _draw()
    before = Record.objects.get(kind="draw", action="commit_draw")
    assert before.changes["commitment"] == commitment_of(row.seed) and before.changes["pool_digest"] == row.pool_digest
    assert row.seed not in str([one.changes for one in Record.objects.all()]) and row.seed not in file_of(row) and not row.chosen
    reveal_draw(row, spoken="八一六", actor=CLERK, now=NOW)
    after = Record.objects.get(kind="draw", action="reveal_draw")
    assert after.position > before.position and after.changes["seed"] == row.seed and len(chosen_of(row)) == 2
    assert verified(file_of(row).encode()).sound


def test_it_is_drawn_once_or_given_up_with_a_reason() -> None:
    row, other = _draw(), _draw()
    assert row.seed != other.seed
    reveal_draw(row, spoken="", actor=CLERK, now=NOW)
    for again in (
        lambda: reveal_draw(row, spoken="", actor=CLERK, now=NOW),
        lambda: abandon_draw(row, reason="想换", actor=CLERK, now=NOW),
    ):
        with pytest.raises(NotNow):
            again()
    with pytest.raises(BadInput):
        abandon_draw(other, reason=" ", actor=CLERK, now=NOW)
    abandon_draw(other, reason="名单少列了两个单位", actor=CLERK, now=NOW)
    assert other.state == DrawState.ABANDONED and Draw.objects.count() == 2
    with pytest.raises(NotAllowed):
        commit_draw(campaign="", draw_of=DrawOf.UNITS, title="x", lot=LOT, actor=Actor(1, "系统", administrator="system"), now=NOW)
    for words in ("三:七", "三\n七"):
        with pytest.raises(BadInput):
            reveal_draw(_draw(), spoken=words, actor=CLERK, now=NOW)


def test_a_forged_row_does_not_fit_the_book() -> None:
    """Somebody with the database in hand draws until he likes what comes out, and makes everything in the row fit."""
    row = _draw()
    reveal_draw(row, spoken="", actor=CLERK, now=NOW)
    forged = "c" * 64
    from bihuan.foundation.draws.rules import choose

    Draw.objects.filter(pk=row.pk).update(seed=forged, commitment=commitment_of(forged), chosen=choose(LOT, forged))
    row.refresh_from_db()
    points = {one.point: one.found for one in verified(file_of(row).encode()).points}
    assert points == {Point.POOL: Found.FITS, Point.SEED: Found.FITS, Point.CHOICE: Found.FITS, Point.BOOK: Found.DIFFERS}


def test_words_that_were_not_said_do_not_fit_the_book() -> None:
    row = _draw()
    reveal_draw(row, spoken="八一六", actor=CLERK, now=NOW)
    from bihuan.foundation.draws.rules import choose

    liked = next(words for words in map(str, range(9999)) if choose(LOT, row.seed, words) != row.chosen)
    Draw.objects.filter(pk=row.pk).update(spoken=liked, chosen=choose(LOT, row.seed, liked))
    row.refresh_from_db()
    points = {one.point: one.found for one in verified(file_of(row).encode()).points}
    assert points == {Point.POOL: Found.FITS, Point.SEED: Found.FITS, Point.CHOICE: Found.FITS, Point.BOOK: Found.DIFFERS}


@pytest.mark.parametrize("spoken", ["", "八\ufe0f一", "\u200b八", "字\U000e0100", "八　一"])
def test_what_was_said_is_kept_as_it_was_drawn_with(spoken: str) -> None:
    row = reveal_draw(_draw(), spoken=spoken, actor=CLERK, now=NOW)
    row.refresh_from_db()
    assert verified(file_of(row).encode()).sound


def test_a_draw_of_which_the_book_knows_nothing_is_not_verified_by_it(tmp_path: Any) -> None:
    row, path = reveal_draw(_draw(), spoken="五", actor=CLERK, now=NOW), tmp_path / "draw.json"
    path.write_text(file_of(row).replace(f'"number": {row.pk}', '"number": 4711'), "utf-8")
    assert main(["draw", "verify", str(path)]) == 0 and main(["draw", "verify", "--book", str(path)]) == 1


@pytest.mark.parametrize("book", [(), ("--book",)])
def test_the_command_runs_in_a_process_of_its_own(book: tuple[str, ...], tmp_path: Path) -> None:
    """There nothing has set the tables up beforehand; the book of a house that knows no such draw says so."""
    row, path = reveal_draw(_draw(), spoken="五", actor=CLERK, now=NOW), tmp_path / "draw.json"
    path.write_text(file_of(row), "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    command = [sys.executable, "-m", "bihuan.interfaces.cli.main", "draw", "verify", *book, str(path)]
    done = subprocess.run(command, env={**kept, "BIHUAN_HOME": str(tmp_path), "PYTHONUTF8": "1"}, capture_output=True, text=True)
    assert done.returncode == len(book), done.stderr
    assert "结果与名单、种子：相符" in done.stdout


def test_the_command_replays_a_file_and_names_what_differs(tmp_path: Any, capsys: Any) -> None:
    row = reveal_draw(_draw(), spoken="五", actor=CLERK, now=NOW)
    path = tmp_path / "draw.json"
    assert main(["draw", "export", str(row.pk), "-o", str(path)]) == 0
    assert main(["draw", "verify", str(path)]) == 0 and main(["draw", "verify", "--book", str(path)]) == 0
    path.write_text(path.read_text("utf-8").replace("单位3", "单位九"), "utf-8")
    capsys.readouterr()
    assert main(["draw", "verify", str(path)]) == 1
    said = capsys.readouterr().out
    assert "名单与封存时的摘要：不符" in said and "种子与封存时的摘要：相符" in said and "复算得到" in said
    assert main(["draw", "verify", "--json", str(path)]) == 1 and '"sound": false' in capsys.readouterr().out
    path.write_text("{}", "utf-8")
    assert main(["draw", "verify", str(path)]) == 2 and "抽取记录" in capsys.readouterr().err
