"""Records of old office files, byte by byte: what is blanked, what stays beside it, and where a record that is cut short ends."""

import struct
import zlib

import pytest

from bihuan.foundation.files.rules.cleaning import native, records, tables
from bihuan.foundation.files.rules.cleaning.native import dropped_in, linked
from bihuan.foundation.files.rules.cleaning.records import book, slides, user_of_slides
from bihuan.foundation.files.rules.cleaning.tables import word
from bihuan.foundation.files.rules.cleaning.traces import Uncleanable
from bihuan.foundation.files.rules.refusals import ZipBomb
from bihuan.foundation.files.vocabulary import Trace as T


def rec(kind: int, body: bytes, size: int | None = None) -> bytes:
    return struct.pack("<HH", kind, len(body) if size is None else size) + body


PLAIN = rec(0x0809, b"plain record")


def booked(*made: bytes) -> tuple[bytes, set[T]]:
    """What becomes of these records between two others, which stay."""
    out, told = bytearray(PLAIN + b"".join(made) + PLAIN), set[T]()
    book(out, told)
    assert out.startswith(PLAIN) and out.endswith(PLAIN)
    return bytes(out[len(PLAIN) : -len(PLAIN)]), told


def test_who_had_a_book_open_is_blank() -> None:
    assert booked(rec(0x5C, b"\x04\0\0Name..")) == (rec(0x5C, b"\x01\0\0      "), {T.AUTHOR})
    assert booked(rec(0x5C, b"\x04\0\0N")) == (rec(0x5C, b"\x01\0\0 "), {T.AUTHOR}) and booked(rec(0x5C, b"abc")) == (
        rec(0x5C, b"abc"),
        set(),
    )


@pytest.mark.parametrize(("wide", "way", "blank"), [(0, "latin-1", b" "), (1, "utf-16-le", b" \0"), (2, "latin-1", b" ")])
def test_names_in_a_book_are_blank_as_long_as_they_are(wide: int, way: str, blank: bytes) -> None:
    name = "Li Si".encode(way)
    kept = b"keep" + struct.pack("<HB", 5, wide)
    assert booked(rec(0x5B, kept + name + b"tail")) == (rec(0x5B, kept + blank * 5 + b"tail"), {T.AUTHOR})
    cut = b"keep" + struct.pack("<HB", 99, wide)
    assert booked(rec(0x5B, cut + name)) == (rec(0x5B, cut + blank * 5), {T.AUTHOR})
    assert booked(rec(0x5B, b"sixsix")) == (rec(0x5B, b"sixsix"), set())
    note = b"rowcolid" + struct.pack("<HB", 5, wide)
    assert booked(rec(0x1C, note + name + b"\0")) == (rec(0x1C, note + blank * 5 + b"\0"), {T.COMMENTERS})
    assert booked(rec(0x5B, cut + name[:-1]))[0] == rec(0x5B, cut + (blank * 5)[: len(name) - 1]), "cut off within a letter"
    long = b"rowcolid" + struct.pack("<HB", 99, wide)
    assert booked(rec(0x1C, long + name)) == (rec(0x1C, long + blank * 5), {T.COMMENTERS})
    assert booked(rec(0x1C, note)) == (rec(0x1C, note), set())
    one = b"rowcolid" + struct.pack("<HB", 1, 0)
    assert booked(rec(0x1C, one + b"L")) == (rec(0x1C, one + b" "), {T.COMMENTERS})


