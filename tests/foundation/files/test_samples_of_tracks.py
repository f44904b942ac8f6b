"""Where the samples of a track lie, and that these bytes alone are blanked: tables in one piece (ISO 14496-12, 8.7) and fragments (8.8)."""

import itertools
import struct

import pytest

from bihuan.foundation.files.rules.cleaning import tracks
from bihuan.foundation.files.rules.cleaning.tracks import _Head, _head, _run, blank_fragments, blank_samples, handler, number_of
from tests.foundation.files.test_places_in_films import box

LETTERS = bytes(range(65, 91)) * 8


def whole(*boxes: bytes, before: bytes = b"") -> tuple[bytearray, int, int]:
    """As if they lay in a track: (bytes, where its body begins, where it ends), then letters whose absence is seen."""
    body = before + b"".join(boxes)
    return bytearray(body + LETTERS), len(before), len(body)


def blanked(out: bytearray, began: bytes) -> list[tuple[int, int]]:
    """Runs of bytes that were there and are zero now, as (from the first letter, how many)."""
    assert len(out) == len(began)
    start = len(began) - len(LETTERS)
    gone = [at - start for at in range(len(out)) if out[at] != began[at]]
    assert not any(out[start + at] for at in gone)
    runs = [list(group) for _key, group in itertools.groupby(enumerate(gone), lambda pair: pair[1] - pair[0])]
    return [(run[0][1], len(run)) for run in runs]


def test_what_a_track_is_for_and_its_number() -> None:
    use = box(b"mdia", box(b"mdhd", b"????"), box(b"hdlr", b"12345678" + b"vide" + b"90"))
    assert handler(*whole(use, before=b"xx")) == b"vide"
    assert handler(*whole(box(b"mdia"))) == handler(*whole(box(b"tkhd"))) == b""
    for version, at in ((0, 12), (1, 20), (2, 12)):
        body = bytearray(bytes((version,)) + b"\x7f" * 40)
        struct.pack_into(">I", body, at, 0x01020304)
        assert number_of(*whole(box(b"free"), box(b"tkhd", bytes(body)), before=b"x")) == 0x01020304
    assert number_of(*whole(box(b"mdia"))) == 0


def table(kind: bytes, shape: str, *rows: tuple[int, ...], count: int | None = None) -> bytes:
    return box(
        kind, b"flag" + struct.pack(">I", len(rows) if count is None else count) + b"".join(struct.pack(shape, *row) for row in rows)
    )


def sizes(*each: int, same: int = 0, count: int | None = None) -> bytes:
    return box(b"stsz", b"flag" + struct.pack(f">II{len(each)}I", same, len(each) if count is None else count, *each))


def track(*tables: bytes) -> bytes:
    return box(b"mdia", box(b"minf", box(b"stbl", *tables)))


def placed(*tables: bytes, kind: bytes = b"stco", places: tuple[int, ...] = ()) -> tuple[bytearray, int, int]:
    """A track whose chunks lie at these letters."""
    shape = ">I" if kind == b"stco" else ">Q"
    size = len(track(*tables, table(kind, shape, *((0,) for _one in places)))) + 3
    return whole(track(*tables, table(kind, shape, *((size + one,) for one in places))), before=b"pad")


@pytest.mark.parametrize("kind", [b"stco", b"co64"])
def test_samples_are_blanked_chunk_by_chunk(kind: bytes) -> None:
    runs = table(b"stsc", ">III", (1, 2, 1), (3, 1, 1), (4, 3, 1))
    out, start, end = placed(sizes(1, 2, 3, 4, 5, 6, 7, 1), runs, kind=kind, places=(0, 10, 20, 30))
    began = bytes(out)
    blank_samples(out, start, end)
    assert blanked(out, began) == [(0, 3), (10, 7), (20, 5), (30, 14)]


