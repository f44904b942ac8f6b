"""Papers as PDF, by typst: no office program is needed. Fonts that the machine lacks are replaced, and the caller is told."""

from bihuan.documents.rendering.pdf.document import Pdf, missing_fonts, render_pdf

__all__ = ["Pdf", "missing_fonts", "render_pdf"]
