"""What is drawn follows from the list, the secret number and the words said aloud; anybody replays it without our software."""

import json
import subprocess
import sys
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.foundation.draws.rules import Entry, Left, Lot, choose, commitment_of, digest_of, read, replay, told
from bihuan.foundation.draws.vocabulary import Found, Point
from bihuan.foundation.kernel import BadInput

POOL = tuple(Entry("机关" if n % 3 else "乡镇", str(n), f"单位{n}") for n in range(1, 31))
LOT = Lot(POOL, {"机关": 2, "乡镇": 1}, (Left("99", "单位99", "上月刚检查过"),))
SEED = "a" * 64

# The paragraph of `HOW`, by somebody who has only Python's standard library and the file.
STRANGER = """
import json, sys, hashlib
d = json.load(open(sys.argv[1], encoding="utf-8"))
h = lambda b: hashlib.sha256(b).hexdigest()
parts = [["wanted\\t%s\\t%d" % (k, n) for k, n in d["wanted"].items()],
         ["in\\t%s\\t%s\\t%s" % (e["stratum"], e["key"], e["label"]) for e in d["pool"]],
         ["out\\t%s\\t%s\\t%s" % (e["key"], e["label"], e["reason"]) for e in d["left_out"]]]
text = "bihuan-draw-1\\n" + "".join(line + "\\n" for p in parts for line in sorted(p, key=lambda one: one.encode("utf-8")))
assert h(text.encode("utf-8")) == d["pool_sha256"] and h(d["seed"].encode()) == d["seed_sha256"]
found = []
for stratum, n in d["wanted"].items():
    inside = sorted((h(("%s:%s:%s" % (d["seed"], d["spoken"], e["key"])).encode("utf-8")), e["key"]) for e in d["pool"] if e["stratum"] == stratum)
    found += [key for _, key in inside[:n]]
print("same" if sorted(found) == sorted(d["chosen"]) else "other")
"""


def _file(**more: Any) -> dict[str, Any]:
    text = told(number=3, title="抽查窗口", campaign="QS-2026", lot=LOT, pool_digest=digest_of(LOT), commitment=commitment_of(SEED),
                seed=SEED, spoken="三七二", chosen=choose(LOT, SEED, "三七二"))  # fmt: skip
    return {**json.loads(text), **more}


def _points(file: dict[str, Any], book: dict[str, Any] | None = None) -> dict[Point, Found]:
    return {one.point: one.found for one in replay(read(json.dumps(file).encode()), book).points}


def test_the_choice_is_a_function_of_list_seed_and_words() -> None:
    assert choose(LOT, SEED, "三七二") == choose(Lot(POOL[::-1], {"乡镇": 1, "机关": 2}, LOT.left), SEED, "三七二"), "order does not matter"
    assert choose(LOT, SEED, "三七二") != choose(LOT, SEED, "三七三") and len(choose(LOT, SEED)) == 3
    strata = {one.key: one.stratum for one in POOL}
    assert sorted(strata[key] for key in choose(LOT, SEED)) == ["乡镇", "机关", "机关"]


