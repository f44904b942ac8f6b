"""Long lists of values that all stay: the interpreter need not look for rubbish among them again and again (a sixth of an import's time)."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_busy = 0
_was_on = True


@contextmanager
def without_sweeping() -> Iterator[None]:
    """Inside nothing looks for values that only hold each other; they are found afterwards. For work of some seconds, in any thread."""
    global _busy, _was_on  # noqa: PLW0603 - the interpreter has one such switch
    with _lock:
        if not _busy:
            _was_on = gc.isenabled()
            gc.disable()
        _busy += 1
    try:
        yield
    finally:
        with _lock:
            _busy -= 1
            if not _busy and _was_on:
                gc.enable()
