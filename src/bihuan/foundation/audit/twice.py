"""Two people store the same name or the same thing at the same moment: the database lets one in, the other is told so in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from bihuan.foundation.kernel import Conflict, _

TWICE = _("同一时刻别人存了同样的名称或同样的一条，您这一次没有存上。请刷新后看一看，换个名称或不用再存。")


def _is_uniqueness(wrong: IntegrityError) -> bool:
    return getattr(wrong.__cause__, "sqlstate", "") == "23505" or "UNIQUE constraint" in str(wrong)


@contextmanager
def in_words() -> Iterator[None]:
    """Around the outermost transaction of a write. Whatever else the database refuses is a fault of ours and stays one."""
    try:
        yield
    except IntegrityError as wrong:
        if not _is_uniqueness(wrong):
            raise
        raise Conflict(TWICE) from wrong
