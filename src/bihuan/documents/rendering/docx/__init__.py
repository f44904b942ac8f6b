"""Papers as docx, editable in WPS and Word, in the national layout."""

from bihuan.documents.rendering.docx.document import render_docx

__all__ = ["render_docx"]
