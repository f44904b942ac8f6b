"""Films box by box, containers of old office files sector by sector, and what each of their streams becomes."""

import io
import struct
from types import SimpleNamespace
from typing import Any

import olefile
import pytest

from bihuan.foundation.files.rules.cleaning import films, sectors
from bihuan.foundation.files.rules.cleaning.compound import _stream, compound
from bihuan.foundation.files.rules.cleaning.films import _clean, _tracks, _without_rest, film
from bihuan.foundation.files.rules.cleaning.traces import Uncleanable
from bihuan.foundation.files.vocabulary import Trace as T
from tests.foundation.files.test_places_in_films import box
from tests.plan_import.readers.made import ole

# ---- films

HEAD, BODY = box(b"moov", box(b"mvhd", bytes(20))), box(b"mdat", b"PICTURES")


@pytest.mark.parametrize(
    ("rest", "fresh"),
    [(b"", b""), (b"told", bytes(4)), (b"\0\0\0\x63told-", box(b"free", b"\0")), (b"\0\0\0\x63tol", bytes(7)), (b"\0\0\0\x63told", box(b"free"))],
)  # fmt: skip
def test_behind_the_last_box_of_a_film_is_room_that_nobody_reads(rest: bytes, fresh: bytes) -> None:
    for body in (HEAD + BODY, BODY + HEAD, HEAD + box(b"moof")):
        out = bytearray(body + rest)
        assert _without_rest(out, told := set[T]()) == len(body) and bytes(out) == body + fresh and told == ({T.OTHER} if rest else set())
    out = bytearray(HEAD + BODY + bytes(5))
    assert _without_rest(out, told := set[T]()) == len(HEAD + BODY) and not told
    for cut in (HEAD, BODY, box(b"ftyp")):
        with pytest.raises(ValueError, match="beyond"):
            _without_rest(bytearray(cut + b"\0\0\0\x63mdat"), set())


def test_a_film_with_a_packed_head_and_one_whose_boxes_are_too_short() -> None:
    with pytest.raises(Uncleanable, match="packed"):
        film(box(b"moov", box(b"cmov")))
    assert film(box(b"ftyp", b"cmov")) == (box(b"ftyp", b"cmov"), set())
    assert film(box(b"moov", box(b"mvhd", bytes(20)), b"told")) == (box(b"moov", box(b"mvhd", bytes(20)), bytes(4)), {T.OTHER})
    assert film(box(b"moov", box(b"mvhd", bytes(20)), bytes(4)))[1] == set() and film(box(b"moov", b"told")) == (
        box(b"moov", bytes(4)),
        {T.OTHER},
    )


def track(use: bytes, number: int = 7, formats: bytes = b"", more: bytes = b"") -> bytes:
    table = box(b"stbl", box(b"stsd", bytes(8), formats))
    return box(
        b"trak", box(b"tkhd", bytes(12) + struct.pack(">I", number)), box(b"mdia", box(b"hdlr", bytes(8) + use), box(b"minf", table)), more
    )


@pytest.mark.parametrize("use", [b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"pict", b"auxv"])
def test_tracks_that_somebody_sees_or_hears_stay(use: bytes) -> None:
    data = box(b"moov", box(b"mvhd", bytes(20)), track(use), box(b"trex"))
    out = bytearray(data)
    assert _tracks(out, (b"moov", 8, len(out)), told := set[T]()) == set() and bytes(out) == data and not told


def test_other_tracks_are_emptied_and_told_by_their_number() -> None:
    shown, hidden = track(b"soun", 1), track(b"tmcd", 2)
    out = bytearray(box(b"moov", hidden, shown, track(b"camm", 3), box(b"mvhd", b"?")))
    assert _tracks(out, (b"moov", 8, len(out)), told := set[T]()) == {2, 3} and told == {T.PLACE}
    empty = box(b"free", bytes(len(hidden) - 8))
    assert bytes(out) == box(b"moov", empty, shown, empty, box(b"mvhd", b"?")) and _tracks(bytearray(), None, set()) == set()


def shown(maker: bytes = bytes(4), name: bytes = bytes(32), further: bytes = b"", rest: bytes = b"r" * 4) -> bytes:
    return box(b"avc1", b"h" * 12 + maker + b"m" * 26 + name + rest + further)


