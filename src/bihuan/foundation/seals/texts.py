"""Texts that lie sealed in a table, each with a key of its own that only the installation's key opens: whoever reads the database, or a copy of it
without the keys, reads nothing."""

from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path

from bihuan.foundation.seals.keys import sealing_pair
from bihuan.foundation.seals.sealing import seal, told, unseal


def sealed_text(text: str, home: Path, algorithm: str) -> str:
    """As it is kept."""
    held = BytesIO()
    seal(BytesIO(text.encode()), held, [sealing_pair(home, algorithm).public], algorithm)
    return b64encode(held.getvalue()).decode()


def opened_text(kept: str, home: Path) -> str:
    """The text again, by whichever algorithm it was sealed. Raises Unopened where the key is not the one it was sealed to."""
    held, found = BytesIO(b64decode(kept)), BytesIO()
    algorithm, _recipients = told(held)
    held.seek(0)
    unseal(held, found, sealing_pair(home, algorithm))
    return found.getvalue().decode()
