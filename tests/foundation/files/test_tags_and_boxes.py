"""What is kept of pictures and films, tag by tag and box by box, and what each tag that goes had told: the lists stand here once more."""

import io
import struct
import zipfile

import pytest

from bihuan.foundation.files.rules.cleaning import clean, exif
from bihuan.foundation.files.rules.cleaning.boxes import boxes, first, free
from bihuan.foundation.files.rules.cleaning.cleaning import _kind_inside
from bihuan.foundation.files.rules.cleaning.films import _clean
from bihuan.foundation.files.rules.cleaning.packages import _folder, _last, _place
from bihuan.foundation.files.rules.cleaning.scans import tiff
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.files.vocabulary import Trace as T


def directory(*entries: tuple[int, int, int, int], order: str = "<", following: int = 0, at: int = 8) -> bytes:
    """A TIFF of one directory: (tag, kind, count, value)."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", at)
    body = struct.pack(order + "H", len(entries)) + b"".join(_entry(order, *one) for one in entries)
    return head.ljust(at, b"\0") + body + struct.pack(order + "I", following)


def _entry(order: str, tag: int, kind: int, count: int, value: int) -> bytes:
    short = kind == 3 and count == 1
    return struct.pack(order + "HHI", tag, kind, count) + (
        struct.pack(order + "HH", value, 0) if short else struct.pack(order + "I", value)
    )


TOLD = {
    T.DEVICE: (0x010F, 0x0110, 0xA431, 0xA434, 0x927C, 0x013C, 0x0131), T.TIMES: (0x0132, 0x9003, 0x9004), T.AUTHOR: (0x013B, 0x8298, 0xA430, 0x9C9D),
    T.PLACE: (0x8825,), T.THUMBNAIL: (0x0201,),
}  # fmt: skip


@pytest.mark.parametrize("trace", TOLD, ids=lambda one: one.value)
@pytest.mark.parametrize("order", ["<", ">"])
def test_every_tag_tells_its_kind_of_thing(trace: T, order: str) -> None:
    for tag in TOLD[trace]:
        assert exif.told_by(directory((tag, 4, 1, 0), order=order)) == ({T.OTHER, trace}, 1)
        inner = struct.pack(order + "H", 1) + _entry(order, tag, 4, 1, 0)
        outer = directory((exif.EXIF_IFD, 4, 1, 26), order=order)
        assert exif.told_by(outer + inner) == ({T.OTHER, trace}, 1)
    assert exif.told_by(directory((0x0100, 4, 1, 0), order=order)) == ({T.OTHER}, 1)


@pytest.mark.parametrize(("value", "turned"), [(0, 1), (1, 1), (2, 2), (6, 6), (8, 8), (9, 1)])
@pytest.mark.parametrize("kind", [3, 4])
def test_which_way_up_a_picture_is(kind: int, value: int, turned: int) -> None:
    for order in "<>":
        assert exif.told_by(directory((exif.ORIENTATION, kind, 1, value), order=order))[1] == turned
    assert exif.told_by(exif.upright(value))[1] == turned and exif.told_by(exif.NOTHING) == ({T.OTHER}, 1)


def test_a_broken_block_tells_something_and_no_more() -> None:
    whole = directory((0x010F, 4, 1, 0), (exif.ORIENTATION, 3, 1, 6))
    for data in (b"", b"no", whole[:4], whole[:9], whole[:20], b"XX" + whole[2:]):
        assert exif.told_by(data) == ({T.OTHER}, 1)
    assert exif.told_by(whole) == ({T.OTHER, T.DEVICE}, 6)


SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 14: 1, 0: 1}


@pytest.mark.parametrize("kind", SIZES)
def test_a_value_of_four_bytes_lies_in_its_entry_and_a_longer_one_elsewhere(kind: int) -> None:
    fits = max(1, 4 // SIZES[kind])
    for count in (fits, fits + 1):
        (one,) = exif.entries(directory((0x0100, kind, count, 99) if kind != 3 else (0x0100, kind, 2 if count == 2 else count, 99)), "<", 8)
        assert one.size == SIZES[kind] * count and one.at == 10 and one.value_at == (18 if one.size <= 4 else 99)


def test_directories_are_followed_once_and_not_for_ever() -> None:
    two = directory((0x0100, 4, 1, 0), following=26)
    assert list(exif.directories(two + struct.pack("<HI", 0, 8), "<")) == [8, 26] and list(exif.directories(two[:-4] + bytes(4), "<")) == [
        8
    ]
    many = b"II*\0" + struct.pack("<I", 8) + b"".join(struct.pack("<HI", 0, 8 + 6 * (at + 1)) for at in range(100))
    assert len(list(exif.directories(many, "<"))) == exif._MOST_DIRECTORIES == 64


TIFF = {*range(254, 267), 273, 274, *range(277, 285), 290, 291, 292, 293, 296, 297, 301, *range(317, 326), 332, 334, 336, 338, 339, 340, 341, 342, 347,
        *range(512, 522), 529, 530, 531, 532, 34675}  # fmt: skip


def test_a_scan_keeps_the_tags_that_a_picture_needs_and_no_other() -> None:
    for tag in (*range(200, 700), 33432, 34665, 34675, 34676, 34853, 37500):
        if tag in (259, 273, 324, 513, 34665, 34853):  # these lead elsewhere
            continue
        out, traces = tiff(directory((tag, 4, 1, 7)))
        assert [one.tag for one in exif.entries(out, "<", 8)] == ([tag] if tag in TIFF else []), tag
        assert bool(traces) is (tag not in TIFF)
    for tag, size in ((273, 279), (324, 325), (513, 514)):
        pixels = directory((tag, 4, 1, 50), (size, 4, 1, 5)).ljust(50, b"x") + b"PIXEL" + b"behind"
        assert tiff(pixels)[0] == directory((tag, 4, 1, 50), (size, 4, 1, 5)).ljust(50, b"\0") + b"PIXEL" + bytes(6)
        assert tiff(directory((tag, 4, 1, 50)) + b"kept")[0] == directory((tag, 4, 1, 50)) + b"kept", "nobody knows how much belongs to it"
    assert tiff(directory((259, 3, 1, 6)) + b"kept")[0].endswith(b"kept") and not tiff(directory((259, 3, 1, 7)) + b"gone")[0].strip(
        b"\0"
    ).endswith(b"gone")


# ---- boxes


def box(kind: bytes, body: bytes = b"", *, wide: bool = False, open_: bool = False) -> bytes:
    if wide:
        return struct.pack(">I4sQ", 1, kind, 16 + len(body)) + body
    return struct.pack(">I4s", 0 if open_ else 8 + len(body), kind) + body


def test_boxes_lie_behind_each_other_with_short_long_and_open_sizes() -> None:
    data = box(b"aaaa", b"12") + box(b"bbbb", b"345", wide=True) + box(b"cccc", b"6", open_=True)
    assert list(boxes(data, 0, len(data))) == [(b"aaaa", 8, 10), (b"bbbb", 26, 29), (b"cccc", 37, 38)]
    assert list(boxes(data, 0, 7)) == [] and list(boxes(box(b"aaaa"), 0, 8)) == [(b"aaaa", 8, 8)]
    for broken in (
        struct.pack(">I4s", 9, b"aaaa"),
        struct.pack(">I4s", 7, b"aaaa"),
        struct.pack(">I4sQ", 1, b"aaaa", 15),
        box(b"aaaa", b"12")[:-1],
    ):
        with pytest.raises(ValueError, match="beyond"):
            list(boxes(broken, 0, len(broken)))
    nested = box(b"xxxx") + box(b"aaaa", box(b"nnnn") + box(b"bbbb", b"7"))
    assert first(nested, 0, len(nested), b"aaaa", b"bbbb") == (b"bbbb", 32, 33) and first(nested, 0, len(nested), b"bbbb") is None
    assert first(nested, 0, len(nested), b"aaaa", b"cccc") is None and first(nested, 0, len(nested)) is None


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        (b"udta", b"x", {T.OTHER}), (b"udta", b"", {T.OTHER}), (b"free", b"\0", set()), (b"skip", b"", set()), (b"wide", b"", set()),
        (b"free", b"x", {T.OTHER}),
        (b"loci", b"", {T.PLACE}),
        (b"\xa9xyz", b"", {T.PLACE}), *((b"udta", one, {T.PLACE}) for one in (b"\xa9xyz", b"ISO6709", b"loci", b"GPS", b"exif:GPS", b"gps")),
    ],
)  # fmt: skip
def test_an_emptied_box_is_as_long_as_before_and_what_it_told_is_known(kind: bytes, body: bytes, told: set[T]) -> None:
    data = bytearray(box(b"aaaa", b"1") + box(kind, body) + box(b"bbbb", b"2"))
    traces: set[T] = set()
    free(data, (kind, 17, 17 + len(body)), traces)
    assert bytes(data) == box(b"aaaa", b"1") + box(b"free", bytes(len(body))) + box(b"bbbb", b"2") and traces == told


KEPT = {
    b"": "ftyp styp moov moof mdat mfra sidx ssix",
    b"moov": "mvhd trak mvex iods",
    b"trak": "tkhd mdia edts tref tapt clip matt trgr",
    b"mdia": "mdhd hdlr minf elng",
    b"minf": "vmhd smhd hmhd nmhd sthd gmhd hdlr dinf stbl",
    b"stbl": "stsd stts ctts cslg stss stps stsh sdtp stsz stz2 stsc stco co64 padb subs sbgp sgpd saiz saio",
    b"edts": "elst",
    b"dinf": "dref",
    b"mvex": "mehd trex leva trep",
    b"moof": "mfhd traf",
    b"traf": "tfhd tfdt trun sbgp sgpd saiz saio subs senc sdtp",
}
BOXES = sorted({name for names in KEPT.values() for name in names.split()} | {"udta", "meta", "uuid", "Xtra"})


@pytest.mark.parametrize("inside", KEPT, ids=lambda one: one.decode() or "file")
def test_a_film_keeps_the_boxes_that_are_needed_where_they_are_needed(inside: bytes) -> None:
    left = []
    for name in BOXES:
        out, traces = bytearray(box(name.encode(), bytes(24))), set[T]()
        _clean(out, inside, 0, len(out), traces)
        left += [name] if bytes(out[4:8]) == name.encode() else []
        assert len(out) == 32
    assert left == sorted(KEPT[inside].split())


@pytest.mark.parametrize("kind", [b"mvhd", b"tkhd", b"mdhd"])
def test_the_moments_in_heads_are_blank_and_nothing_else_is(kind: bytes) -> None:
    inside = {b"mvhd": b"moov", b"tkhd": b"trak", b"mdhd": b"mdia"}[kind]
    for version, size in ((0, 8), (1, 16)):
        body = bytes([version, 1, 2, 3]) + b"x" * 40
        out, traces = bytearray(box(kind, body)), set[T]()
        _clean(out, inside, 0, len(out), traces)
        assert bytes(out) == box(kind, body[:4] + bytes(size) + body[4 + size :]) and traces == {T.TIMES}
        _clean(out, inside, 0, len(out), again := set[T]())
        assert again == set()


# ---- files within files


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((f"a.{ending}", kind) for ending, kind in (
            ("jpg", K.JPG), ("jpeg", K.JPG), ("png", K.PNG), ("gif", K.GIF), ("tif", K.TIF), ("tiff", K.TIF), ("webp", K.WEBP), ("heic", K.HEIC),
            ("docx", K.DOCX),
            ("xlsx", K.XLSX), ("pptx", K.PPTX), ("doc", K.DOC), ("xls", K.XLS), ("ppt", K.PPT), ("bin", K.DOC), ("pdf", K.PDF), ("mp4", K.MP4),
            ("m4v", K.MP4),
            ("mov", K.MOV), ("m4a", K.M4A), ("mp3", K.MP3), ("wav", K.WAV), ("avi", K.AVI), ("svg", K.SVG), ("bmp", K.BMP), ("amr", K.AMR), ("JPG", K.JPG))),
        ("a.txt", None), ("a", None), ("a.rtf", None),
    ],
)  # fmt: skip
def test_a_file_within_a_file_is_known_by_its_name_where_its_content_does_not_say(name: str, kind: K | None) -> None:
    assert _kind_inside(name, b"????") is kind
    assert (
        _kind_inside(name, b"\xff\xd8\xff") is K.JPG
        and _kind_inside(name, b"\xd0\xcf\x11\xe0") is K.DOC
        and _kind_inside(name, b"{\\rtf") is None
    )


@pytest.mark.parametrize(
    ("name", "gone", "trace"),
    [
        ("docProps/custom.xml", True, T.OTHER), ("docProps/thumbnail.jpeg", True, T.THUMBNAIL), ("word/printerSettings1.bin", True, T.DEVICE),
        ("_xmlsignatures/sig1.xml", True, T.AUTHOR), ("package/services/digital-signature/a.xml", True, T.AUTHOR), ("customXml/item1.xml", True, T.OTHER),
        ("docMetadata/a.xml", True, T.OTHER), ("[trash]/0000.dat", True, T.OTHER), ("xl/customProperty1.bin", True, T.OTHER),
        ("xl/revisions/a.xml", True, T.REVISERS),
        ("package/a.psmdcp", True, T.AUTHOR), ("ppt/changesInfos/a.xml", True, T.REVISERS), ("ppt/revisionInfo.xml", True, T.REVISERS),
        ("docProps/core.xml", False, T.AUTHOR), ("docProps/app.xml", False, T.BODY), ("word/customXml/a.xml", False, None),
        ("ppt/revisionInfo.xmlx", False, None),
        ("word/a.psmdcp.txt", False, None),
    ],
)  # fmt: skip
def test_a_package_is_written_anew_without_the_parts_that_tell(name: str, gone: bool, trace: T | None) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/{name}" ContentType="a"/><Override PartName="/word/b.xml" ContentType="b"/></Types>',
        )
        made.writestr(name, b"<secret/>")
    cleaned = clean(stream.getvalue(), K.DOCX)
    with zipfile.ZipFile(io.BytesIO(cleaned.data)) as read:
        assert (name not in read.namelist()) is gone and read.read("[Content_Types].xml").count(b"Override") == (1 if gone else 2)
    assert cleaned.traces == ((trace,) if trace else ())


@pytest.mark.parametrize(
    ("kind", "trace"),
    [
        ("custom-properties", T.OTHER), ("thumbnail", T.THUMBNAIL), ("printerSettings", T.DEVICE), ("origin", T.AUTHOR), ("signature", T.AUTHOR),
        ("customXml", T.OTHER), ("customXmlProps", T.OTHER), ("customProperty", T.OTHER), ("classificationlabels", T.OTHER), ("revisionHeaders", T.REVISERS),
        ("revisionLog", T.REVISERS), ("usernames", T.REVISERS), ("changesInfo", T.REVISERS), ("revisionInfo", T.REVISERS), ("attachedToolbars", T.OTHER),
        ("core-properties", T.AUTHOR), ("extended-properties", T.AUTHOR), ("styles", None), ("image/", None),
    ],
)  # fmt: skip
def test_a_part_goes_to_which_a_telling_relation_leads(kind: str, trace: T | None) -> None:
    stream = io.BytesIO()
    links = f'<R xmlns="r"><Relationship Id="1" Type="http://a/{kind}" Target="../odd/Name%201.xml"/></R>'
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/_rels/document.xml.rels", links)
        made.writestr("odd/name 1.xml", b"<secret/>")
    cleaned = clean(stream.getvalue(), K.DOCX)
    with zipfile.ZipFile(io.BytesIO(cleaned.data)) as read:
        assert ("odd/name 1.xml" in read.namelist()) is (trace is None)
        assert (b"Relationship " in read.read("word/_rels/document.xml.rels")) is (trace is None)
    assert cleaned.traces == ((trace,) if trace else ())


@pytest.mark.parametrize(
    ("folder", "target", "place"),
    [("word", "a.xml", "word/a.xml"), ("word", "../a.xml", "a.xml"), ("word", "/a.xml", "a.xml"), ("", "a.xml", "a.xml"),
    ("word/b", "./../a.xml", "word/a.xml"), ("", "../a", "a")],
)  # fmt: skip
def test_where_a_relation_leads(folder: str, target: str, place: str) -> None:
    assert _place(folder, target) == place
    assert (
        _folder("word/_rels/document.xml.rels") == "word"
        and _folder("_rels/.rels") == ""
        and _last("http://a/b/") == "b"
        and _last("b") == "b"
    )
