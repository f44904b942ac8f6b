"""Is what was told of a directory enough to sign in with it? One sentence for each thing that is not. Pure: nothing is asked of the net."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from bihuan.foundation.kernel import _

Fault = tuple[str, dict[str, Any]]
MATCHES = ("name", "number")


def is_here(host: str) -> bool:
    """Does this host name this very machine?"""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _parts(address: str) -> SplitResult:
    """An address in its parts; all of them empty where host or port are none."""
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:
        return urlsplit("")


def faults_of_oidc(told: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with BIHUAN_OIDC_…, nothing where no issuer is set."""
    if not told:
        return
    parts = _parts(told["issuer"])
    if parts.scheme not in ("https", "http") or not parts.hostname:
        yield _("BIHUAN_OIDC_ISSUER 是“%(value)s”，看不懂。请写成 https://名称 的样子。"), {"value": told["issuer"]}
    elif parts.scheme == "http" and not is_here(parts.hostname):
        yield _("BIHUAN_OIDC_ISSUER 没有用 https，登录信息在网上不加密，已停用。请换成 https 地址。"), {}
    for name in ("client", "secret", "claim"):
        if not told[name]:
            yield _("设了 BIHUAN_OIDC_ISSUER，但没有设 %(name)s。"), {"name": f"BIHUAN_OIDC_{name.upper()}"}
    if "openid" not in told["scope"].split():
        yield _("BIHUAN_OIDC_SCOPE 里要有 openid。"), {}
    yield from _shared(told, "OIDC")


def faults_of_ldap(told: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with BIHUAN_LDAP_…, nothing where no directory is set."""
    if not told:
        return
    parts = _parts(told["url"])
    if parts.scheme not in ("ldap", "ldaps") or not parts.hostname:
        yield _("BIHUAN_LDAP_URL 是“%(value)s”，看不懂。请写成 ldaps://名称:636 的样子。"), {"value": told["url"]}
    elif parts.scheme == "ldap" and not told["starttls"] and not is_here(parts.hostname):
        yield _("BIHUAN_LDAP_URL 没有加密，口令会在网上明文传送，已停用。请用 ldaps，或设 BIHUAN_LDAP_STARTTLS=1。"), {}
    if not told["base"]:
        yield _("设了 BIHUAN_LDAP_URL，但没有设 %(name)s。"), {"name": "BIHUAN_LDAP_BASE"}
    if told["filter"].count("{name}") != 1 or told["filter"].count("(") != told["filter"].count(")"):
        yield _("BIHUAN_LDAP_FILTER 里要有且只有一个 {name}，括号要成对，例如 (uid={name})。"), {}
    if bool(told["bind_dn"]) != bool(told["bind_password"]):
        yield _("BIHUAN_LDAP_BIND_DN 和 BIHUAN_LDAP_BIND_PASSWORD 要一起设。"), {}
    if find_spec("ldap3") is None:
        yield _("设了 BIHUAN_LDAP_URL，但没有装目录组件，请运行 make extra NAME=ldap 安装。"), {}
    yield from _shared(told, "LDAP")


def _shared(told: Mapping[str, Any], kind: str) -> Iterator[Fault]:
    if told["match"] not in MATCHES:
        yield _("%(name)s 只能是 name（登录名）或 number（人员编号）。"), {"name": f"BIHUAN_{kind}_MATCH"}
    if told["ca"] and not Path(told["ca"]).is_file():
        yield _("%(name)s 指的证书文件“%(value)s”不存在。"), {"name": f"BIHUAN_{kind}_CA", "value": told["ca"]}