def test_somebody_without_our_software_gets_the_same(tmp_path: Any) -> None:
    path = tmp_path / "draw.json"
    path.write_text(json.dumps(_file()), encoding="utf-8")
    said = subprocess.run([sys.executable, "-I", "-c", STRANGER, str(path)], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "same"


def test_what_fits_and_what_does_not_is_told_point_by_point() -> None:
    fine = {Point.POOL: Found.FITS, Point.SEED: Found.FITS, Point.CHOICE: Found.FITS}
    assert _points(_file()) == fine
    moved = _file()
    moved["pool"][4]["label"] = "别的单位"
    assert _points(moved) == {**fine, Point.POOL: Found.DIFFERS}
    assert _points(_file(left_out=[])) == {**fine, Point.POOL: Found.DIFFERS}
    assert _points(_file(chosen=["1", "2", "3"])) == {**fine, Point.CHOICE: Found.DIFFERS}
    other = "b" * 64
    assert _points(_file(seed=other)) == {**fine, Point.SEED: Found.DIFFERS, Point.CHOICE: Found.DIFFERS}
    assert _points(_file(spoken="换一个"))[Point.CHOICE] is Found.DIFFERS
    # list, seed and choice made anew so that they fit each other: only the book knows better
    again = _file(seed=other, seed_sha256=commitment_of(other), chosen=choose(LOT, other, "三七二"))
    assert _points(again) == fine
    book = {
        "pool_digest": digest_of(LOT),
        "commitment": commitment_of(SEED),
        "seed": SEED,
        "spoken": "三七二",
        "chosen": choose(LOT, SEED, "三七二"),
    }
    assert _points(again, book)[Point.BOOK] is Found.DIFFERS and _points(_file(), book)[Point.BOOK] is Found.FITS
    assert _points(_file(), {})[Point.BOOK] is Found.NO_BOOK


def test_before_the_draw_only_the_list_can_be_checked() -> None:
    assert _points(_file(seed="", chosen=[])) == {Point.POOL: Found.FITS, Point.SEED: Found.NOT_YET, Point.CHOICE: Found.NOT_YET}


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"draw": "bihuan-draw-1"}', b"\xff\xfe", b"[" * 100_000, "乱".encode()])
def test_what_is_no_draw_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="不是一份抽取记录"):
        read(data)


def test_what_cannot_be_drawn_from_is_refused() -> None:
    for pool, wanted, left in (
        ((), {}, ()), (POOL, {"机关": 2}, ()), (POOL, {"机关": 99, "乡镇": 1}, ()), (POOL, {"机关": 0, "乡镇": 0}, ()),
        ((*POOL, POOL[0]), LOT.wanted, ()), (POOL, LOT.wanted, (Left("1", "单位1", "刚查过"),)), (POOL, LOT.wanted, (Left("77", "x", " "),)),
        ((*POOL, Entry("机关", "x\ty", "名")), LOT.wanted, ()),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            Lot(pool, wanted, left)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.data())
def test_as_many_as_wanted_are_drawn_and_each_may_be(many: int, data: st.DataObject) -> None:
    wanted, seed = data.draw(st.integers(1, many)), sha256(str(data.draw(st.integers())).encode()).hexdigest()
    lot = Lot(tuple(Entry("", str(n), f"{n}") for n in range(many)), {"": wanted})
    drawn = choose(lot, seed)
    assert len(set(drawn)) == wanted and set(drawn) <= {one.key for one in lot.pool}
    one = replay(read(told(number=1, title="t", campaign="", lot=lot, pool_digest=digest_of(lot), commitment=commitment_of(seed), seed=seed,
                           spoken="", chosen=drawn).encode()))  # fmt: skip
    assert one.sound


def test_everybody_is_drawn_about_as_often() -> None:
    lot = Lot(tuple(Entry("", str(n), f"{n}") for n in range(10)), {"": 1})
    often: dict[str, int] = {}
    for n in range(4000):
        [key] = choose(lot, sha256(str(n).encode()).hexdigest())
        often[key] = often.get(key, 0) + 1
    assert len(often) == 10 and all(320 < many < 480 for many in often.values())


def test_a_seed_told_otherwise_than_the_book_has_it_is_found() -> None:
    book = {"pool_digest": digest_of(LOT), "commitment": commitment_of(SEED), "spoken": "三七二", "chosen": choose(LOT, SEED, "三七二")}
    for kept, found in (("", Found.DIFFERS), (SEED, Found.FITS), ("0" * 64, Found.DIFFERS)):
        assert _points(_file(), {**book, "seed": kept})[Point.BOOK] is found
    assert _points(_file(), {"pool_digest": digest_of(LOT), "commitment": commitment_of(SEED)})[Point.BOOK] is Found.DIFFERS, (
        "nobody drew yet"
    )


