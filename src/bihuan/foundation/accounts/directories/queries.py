"""What pages and commands ask about directories."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest

from bihuan.foundation.accounts.directories.rules import faults_of_ldap, faults_of_oidc


def faults() -> list[str]:
    """Everything that is wrong with the settings, a sentence each, in Chinese."""
    found = [*faults_of_oidc(settings.BIHUAN_OIDC), *faults_of_ldap(settings.BIHUAN_LDAP)]
    return [sentence % facts if facts else sentence for sentence, facts in found]


def issuer_name() -> str:
    """What stands on the button of the sign-in page; "" where there is none."""
    told = settings.BIHUAN_OIDC
    return str(told["name"] or told["issuer"]) if told and not any(faults_of_oidc(told)) else ""


def way_of(request: HttpRequest) -> str:
    """The directory that vouched for whoever is signed in, "" where it was his password here."""
    if not hasattr(request, "session"):
        return ""
    if str(request.session.get(BACKEND_SESSION_KEY, "")).endswith(".LdapBackend"):
        return "ldap"
    given = request.session.get("account_authentication_methods", ())
    return "oidc" if any(one.get("method") == "socialaccount" for one in given) else ""


def troubles() -> list[tuple[str, str]]:
    """(which, what) for each directory that is set and does not answer as it should; asks them."""
    found = []
    if settings.BIHUAN_OIDC and not any(faults_of_oidc(settings.BIHUAN_OIDC)):
        from bihuan.foundation.accounts.directories import oidc

        found.append(("OIDC", oidc.tried(settings.BIHUAN_OIDC)))
    if settings.BIHUAN_LDAP and not any(faults_of_ldap(settings.BIHUAN_LDAP)):
        from bihuan.foundation.accounts.directories import ldap

        found.append(("LDAP", ldap.tried(settings.BIHUAN_LDAP)))
    return found
