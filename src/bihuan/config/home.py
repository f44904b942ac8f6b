"""Where an installation keeps everything: embedded database, files, keys lie under one folder, BIHUAN_HOME (default var/)."""

import os
import secrets
from pathlib import Path

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.kernel.once import keys_of, written_once


def folder() -> Path:
    """The home folder of this installation, made with rights for its owner only."""
    home = Path(os.environ.get("BIHUAN_HOME", "var")).resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path, told: str = "") -> str:
    """The installation's own secret: told from outside, or made once. Losing it signs everybody out and nothing more."""
    return told_or_kept("BIHUAN_SECRET", told) or written_once(keys_of(home) / "secret", lambda: secrets.token_urlsafe(64)).strip()


def told_or_kept(setting: str, told: str) -> str:
    """The value of a setting that is a secret: itself, or after `file:` the first line of a file. Raises BadInput where that is unreadable."""
    if not told.startswith("file:"):
        return told
    try:
        held = Path(told.removeprefix("file:")).read_text("utf-8").strip()
    except OSError as closed:
        raise BadInput(_("%(setting)s 指的文件读不了：%(why)s。"), setting=setting, why=closed.strerror or closed) from None
    if not held:
        raise BadInput(_("%(setting)s 指的文件是空的。"), setting=setting)
    return held.splitlines()[0]


def is_demo(home: Path) -> bool:
    """Was this home filled by `bihuan demo`? Then it skips second factors and must not leave this machine."""
    return (home / "demo").exists()
