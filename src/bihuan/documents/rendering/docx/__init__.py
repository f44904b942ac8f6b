"""Papers as docx, editable in WPS and Word, in the national layout."""

from bihuan.documents.rules.paper import Paper


def render_docx(paper: Paper, kept: str = "", seal: str = "") -> bytes:
    """The paper as docx in the national layout (GB/T 9704-2012, domain.md F1; F3 for bulletins), figures bound in order."""
    from bihuan.documents.rendering.docx.document import render_docx as render  # the library takes a tenth of a second: not at the start

    return render(paper, kept, seal)


__all__ = ["render_docx"]
