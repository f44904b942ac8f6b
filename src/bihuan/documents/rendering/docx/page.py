"""Sections of a docx: A4, margins, grid of 22 lines × 28 characters, upright or turned (domain.md F1)."""

from dataclasses import dataclass

from bihuan.documents.rendering.docx.measures import (
    BOTTOM,
    CHARACTER_SPACE,
    LEFT,
    LINE_PITCH,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
    twips,
)  # fmt: skip

REFERENCES = "<!--references-->"
"""Where the reader of `document` puts the footers' references of a section."""

HEADER_DISTANCE, FOOTER_DISTANCE = 15.0, 24.5
"""Millimetres from the page's edge. The page number's line is 20 pt high, its middle 28 mm from the edge: 7 mm below the area."""
TURNED_FOOTER_DISTANCE = 10.0
"""On a turned page the number stands at the side; the line that its footer must have is not to push the area up."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: turned or upright, numbered or not, `start` how it begins (nextPage, evenPage)."""

    turned: bool = False
    numbered: bool = True
    start: str = "nextPage"
    first_page: bool = False

    def xml(self) -> str:
        """The sectPr element."""
        title = "<w:titlePg/>" if self.first_page else ""
        mark = "turned" if self.turned else "numbered" if self.numbered else "unnumbered"
        return (
            f'<w:sectPr>{REFERENCES.replace("references", mark)}<w:type w:val="{self.start}"/>{self._page()}{self._margins()}'
            f'<w:cols w:space="425"/>{title}'
            f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE_PITCH}" w:charSpace="{CHARACTER_SPACE}"/></w:sectPr>'
        )

    def end(self) -> str:
        """A last, nearly invisible paragraph that ends this section."""
        spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        return f"<w:p><w:pPr>{spacing}{self.xml()}</w:pPr></w:p>"

    def _page(self) -> str:
        width, height = twips(PAGE_WIDTH), twips(PAGE_HEIGHT)
        if self.turned:
            return f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        return f'<w:pgSz w:w="{width}" w:h="{height}"/>'

    def _margins(self) -> str:
        # A turned page keeps its binding edge: the table's head lies at the left edge of the upright sheet.
        top, right, bottom, left = (LEFT, TOP, RIGHT, BOTTOM) if self.turned else (TOP, RIGHT, BOTTOM, LEFT)
        sides = f'w:top="{twips(top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}" w:left="{twips(left)}"'
        footer = TURNED_FOOTER_DISTANCE if self.turned else FOOTER_DISTANCE
        distances = f'w:header="{twips(HEADER_DISTANCE)}" w:footer="{twips(footer)}"'
        return f'<w:pgMar {sides} {distances} w:gutter="0"/>'


class Sheets:
    """Collects the body and ends a section wherever the paper is turned."""

    def __init__(self, first_page: bool) -> None:
        self.parts: list[str] = []
        self.turned = False
        self.first_page = first_page

    def add(self, xml: str, turned: bool = False) -> None:
        """More of the body, on upright or turned pages."""
        if turned != self.turned and self.parts:
            self.close()
        self.turned = turned
        self.parts.append(xml)

    def close(self, following: bool = True) -> None:
        """End the running section with a paragraph of its own, or (`following` False) with the body."""
        section = Section(self.turned, first_page=self.first_page)
        self.parts.append(section.end() if following else section.xml())
        self.first_page = False

    def finish(self, last: Section | None = None, xml: str = "") -> str:
        """The whole body; `last` and `xml` make a closing section of their own."""
        if last is None:
            self.close(following=False)
        else:
            self.close()
            self.parts += [xml, last.xml()]
        return "".join(self.parts)
