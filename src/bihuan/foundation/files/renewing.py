"""What an older maker made is made anew and then taken away: its working copies may still tell what today's lack.

Nobody is ever handed an old one (`workshop` looks only under its own number); this is so that none lies about either. The folders themselves
say what is left, one after another, so that nothing is held in memory and a sweep that was cut off goes on where it stood.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bihuan.foundation.files.keeping import name_of
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.rules.refusals import UnreadableFile
from bihuan.foundation.files.shelves import shelf
from bihuan.foundation.files.workshop import MAKER, made_of
from bihuan.foundation.kernel import Missing

_ALL = "made"


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What an older maker made of one content: the folder in which it lies."""

    folder: str

    @property
    def file(self) -> StoredFile | None:
        """A file with this content, or None where it was let go of."""
        sha256, _dot, kind = self.folder.rpartition("/")[2].partition(".")
        return StoredFile.objects.filter(sha256=sha256, kind=kind).first()


def left_over(most: int) -> list[LeftOver]:
    """What older makers made, at most so many."""
    return list(islice(_walk(), most))


def renew(one: LeftOver) -> bool:
    """Make it anew and take the old away; what cannot be made any more only goes. False where the maker was stopped: it waits. Raises
    StoreAway."""
    try:
        if (file := one.file) and not made_of(file).lasts:
            return False
    except (UnreadableFile, Missing):
        pass  # the page says why when somebody asks
    shelf().forget(one.folder)
    return True


def forget_made(sha256: str) -> None:
    """Take away whatever was made of a content, by whichever maker."""
    held, above = shelf(), name_of(sha256).rpartition("/")[0]
    for maker in held.listed(_ALL):
        for name in held.listed(f"{_ALL}/{maker}/{above}"):
            if name.startswith(f"{sha256}."):
                held.forget(f"{_ALL}/{maker}/{above}/{name}")


def _walk() -> Iterator[LeftOver]:
    held = shelf()
    older = [f"{_ALL}/{one}" for one in held.listed(_ALL) if one.isdigit() and int(one) < MAKER]
    for maker in older:
        for first in held.listed(maker):
            for second in held.listed(f"{maker}/{first}"):
                for name in held.listed(f"{maker}/{first}/{second}"):
                    yield LeftOver(f"{maker}/{first}/{second}/{name}")
