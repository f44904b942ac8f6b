"""Make the Word and PDF samples from the three texts: `python build.py` in this folder.

work-style.docx numbers its paragraphs automatically, fire-safety.docx has its tasks in a table, formalism.pdf has a text layer.
The files are kept in the repository, so that nobody needs the fonts; run this again after changing a text.
"""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

HERE = Path(__file__).parent
_LEVELS = (
    (re.compile(r"^[一二三四五六七八九十]+、"), "chineseCounting", "%1、"),
    (re.compile(r"^（[一二三四五六七八九十]+）"), "chineseCounting", "（%2）"),
    (re.compile(r"^\d+\."), "decimal", "%3."),
)
_LIST = 91


def _lines(name: str) -> list[str]:
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def _document() -> docx.document.Document:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "FangSong", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    normal.paragraph_format.line_spacing = Pt(28.95)
    document.core_properties.author = document.core_properties.comments = ""
    return document


def _heading(document: docx.document.Document, text: str, font: str = "方正小标宋简体", size: int = 22) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _add_list(document: docx.document.Document) -> None:
    """The three levels of official papers as one automatic list; 1. runs on through the chapters, as these plans have it."""
    runs_on = '<w:lvlRestart w:val="0"/>'
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{runs_on if depth == 2 else ""}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for depth, (_pattern, form, text) in enumerate(_LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'))


def _numbered(document: docx.document.Document, line: str) -> None:
    """A paragraph whose written number becomes an automatic one."""
    for depth, (pattern, _form, _text) in enumerate(_LEVELS):
        if pattern.match(line):
            properties = document.add_paragraph(pattern.sub("", line))._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{_LIST}"/></w:numPr>'))
            return
    document.add_paragraph(line)


def work_style() -> None:
    """Automatic numbering; the list of attachments keeps its typed numbers."""
    document, lines = _document(), _lines("work-style")
    _add_list(document)
    attachments = next(at for at, line in enumerate(lines) if line.startswith("附件"))
    for at, line in enumerate(lines):
        if at in (0, 3):
            _heading(document, line)
        elif at < attachments:
            _numbered(document, line)
        else:
            document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.save(str(HERE / "work-style.docx"))


_TASK = re.compile(r"^([一二三四五])、(.+)方面$")
_COLUMNS = ("序号", "整治重点", "问题表现", "整治措施", "牵头单位", "责任单位", "完成时限")


def _tasks(lines: list[str]) -> list[list[str]]:
    """Rows of the table: each chapter of the third part."""
    rows: list[list[str]] = []
    for line in lines:
        label, colon, value = line.partition("：")
        if found := _TASK.match(line):
            rows.append([str(len(rows) + 1), found.group(2), "", "", "", "", ""])
        elif colon and label in ("牵头单位", "责任单位", "配合单位", "完成时限"):
            rows[-1][{"牵头单位": 4, "责任单位": 5, "配合单位": 5, "完成时限": 6}[label]] = value
        elif line.startswith("（"):
            rows[-1][2] += ("\n" if rows[-1][2] else "") + line
        elif line[:1].isdigit():
            rows[-1][3] += ("\n" if rows[-1][3] else "") + line
    return rows


def fire_safety() -> None:
    """The third part as a table of tasks."""
    document, lines = _document(), _lines("fire-safety")
    first = next(at for at, line in enumerate(lines) if line.startswith("第三部分"))
    last = next(at for at, line in enumerate(lines) if line.startswith("第四部分"))
    for at, line in enumerate(lines[: first + 1]):
        _heading(document, line) if at in (0, 3) else document.add_paragraph(line)
    rows = [list(_COLUMNS), *_tasks(lines[first + 1 : last])]
    table = document.add_table(len(rows), len(_COLUMNS), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for line in lines[last:]:
        document.add_paragraph(line)
    document.save(str(HERE / "fire-safety.docx"))


def formalism() -> None:
    """A PDF in the official layout (A4, 22 lines of 28 characters)."""
    lines = _lines("formalism")
    body = "\n\n".join(_typst(line) for line in lines[3:] if line)
    heading = f"#align(center)[#text(size: 22pt)[{_plain(lines[0])}]]\n\n#align(center)[{_plain(lines[1])}]\n\n"
    page = (
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")\n'
        '#set text(font: "Noto Serif CJK SC", size: 16pt, lang: "zh")\n#set par(leading: 12.9pt, spacing: 12.9pt, justify: true)\n'
    )
    pdf = typst.compile((page + heading + body).encode(), format="pdf", timestamp=None)
    (HERE / "formalism.pdf").write_bytes(pdf)


def _plain(text: str) -> str:
    return re.sub(r"([\\#*_@$<>`~\[\]=+/-])", r"\\\1", text)


def _typst(line: str) -> str:
    return f"#h(2em){_plain(line)}"


MAKERS: tuple[Callable[[], None], ...] = (work_style, fire_safety, formalism)

if __name__ == "__main__":
    for make in MAKERS:
        make()
