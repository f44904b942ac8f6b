"""Who acts in a request."""

from typing import Any

from django.http import HttpRequest

from bihuan.foundation.kernel import Actor
from bihuan.organisation.queries import person_id_of


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in account and the person behind it, as plain values; asked once a request."""
    known = getattr(request, "_actor", None)
    if known is None:
        user: Any = request.user
        known = Actor(user.pk, user.name or user.username, person_id_of(user.pk), "web", user.administrator)
        request._actor = known  # type: ignore[attr-defined]
    return known
