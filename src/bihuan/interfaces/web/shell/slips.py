"""Activation slips as the file of an answer: made for this one request, kept nowhere, by nobody on the way either."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bihuan.documents.rendering import render_slips, sheets_by_unit

if TYPE_CHECKING:
    from bihuan.organisation.operations import Slip


def slips_file(request: HttpRequest, slips: Sequence["Slip"], units: Mapping[int, str]) -> HttpResponse:
    """The PDF to print. Codes are in no other place: whoever loses the file prints anew, and the old codes die."""
    today = localdate()
    until = today + timedelta(days=settings.BIHUAN_ACTIVATION_DAYS)
    site = request.build_absolute_uri(reverse("home:activate"))
    sheets = sheets_by_unit((units.get(one.person.pk, ""), (one.person.name, one.username, one.code)) for one in slips)
    data = render_slips(sheets, site=site, until=until, printed_on=today)
    name = _("激活单-%(day)s-%(count)d张.pdf") % {"day": today.isoformat(), "count": len(slips)}
    headers = {"Content-Disposition": content_disposition_header(True, name), "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
