"""Plain text in any encoding, Markdown, web pages."""

import pytest

from bihuan.foundation.files.rules.refusals import EmptyFile, TooDeep, UnknownEncoding
from bihuan.plan_import.readers import read_file
from bihuan.plan_import.vocabulary import PlaceKind

PLAN = "关于开展“文山会海”专项整治的工作方案\n一、总体要求\n坚持问题导向，落实责任单位，限期整改到位。\n二、整治时间\n2027年3月至11月。\n"
TRADITIONAL = "關於開展專項整治的工作方案\n一、總體要求\n堅持問題導向，落實責任單位，限期整改到位。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_usual_encoding_is_read(encoding):
    assert read_file(PLAN.encode(encoding), "方案.txt").text == PLAN.strip()


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "utf-8", "utf-16-le", "gb18030"])
def test_traditional_script_is_read_as_it_stands(encoding):
    assert read_file(TRADITIONAL.encode(encoding), "方案.txt").text == TRADITIONAL.strip()


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "gb18030", "big5hkscs"])
def test_a_heading_alone_is_enough_to_tell(encoding):
    assert read_file("工作方案".encode(encoding), "a.txt").text == "工作方案"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n", "\u2028", "\x0c"])
def test_line_ends_are_made_equal(ends):
    assert read_file(PLAN.replace("\n", ends).encode(), "a.txt").text == PLAN.strip()


def test_a_few_spoilt_bytes_are_counted_not_fatal():
    data = (PLAN * 20).encode()
    found = read_file(data[:-2], "a.txt")
    assert "损坏" in "".join(found.notes)
    assert found.text.startswith("关于开展")


@pytest.mark.parametrize(
    "data",
    [
        PLAN.encode("utf-8").decode("gb18030", errors="ignore").encode(),  # saved twice through the wrong encoding
        ("锟斤拷" * 200).encode(),
        PLAN.encode("gbk").decode("latin-1").encode(),  # À½´¨ÏØ
        "ソフトウェアの開発と運用について説明する文書である。" .encode("shift_jis") * 5,
    ],
)  # fmt: skip
def test_spoilt_text_is_refused_with_what_to_do(data):
    with pytest.raises(UnknownEncoding, match="UTF-8"):
        read_file(data, "a.txt")


@pytest.mark.parametrize("data", [b"", b"   \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", "　　\n".encode()])
def test_empty_is_said(data):
    with pytest.raises(EmptyFile, match="空"):
        read_file(data, "a.txt")


def test_places_are_lines():
    found = read_file(PLAN.encode(), "a.txt")
    place = found.place_of(found.text.index("二、整治时间"))
    assert (place.kind, place.number, str(place)) == (PlaceKind.LINE, 4, "第4行")


def test_accents_are_no_spoilt_text():
    assert read_file("Café à Québec: naïveté, déjà vu".encode(), "a.txt").text.startswith("Café")


def test_english_text_is_text():
    assert read_file(b"Work plan 2027\nGoals", "a.txt").text == "Work plan 2027\nGoals"


def test_markdown_loses_its_marks_and_keeps_numbers_and_masks():
    text = (
        "---\ntitle: x\n---\n# 整治方案\n\n## 一、总体要求\n**明确责任**，20**年3月至20**年5月。\n- 第一项\n1. 第二项\n> 引文\n\n"
        "| 问题 | 单位 |\n|---|:--:|\n| 会多 | 县委办 |\n"
    )
    assert read_file(text.encode(), "plan.md").text.split("\n") == [
        "整治方案", "一、总体要求", "明确责任，20**年3月至20**年5月。", "第一项", "1. 第二项", "引文", "问题\t单位", "会多\t县委办",
    ]  # fmt: skip


