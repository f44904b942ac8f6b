"""Where the office asks by HTTPS: its parcel in, the door's next one out. To everybody else there is no such page. What packs and signs parcels is
loaded where it is asked for: most doors have no use for it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.portal.own import own
from bihuan.interfaces.portal.paper import troubles
from bihuan.interfaces.portal.views import missing

if TYPE_CHECKING:
    from bihuan.foundation.sealedbox.crossing import Crossing


def _end() -> "Crossing":
    from bihuan.foundation.sealedbox.crossing import door_end

    return door_end(own.BIHUAN_PORTAL_HOME, own.BIHUAN_PORTAL_BOX, own.BIHUAN_PORTAL_TRUST)


def parcels(request: HttpRequest) -> HttpResponse:
    """One question of the office. Whoever signs with no trusted key gets the page that stands for any address that is not there."""
    if request.method != "POST" or not own.BIHUAN_PORTAL_PULLED:
        return missing(request)
    from bihuan.foundation.sealedbox.pulling import HEAD, LONGEST, answered, asks

    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or not 0 < int(length) <= LONGEST:
        return missing(request)
    now, today = timezone.now(), timezone.localdate()
    try:
        came = asks(request.read(HEAD), own.BIHUAN_PORTAL_TRUST, now)
        crossing = _end()
        crossing.tidy(now, today)
        told = answered(crossing, came, request.read(LONGEST), now, today)
    except BadInput:
        return missing(request)
    except troubles():
        return HttpResponse(status=503)
    return HttpResponse(told, content_type="application/octet-stream")
