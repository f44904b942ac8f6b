"""Where a delivery may go, what it says, how it is signed, when it is tried again: on plain values."""

import hashlib
import hmac
import ipaddress
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from bihuan.foundation.kernel import BadInput, _

MOST_FAILURES = 20
"""So many times in a row (about three days) a delivery fails before the subscription ends."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)


def checked_url(url: str, hosts: Collection[str]) -> str:
    """The address of a subscription. Raises BadInput for one that is none, or whose host the installation does not name."""
    plain = url.strip()
    try:
        parts = urlsplit(plain)
        port = parts.port
    except ValueError:
        raise BadInput(_("推送地址看不懂，请写成 https://主机/路径。")) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password or port == 0 or not plain.isascii():
        raise BadInput(_("推送地址看不懂，请写成 https://主机/路径。"))
    if not is_named(parts.hostname, hosts):
        raise BadInput(_("主机“%(host)s”不在允许推送的名单里，请先在 BIHUAN_WEBHOOK_HOSTS 里写明。"), host=parts.hostname)
    return plain


def is_named(host: str, hosts: Collection[str]) -> bool:
    """Does the installation name this host?"""
    return host.lower() in {one.strip().lower() for one in hosts if one.strip()}


def may_reach(address: str, host: str, hosts: Collection[str]) -> bool:
    """May a delivery to a named host go to the address that its name led to? Nothing of this machine itself or of the link beside it,
    unless the installation names the address (or localhost) by itself: a name may be made to point anywhere."""
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback or found.is_link_local:
        return is_named(str(found), hosts) or host.lower() == "localhost" and is_named("localhost", hosts)
    return not (found.is_multicast or found.is_unspecified or found.is_reserved)


def body_of(subscription: int, events: Sequence[Mapping[str, Any]]) -> bytes:
    """The text of a delivery."""
    return json.dumps({"subscription": subscription, "events": list(events)}, ensure_ascii=False, separators=(",", ":")).encode()


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 over timestamp, a dot and the body: an old delivery that is sent again by somebody else shows its age."""
    return "v1=" + hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: a minute, doubled each time, six hours at most."""
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(max(failures - 1, 0), 12))
