"""Files that people hand in and get back: as name and content on the way in, as nothing but a file on the way out."""

from typing import Any

from django.http import FileResponse

SEALED = "default-src 'none'; sandbox"
"""What a file that somebody uploaded may do in a browser: nothing."""


def name_and_content(file: Any) -> tuple[str, bytes] | None:
    """What an operation takes of a file field; None where nothing was chosen."""
    return (file.name or "", file.read()) if file else None


def handed(content: Any, *, name: str = "", kind: str = "") -> FileResponse:
    """Bytes that a browser keeps (`name`) or shows (`kind`), and never takes for a page of ours."""
    answer = FileResponse(content, as_attachment=bool(name), filename=name, content_type=kind or None)
    answer["Content-Security-Policy"] = SEALED
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
