"""A paper that is handed out and not kept: it has no number and stands in no register."""

from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.paper import Paper


def print_docx(*, paper: Paper) -> bytes:
    """The paper as docx, editable in WPS and Word."""
    return render_docx(paper)