def test_the_packer_of_pictures_has_no_name_and_nothing_hangs_behind() -> None:
    def told(formats: bytes, use: bytes = b"vide") -> tuple[bytes, set[T]]:
        out, found = bytearray(box(b"moov", track(use, formats=formats))), set[T]()
        _tracks(out, (b"moov", 8, len(out)), found)
        return bytes(out), found

    def made(formats: bytes, use: bytes = b"vide") -> bytes:
        return box(b"moov", track(use, formats=formats))

    assert films._HEAD == len(shown()) - 8 == 78
    assert told(shown(b"make", b"N" * 32)) == (made(shown()), {T.DEVICE}) == told(shown(b"make")) == told(shown(name=b"N" * 32))
    assert told(shown()) == (made(shown()), set()) and told(shown(b"make"), b"soun") == (made(shown(b"make"), b"soun"), set())
    short = shown(b"make")[:-1].replace(b"\0\0\0\x56", b"\0\0\0\x55", 1)
    assert told(short) == (made(short), set()), "no format of pictures"
    assert told(shown() + shown(b"make")) == (made(shown() + shown()), {T.DEVICE})
    for gone in (b"uuid", b"udta", b"meta", b"exif", b"Xtra", b"free", b"skip"):
        assert told(shown(further=box(b"avcC", b"c") + box(gone, b"told"))) == (
            made(shown(further=box(b"avcC", b"c") + box(b"free", bytes(4)))),
            {T.OTHER},
        )
    for kept in (box(b"avcC", b"c"), box(b"free", bytes(3)), box(b"skip"), b"\0\0\0\x63uuid"):
        found, traces = told(shown(further=kept))
        assert found == made(shown(further=kept.replace(b"skip", b"free"))) and not traces


def test_moments_count_where_one_of_them_is_there() -> None:
    out = bytearray(box(b"mvhd", bytes(4) + b"\0\0\0\1" + bytes(12)))
    _clean(out, b"moov", 0, len(out), told := set[T]())
    assert bytes(out) == box(b"mvhd", bytes(20)) and told == {T.TIMES}
    named = bytearray(box(b"moov", track(b"vide", formats=shown(name=b"\7Packer".ljust(32, b"\0")))))
    _tracks(named, (b"moov", 8, len(named)), told := set[T]())
    assert told == {T.DEVICE} and b"Packer" not in named


def test_names_of_tracks_and_places_of_samples_are_blank() -> None:
    for body, fresh, told in (
        (b"12345678vide" + b"maker", b"12345678vide" + bytes(5), {T.DEVICE}),
        (b"12345678vide", b"12345678vide", set()),
        (b"short", b"short", set()),
    ):
        out = bytearray(box(b"hdlr", body))
        _clean(out, b"mdia", 0, len(out), found := set[T]())
        assert bytes(out) == box(b"hdlr", fresh) and found == told
    for place, fresh, told in (
        (b"\0\0\0\0file:///C:/a", b"\0\0\0\1" + bytes(12), {T.PATHS}),
        (b"\0\0\0\1", b"\0\0\0\1", set()),
        (b"\0\0", b"\0\0", set()),
    ):
        out = bytearray(box(b"dref", struct.pack(">II", 0, 2), box(b"url ", place), box(b"alis", place)))
        _clean(out, b"dinf", 0, len(out), found := set[T]())
        assert bytes(out) == box(b"dref", struct.pack(">II", 0, 2), box(b"url ", fresh), box(b"alis", fresh)) and found == told


# ---- sectors


def test_a_chain_ends_at_its_end_its_edge_or_where_it_began_anew() -> None:
    assert list(sectors.chain([2, 0xFFFFFFFE, 1], 0)) == [0, 2, 1] and list(sectors.chain([1, 0], 0)) == [0, 1]
    assert list(sectors.chain([9], 0)) == [0] and list(sectors.chain([1], 1)) == [] and list(sectors.chain([0], 0xFFFFFFFA)) == []
    assert list(sectors.chain([1, 2], 0)) == [0, 1] and list(sectors.chain([], 0)) == []


def entries(size: int = 512) -> Any:
    return SimpleNamespace(sector_size=size, fat=[2, 0xFFFFFFFE, 0xFFFFFFFE], first_dir_sector=0)


