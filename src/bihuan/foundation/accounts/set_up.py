"""The key to the first-start guide: a code that `bihuan run` prints, kept only as its hash, gone once the guide is through."""

import hashlib
import hmac
from pathlib import Path

from bihuan.foundation.accounts.rules import fresh_password


def _place(home: Path) -> Path:
    return home / "keys" / "setup-code"


def fresh_code(home: Path) -> str:
    """A new code; the one before opens nothing any more."""
    code = fresh_password()
    place = _place(home)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.touch(mode=0o600)
    place.write_text(hashlib.sha256(code.encode()).hexdigest())
    return code


def opens(code: str, home: Path) -> bool:
    """Is this the code that was printed last?"""
    place = _place(home)
    if not code or not place.exists():
        return False
    return hmac.compare_digest(place.read_text().strip(), hashlib.sha256(code.strip().encode()).hexdigest())


def forget(home: Path) -> None:
    """The guide is through."""
    _place(home).unlink(missing_ok=True)
