"""A paper made visible: docx for editing, a page for reading, PDF for printing. The same content tree feeds all of them."""

from bihuan.documents.rendering.docx import render_docx
from bihuan.documents.rendering.html import render_html

__all__ = ["render_docx", "render_html"]