def test_samples_of_one_size_and_a_table_that_promises_more_than_it_holds() -> None:
    runs = table(b"stsc", ">III", (1, 2, 1))
    for size, told in (
        (sizes(same=3, count=9), [(0, 6), (10, 6)]),
        (sizes(same=3, count=3), [(0, 6), (10, 3)]),
        (sizes(4, 4, 4, count=99), [(0, 8), (10, 4)]),
        (sizes(4, 4, 4, count=2), [(0, 8)]),
        (b"", []),
    ):
        out, start, end = placed(size, runs, places=(0, 10))
        began = bytes(out)
        blank_samples(out, start, end)
        assert blanked(out, began) == told
    for size, further in ((sizes(4, 4), b""), (sizes(4, 4), table(b"stsc", ">III")), (sizes(4, 4), table(b"stsc", ">III", count=5))):
        out, start, end = placed(size, further, places=(0,))
        began = bytes(out)
        blank_samples(out, start, end)
        assert bytes(out) == began, "nobody says how many lie in a chunk"


def test_places_are_taken_as_far_as_they_stand_and_nothing_grows() -> None:
    runs = table(b"stsc", ">III", (1, 1, 1))
    out, start, end = placed(sizes(5, 5, 5), runs, places=(0, len(LETTERS) - 2, len(LETTERS) + 99))
    began = bytes(out)
    blank_samples(out, start, end)
    assert blanked(out, began) == [(0, 5), (len(LETTERS) - 2, 2)]
    for nothing in (box(b"mdia", box(b"minf")), box(b"free")):
        out, start, end = whole(nothing)
        blank_samples(out, start, end)
        assert bytes(out) == nothing + LETTERS
    shorter = track(sizes(5, 5), runs, table(b"stco", ">I", (0,), count=7))
    out, start, end = whole(shorter)
    blank_samples(out, start, end)
    assert bytes(out[5:]) == (shorter + LETTERS)[5:] and not any(out[:5])


def test_of_too_many_samples_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tracks._MOST_SAMPLES == 2_000_000
    monkeypatch.setattr(tracks, "_MOST_SAMPLES", 2)
    runs = table(b"stsc", ">III", (1, 9, 1))
    for size in (sizes(1, 1, 1, 1), sizes(same=1, count=4)):
        out, start, end = placed(size, runs, places=(0, 10, 20))
        began = bytes(out)
        blank_samples(out, start, end)
        assert blanked(out, began) == [(0, 2)]
    many = bytearray(box(b"trun", struct.pack(">II4I", 0x200, 4, 1, 2, 3, 4)))
    assert list(_run(many, (b"trun", 8, len(many)), 0)) == [1, 2]
    none = bytearray(box(b"trun", struct.pack(">II", 0, 4)))
    assert list(_run(none, (b"trun", 8, len(none)), 5)) == [10]


# ---- fragments


def test_the_head_of_a_fragment_says_where_offsets_count_from_and_how_long_a_sample_is() -> None:
    for base, form, time, size, moved in itertools.product((0, 1), (0, 2), (0, 8), (0, 16), (0, 0x020000)):
        fields = [(base, ">Q", 1 << 33), (form, ">I", 11), (time, ">I", 12), (size, ">I", 13)]
        body = struct.pack(">II", base | form | time | size | moved, 7) + b"".join(
            struct.pack(shape, one) for flag, shape, one in fields if flag
        )
        out = bytearray(b"??" + body + b"\xff" * 4)
        told = _head(out, (b"tfhd", 2, 2 + len(body)), {7: 99}, 500)
        assert told == _Head(7, 1 << 33 if base else 500 if moved else None, 13 if size else 99)
    plain = bytearray(struct.pack(">II", 0, 7))
    assert _head(plain, (b"tfhd", 0, 8), {}, 500) == _Head(7, None, 0) and _head(plain, (b"tfhd", 0, 8), {8: 5}, 0) == _Head(7, None, 0)