@pytest.mark.parametrize(("flag", "way", "blank"), [(0, "latin-1", b" "), (1, "utf-16-le", b" \0")])
def test_a_name_before_the_words_of_a_note_goes_and_no_other(flag: int, way: str, blank: bytes) -> None:
    """By whoever wrote a note in this book, in either width, in the first record behind the text of a note alone."""
    for wide in (0, 1):
        by = rec(0x1C, bytes(8) + struct.pack("<HB", 2, wide) + "Li".encode("utf-16-le" if wide else "latin-1") + b"\0")
        words, other = bytes((flag | 8,)) + "Li:\nyes".encode(way), bytes((flag | 8,)) + "Wu:\nyes".encode(way)
        out, told = booked(by, rec(0x1B6, b"txo"), rec(0x3C, words), rec(0x3C, words), rec(0x1B6, b""), rec(0x3C, other), rec(0x3C, words))
        fresh = words[:1] + blank * 2 + words[1 + 2 * len(blank) :]
        assert out.endswith(
            rec(0x1B6, b"txo") + rec(0x3C, fresh) + rec(0x3C, words) + rec(0x1B6, b"") + rec(0x3C, other) + rec(0x3C, words)
        )
        assert told == {T.COMMENTERS}
    rare = "𠮷".encode("utf-16-le")
    by = rec(0x1C, bytes(8) + struct.pack("<HB", 2, 1) + rare + b"\0")
    assert booked(by, rec(0x1B6, b""), rec(0x3C, b"\1" + rare + ":".encode("utf-16-le")))[0].endswith(rec(0x3C, b"\1 \0 \0:\0"))
    by = rec(0x1C, bytes(8) + struct.pack("<HB", 2, 0) + b"Li\0")
    narrow = bytes((1 - flag,)) + "Li:\nyes".encode(way)
    assert booked(by, rec(0x1B6, b""), rec(0x3C, narrow))[0].endswith(rec(0x3C, narrow)), "said to be of the other width"
    for short in (b"", b"\0"):
        assert booked(by, rec(0x1B6, b""), rec(0x3C, short))[0].endswith(rec(0x3C, short))
    nobody = rec(0x1C, bytes(8) + struct.pack("<HB", 1, 0) + b" \0")
    assert booked(nobody, rec(0x1B6, b""), rec(0x3C, b"\0 :x"))[0].endswith(rec(0x3C, b"\0 :x"))


def test_a_printer_has_no_name_and_its_driver_no_memory() -> None:
    dev = b"mm" + b"N" * 64 + b"vvvv" + b"\xdc\0" + b"dd" + b"s" * 148 + b"driver's own"
    told = b"mm" + bytes(64) + b"vvvv" + b"\xdc\0" + bytes(2) + b"s" * 148 + bytes(12)
    assert len(dev) == 234 and booked(rec(0x4D, dev)) == (rec(0x4D, told), {T.DEVICE})
    assert booked(rec(0x4D, dev[:100])) == (rec(0x4D, told[:100]), {T.DEVICE})
    assert booked(rec(0x4D, dev[:70] + b"\xdd" + dev[71:])) == (rec(0x4D, bytes(234)), {T.DEVICE})
    assert booked(rec(0x4D, dev), rec(0x3C, dev)) == (rec(0x4D, told) + rec(0x3C, bytes(234)), {T.DEVICE})
    assert booked(rec(0x4D, dev), PLAIN, rec(0x3C, dev)) == (rec(0x4D, told) + PLAIN + rec(0x3C, dev), {T.DEVICE})
    assert booked(rec(0x3C, dev)) == (rec(0x3C, dev), set()) and booked(rec(0x4D, bytes(9))) == (rec(0x4D, bytes(9)), set())


