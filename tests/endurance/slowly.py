"""The product's settings and door, but every request takes a quarter of a second: for tests of what is under way when a server ends."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from bihuan.config.settings import *  # noqa: F403

WSGI_APPLICATION = "tests.endurance.slowly.application"
SECONDS = 0.25
_door: list[Any] = []


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The product behind a pause; only /health/live/, by which the start is noticed, answers at once."""
    if not _door:
        from bihuan.config.wsgi import application as ours

        _door.append(ours)
    if environ["PATH_INFO"] != "/health/live/" and "HTTP_X_SLOWLY" in environ:
        time.sleep(SECONDS)
    answer: Iterable[bytes] = _door[0](environ, start)
    return answer


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.endurance.slowly")
