"""Whoever gets behind the database: every manipulation of the stored book is found, and the first bad record is named."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.accounts.vocabulary import AccountAction
from bihuan.foundation.audit import checkpoints
from bihuan.foundation.audit.chain import Entry, _chained, fitting
from bihuan.foundation.audit.changing import note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.seals.digests import GENESIS

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
Rows = list[list[Any]]
LENGTH = 40


def book(algorithm: str = "sha256") -> Rows:
    """Records as the table holds them."""
    entries = [
        Entry(NOW + timedelta(minutes=n), n % 7 or None, f"某{n % 7}", "web", "problem", n, f"件{n}", "lanchuan", "confirm", "a", "b", "理由",
              {"due_on": [None, "2026-03-09"]}) for n in range(LENGTH)
    ]  # fmt: skip
    return [list(row) for row in _chained(entries, 0, GENESIS, algorithm)]


def first_bad(rows: Rows) -> int | None:
    return next((fault.position for _position, _digest, fault in fitting(rows) if fault), None)


def _edit(rows: Rows, chance: random.Random) -> int:
    at, column = chance.randrange(LENGTH), chance.randrange(1, len(rows[0]) - 1)
    held = rows[at][column]
    rows[at][column] = {
        type(None): lambda: 1, int: lambda: held + 1, str: lambda: f"{held}。", dict: lambda: {**held, "x": 1}, datetime: lambda: held + timedelta(seconds=1)
    }[type(held)]()  # fmt: skip
    return at + 1


def _delete(rows: Rows, chance: random.Random) -> int:
    at = chance.randrange(LENGTH - 1)
    del rows[at]
    return at + 1


def _delete_and_renumber(rows: Rows, chance: random.Random) -> int:
    at = chance.randrange(LENGTH - 1)
    del rows[at]
    for number, row in enumerate(rows, 1):
        row[0] = number
    return at + 1


def _insert(rows: Rows, chance: random.Random) -> int:
    at, copied = chance.randrange(LENGTH), chance.randrange(LENGTH)
    rows.insert(at, list(rows[copied]))
    for number, row in enumerate(rows, 1):
        row[0] = number
    return at + (2 if copied == at else 1)  # a record doubled in its place: the second is the one too many


def _swap(rows: Rows, chance: random.Random) -> int:
    one, other = sorted(chance.sample(range(LENGTH), 2))
    rows[one], rows[other] = rows[other], rows[one]
    rows[one][0], rows[other][0] = one + 1, other + 1
    return one + 1


def _rewrite_and_chain_again(rows: Rows, chance: random.Random) -> int:
    """Whoever knows the algorithm edits one record and gives it a fitting digest, but not all that follow."""
    at = chance.randrange(LENGTH - 1)
    values = rows[at][:-1]
    values[6] = 999
    from bihuan.foundation.seals.digests import digest_of

    rows[at] = [*values, digest_of("sha256", values)]
    return at + 2


WAYS: tuple[Callable[[Rows, random.Random], int], ...] = (_edit, _delete, _delete_and_renumber, _insert, _swap, _rewrite_and_chain_again)


def manipulate(number: int) -> tuple[str, int, int | None]:
    """Manipulation `number`: how, where it shows first, and where it was found."""
    chance = random.Random(number)
    rows, way = book(), WAYS[number % len(WAYS)]
    begins = way(rows, chance)
    return way.__name__, begins, first_bad(rows)


def test_an_untouched_book_fits() -> None:
    assert first_bad(book()) is None and first_bad(book("sm3")) is None


def test_every_random_manipulation_is_found_where_it_begins() -> None:
    """Six hundred here; `bench.audit` does ten thousand."""
    wrong = [told for told in map(manipulate, range(600)) if told[1] != told[2]]
    assert not wrong


@pytest.mark.django_db
def test_a_cut_end_and_an_old_copy_are_found_by_a_checkpoint(tmp_path: Path) -> None:
    user = User.objects.create(username="a", opened_at=NOW)
    for _ in range(5):
        note(kept(User), user, AccountAction.SIGN_IN, actor=system_actor(), now=NOW)
    witness = tmp_path / "witness.jsonl"
    one = checkpoints.take(NOW)
    checkpoints.add_to(witness, one)
    held = checkpoints.read(witness.read_text("utf-8"), "witness")
    assert held == [one]
    expected, fault = checkpoints.expected(held)
    assert fault is None and verify(expected).fault is None
    # The database put back to an old copy: the chain fits, the witness does not.
    later = checkpoints.Checkpoint(one.at, one.position + 3, one.digest, one.signature)
    told = verify([(later.position, later.digest)]).fault
    assert told is not None and told.position == later.position
    # The same length, other content.
    told = verify([(one.position, "0" * 24)]).fault
    assert told is not None and told.position == one.position
    assert verify([(one.position, one.code.partition(":")[2].replace("-", ""))]).fault is None
    # Rewritten whole and noted once more at the same place: the older note still shows it, wherever it stands.
    for noted in ([(one.position, "0" * 24), *expected], [*expected, (one.position, "0" * 24)]):
        told = verify(noted).fault
        assert told is not None and told.position == one.position


@pytest.mark.django_db
def test_an_altered_checkpoint_is_told() -> None:
    one = checkpoints.take(NOW)
    forged = checkpoints.Checkpoint(one.at, one.position, "f" * 64, one.signature)
    assert forged.fault is not None and "签名不对" in forged.fault.sentence
    assert one.fault is None


@pytest.mark.parametrize("line", ["", "{", '{"kind": "x"}', "[]", '{"kind": "bihuan.audit.checkpoint"}'])
def test_a_line_that_is_no_checkpoint_is_named(line: str) -> None:
    if not line:
        with pytest.raises(BadInput, match="没有一个校验点"):
            checkpoints.read("\n", "f")
        return
    with pytest.raises(BadInput, match="第 2 行"):
        checkpoints.read("\n" + line, "f")


def test_a_witness_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="见证文件"):
        checkpoints.add_to(tmp_path / "no" / "w", checkpoints.Checkpoint("", 0, ""))