@pytest.mark.parametrize(("wide", "way"), [(0, "latin-1"), (1, "utf-16-le")])
def test_folders_of_another_book_become_dashes(wide: int, way: str) -> None:
    path, fresh = "\x01\x01C\x03Users\x03a.xls", "\x01\x01-\x03-----\x03a.xls"
    head = struct.pack("<HHB", 1, len(path), wide)
    assert booked(rec(0x1AE, head + path.encode(way) + b"Sheet1")) == (rec(0x1AE, head + fresh.encode(way) + b"Sheet1"), {T.PATHS})
    far = struct.pack("<HHB", 1, 99, wide)
    assert booked(rec(0x1AE, far + path.encode(way))) == (rec(0x1AE, far + fresh.encode(way)), {T.PATHS})
    for other in ("\x02\x01C\x03a.xls", "\x01a.xls without"):
        body = struct.pack("<HHB", 1, len(other), wide) + other.encode(way)
        assert booked(rec(0x1AE, body)) == (rec(0x1AE, body), set())
    rare, quiet = "\x01\x01C\x03𠮷\x03a.xls".encode(way if wide else "utf-16-le"), "\x01\x01-\x03--\x03a.xls".encode("utf-16-le")
    if wide:
        assert booked(rec(0x1AE, struct.pack("<HHB", 1, 12, 1) + rare)) == (rec(0x1AE, struct.pack("<HHB", 1, 12, 1) + quiet), {T.PATHS})
    assert booked(rec(0x1AE, head + path.encode(way)[:-1]))[0] == rec(0x1AE, head + fresh.encode(way)[:-1]), "cut off within a letter"
    at_once = struct.pack("<HHB", 1, 4, wide) + "\x01A\x03a".encode(way)
    assert booked(rec(0x1AE, at_once))[1] == {T.PATHS}
    assert booked(rec(0x1AE, b"\1\0\3\0\0\1A\3")) == (rec(0x1AE, b"\1\0\3\0\0\1A\3"), set()), "eight bytes hold no path"


def test_a_book_that_is_cut_short_is_read_to_its_end() -> None:
    for body in (b"", b"abc", rec(0x5C, b"\0\0\0Name")[:-2], rec(0x3C, b"")):
        book(bytearray(body), set())
    out = bytearray(rec(0x4D, b"printer", 99))
    book(out, told := set[T]())
    assert out == rec(0x4D, bytes(7), 99) and told == {T.DEVICE}


PHOTO = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(9) + b"\xff\xfe\0\x0acomment!" + b"\xff\xda\0\x02"
QUIET = PHOTO.replace(b"comment!", bytes(8))


def test_a_picture_of_a_sheet_runs_on_through_its_records() -> None:
    for cut in (1, 21, 28, len(PHOTO) - 1):
        out, told = booked(rec(0xEB, PHOTO[:cut]), rec(0x3C, PHOTO[cut:]))
        assert out == rec(0xEB, QUIET[:cut]) + rec(0x3C, QUIET[cut:]) and told == {T.OTHER}
    out, told = booked(rec(0xEB, b"a" + PHOTO), PLAIN, rec(0x3C, PHOTO), rec(0xEB, PHOTO))
    assert out == rec(0xEB, b"a" + QUIET) + PLAIN + rec(0x3C, PHOTO) + rec(0xEB, QUIET)
    assert booked(rec(0x3C, PHOTO))[0] == rec(0x3C, PHOTO)


# ---- slides


def slide(kind: int, body: bytes, form: int = 0, size: int | None = None) -> bytes:
    return struct.pack("<HHI", form, kind, len(body) if size is None else size) + body


def cleaned(*made: bytes, inner: records.Inner = lambda _name, data: (data, set())) -> tuple[bytes, set[T]]:
    out, told = bytearray(b"".join(made)), set[T]()
    slides(out, told, inner)
    return bytes(out), told


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def test_a_comment_on_a_slide_keeps_its_words_and_no_name() -> None:
    parts = [
        slide(0x0FBA, wide("Li Si"), 0),
        slide(0x0FBA, wide("words"), 0x10),
        slide(0x0FBA, wide("LS") + b"x", 0x20),
        slide(0x1000, wide("at"), 0),
    ]
    fresh = [slide(0x0FBA, wide("     "), 0), parts[1], slide(0x0FBA, wide("  ") + b" ", 0x20), parts[3]]
    assert cleaned(slide(12000, b"".join(parts), 15)) == (slide(12000, b"".join(fresh), 15), {T.COMMENTERS})
    cut = slide(12000, slide(0x0FBA, wide("Li"), 0, 99))
    assert cleaned(cut) == (slide(12000, slide(0x0FBA, wide("  "), 0, 99)), {T.COMMENTERS})
    assert cleaned(cut + b"1234567") == (slide(12000, slide(0x0FBA, wide("  "), 0, 99)) + b"1234567", {T.COMMENTERS})


