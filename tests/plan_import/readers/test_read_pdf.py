"""PDF with text, moved quotation marks, scans, locked and broken files."""

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from bihuan.foundation.files.rules.fonts import SHIPPED
from bihuan.foundation.files.rules.refusals import DamagedFile, NeedsRecognition, TooManyPages, ZipBomb
from bihuan.plan_import.readers import read_file, scan
from bihuan.plan_import.readers.scan import in_lines
from bihuan.plan_import.vocabulary import PlaceKind
from tests.factories.steady import seconds
from tests.plan_import.readers.made import pdf, shown

PAGE = shown("关于开展专项整治的方案", 72, 700) + shown("一、总体要求", 72, 670)


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _spread(x: int, *words: str) -> str:
    return f"BT /F1 16 Tf {x} 700 Td [{' -1000 '.join(f'<{_hex(word)}>' for word in words)}] TJ ET "


def test_pages_one_below_the_other_with_their_places():
    found = read_file(pdf([PAGE, shown("二、整治重点", 72, 700)]), "a.pdf")
    assert found.text == "关于开展专项整治的方案\n一、总体要求\n二、整治重点"
    assert found.place_of(found.text.index("二、")).number == 2
    assert found.places[0].kind == PlaceKind.PAGE


def test_moved_quotation_marks_are_put_back():
    words = _spread(72, "关于", "庸懒散软", "问题整治方案")
    marks = f"BT /F1 16 Tf 104 700 Td [<{_hex('“')}> -4000 <{_hex('”')}>] TJ ET"
    assert read_file(pdf([words + marks]), "a.pdf").text == "关于“庸懒散软”问题整治方案"


def test_marks_told_before_the_words_they_enclose_are_put_back():
    words = _spread(72, "按照", "全覆盖", "要求")
    marks = f"BT /F1 16 Tf 104 700 Td [<{_hex('“')}> -3000 <{_hex('”')}>] TJ ET "
    assert read_file(pdf([marks + words]), "a.pdf").text == "按照“全覆盖”要求"


def test_quotation_marks_in_place_stay():
    text = "坚持“谁主管、谁负责”的原则，‘整治’到底。"
    assert read_file(pdf([shown(text, 72, 700)]), "a.pdf").text == text


def test_the_air_of_the_layout_is_no_blank_but_a_column_gap_is():
    near = shown("到", 72, 700) + shown("2027", 92, 700) + shown("年底前", 160, 700)
    far = shown("序号", 72, 600) + shown("问题", 160, 600)
    assert read_file(pdf([near + far]), "a.pdf").text == "到2027年底前\n序号 问题"


@pytest.mark.skipif(not SHIPPED.is_dir(), reason="this machine has Chinese fonts: the two free ones were not fetched")
def test_a_machine_without_fonts_of_its_own_loses_no_sign(tmp_path: Path) -> None:
    """pdfium takes a sign that no font has for nothing: 到 would be lost."""
    (tmp_path / "a.pdf").write_bytes(pdf([shown("到", 72, 700) + shown("2027", 92, 700) + shown("年底前", 160, 700)]))
    lines = (
        "import pathlib, sys",
        "from bihuan.foundation.files.rules import fonts",
        "fonts.let_pdfium_find(str(fonts.SHIPPED))",
        "from bihuan.plan_import.readers import read_file",
        "print(read_file(pathlib.Path(sys.argv[1]).read_bytes(), 'a.pdf').text)",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines), tmp_path / "a.pdf"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "到2027年底前"


def _ruled(columns: list[int], rows: list[int]) -> str:
    """The lines of a table, drawn."""
    upright = "".join(f"{x} {rows[-1]} m {x} {rows[0]} l S " for x in columns)
    return upright + "".join(f"{columns[0]} {y} m {columns[-1]} {y} l S " for y in rows)


def test_a_ruled_table_row_by_row():
    words = [
        ("序号", 75, 660),
        ("问题", 125, 660),
        ("单位", 265, 660),
        ("01", 75, 620),
        ("会多文多层层", 125, 630),
        ("加码", 125, 605),
        ("县委办", 265, 620),
    ]
    page = shown("前文一段", 72, 720) + "".join(shown(*word) for word in words) + shown("后文一段", 72, 540)
    page += _ruled([70, 120, 260, 400], [680, 650, 590])
    assert read_file(pdf([page]), "a.pdf").text.split("\n") == ["前文一段", "序号\t问题\t单位", "01\t会多文多层层加码\t县委办", "后文一段"]