def test_where_each_entry_of_the_directory_lies() -> None:
    assert sectors.entry_places(entries()) == [512, 640, 768, 896, 1536, 1664, 1792, 1920]
    out = bytearray(b"x" * 256)
    sectors.shrink(out, 100, 0x01020304)
    assert bytes(out) == b"x" * 220 + b"\4\3\2\1" + b"x" * 32


def test_where_the_bytes_of_a_stream_lie() -> None:
    held = SimpleNamespace(
        fat=[3, 0, 0xFFFFFFFE, 0xFFFFFFFE],
        minifat=[9, 9, 10, 9, 9, 9, 9, 9, 9, 9, 0xFFFFFFFE, 2],
        mini_sector_size=64,
        mini_stream_cutoff_size=4096,
    )
    one = SimpleNamespace(size=5000, isectStart=1)
    assert list(sectors._stream(held, one, [], 4096)) == [(8192, 12288), (4096, 5000), (16384, 16384)]
    assert list(sectors._stream(held, SimpleNamespace(size=4096, isectStart=2), [], 512)) == [(1536, 2048)]
    small = SimpleNamespace(size=100, isectStart=2)
    assert list(sectors._stream(held, small, [5, 8], 512)) == [(3072 + 128, 3072 + 192), (4608 + 128, 4608 + 128 + 36)]
    assert list(sectors._stream(held, small, [5], 512)) == [(3200, 3264)], "beyond the stream of the root"
    assert list(sectors._stream(held, SimpleNamespace(size=4095, isectStart=10), [5, 8], 512)) == [(4608 + 128, 4608 + 192)]


def test_sectors_of_the_lists_are_named_by_the_header_and_go_on() -> None:
    def held(first: tuple[int, ...], further: int, *more: tuple[int, ...]) -> Any:
        head = bytearray(512)
        struct.pack_into("<109I", head, 76, *first, *[0xFFFFFFFF] * (109 - len(first)))
        struct.pack_into("<I", head, 68, further)
        body = b"".join(struct.pack("<128I", *row[:-1], *[0xFFFFFFFF] * (128 - len(row)), row[-1]) for row in more)
        return SimpleNamespace(fp=io.BytesIO(bytes(head) + body), sector_size=512)

    assert list(sectors._lists(held((4, 0xFFFFFFFA, 6), 0xFFFFFFFE))) == [4, 6]
    assert list(sectors._lists(held((4,), 1, (8, 0xFFFFFFFE), (7, 0xFFFFFFFA, 0)))) == [4, 1, 7, 0, 8]
    assert list(sectors._lists(held((4,), 0, (8, 0)))) == [4, 0, 8], "a ring"
    assert list(sectors._lists(held((), 5, (8, 0)))) == [5], "beyond the end"
    short = held((), 0, (8, 1))
    short.fp = io.BytesIO(short.fp.getvalue()[:-1])
    assert list(sectors._lists(short)) == [0]


def test_a_container_is_swept_and_its_moments_are_gone() -> None:
    data = ole({"Kept": b"K" * 4100, "Other": b"O" * 4096})
    opened = olefile.OleFileIO(io.BytesIO(data))
    places = sectors.entry_places(opened)
    made = bytearray(data)
    made[places[1] + 100 : places[1] + 116] = b"moments of these"
    at = data.index(b"K" * 4100) + 4100
    made[at : at + 4] = b"told"
    made[places[3] : places[3] + 64] = b"e" * 64
    fresh = bytearray(data)
    fresh[places[3] : places[3] + 128] = bytes(68) + b"\xff" * 12 + bytes(48)
    out = sectors.swept(olefile.OleFileIO(io.BytesIO(bytes(made))), bytes(made), told := set[T]())
    assert out == bytes(fresh) and told == {T.EARLIER, T.TIMES}
    assert sectors.swept(olefile.OleFileIO(io.BytesIO(out)), out, told := set[T]()) == out and told == set()
    longer = sectors.swept(opened, data + b"behind", told := set[T]())
    assert longer[: len(fresh)] == bytes(fresh) and longer[len(fresh) :] == bytes(6) and told == {T.EARLIER}


# ---- streams


def same(_name: str, data: bytes) -> tuple[bytes, set[T]]:
    return data, set()


def streamed(streams: dict[str, bytes], inner: Any = same) -> tuple[dict[str, bytes], set[T]]:
    data, told = compound(ole(streams), inner)
    opened = olefile.OleFileIO(io.BytesIO(data))
    return {name: opened.openstream(name).read() for name in streams}, told