def test_where_a_film_lies_is_told_by_its_name_alone() -> None:
    path, name = wide("C:\\Users\\x\\a.avi"), wide("a.avi")
    text = slide(0x0FBA, path)
    assert cleaned(text) == (slide(0x0FBA, name.ljust(len(path), b"\0")), {T.PATHS})
    assert cleaned(slide(0x0FBA, path + b"?")) == (slide(0x0FBA, name.ljust(len(path) + 1, b"\0")), {T.PATHS})
    for nested in (1, 11):
        made, fresh = text, slide(0x0FBA, name.ljust(len(path), b"\0"))
        for _deep in range(nested):
            made, fresh = slide(0x03E8, made + text, 15), slide(0x03E8, fresh + slide(0x0FBA, name.ljust(len(path), b"\0")), 15)
        assert cleaned(made) == (fresh, {T.PATHS})
    for _one in range(2):
        made = slide(0x03E8, made, 15)
    assert cleaned(made)[1] == {T.PATHS} and cleaned(made)[0].count(path) == 3, "twelve floors down and no farther"
    assert cleaned(slide(0x03E8, text, 14)) == (slide(0x03E8, text, 14), set()), "no container"
    assert cleaned(slide(0x03E8, text, 0x1F))[1] == {T.PATHS}
    words = slide(0x0FBA, wide("C is a letter"))
    assert cleaned(words) == (words, set())


def test_an_object_on_a_slide_is_put_back_where_it_did_not_grow() -> None:
    asked: list[tuple[str, bytes]] = []

    def shorter(name: str, data: bytes) -> tuple[bytes, set[T]]:
        asked.append((name, data))
        return data.replace(b"secret", b""), {T.AUTHOR}

    assert cleaned(slide(0x1011, b"my secret"), inner=shorter) == (slide(0x1011, b"my " + bytes(6)), {T.AUTHOR})
    body = b"my secret " * 40
    packed = struct.pack("<I", len(body)) + zlib.compress(body, 0)
    fresh = struct.pack("<I", 160) + zlib.compress(b"my  " * 40, 9)
    out, told = cleaned(slide(0x1011, packed, 0x10), inner=shorter)
    assert out == slide(0x1011, fresh.ljust(len(packed), b"\0"), 0x10) and told == {T.AUTHOR}
    assert asked == [("x.bin", b"my secret"), ("x.bin", body)]
    grown = lambda _name, data: (data + b"!", {T.AUTHOR})  # noqa: E731
    assert cleaned(slide(0x1011, b"object"), inner=grown) == (slide(0x1011, b"object"), set())
    same = lambda _name, data: (data, {T.AUTHOR})  # noqa: E731
    assert cleaned(slide(0x1011, b"object"), inner=same) == (slide(0x1011, b"object"), set())
    equal = lambda _name, data: (data.upper(), {T.AUTHOR})  # noqa: E731
    assert cleaned(slide(0x1011, b"object"), inner=equal) == (slide(0x1011, b"OBJECT"), {T.AUTHOR})


def test_an_object_that_swells_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST_PART", 100)
    packed = struct.pack("<I", 101) + zlib.compress(bytes(101))
    with pytest.raises(ZipBomb):
        cleaned(slide(0x1011, packed, 0x10))
    good = slide(0x1011, struct.pack("<I", 100) + zlib.compress(bytes(100)), 0x10)
    assert cleaned(good) == (good, set())


