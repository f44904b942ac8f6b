"""Who reads the text of a problem (A26): self-check and critique are for the person, the unit head and the reviewer."""

from bihuan.problems.vocabulary import PRIVATE_SOURCES


def text_is_private(source: str) -> bool:
    """Is the text of problems from this channel kept from liaison and colleagues? They see state and count."""
    return source in PRIVATE_SOURCES
