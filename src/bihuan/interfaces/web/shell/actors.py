"""Who acts in a request."""

from typing import Any

from django.http import HttpRequest

from bihuan.foundation.kernel import Actor
from bihuan.organisation.queries import person_id_of
from bihuan.problems.queries import Reach, reach


def reach_of(request: HttpRequest, campaign_id: int) -> Reach:
    """What whoever asks holds in a campaign; asked once a request, by the page and by its frame."""
    known: dict[int, Reach] = request.__dict__.setdefault("_reaches", {})
    if campaign_id not in known:
        known[campaign_id] = reach(actor_of(request), campaign_id)
    return known[campaign_id]


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in account and the person behind it, as plain values; asked once a request."""
    known = getattr(request, "_actor", None)
    if known is None:
        user: Any = request.user
        known = Actor(user.pk, user.name or user.username, person_id_of(user.pk), "web", user.administrator)
        request._actor = known  # type: ignore[attr-defined]
    return known