def test_a_run_says_how_long_each_sample_is() -> None:
    for offset, first, time, size, flags, shift in itertools.product((0, 1), (0, 4), (0, 0x100), (0, 0x200), (0, 0x400), (0, 0x800)):
        told = offset | first | time | size | flags | shift | 0x01000000
        said = (time and 91, size and 1, flags and 92, shift and 93)
        rows = b"".join(struct.pack(">I", long if one == 1 else one) for long in (5, 6, 7) for one in said if one)
        body = struct.pack(">II", told, 3) + b"\x7f" * 4 * (bool(offset) + bool(first)) + rows
        out = bytearray(b"???" + body)
        assert list(_run(out, (b"trun", 3, len(out)), 50)) == ([5, 6, 7] if size else [150])
        assert list(_run(out + b"\0" * 9, (b"trun", 3, len(out)), 50)) == ([5, 6, 7] if size else [150])
    cut = bytearray(struct.pack(">II3I", 0x200, 9, 5, 6, 7))
    assert list(_run(cut, (b"trun", 0, len(cut)), 50)) == [5, 6, 7] and list(_run(cut + b"\0" * 3, (b"trun", 0, len(cut) + 3), 50)) == [
        5,
        6,
        7,
    ]


def head(number: int, flags: int = 0, *fields: bytes) -> bytes:
    return box(b"tfhd", struct.pack(">II", flags, number), *fields)


def run(*each: int, offset: int | None = None) -> bytes:
    flags = 0x200 | (offset is not None)
    return box(
        b"trun",
        struct.pack(">II", flags, len(each)),
        b"" if offset is None else struct.pack(">i", offset),
        struct.pack(f">{len(each)}I", *each),
    )


def fragments(*made: object, before: bytes = b"", hidden: frozenset[int] = frozenset({2})) -> list[tuple[int, int]]:
    """One fragment of these parts, or what a function makes of (where the fragment begins, where the letters do); what is blanked of the letters."""
    size = len(box(b"moof", *(each(0, 0) if callable(each) else each for each in made)))  # type: ignore[misc]
    parts = [each(len(before), len(before) + size) if callable(each) else each for each in made]
    began = before + box(b"moof", *parts) + LETTERS  # type: ignore[arg-type]
    out = bytearray(began)
    tracks._fragment(out, len(before) + 8, len(before) + size, set(hidden), {})
    return blanked(out, began)


BEFORE = box(b"ftyp", b"isom")


@pytest.mark.parametrize("before", [b"", BEFORE])
def test_samples_of_hidden_tracks_lie_behind_the_fragment_or_where_it_says(before: bytes) -> None:
    def from_moof(number: int, offset: int, *each: int, flags: int = 0x020000) -> object:
        return lambda moof, at: box(b"traf", head(number, flags), run(*each, offset=at - moof + offset))

    assert fragments(from_moof(2, 5, 3, 4), before=before) == [(5, 7)]
    assert fragments(from_moof(1, 5, 3, 4), before=before) == []
    assert fragments(from_moof(2, 5, 3, 4, flags=0), before=before) == [(5, 7)], (
        "an offset counts from the fragment where nothing else is said"
    )
    assert fragments(from_moof(1, 0, 9), from_moof(2, 9, 2), from_moof(3, 20, 1), before=before, hidden=frozenset({2, 3})) == [
        (9, 2),
        (20, 1),
    ]
    based = lambda moof, at: box(b"traf", head(2, 1, struct.pack(">Q", at + 4)), run(3, offset=2), run(2), run(1, offset=50))  # noqa: E731
    assert fragments(based, before=before) == [(6, 5), (54, 1)]
    bare = lambda moof, at: box(b"traf", head(2, 1, struct.pack(">Q", at + 4)), run(3))  # noqa: E731
    assert fragments(bare, before=before) == [(4, 3)]