def test_who_saved_slides_is_blank_in_both_of_its_writings() -> None:
    head = bytes(range(20)) + struct.pack("<HHI", 4, 1, 2)
    out = bytearray(head + b"LiSi" + b"vers" + wide("LiSi") + b"tail")
    user_of_slides(out, told := set[T]())
    assert bytes(out) == head + b"    " + b"vers" + wide("    ") + b"tail" and told == {T.AUTHOR}
    for end, fresh in ((30, head + b"  "), (32, head + b"    "), (36, head + b"    vers"), (41, head + b"    vers" + wide("  ") + b" ")):
        out = bytearray((head + b"LiSi" + b"vers" + wide("LiSi"))[:end])
        user_of_slides(out, set())
        assert bytes(out) == fresh
    for body in (head[:27], bytes(28), bytes(20)):
        out = bytearray(body)
        user_of_slides(out, told := set[T]())
        assert bytes(out) == body and not told


# ---- Word


def text(*names: str, extra: int = 0) -> bytes:
    return (
        b"\xff\xff"
        + struct.pack("<HH", len(names), extra)
        + b"".join(struct.pack("<H", len(one)) + wide(one) + b"e" * extra for one in names)
    )


def saved(
    pairs: dict[int, bytes], head: bytes | None = None, size: dict[int, int] | None = None, flag: int = 2
) -> tuple[dict[int, bytes], set[T], dict[str, bytes]]:
    """What stands of each table afterwards, what was told, and what was written."""
    first, body, places = bytearray(head or bytes(154 + 8 * 72)), bytearray(b"start"), {}
    first[:2] = b"\xec\xa5" if head is None else first[:2]
    first[11] = flag
    for number, one in pairs.items():
        places[number] = len(body)
        struct.pack_into("<II", first, 154 + 8 * number, len(body), (size or {}).get(number, len(one)))
        body += one + b"between"
    name = "1Table" if flag & 2 else "0Table"
    streams, told = {"WordDocument": bytes(first), name: bytes(body)}, set[T]()
    written: dict[str, bytes] = {}
    word(streams.get, written.__setitem__, told)
    after = written.get(name, bytes(body))
    assert len(after) == len(body) and after.count(b"between") == len(pairs)
    return {number: after[at : at + len(pairs[number])] for number, at in places.items()}, told, written


@pytest.mark.parametrize(("number", "trace"), [(32, T.AUTHOR), (51, T.REVISERS), (71, T.AUTHOR)])
def test_tables_of_names_keep_their_counts_and_lose_their_letters(number: int, trace: T) -> None:
    for extra in (0, 3):
        for flag in (2, 0, 0xFD):
            found, told, written = saved({number: text("Li", "", "Wang", extra=extra)}, flag=flag)
            assert (
                found[number] == text("  ", "", "    ", extra=extra)
                and told == {trace}
                and set(written) == {"1Table" if flag == 2 else "0Table"}
            )
    assert saved({number: text("", "")}) == ({number: text("", "")}, set(), {}) and saved({number: text()})[1] == set()
    narrow = b"\xfe\xff" + text("Li")[2:]
    assert saved({number: narrow}) == ({number: narrow}, set(), {})
    cut = text("Li", "Wang")
    assert saved({number: cut}, size={number: len(cut) - 1})[0][number] == text("  ", "Wang")
    assert saved({number: cut}, size={number: len(cut) - 9})[0][number] == text("  ", "Wang")
    assert saved({number: cut}, size={number: 5})[2] == {} and saved({number: text("L")}, size={number: 10})[1] == {trace}
    many = bytearray(cut)
    many[2] = 9
    assert saved({number: bytes(many)}, size={number: len(cut)})[0][number][6:] == text("  ", "    ")[6:]


