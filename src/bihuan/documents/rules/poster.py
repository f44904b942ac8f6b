"""What a poster says; nothing about how it looks (`rendering/pdf/poster.typ`)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Poster:
    """What hangs on the wall. `says` are short lines below the code, `ways` (name, value) other ways to be heard, `large` for eyes that read large
    print, `corner` a word that says that it is not yet to be hung up."""

    issuer: str
    title: str
    about: Sequence[str]
    address: str
    says: Sequence[str]
    ways: Sequence[tuple[str, str]] = ()
    foot: str = ""
    large: bool = False
    corner: str = ""
