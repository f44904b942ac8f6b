"""A file that is made once, whoever comes first, and read by everybody after: the secrets of an installation."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path


def written_once(path: Path, make: Callable[[], str]) -> str:
    """The text of the file, made by `make` where there is none yet; readable by its owner only. Processes and threads may race for it."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        fresh.touch(mode=0o600)
        fresh.write_text(make())
        try:
            os.link(fresh, path)  # whoever comes first wins; the others read his
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


def keys_of(home: Path) -> Path:
    """The folder of the keys: BIHUAN_KEYS, where several machines are one installation and each holds the same keys; else in the home."""
    return Path(os.environ.get("BIHUAN_KEYS", "") or home / "keys")