def test_properties_are_a_set_with_none_in_it() -> None:
    for name, kind in (
        ("\x05SummaryInformation", "e0859ff2f94f6810ab9108002b27b3d9"),
        ("\x05DocumentSummaryInformation", "02d5cdd59c2e1b10939708002b2cf9ae"),
    ):
        found, told = streamed({name: b"p" * 4096})
        fresh = b"\xfe\xff\0\0\5\0\2\0" + bytes(16) + b"\1\0\0\0" + bytes.fromhex(kind) + b"\x30\0\0\0" + b"\x08\0\0\0" + bytes(4)
        assert found[name] == fresh.ljust(4096, b"\0") and told == {T.AUTHOR}
        read = olefile.OleFileIO(io.BytesIO(compound(ole({name: b"p" * 4096}), same)[0]))
        assert read.getproperties(name) == {}


@pytest.mark.parametrize("name", ["\x03LinkInfo", "\x03LINKINFO", "WpsCustomData", "_signatures", "EncryptedSIHash", "_xmlsignatures"])
def test_streams_that_only_tell_are_blank(name: str) -> None:
    assert streamed({name: b"t" * 4096, "Other": b"o" * 4096}) == ({name: bytes(4096), "Other": b"o" * 4096}, {T.OTHER})
    assert streamed({name: bytes(4096)}) == ({name: bytes(4096)}, set())


def test_a_log_of_changes_is_refused_by_its_name() -> None:
    with pytest.raises(Uncleanable, match="Revision Log"):
        streamed({"Revision Log": b"l" * 4096})


@pytest.mark.parametrize("name", ["Package", "CONTENTS", "Contents"])
def test_a_stream_that_is_a_file_ends_earlier_where_it_is_shorter(name: str) -> None:
    asked: list[tuple[str, bytes]] = []

    def shorter(name: str, data: bytes) -> tuple[bytes, set[T]]:
        asked.append((name, data))
        return data[:4100], {T.PLACE}

    assert streamed({name: b"f" * 5000}, shorter) == ({name: b"f" * 4100}, {T.PLACE}) and asked == [("x", b"f" * 5000)]
    found, told = streamed({name: b"f" * 5000}, lambda _name, data: (data[:10], {T.PLACE}))
    assert found == {name: (b"f" * 10).ljust(4096, b"\0")} and told == {T.PLACE}, "no shorter than what lies in sectors of its own"
    assert streamed({name: b"f" * 5000}, lambda _name, data: (data.upper(), {T.PLACE})) == ({name: b"F" * 5000}, {T.PLACE})
    assert streamed({name: b"f" * 5000}, lambda _name, data: (data, {T.PLACE})) == ({name: b"f" * 5000}, set())
    with pytest.raises(Uncleanable, match="no room"):
        streamed({name: b"f" * 5000}, lambda _name, data: (data + b"!", set()))
    assert streamed({"Other": b"f" * 5000}, shorter) == ({"Other": b"f" * 5000}, set())


PHOTO = b"\xff\xd8\xff\xfe\0\x06told\xff\xda\0\x02"


@pytest.mark.parametrize("name", ["Data", "WordDocument", "0Table", "1Table", "Pictures", "PowerPoint Document", "Workbook", "Elsewhere"])
def test_photographs_are_looked_for_where_they_may_lie(name: str) -> None:
    found, told = streamed({name: b"x" * 8 + PHOTO + b"x" * 5000})
    blank = name not in ("Workbook", "Elsewhere")
    assert found[name] == b"x" * 8 + (PHOTO.replace(b"told", bytes(4)) if blank else PHOTO) + b"x" * 5000 and told == (
        {T.OTHER} if blank else set()
    )


def test_each_stream_is_read_as_what_it_is() -> None:
    user = struct.pack("<HH", 0x5C, 8) + b"\4\0\0Names"
    for name in ("Workbook", "Book"):
        assert streamed({name: user.ljust(4096, b"\0")})[1] == {T.AUTHOR}
    assert streamed({"Books": user.ljust(4096, b"\0")})[1] == set()
    assert streamed({"Current User": (bytes(20) + b"\2\0" + bytes(6) + b"Li").ljust(4096, b"\0")})[1] == {T.AUTHOR}
    comment = struct.pack("<HHI", 15, 12000, 0)
    assert streamed({"PowerPoint Document": comment.ljust(4096, b"\0")})[1] == {T.COMMENTERS}
    assert streamed({"\x01Ole": b"\1\0\0\2" + b"p" * 4092}) == ({"\x01Ole": b"\1\0\0\2" + bytes(4092)}, {T.PATHS})
    assert streamed({"Item": b"<told/>".ljust(4096, b"x")})[1] == set()