def test_a_figure_that_a_narrow_cell_cut_is_whole_again_and_a_column_of_figures_is_not_one():
    words = [("月份", 75, 660), ("措施", 125, 660), ("11", 75, 630), ("12", 75, 605), ("最迟202", 125, 630), ("7年3月底前完成", 125, 605)]
    page = "".join(shown(*word) for word in words) + _ruled([70, 120, 260], [680, 650, 590])
    assert read_file(pdf([page]), "a.pdf").text.split("\n") == ["月份\t措施", "11 12\t最迟2027年3月底前完成"]


def test_a_row_broken_by_the_page_is_one_row():
    upper = shown("序号", 75, 660) + shown("问题", 125, 660) + shown("01", 75, 620) + shown("会多文多", 125, 620)
    lower = shown("层层加码", 125, 760) + shown("02", 75, 720) + shown("照抄照转", 125, 720)
    pages = [upper + _ruled([70, 120, 260], [680, 650, 590]), lower + _ruled([70, 120, 260], [780, 750, 700])]
    assert read_file(pdf(pages), "a.pdf").text.split("\n") == ["序号\t问题", "01\t会多文多层层加码", "02\t照抄照转"]


def test_a_frame_around_text_is_no_table():
    page = shown("框内一行文字", 75, 660) + shown("框内又一行", 75, 630) + _ruled([70, 400], [690, 610])
    assert read_file(pdf([page + "500 10 m 500 60 l S "]), "a.pdf").text == "框内一行文字\n框内又一行"


def _picture(kind: str = "PNG") -> bytes:
    image = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    image.new("RGB", (60, 40), "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PDF", "PNG", "JPEG", "BMP", "TIFF", "WEBP"])
def test_pictures_without_the_extra_say_what_to_install(kind, monkeypatch):
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(NeedsRecognition, match="make extra NAME=ocr"):
        read_file(_picture(kind), "扫描件")


def test_recognised_pages_are_marked_for_checking(monkeypatch):
    pytest.importorskip("PIL")
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "recognise", lambda picture: "关于开展专项整治的方案")
    for data in (_picture("PDF"), _picture("PNG")):
        found = read_file(data, "a")
        assert found.text == "关于开展专项整治的方案"
        assert "核对" in found.notes[0]


def _fax(pages):
    image = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    first, *more = [image.new("L", (60 + page, 40), "white") for page in range(pages)]
    first.save(out, "TIFF", save_all=True, append_images=more)
    return out.getvalue()


def test_every_page_of_a_fax_is_read(monkeypatch):
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "recognise", lambda picture: f"第{picture.width - 59}页的文字")
    found = read_file(_fax(3), "传真.tif")
    assert found.text.split("\n") == ["第1页的文字", "第2页的文字", "第3页的文字"] and found.place_of(len(found.text) - 1).number == 3
    with pytest.raises(TooManyPages, match="41 页"):
        read_file(_fax(41), "传真.tif")


def test_boxes_become_lines():
    boxes = [((200, 11, 20), "右"), ((10, 10, 20), "左"), ((10, 60, 20), "下")]
    assert in_lines(boxes) == ["左 右", "下"]


def _deflated(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    old = b"<< /Length 1 >>\nstream\nX\nendstream"
    return pdf(["X"]).replace(old, b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream")


@pytest.mark.parametrize("content", [b" " * 60_000_000, b"BT /F1 9 Tf 1 1 Td <4e00> Tj ET " * 300_000])
def test_pages_that_swell_are_not_opened(content):
    data = _deflated(content)

    def refused():
        with pytest.raises(ZipBomb, match="页面数据"):
            read_file(data, "a.pdf")

    assert seconds(refused, 2) < 2


def test_deflated_pages_are_read():
    assert read_file(_deflated(PAGE.encode() * 3), "a.pdf").text.startswith("关于开展")


def test_broken_and_huge():
    whole = pdf([PAGE])
    with pytest.raises(DamagedFile, match="PDF"):
        read_file(whole[:200], "a.pdf")
    with pytest.raises(TooManyPages, match="700 页"):
        read_file(pdf([""] * 700), "a.pdf")