def test_a_run_without_a_place_goes_on_where_the_one_before_ended() -> None:
    shown = lambda moof, at: box(b"traf", head(1), run(3, 4, offset=at - moof))  # noqa: E731
    assert fragments(shown, box(b"traf", head(2), run(5), run(2)), box(b"traf", head(1), run(4)), box(b"traf", head(2), run(1))) == [
        (7, 7),
        (18, 1),
    ]
    moved = box(b"traf", head(2, 0x020000), run(2))
    assert fragments(shown, moved) == [], "this one begins with the fragment itself"
    assert fragments(shown, box(b"free", b"??"), box(b"traf", box(b"tfdt", b"????")), box(b"traf", head(2), run(5)), before=BEFORE) == [
        (7, 5)
    ]


def test_the_first_run_without_a_place_begins_with_the_fragment() -> None:
    made = box(b"moof", box(b"traf", head(2), run(12)))
    out = bytearray(BEFORE + made + LETTERS)
    tracks._fragment(out, len(BEFORE) + 8, len(BEFORE) + len(made), {2}, {})
    assert bytes(out) == BEFORE + bytes(12) + made[12:] + LETTERS


def test_a_place_before_or_behind_the_file_blanks_nothing_there() -> None:
    early = lambda moof, at: box(b"traf", head(2), run(40, offset=-30), run(20, offset=at - moof + len(LETTERS) - 3))  # noqa: E731
    assert fragments(early) == [(len(LETTERS) - 3, 3)]
    late = lambda moof, at: box(b"traf", head(2), run(4, offset=at - moof + len(LETTERS) + 5))  # noqa: E731
    assert fragments(late) == []


def test_whole_films_are_read_only_where_something_is_hidden_and_the_usual_size_is_known() -> None:
    blank_fragments(bytearray(b"\0\0\0\x09aaaa"), set())
    with pytest.raises(ValueError, match="beyond"):
        blank_fragments(bytearray(b"\0\0\0\x09aaaa"), {2})
    usual = box(
        b"moov",
        box(
            b"mvex",
            box(b"mehd", b"????"),
            *(box(b"trex", struct.pack(">6I", 9, number, 8, 7, long, 6)) for number, long in ((1, 3), (2, 5))),
        ),
    )
    said = lambda number, offset: box(b"traf", head(number), box(b"trun", struct.pack(">IIi", 1, 2, offset)))  # noqa: E731
    size = len(box(b"moof", said(1, 0), said(2, 0)))
    for hidden, told in (({1}, (0, 6)), ({2}, (6, 10)), ({3}, (0, 0))):
        made = box(b"moof", said(1, size + 8), said(2, size + 8 + 6))
        began = usual + made + box(b"mdat", LETTERS)
        out = bytearray(began)
        blank_fragments(out, hidden)
        at = len(usual) + size + 8 + told[0]
        assert bytes(out) == began[:at] + bytes(told[1]) + began[at + told[1] :]
    none = box(b"moof", box(b"traf", head(2), box(b"trun", struct.pack(">IIi", 1, 2, 8)))) + box(b"mdat", LETTERS)
    out = bytearray(none)
    blank_fragments(out, {2})
    assert bytes(out) == none, "nobody says how long they are"


def test_tables_that_promise_more_than_stands_there_are_read_as_far_as_they_go() -> None:
    for shape, width in ((">I", 4), (">Q", 8), (">III", 12)):
        for rows in (1, 2, 3):
            body = b"flag" + struct.pack(">I", 99) + bytes(range(1, width * rows + 1))
            for rest in (0, 1, width - 1):
                out = bytearray(b"??" + body + b"\xff" * (rest + 99))
                assert len(tracks._table(out, (b"stco", 2, 2 + len(body) + rest), shape)) == rows
    assert tracks._table(bytearray(), None, ">I") == [] and tracks._sizes(bytearray(), None) == []
    long = bytearray(b"flag" + struct.pack(">II", 0, 0x01000002) + struct.pack(">3I", 7, 8, 9))
    for rest in (0, 1, 3):
        assert tracks._sizes(long + b"\xff" * 9, (b"stsz", 0, len(long) + rest)) == [7, 8, 9]