def test_commenters_and_their_initials_are_blank() -> None:
    names = struct.pack("<H", 2) + wide("Li") + struct.pack("<H", 0) + struct.pack("<H", 4) + wide("Wang")
    fresh = struct.pack("<H", 2) + wide("  ") + struct.pack("<H", 0) + struct.pack("<H", 4) + wide("    ")
    assert saved({36: names})[:2] == ({36: fresh}, {T.COMMENTERS}) and saved({36: bytes(4)})[1:] == (set(), {})
    assert saved({36: names}, size={36: len(names) - 1})[0][36] == fresh[:-8] + wide("Wang")
    assert saved({36: names}, size={36: 7})[0][36][6:] == names[6:]
    note = b"\x02\0" + wide("LS") + b"." * 14 + b"rest of it"
    quiet = b"\x02\0" + b" \0" * 9 + b"rest of it"
    for many in (1, 2, 3):
        places = struct.pack(f"<{many + 1}I", *range(many + 1))
        assert len(note) == 30 and saved({4: places + note * many})[:2] == ({4: places + quiet * many}, {T.COMMENTERS})
    assert saved({4: b"1234"})[1:] == (set(), {}) and saved({4: b"12345678" + note[:-1]})[1] == set()


def test_printers_rescued_places_and_moments_of_a_text_are_gone() -> None:
    for number, trace in ((27, T.DEVICE), (28, T.DEVICE), (29, T.DEVICE), (35, T.PATHS)):
        found, told, written = saved({number: b"told"})
        assert found == {number: bytes(4)} and told == {trace} and set(written) == {"1Table", "WordDocument"}
        assert struct.unpack_from("<II", written["WordDocument"], 154 + 8 * number) == (5, 0)
        assert saved({number: b""})[1:] == (set(), {})
    settings = bytes(range(1, 61))
    assert saved({31: settings})[:2] == ({31: settings[:20] + bytes(18) + settings[38:]}, {T.TIMES})
    assert saved({31: settings}, size={31: 25})[0] == {31: settings[:20] + bytes(5) + settings[25:]}
    blank = settings[:20] + bytes(18) + settings[38:]
    assert saved({31: blank})[1:] == (set(), {}) and saved({31: settings}, size={31: 20})[2] == {}
    assert saved({33: text("Li"), 30: b"told"})[1:] == (set(), {})


def test_what_is_no_text_of_word_is_left_alone() -> None:
    whole = b"\xec\xa5" + bytes(154 + 8 * 72 - 2)
    for head in (b"\xed" + whole[1:], whole[:1] + b"\xa6" + whole[2:]):
        assert saved({32: text("Li")}, head)[2] == {}
    short = bytearray(whole[:-1])
    struct.pack_into("<II", short, 154 + 8 * 32, 0, 10)
    for streams in (
        {"WordDocument": bytes(short), "0Table": text("Li")},
        {"WordDocument": whole},
        {"0Table": text("Li")},
        {},
        {"WordDocument": b"\xec\xa5" + bytes(9)},
    ):
        word(streams.get, lambda name, body: pytest.fail(name), set())  # noqa: B023
    assert len(whole) == tables._PAIRS + 8 * (tables._SAVED_BY + 1)


# ---- what was dropped in


def dropped(
    label: bytes, path: bytes, temporary: bytes, body: bytes, wide_names: tuple[str, ...] | None = (), mark: bytes = b"\0\0\3\0"
) -> bytes:
    told = (
        struct.pack("<H", 2)
        + label
        + b"\0"
        + path
        + b"\0"
        + mark
        + struct.pack("<I", len(temporary))
        + temporary
        + struct.pack("<I", len(body))
        + body
    )
    if wide_names is not None:
        told += b"".join(
            struct.pack("<I", len(one)) + wide(one)
            for one in (wide_names or (temporary.decode("gb18030").rstrip("\0"), label.decode("gb18030"), path.decode("gb18030")))
        )
    return struct.pack("<I", len(told)) + told


def nothing(_name: str, data: bytes) -> tuple[bytes, set[T]]:
    return data, set()


