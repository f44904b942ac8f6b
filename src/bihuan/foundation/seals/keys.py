"""The keys of an installation: one pair an algorithm, made once, readable by its owner only, in its folder of keys."""

import json
from functools import cache
from pathlib import Path

from bihuan.foundation.kernel.once import keys_of, written_once
from bihuan.foundation.seals.signatures import Pair, Signature, algorithm


@cache
def _pair(folder: Path, name: str) -> Pair:
    held = json.loads(written_once(folder / f"sign-{name}.json", lambda: _fresh(name)))
    return Pair(bytes.fromhex(held["public"]), bytes.fromhex(held["private"]))


def _fresh(name: str) -> str:
    pair = algorithm(name).make()
    return json.dumps({"algorithm": name, "public": pair.public.hex(), "private": pair.private.hex()})


def public_key(home: Path, name: str) -> bytes:
    """The public key of this installation for an algorithm. Raises BadInput for an unknown one."""
    algorithm(name)
    return _pair(keys_of(home), name).public


def sign(home: Path, name: str, data: bytes) -> Signature:
    """Sign bytes with this installation's key. Raises BadInput for an unknown algorithm."""
    chosen = algorithm(name)
    pair = _pair(keys_of(home), name)
    return Signature(name, pair.public.hex(), chosen.sign(pair, data).hex())
