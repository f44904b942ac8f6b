"""What strangers' files may not hold: entities, things from elsewhere, cells that nobody closes; and marks of state secrets word by word."""

import io
import zipfile
from types import SimpleNamespace

import pytest

from bihuan.foundation.files.rules import refusals
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.rules.delimited import is_table, read_delimited
from bihuan.foundation.files.rules.marking import _note
from bihuan.foundation.files.rules.markup import MOST_BYTES, attribute, child, local, parse_xml
from bihuan.foundation.files.rules.remote import refuse_remote
from bihuan.foundation.files.rules.rewriting import _cells_of
from bihuan.foundation.files.rules.secrecy import FIRST_LINES, mark_in_name, mark_in_text
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.webhooks.rules import is_named, may_reach, wait_after


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"<a/>", None), (b"<!DOCTYPE a><a/>", refusals.DangerousXml), (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", refusals.DangerousXml),
        (b"<!DOCTYPE a><a>", refusals.DangerousXml), (b"<!ENTITY b 'c'><a/>", refusals.DangerousXml), (b"<a>", refusals.DamagedFile),
        (b"", refusals.DamagedFile),
        ("<!DOCTYPE a><a>".encode("utf-16"), refusals.DangerousXml), (b"<a>" + b" " * 65_533 + b"<!DOCTYPE", refusals.DamagedFile),
    ],
)  # fmt: skip
def test_xml_declares_nothing(data: bytes, refused: type[Exception] | None) -> None:
    if refused is None:
        assert local(parse_xml(data, "XML")) == "a"
    else:
        with pytest.raises(refused):
            parse_xml(data, "XML")


def test_xml_has_its_measure_and_is_read_by_local_names() -> None:
    half = b" " * (MOST_BYTES // 3)
    whole = (b"<a>" + half + b"<b/>" + half + b"<b/></a>").ljust(MOST_BYTES)
    assert len(parse_xml(whole, "XML")) == 2
    with pytest.raises(refusals.ZipBomb):
        parse_xml(whole + b" ", "XML")
    root = parse_xml(b'<a xmlns:x="u" x:id="1" no="2"><x:b><c k="3"/></x:b><!-- d --><?e f?></a>', "XML")
    assert (attribute(root, "id"), attribute(root, "no"), attribute(root, "o")) == ("1", "2", None) and len(root) == 1
    assert (
        attribute(child(root, "b", "c"), "k") == "3" and child(root, "b", "d") is None and child(None, "b") is None and child(root) is root
    )  # type: ignore[arg-type]


def office(kind: str, target: str, mode: str = "External") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/_rels/a.rels", f'<R><Relationship Type="http://a/{kind}" Target="{target}" TargetMode="{mode}"/></R>')
        made.writestr("word/a.xml", "<a/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "harmless"),
    [("hyperlink", True), ("image", True), ("audio", True), ("video", True), ("media", True), ("Image", True), ("attachedTemplate", False),
    ("oleObject", False),
     ("frame", False), ("imagex", False), ("subDocument", False)],
)  # fmt: skip
def test_only_links_and_pictures_may_lead_elsewhere(kind: str, harmless: bool) -> None:
    for target in ("https://evil.test/a", "//evil.test/a", "\\\\evil\\a", "file://evil/a", "mhtml:a"):
        if harmless:
            assert refuse_remote(office(kind, target), FileKind.DOCX) == 1
        else:
            with pytest.raises(refusals.RemoteContent):
                refuse_remote(office(kind, target), FileKind.DOCX)
    for target in ("a.dotx", "C:\\Normal.dotm", "file:///C:/Normal.dotm"):
        assert refuse_remote(office(kind, target), FileKind.DOCX) == 1
    assert refuse_remote(office(kind, "https://evil.test/a", "Internal"), FileKind.DOCX) == 0


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]), ("a\tb,c\td\n1\t2\t3", [["a", "b,c", "d"], ["1", "2", "3"]]), ("a;b\n1;2", [["a", "b"], ["1", "2"]]),
        ("甲，乙\n一，二", [["甲", "乙"], ["一", "二"]]), ('a,"b\nc"\n', [["a", "b\nc"]]), ('="001",b', [["001", "b"]]), ('a="001",b', [['a="001"', "b"]]),
        ("\ufeffa,b", [["a", "b"]]), ("a,b\n1,2\n3,4\n5,6", [["a", "b"], ["1", "2"], ["3", "4"]]), ("abc", [["abc"]]),
        ('a,"' + "b" * 131_073 + "\nc,d", [["a", '"' + "b" * 131_073], ["c", "d"]]),
    ],
    ids=range(11),
)  # fmt: skip
def test_tables_of_text_are_read_as_programs_write_them(text: str, rows: list[list[str]]) -> None:
    assert read_delimited(text.encode(), 2) == rows


