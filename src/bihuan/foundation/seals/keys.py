"""The keys of an installation: one pair an algorithm, made once, readable by its owner only, in `keys/` of the home."""

import json
import os
from functools import cache
from pathlib import Path

from bihuan.foundation.seals.signatures import Pair, Signature, algorithm


@cache
def _pair(folder: Path, name: str) -> Pair:
    path = folder / f"sign-{name}.json"
    if not path.exists():
        _make(path, name)
    held = json.loads(path.read_text())
    return Pair(bytes.fromhex(held["public"]), bytes.fromhex(held["private"]))


def _make(path: Path, name: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pair = algorithm(name).make()
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps({"algorithm": name, "public": pair.public.hex(), "private": pair.private.hex()}))
    try:
        os.link(fresh, path)  # whoever comes first wins; the others read his
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def public_key(home: Path, name: str) -> bytes:
    """The public key of this installation for an algorithm. Raises BadInput for an unknown one."""
    algorithm(name)
    return _pair(home / "keys", name).public


def sign(home: Path, name: str, data: bytes) -> Signature:
    """Sign bytes with this installation's key. Raises BadInput for an unknown algorithm."""
    chosen = algorithm(name)
    pair = _pair(home / "keys", name)
    return Signature(name, pair.public.hex(), chosen.sign(pair, data).hex())
