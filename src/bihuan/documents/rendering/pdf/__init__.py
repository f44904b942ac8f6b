"""Papers as PDF, by typst: no office program is needed. Fonts that the machine lacks are replaced, and the caller is told."""

from bihuan.documents.rendering.pdf.document import Pdf, render_pdf
from bihuan.documents.rendering.pdf.fonts import missing_fonts
from bihuan.documents.rendering.pdf.handover import render_handover
from bihuan.documents.rendering.pdf.poster import render_poster
from bihuan.documents.rendering.pdf.slips import SlipSheet, render_slips, sheets_by_unit

__all__ = [
    "Pdf",
    "SlipSheet",
    "missing_fonts",
    "render_handover",
    "render_pdf",
    "render_poster",
    "render_slips",
    "sheets_by_unit",
]