PAGE = """<!doctype html><html><head><meta charset="{charset}"><title>某某网站</title><style>p{{color:red}}</style></head><body>
<div class="nav"><a href="/">首页</a><a href="/a">要闻</a><a href="/b">公开</a></div>
<h1>关于开展专项整治的方案</h1>
<form id="aspnetForm"><div class="article"><p>一、总体<b>要求</b></p><p hidden>隐藏</p><p>坚持<ruby>整治<rt>zhěng</rt></ruby>，<br>分步推进。</p>
<ol start="3"><li>第三项</li><li>第四项</li></ol>
<table><tr><th>序号</th><th>问题</th><th>单位</th></tr>
<tr><td rowspan="2">1</td><td>会<b>多</b><br>文多</td><td>县委办</td></tr>
<tr><td>文多</td><td>政府办</td></tr></table>
<div style="display:none">看不见</div></div></form>
<ul class="related"><li><a href="1">别的新闻一</a></li><li><a href="2">别的新闻二</a></li><li><a href="3">别的新闻三</a></li></ul>
<div>版权所有：某某县人民政府 ICP备00000000号</div><script>alert('脚本')</script></body></html>"""


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gbk"), ("GBK", "gb18030"), ("utf-8", "gbk")])
def test_a_page_gives_its_main_text(charset, encoding):
    found = read_file(PAGE.format(charset=charset).encode(encoding), "page.htm")
    assert found.text.split("\n") == [
        "关于开展专项整治的方案", "一、总体要求", "坚持整治，", "分步推进。", "3.第三项", "4.第四项",
        "序号\t问题\t单位", "1\t会多文多\t县委办", "\t文多\t政府办",
    ]  # fmt: skip


def test_a_page_is_known_by_content_whatever_its_name():
    assert read_file(PAGE.format(charset="utf-8").encode(), "方案.doc").kind == "html"


def test_a_page_full_of_items_is_quick():
    data = b"<html><ol>" + "<li>整治内容".encode() * 20_000
    assert read_file(data, "a.html").text.endswith("20000.整治内容")


def test_lists_inside_lists_keep_their_depth_in_their_numbers():
    inner = "<ol><li>丙<ol><li>丁</li></ol></li></ol>"
    page = f"<html><h1>整治方案</h1><ol><li>甲<ol><li>乙{inner}</li><li>戊</li></ol></li><li>己</li></ol></html>"
    assert read_file(page.encode(), "a.html").text.split("\n") == ["整治方案", "1.甲", "（1）乙", "①丙", "1.1.1.1 丁", "（2）戊", "2.己"]


def test_a_page_of_deep_boxes_is_read_whole_or_refused():
    def boxed(depth):
        return ("<html><body><p>一、目标</p>" + "<div>" * depth + "<p>二、整治重点</p>" + "</div>" * depth + "</body></html>").encode()

    assert read_file(boxed(1000), "a.html").text.split("\n") == ["一、目标", "二、整治重点"]
    with pytest.raises(TooDeep, match="套得太深"):
        read_file(boxed(50_000), "a.html")


@pytest.mark.parametrize(("name", "encoding", "way"), [("保存.mhtml", "utf-8", "quoted-printable"), ("保存.mht", "gb2312", "base64")])
def test_a_page_saved_as_one_file_is_read_as_the_page_it_holds(name, encoding, way):
    from email.charset import BASE64, QP, Charset
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.nonmultipart import MIMENonMultipart

    charset, page = Charset(encoding), MIMENonMultipart("text", "html")
    charset.body_encoding = QP if way == "quoted-printable" else BASE64
    page.set_payload(PAGE.format(charset=encoding), charset)
    letter = MIMEMultipart("related", type="text/html")
    letter["From"], letter["Subject"] = "<Saved by a browser>", "page"
    letter.attach(page)
    letter.attach(MIMEImage(b"\x89PNG\r\n\x1a\n" + bytes(40), "png"))
    found = read_file(letter.as_bytes(), name)
    assert found.kind == "html" and found.text.split("\n")[:2] == ["关于开展专项整治的方案", "一、总体要求"] and "首页" not in found.text


def test_a_text_that_begins_like_a_letter_is_a_text():
    assert read_file("From: a\nSubject: b\n\n一、工作目标\n消除隐患。".encode(), "a.txt").text.endswith("消除隐患。")
