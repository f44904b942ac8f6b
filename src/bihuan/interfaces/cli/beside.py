"""The processes beside the server of `bihuan run`: background work, the clock and the public door need no second command."""

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
REFUSED = 2  # exit code of one that would fall again: it has said why
WORKER = "bihuan.interfaces.clock.main"


class Beside(threading.Thread):
    """Keeps one process alive as long as this one lives: a worker, or the public door. One whose server is gone ends by itself."""

    def __init__(self, module: str = WORKER, environment: dict[str, str] | None = None) -> None:
        super().__init__(name="worker-beside", daemon=True)
        self._module, self._environment = module, environment
        self._over = threading.Event()
        self._worker: subprocess.Popen[bytes] | None = None
        self._until = 0.0

    def run(self) -> None:
        pause = LATER
        while not self._over.wait(pause):
            command = [sys.executable, "-m", self._module, "--parent", str(os.getpid())]
            self._worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=self._environment)  # noqa: S603  our own interpreter, no shell
            if self._worker.wait() == REFUSED and self._module != WORKER:
                return
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
def beside(count: int, *others: Beside) -> Iterator[list[Beside]]:
    """So many workers, and others, as long as the block lasts; at its end all are told first, then waited for."""
    workers = [*(Beside() for _number in range(count)), *others]
    for one in workers:
        one.start()
    try:
        yield workers
    finally:
        for one in workers:
            one.tell()
        for one in workers:
            one.end()
