"""A paper made visible: docx for editing, a page for reading, PDF for printing, a drawing for the map.

The same content tree feeds all of them.
"""

from bihuan.documents.rendering.docx import render_docx
from bihuan.documents.rendering.html import render_html
from bihuan.documents.rendering.pdf import render_handover, render_pdf, render_poster, render_slips, sheets_by_unit
from bihuan.documents.rendering.squares import Squares, squares_of
from bihuan.documents.rendering.svg import render_map

__all__ = [
    "Squares", "render_docx", "render_handover", "render_html", "render_map", "render_pdf", "render_poster", "render_slips",
    "sheets_by_unit", "squares_of",
]  # fmt: skip
