"""Who reads the text of a problem (A26): self-check and critique are for the person, the unit head and the reviewer."""

from bihuan.problems.vocabulary import PRIVATE_SOURCES


def text_is_private(source: str) -> bool:
    """Is the text of problems from this channel kept from liaison and colleagues? They see state and count."""
    return source in PRIVATE_SOURCES


def keeps_company(source: str, person: int | None, after: int | None) -> bool:
    """Does a problem go on having causes, measures and files in common with others once it is `after`'s? What is private is shared among the
    findings of one person alone: whoever gets one of them is not told the others."""
    return person == after or not text_is_private(source)