@pytest.mark.parametrize("wide_names", [(), None])
def test_a_file_dropped_in_is_known_by_its_name_alone(wide_names: tuple[str, ...] | None) -> None:
    folder = "C:\\张三\\".encode("gb18030")
    stream = dropped(b"a.txt", folder + b"a.txt", folder + b"b.txt\0", b"content", wide_names)
    told: set[T] = set()
    out = dropped_in(stream, nothing, told)
    fresh = dropped(b"a.txt", b"a.txt", b"b.txt\0", b"content", wide_names)
    assert out == fresh.ljust(len(stream), b"\0") and told == {T.PATHS}
    assert dropped_in(fresh, nothing, quiet := set()) == fresh and not quiet
    asked: list[str] = []
    dropped_in(stream, lambda name, data: (asked.append(name) or data, set()), set())
    assert asked == ["a.txt"]


def test_a_file_dropped_in_is_cleaned_where_it_does_not_grow() -> None:
    stream = dropped(b"a.txt", b"a.txt", b"a.txt\0", b"my secret")
    out = dropped_in(stream, lambda _name, data: (data[:3], {T.AUTHOR}), told := set())
    assert out == dropped(b"a.txt", b"a.txt", b"a.txt\0", b"my ").ljust(len(stream), b"\0") and told == {T.AUTHOR}
    assert dropped_in(stream, lambda _name, data: (data + b"!", {T.AUTHOR}), told := set()) == stream and told == set()
    path = dropped(b"a.txt", b"C:/d/a.txt", b"a.txt\0", b"my secret")
    grown = dropped_in(path, lambda _name, data: (data * 9, {T.AUTHOR}), told := set())
    assert b"my secret" in grown and b"C:/d" not in grown and told == {T.PATHS}
    tight = dropped(b"/", b"/", b"/", b"body", None)[:-4] + b"body"
    with pytest.raises(Uncleanable, match="no room"):
        dropped_in(tight, nothing, set())
    assert dropped_in(b"\0\0\0\0\3\0 another form", nothing, set()) == b"\0\0\0\0\3\0 another form"
    with pytest.raises(ValueError, match="cut off"):
        dropped_in(dropped(b"a", b"b", b"c\0", b"content", None)[:-1], nothing, set())
    assert native._read("张".encode("gb18030")) == "张" and native._read(b"\xff\xff") == "ÿÿ"


def test_behind_a_link_nothing_is_left() -> None:
    whole = b"\1\0\0\2" + b"flags and update" + b"path"
    assert linked(whole, told := set()) == whole[:4] + bytes(20) and told == {T.PATHS}
    for quiet in (whole[:20], whole[:20] + bytes(9), b""):
        assert linked(quiet, told := set()) == quiet and not told


def test_records_of_the_least_length_are_read_and_shorter_ones_are_not() -> None:
    assert booked(rec(0x5B, b"keep" + struct.pack("<HB", 0, 0))) == (rec(0x5B, b"keep" + struct.pack("<HB", 0, 0)), {T.AUTHOR})
    nine = struct.pack("<HHB", 1, 4, 0) + b"\1A\3a"
    assert booked(rec(0x1AE, nine)) == (rec(0x1AE, nine.replace(b"A", b"-")), {T.PATHS})
    body = bytes(28) + b"unread"
    out = bytearray(body)
    user_of_slides(out, told := set[T]())
    assert bytes(out) == body and not told
    eight = bytearray(slide(12000, slide(0x0FBA, b"")))
    slides(eight, told, lambda _name, data: (data, set()))
    assert told == {T.COMMENTERS} and bytes(eight) == slide(12000, slide(0x0FBA, b""))
    assert cleaned(slide(12000, b""))[1] == {T.COMMENTERS}, "eight bytes are a record"
    for flag in (2, 0):
        for long in (12, 13):
            head = bytearray(long)
            head[:2], head[11] = b"\xec\xa5", flag
            asked: list[str] = []

            def held(name: str, asked: list[str] = asked, head: bytearray = head) -> bytes | None:
                asked.append(name)
                return bytes(head) if name == "WordDocument" else None

            word(held, lambda _name, _body: None, set())
            assert asked == ["WordDocument", "1Table" if flag and long > 12 else "0Table"]
