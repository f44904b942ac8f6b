"""Reading tokens: one's own, or all of them for the system administrator; and whose token a text is."""

from datetime import date

from django.db.models import Q, QuerySet

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.tokens.models import Token
from bihuan.foundation.tokens.rules import fits, parts_of


def visible_to(actor: Actor) -> QuerySet[Token]:
    """Tokens the actor may look at, latest first."""
    rows = Token.objects.select_related("user", "revoked_by").order_by("-pk")
    if actor.is_system or actor.administrator == Administrator.SYSTEM:
        return rows
    return rows.filter(user=actor.user_id) if actor.user_id is not None and not actor.administrator else rows.none()


def find(pk: int, actor: Actor) -> Token:
    """The token, or Missing."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def token_marked(mark: str) -> Token:
    """The token with this mark, for the command line; or Missing."""
    found = Token.objects.select_related("user").filter(mark=mark).first()
    if found is None:
        raise Missing()
    return found


def in_force(today: date) -> Q:
    """Tokens that open today: not revoked, not run out, of an account in use that is none of the three."""
    return Q(revoked_at=None, expires_on__gte=today, user__is_active=True, user__administrator="", user__is_system=False)


def opened_by(text: str, today: date) -> Token | None:
    """The token with this text, if it is in force; None for anything else."""
    parts = parts_of(text)
    if parts is None:
        return None
    mark, secret = parts
    found = Token.objects.filter(in_force(today), mark=mark).select_related("user").first()
    return found if found is not None and fits(secret, found.digest) else None


def count_open(user_id: int, today: date) -> int:
    """How many tokens of an account open today."""
    return Token.objects.filter(in_force(today), user=user_id).count()