def test_words_of_ones_own_choosing_are_found_by_the_book_alone() -> None:
    """Whoever tries words until he likes what comes out makes a file in which everything fits."""
    book = {
        "pool_digest": digest_of(LOT),
        "commitment": commitment_of(SEED),
        "seed": SEED,
        "spoken": "三七二",
        "chosen": choose(LOT, SEED, "三七二"),
    }
    liked = next(words for words in map(str, range(9999)) if "5" in choose(LOT, SEED, words))
    forged = _file(spoken=liked, chosen=choose(LOT, SEED, liked))
    fine = {Point.POOL: Found.FITS, Point.SEED: Found.FITS, Point.CHOICE: Found.FITS}
    assert _points(forged) == fine and _points(forged, book) == {**fine, Point.BOOK: Found.DIFFERS}
    assert not replay(read(json.dumps(_file()).encode()), {}).sound, "a draw of which the book knows nothing"


def test_the_book_tells_a_stranger_nothing_of_what_came_out() -> None:
    """Anybody may hand in a file with the number of somebody else's draw."""
    book = {
        "pool_digest": digest_of(LOT),
        "commitment": commitment_of(SEED),
        "seed": SEED,
        "spoken": "三七二",
        "chosen": ["21", "12", "27"],
    }
    other = Lot((Entry("", "1", "甲"), Entry("", "2", "乙")), {"": 1})
    made_up = told(number=3, title="t", campaign="QS-2026", lot=other, pool_digest=digest_of(other), commitment=commitment_of("b" * 64),
                   seed="b" * 64, spoken="", chosen=choose(other, "b" * 64))  # fmt: skip
    last = replay(read(made_up.encode()), book).points[-1]
    assert (
        last.found is Found.DIFFERS and SEED not in last.comes_out and "三七二" not in last.comes_out and "21" not in last.comes_out.split()
    )


def test_nothing_is_drawn_before_the_secret_is_told() -> None:
    assert _points(_file(seed="", chosen=["1", "4", "2"]))[Point.CHOICE] is Found.DIFFERS


def test_two_names_run_together_are_not_two_names() -> None:
    chosen = sorted(choose(LOT, SEED, "三七二"))
    assert _points(_file(chosen=["、".join(chosen[:2]), chosen[2]]))[Point.CHOICE] is Found.DIFFERS


@pytest.mark.parametrize("more", [{"seed": "é" * 64}, {"seed": "A" * 64}, {"seed": "a" * 63}, {"spoken": "三:七"}, {"spoken": "三\n七"}])
def test_a_seed_that_its_digest_does_not_bind_is_no_seed(more: dict[str, Any]) -> None:
    """Of signs that are not ASCII the digest knew as much as of question marks: many secrets had one."""
    with pytest.raises(BadInput):
        read(json.dumps(_file(**more)).encode())


@pytest.mark.parametrize("name", ["某局　一科", "\ue863科长", "\U00031350", "王\U000e0101", "A\u00a0B"])
def test_rare_names_are_drawn_from_whatever_python_knows_of_them(name: str) -> None:
    """An ideographic blank, somebody's own sign, one that Unicode took in after this Python, a variant of a glyph."""
    lot = Lot((Entry("", "1", name), Entry("", "2", "乙")), {"": 1})
    file = told(number=1, title="t", campaign="", lot=lot, pool_digest=digest_of(lot), commitment=commitment_of(SEED), seed=SEED, spoken="",
                chosen=choose(lot, SEED))  # fmt: skip
    assert replay(read(file.encode())).sound


@pytest.mark.parametrize("sign", ["\t", "\n", "\x85", "\u2028", "\u202e", "\u200b", "\ud800"])
def test_signs_that_break_a_line_or_hide_are_in_no_list(sign: str) -> None:
    with pytest.raises(BadInput, match="看不见"):
        Lot((Entry("", "1", f"甲{sign}"),), {"": 1})


def test_pairs_are_drawn_as_often_as_chance_lets_them() -> None:
    """All ten pairs of five, over 5,000 draws: chi-square of nine degrees stays under what one draw in ten thousand passes."""
    lot = Lot(tuple(Entry("", str(n), f"{n}") for n in range(5)), {"": 2})
    often: dict[tuple[str, ...], int] = {}
    for n in range(5000):
        pair = tuple(sorted(choose(lot, sha256(str(n).encode()).hexdigest(), "三")))
        often[pair] = often.get(pair, 0) + 1
    assert len(often) == 10 and sum((many - 500) ** 2 / 500 for many in often.values()) < 33.7
