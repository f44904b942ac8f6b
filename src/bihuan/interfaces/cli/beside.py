"""The workers beside the server of `bihuan run`: background work and the clock need no second command."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LATER = 2.0  # seconds: the first page comes first
PATIENCE = 9.7  # seconds from being told to end; a worker gives its job back before that
AGAIN = 3.0  # seconds before a worker that fell is started anew


class Beside(threading.Thread):
    """Keeps one worker alive as long as this process lives; a worker whose server is gone ends by itself."""

    def __init__(self) -> None:
        super().__init__(name="worker-beside", daemon=True)
        self._over = threading.Event()
        self._worker: subprocess.Popen[bytes] | None = None
        self._until = 0.0

    def run(self) -> None:
        pause = LATER
        while not self._over.wait(pause):
            command = [sys.executable, "-m", "bihuan.interfaces.clock.main", "--parent", str(os.getpid())]
            self._worker = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  our own interpreter, no shell
            self._worker.wait()
            pause = AGAIN

    def tell(self) -> None:
        """Tell the worker to come to its next mark and end; safe to say twice, and from a signal."""
        if not self._over.is_set():
            self._over.set()
            self._until = time.monotonic() + PATIENCE
            if self._worker is not None and self._worker.poll() is None:
                self._worker.terminate()

    def end(self) -> None:
        """Wait for it, as long as it was given."""
        if self._worker is not None and self._worker.poll() is None:
            try:
                self._worker.wait(max(0.1, self._until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._worker.kill()  # its job is taken up again from the mark


@contextmanager
def beside(count: int) -> Iterator[list[Beside]]:
    """So many workers as long as the block lasts; at its end all are told first, then waited for."""
    workers = [Beside() for _number in range(count)]
    for one in workers:
        one.start()
    try:
        yield workers
    finally:
        for one in workers:
            one.tell()
        for one in workers:
            one.end()