class Held:
    """A container of streams in storages, as far as the rules ask for one."""

    mini_stream_cutoff_size = 4096

    def __init__(self, streams: dict[str, bytes]) -> None:
        self.streams = dict(streams)

    def get_size(self, path: list[str]) -> int:
        return len(self.streams["/".join(path)])

    def exists(self, path: list[str]) -> bool:
        return "/".join(path) in self.streams

    def openstream(self, path: list[str]) -> io.BytesIO:
        return io.BytesIO(self.streams["/".join(path)])

    def write_stream(self, path: list[str], data: bytes) -> None:
        assert len(data) == len(self.streams["/".join(path)])
        self.streams["/".join(path)] = data

    def _find(self, path: list[str]) -> int:
        return sorted(self.streams).index("/".join(path))


def one_stream(path: str, body: bytes, inner: Any = same, **more: bytes) -> tuple[dict[str, bytes], set[T], dict[int, int]]:
    held: Any = Held({path: body, **more})
    _stream(held, path.split("/"), told := set[T](), inner, shorter := {})
    return held.streams, told, shorter


def test_streams_of_storages_are_read_by_their_own_name() -> None:
    for body, fresh in ((b"<told/>", b"<x/>   "), (b"12345", b"<x/> "), (b"1234", b"1234"), (b"", b"")):
        assert one_stream("MsoDataStore/a/Item", body) == ({"MsoDataStore/a/Item": fresh}, set(), {})
    for path in ("Other/Item", "MsoDataStore/a/Items", "MsoDataStore/Properties"):
        assert one_stream(path, b"<told/>")[0] == {path: b"<told/>"}
    assert one_stream("_xmlsignatures/a/b", b"told") == ({"_xmlsignatures/a/b": bytes(4)}, {T.OTHER}, {})
    for size, blank in ((55, False), (56, True), (57, True)):
        found, told, _shorter = one_stream("ObjectPool/\x05SummaryInformation", b"p" * size)
        assert (found["ObjectPool/\x05SummaryInformation"][:2] == b"\xfe\xff") is blank and told == ({T.AUTHOR} if blank else set())


def test_an_object_in_its_storage_is_read_beside_its_table() -> None:
    head = bytearray(b"\xec\xa5" + bytes(728))
    names = b"\xff\xff\1\0\0\0\2\0L\0i\0"
    struct.pack_into("<II", head, 154 + 8 * 32, 0, len(names))
    found, told, _shorter = one_stream("Pool/WordDocument", bytes(head), **{"Pool/0Table": names, "0Table": names})
    assert found["Pool/0Table"] == names[:-4] + b" \0 \0" and found["0Table"] == names and told == {T.AUTHOR}
    assert one_stream("Pool/WordDocument", bytes(head), **{"0Table": names})[1] == set()


def test_what_was_dropped_in_is_cleaned_in_its_place() -> None:
    body = struct.pack("<H", 2) + b"a\0C:/d/a\0" + b"\0\0\3\0" + struct.pack("<I", 2) + b"a\0" + struct.pack("<I", 4) + b"told"
    stream = struct.pack("<I", len(body)) + body
    found, told, _shorter = one_stream(
        "Pool/\x01Ole10Native", stream, lambda name, data: (data[:2], {T.PLACE}) if name == "a" else (b"", set())
    )
    after = found["Pool/\x01Ole10Native"]
    assert b"C:/d" not in after and b"told" not in after and len(after) == len(stream) and told == {T.PATHS, T.PLACE}


def test_a_small_stream_may_end_where_it_likes_but_not_at_nothing() -> None:
    for size, kept, told in ((4095, 9, 9), (4095, 0, 1), (4095, 1, 1), (4096, 9, 4096), (4096, 4095, 4096), (5000, 4500, 4500)):
        found, _told, shorter = one_stream("Package", b"f" * size, lambda _name, data, kept=kept: (data[:kept], {T.PLACE}))
        assert found["Package"] == (b"f" * kept).ljust(size, b"\0") and shorter == {0: told}
