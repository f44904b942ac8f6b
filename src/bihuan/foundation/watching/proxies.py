"""Which proxies are believed when they say whom they speak for (BIHUAN_PROXIES), and which addresses are meant by a list."""

from collections.abc import Mapping, Sequence
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from bihuan.foundation.kernel import BadInput, _

Network = IPv4Network | IPv6Network


@cache
def networks(told: tuple[str, ...], setting: str) -> tuple[Network, ...]:
    """Addresses and networks of a setting. Raises BadInput naming the one that is none."""
    found = []
    for one in told:
        try:
            found.append(ip_network(one.strip(), strict=False))
        except ValueError:
            raise BadInput(_("%(setting)s 里的“%(one)s”不是地址，请写成 10.0.0.5 或 10.0.0.0/24。"), setting=setting, one=one) from None
    return tuple(found)


def is_within(address: str, nets: Sequence[Network]) -> bool:
    """Does the address belong to one of the networks? Something that is no address belongs to none."""
    try:
        found = ip_address(address.strip().strip("[]"))
    except ValueError:
        return False
    plain = getattr(found, "ipv4_mapped", None) or found
    return any(plain in net for net in nets)


def client_behind(meta: Mapping[str, str], trusted: Sequence[Network]) -> str:
    """The address of whoever asks: the last one in X-Forwarded-For that is not a trusted proxy; the peer's own where it is none."""
    peer = meta.get("REMOTE_ADDR", "")
    if not trusted or not is_within(peer, trusted):
        return peer
    passed = [one.strip() for one in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    for one in reversed(passed):
        if not is_within(one, trusted):
            try:
                return str(ip_address(one.strip("[]")))
            except ValueError:
                return peer
    return peer
