"""Signing in with what an office has already: an OpenID Connect issuer (BIHUAN_OIDC_…) or an LDAP directory (BIHUAN_LDAP_…)."""

import os
from typing import Any

from bihuan.config.home import told_or_kept

PROVIDER = ["allauth.socialaccount.providers.openid_connect"]


def oidc() -> dict[str, Any]:
    """The issuer, as told; empty where none is. Whether it makes sense is asked by `accounts.directories.rules`."""
    told = os.environ
    if not told.get("BIHUAN_OIDC_ISSUER", ""):
        return {}
    return {
        "issuer": told.get("BIHUAN_OIDC_ISSUER", "").rstrip("/"),
        "client": told.get("BIHUAN_OIDC_CLIENT", ""),
        "secret": told_or_kept("BIHUAN_OIDC_SECRET", told.get("BIHUAN_OIDC_SECRET", "")),
        "name": told.get("BIHUAN_OIDC_NAME", ""),
        "scope": told.get("BIHUAN_OIDC_SCOPE", "openid profile"),
        "claim": told.get("BIHUAN_OIDC_CLAIM", "preferred_username"),
        "match": told.get("BIHUAN_OIDC_MATCH", "name"),
        "ca": told.get("BIHUAN_OIDC_CA", ""),
    }


def ldap() -> dict[str, Any]:
    """The directory, as told; empty where none is."""
    told = os.environ
    if not told.get("BIHUAN_LDAP_URL", ""):
        return {}
    return {
        "url": told.get("BIHUAN_LDAP_URL", ""),
        "starttls": told.get("BIHUAN_LDAP_STARTTLS", "") == "1",
        "ca": told.get("BIHUAN_LDAP_CA", ""),
        "bind_dn": told.get("BIHUAN_LDAP_BIND_DN", ""),
        "bind_password": told_or_kept("BIHUAN_LDAP_BIND_PASSWORD", told.get("BIHUAN_LDAP_BIND_PASSWORD", "")),
        "base": told.get("BIHUAN_LDAP_BASE", ""),
        "filter": told.get("BIHUAN_LDAP_FILTER", "(uid={name})"),
        "attribute": told.get("BIHUAN_LDAP_ATTRIBUTE", "uid"),
        "match": told.get("BIHUAN_LDAP_MATCH", "name"),
    }


def apps(told: dict[str, Any]) -> dict[str, Any]:
    """What allauth wants to know of the issuer."""
    if not told:
        return {}
    inner = {"server_url": told["issuer"], "oauth_pkce_enabled": True}
    one = {"provider_id": "oidc", "name": told["name"], "client_id": told["client"], "secret": told["secret"], "settings": inner}
    return {"openid_connect": {"APPS": [one], "OAUTH_PKCE_ENABLED": True, "SCOPE": told["scope"].split()}}
