"""Who acts in a request."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from bihuan.campaigns.queries import find_among, visible_to
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.web.shell.doors import door
from bihuan.organisation.queries import actor_behind, standing_of
from bihuan.problems.queries import Reach, reach

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


def reach_of(request: HttpRequest, campaign_id: int) -> Reach:
    """What whoever asks holds in a campaign; asked once a request, by the page and by its frame."""
    known: dict[int, Reach] = request.__dict__.setdefault("_reaches", {})
    if campaign_id not in known:
        known[campaign_id] = reach(actor_of(request), campaign_id)
    return known[campaign_id]


def forget_reaches(request: HttpRequest) -> None:
    """After a step what somebody holds is asked anew."""
    request.__dict__.pop("_reaches", None)


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in account and the person behind it, as plain values; asked once a request."""
    return _who(request)[0]


def standing_duties_of(request: HttpRequest) -> frozenset[str]:
    """The standing duties of whoever asks, as words; the three administrators have none. Asked once a request, with the person."""
    actor, duties = _who(request)
    return frozenset() if actor.administrator else duties


def _who(request: HttpRequest) -> tuple[Actor, frozenset[str]]:
    known: tuple[Actor, frozenset[str]] | None = getattr(request, "_who", None)
    if known is None:
        user: Any = request.user
        person, duties = standing_of(user.pk)
        known = actor_behind(user, person, door()), duties
        request._who = known  # type: ignore[attr-defined]
    return known


def campaign_at(request: HttpRequest, code: str) -> "Campaign":
    """The campaign with this code, or Missing; the switcher of the frame is filled by the same query."""
    campaign, request._campaigns = find_among(actor_of(request), code)  # type: ignore[attr-defined]
    return campaign


def campaigns_open(request: HttpRequest) -> "list[Campaign]":
    """All campaigns that whoever asks may open, newest first; the switcher of the frame shows the first of them."""
    found = list(visible_to(actor_of(request)).select_related("root"))
    request._campaigns = found[:20]  # type: ignore[attr-defined]
    return found