def test_a_text_is_a_table_by_its_name() -> None:
    assert [is_table(f"a.{one}") for one in ("csv", "tsv", "tab", "txt", "CSV", "md", "xlsx")] == [True] * 5 + [False] * 2 and not is_table(
        "csv"
    )


NAMES = {
    True: "机密★10年.docx 秘密☆.doc ★绝密★.txt 机密⭐长期.pdf 秘密*5年.pdf 秘密＊5年.pdf 秘密·5年.pdf 绝密级.docx 秘密文件.doc 机密资料_2026.doc "
    "【机密】报告.doc 报告（秘密）.doc "
    "报告-机密件.doc "
    "报告_秘密材料.doc 机密十年.doc 秘密6个月.doc 绝密解密前.doc 机密长期.doc",
    False: "商业秘密.doc 秘密投票办法.doc 保密.doc 机密性.doc 报告.doc 秘密的花园.doc",
}


@pytest.mark.parametrize("marked", NAMES)
def test_a_name_with_a_mark_is_told_from_one_with_the_word(marked: bool) -> None:
    assert [name for name in NAMES[marked].split() if (mark_in_name(name) is not None) is not marked] == []


LINES = {
    True: "机密★10年 密级：秘密 密级:绝密 机密 秘密级 绝密件 000123秘密 [机密] （秘密） 机密10年 "
    "秘密特急 绝密加急 机密急件 【秘密】关于报告 〔机密〕长期 ★秘密★ 秘密*长期",
    False: "密级：绝密、机密 密级：秘密或机密 商业秘密 机密和秘密 国家秘密 000秘密 123456789秘密 关于（秘密）报告",
}


@pytest.mark.parametrize("marked", LINES)
def test_a_line_with_a_mark_is_told_from_one_with_the_word(marked: bool) -> None:
    assert [line for line in LINES[marked].split() if (mark_in_text(line) is not None) is not marked] == []


def test_a_level_alone_counts_near_the_top() -> None:
    assert FIRST_LINES == 12 and mark_in_text("甲\n" * 11 + "机密") is not None and mark_in_text("甲\n" * 12 + "机密") is None
    assert mark_in_text("甲\n" * 40 + "机密★10年") is not None


def test_where_a_delivery_may_go_and_when_it_is_tried_again() -> None:
    assert is_named("A.test", [" a.TEST ", ""]) and not is_named("", ["", " "])
    assert may_reach("127.0.0.1", "LOCALHOST", ("localhost",)) and not may_reach("127.0.0.1", "a.test", ("localhost", "a.test"))
    assert not may_reach("127.0.0.1", "localhost", ("a.test",)) and may_reach("127.0.0.2", "a.test", ("127.0.0.2",))
    assert [wait_after(n).total_seconds() for n in (0, 1, 2, 3, 9, 10, 99)] == [60, 60, 120, 240, 15_360, 21_600, 21_600]


@pytest.mark.parametrize(
    ("area", "cells"),
    [((b"A", b"1", b"", b""), 1), ((b"A", b"1", b"B", b"3"), 6), ((b"b", b"3", b"A", b"1"), 6), ((b"Z", b"1", b"AA", b"1"), 2),
    ((b"A", b"1", b"XFD", b"1"), 16_384)],
)  # fmt: skip
def test_an_area_of_a_sheet_is_counted_in_cells(area: tuple[bytes, bytes, bytes, bytes], cells: int) -> None:
    assert _cells_of(area) == cells


@pytest.mark.parametrize(
    ("accepted", "says"),
    [((), ["错了"]), (("甲",), ["错了", "可以填：甲"]), (("错",), ["错了"]),
    (tuple("甲乙丙丁戊己庚辛壬癸子丑"), ["错了", "可以填：甲、乙、丙、丁、戊、己、庚、辛、壬、癸、子、丑"]),
     (tuple("甲乙丙丁戊己庚辛壬癸子丑寅"), ["错了", "可以填：甲、乙、丙、丁、戊、己、庚、辛、壬、癸、子、丑 等"])],
)  # fmt: skip
def test_a_note_says_what_would_do(accepted: tuple[str, ...], says: list[str]) -> None:
    cell = SimpleNamespace(comment=None)
    _note(cell, CellError("表", 1, "栏", "填的", "错了", accepted=accepted))
    assert cell.comment.text.split("\n") == says  # type: ignore[attr-defined]
    _note(cell, CellError("表", 1, "栏", "填的", "又错", nearest="甲"))
    assert cell.comment.text.split("\n") == [*says, "又错（甲？）"]  # type: ignore[attr-defined]
