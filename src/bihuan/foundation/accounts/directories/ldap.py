"""Passwords asked of an LDAP directory (extra `ldap`). The name is looked up, then the password is tried by binding as the entry found."""

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from bihuan.foundation.accounts.directories.matching import account_of
from bihuan.foundation.accounts.directories.rules import faults_of_ldap
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import NotAllowed

logger = logging.getLogger(__name__)
PATIENCE = 5
"""Seconds to connect and to wait for an answer."""
AWAY = "directory_is_away"
"""Mark on a request: the directory did not answer, so that a wrong password is not the only explanation."""


class Away(Exception):
    """The directory does not answer, its certificate does not fit, or it refuses our own name."""


class LdapBackend(BaseBackend):
    """Signs in whom the directory knows, and who has an account here. Its own lock-out and that of axes both hold."""

    def authenticate(self, request: HttpRequest | None, username: str = "", password: str = "", **_more: Any) -> User | None:
        """The account, or None. An outage is marked on the request; the failure counts like any other."""
        if not settings.BIHUAN_LDAP or not username or not password or any(faults_of_ldap(settings.BIHUAN_LDAP)):
            return None
        try:
            value = checked(settings.BIHUAN_LDAP, username, password)
            user = account_of(value, settings.BIHUAN_LDAP["match"]) if value else None
        except NotAllowed:
            return None
        except Away as trouble:
            logger.error("the directory did not answer: %s", trouble)
            if request is not None:
                setattr(request, AWAY, True)
            return None
        return user if user is not None and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """For the session."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def checked(told: dict[str, Any], name: str, password: str) -> str:
    """The attribute by which the account is found, where name and password fit; "" where they do not. Raises Away."""
    from ldap3.utils.conv import escape_filter_chars

    wanted = told["filter"].replace("{name}", escape_filter_chars(name))
    with _bound(told, told["bind_dn"], told["bind_password"], needed=True) as ours:
        ours.search(told["base"], wanted, attributes=[told["attribute"]], size_limit=2)
        found = [one for one in ours.response or () if one.get("type") == "searchResEntry"]
    if len(found) != 1:
        return ""
    values = found[0]["attributes"].get(told["attribute"]) or [""]
    value = str(values[0] if isinstance(values, list) else values)
    with _bound(told, found[0]["dn"], password) as theirs:
        return value if theirs else ""


@contextmanager
def _bound(told: dict[str, Any], who: str, password: str, *, needed: bool = False) -> Iterator[Any]:
    """A connection bound as `who` (anonymous for ""), None where it was refused and not `needed`. Raises Away."""
    import ldap3
    from ldap3.core.exceptions import LDAPException

    parts = urlsplit(told["url"])
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=told["ca"] or None, version=ssl.PROTOCOL_TLS_CLIENT)
    server = ldap3.Server(
        parts.hostname, port=parts.port, use_ssl=parts.scheme == "ldaps", tls=tls, get_info=ldap3.NONE, connect_timeout=PATIENCE
    )
    try:
        held = ldap3.Connection(server, who or None, password or None, receive_timeout=PATIENCE, auto_referrals=False)
        held.open()
        if told["starttls"]:
            held.start_tls()
        bound = held.bind()
        if not bound and needed:
            raise Away(held.result.get("description", "bind refused"))
        yield held if bound else None
    except (LDAPException, OSError, ssl.SSLError) as trouble:
        raise Away(f"{type(trouble).__name__}: {trouble}") from trouble
    finally:
        _close(locals().get("held"))


def _close(held: Any) -> None:
    try:
        if held is not None:
            held.unbind()
    except Exception:  # closing what is broken already
        logger.debug("a connection to the directory was broken")


def tried(told: dict[str, Any]) -> str:
    """What is wrong when we connect and look for nobody in particular; "" where all is well."""
    try:
        with _bound(told, told["bind_dn"], told["bind_password"], needed=True):
            return ""
    except Away as trouble:
        return str(trouble)
