"""Words that somebody must write. They stand on the row: what is said about a person never enters the book."""

from bihuan.foundation.kernel import BadInput, _


def written(text: str, what: str = "") -> str:
    """The words. Refused: none."""
    if not text.strip():
        raise BadInput(_("请写明%(what)s。"), what=what or _("理由"))
    return text.strip()
