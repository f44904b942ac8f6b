"""Where an installation keeps everything: embedded database, files, keys lie under one folder, BIHUAN_HOME (default var/)."""

import os
import secrets
from pathlib import Path

from bihuan.foundation.kernel.once import written_once


def folder() -> Path:
    """The home folder of this installation, made with rights for its owner only."""
    home = Path(os.environ.get("BIHUAN_HOME", "var")).resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path) -> str:
    """The installation's own secret, made once. Losing it signs everybody out and nothing more."""
    return written_once(home / "keys" / "secret", lambda: secrets.token_urlsafe(64)).strip()


def is_demo(home: Path) -> bool:
    """Was this home filled by `bihuan demo`? Then it skips second factors and must not leave this machine."""
    return (home / "demo").exists()
