"""The keys of an installation: one pair an algorithm and purpose, made once, readable by its owner only, in its folder of keys.

Public keys that signed before – replaced ones, or those of an installation that this one goes on from – are known by a list beside them.
"""

import json
from functools import cache
from pathlib import Path

from bihuan.foundation.kernel import BadInput, Term, _
from bihuan.foundation.kernel.once import keys_of, written_once
from bihuan.foundation.seals.sealing import envelope
from bihuan.foundation.seals.signatures import Pair, Signature, algorithm, fingerprint

_EARLIER = "known-keys.json"


class Whose(Term):
    """To whom a public key belongs, as far as this installation knows."""

    OURS = "ours", _("本系统现用的密钥")
    EARLIER = "earlier", _("本系统以前用过的密钥")
    FOREIGN = "foreign", _("本系统不认识的密钥")


@cache
def _pair(folder: Path, name: str) -> Pair:
    return _read(written_once(folder / f"sign-{name}.json", lambda: _told(name, algorithm(name).make())))


@cache
def _sealing(folder: Path, name: str) -> Pair:
    return _read(written_once(folder / f"seal-{name}.json", lambda: _told(name, envelope(name).make())))


def _read(text: str) -> Pair:
    held = json.loads(text)
    return Pair(bytes.fromhex(held["public"]), bytes.fromhex(held["private"]))


def _told(name: str, pair: Pair) -> str:
    return json.dumps({"algorithm": name, "public": pair.public.hex(), "private": pair.private.hex()})


def public_key(home: Path, name: str) -> bytes:
    """The public key with which this installation's signatures are checked. Raises BadInput for an unknown algorithm."""
    algorithm(name)
    return _pair(keys_of(home), name).public


def sealing_pair(home: Path, name: str) -> Pair:
    """The pair to which others seal what is for this installation. Raises BadInput for an unknown algorithm."""
    envelope(name)
    return _sealing(keys_of(home), name)


def sign(home: Path, name: str, data: bytes) -> Signature:
    """Sign bytes with this installation's key. Raises BadInput for an unknown algorithm."""
    chosen = algorithm(name)
    pair = _pair(keys_of(home), name)
    return Signature(name, pair.public.hex(), chosen.sign(pair, data).hex())


def whose(home: Path, one: Signature) -> Whose:
    """Whose key signed. Makes no key: an algorithm never used here has none of ours."""
    place = keys_of(home) / f"sign-{one.algorithm}.json"
    if place.is_file() and _read(place.read_text("utf-8")).public.hex() == one.key.lower():
        return Whose.OURS
    return Whose.EARLIER if [one.algorithm, one.key.lower()] in _earlier(keys_of(home)) else Whose.FOREIGN


def _earlier(folder: Path) -> list[list[str]]:
    place = folder / _EARLIER
    held = json.loads(place.read_text("utf-8")) if place.is_file() else []
    return [[str(one["algorithm"]), str(one["public"]).lower()] for one in held]


def public_keys(home: Path) -> list[str]:
    """All public keys (hex) whose signatures count as this installation's: those it has, and those known from before. Makes none."""
    folder = keys_of(home)
    ours = [_read(place.read_text("utf-8")).public.hex() for place in sorted(folder.glob("sign-*.json"))]
    return list(dict.fromkeys([*ours, *(key for _name, key in _earlier(folder))]))


def know(home: Path, name: str, public: bytes) -> str:
    """Count a public key among those that signed here before. Its fingerprint. Raises BadInput for one that cannot be of this algorithm."""
    algorithm(name)
    if len(public) not in (32, 64, 65):
        raise BadInput(_("这不像公钥：应为 64 或 128 位十六进制数字。"))
    folder = keys_of(home)
    held = [{"algorithm": one, "public": key} for one, key in _earlier(folder)]
    fresh = {"algorithm": name, "public": public.hex()}
    _write(folder / _EARLIER, json.dumps([*(one for one in held if one != fresh), fresh], indent=1))
    return fingerprint(public)


def renew(home: Path, name: str) -> tuple[str, str]:
    """A new signing pair; the public half of the old one stays known, its private half is gone. Fingerprints of the old and of the new one.
    Every process has to start again before it signs with the new one."""
    old = public_key(home, name)
    know(home, name, old)
    _write(keys_of(home) / f"sign-{name}.json", _told(name, algorithm(name).make()))
    _pair.cache_clear()
    return fingerprint(old), fingerprint(public_key(home, name))


def _write(place: Path, text: str) -> None:
    fresh = place.with_name(f".{place.name}.part")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(text, "utf-8")
    fresh.replace(place)
