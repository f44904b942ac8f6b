"""The serving processes of `bihuan run`: they count in one place, begin again when one falls, and end with the one that started them."""

import atexit
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from bihuan.interfaces.cli.beside import Beside

_COUNTERS = "bihuan-counters-"
DRAIN = 8  # seconds for requests under way; with what is around it, everything is at rest within ten


def share_counters() -> None:
    """The serving processes and the workers beside them count in one folder, which goes when this process ends."""
    _clear_after_the_killed()
    folder = tempfile.TemporaryDirectory(prefix=f"{_COUNTERS}{os.getpid()}-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    os.environ["BIHUAN_COUNTERS"] = folder.name


def _clear_after_the_killed() -> None:
    """A server that was killed could not take its folder away."""
    for old in Path(tempfile.gettempdir()).glob(f"{_COUNTERS}*"):
        number = old.name.removeprefix(_COUNTERS).partition("-")[0]
        if number.isdigit() and not _lives(int(number)):
            shutil.rmtree(old, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _end_without(parent: int) -> None:
    """A serving process whose parent was killed would hold the port against the next start."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


THREADS = 3
"""Requests a process works on at once. More wait for each other's turn of Python: with 4 the slowest take a fifth longer (bar S14); with 2 a
slow upload or two would hold everybody up."""


def serve(place: tuple[str, int], processes: int, workers: Sequence[Beside]) -> None:
    """Until Ctrl C or SIGTERM: then requests under way and background work come to their end side by side."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    class Serving(Granian):  # type: ignore[misc, valid-type]  # granian ships no types
        """Tells the workers beside it at once that it ends."""

        def signal_handler_interrupt(self, *given: object, **more: object) -> None:
            for one in workers:
                one.tell()
            super().signal_handler_interrupt(*given, **more)

    own = os.getpid()
    os.register_at_fork(after_in_child=lambda: _end_without(own))
    Serving(
        settings.WSGI_APPLICATION.replace(".application", ":application"), address=place[0], port=place[1], interface=Interfaces.WSGI,
        workers=processes, blocking_threads=THREADS, websockets=False, log_level=LogLevels.warning, workers_kill_timeout=DRAIN,
        http1_settings=HTTP1Settings(), log_dictconfig=settings.BIHUAN_SERVER_LOG, static_path_mount=[Path(settings.STATICFILES_DIRS[0])],
        respawn_failed_workers=True, respawn_interval=0.5,
    ).serve()  # fmt: skip
