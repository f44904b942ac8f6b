"""All ways in which problems are found, each a card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.interfaces.web.finding.channels import channels
from bihuan.interfaces.web.shell.actors import campaign_at


@require_GET
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """The channels that this campaign uses, as far as they concern whoever asks."""
    campaign = campaign_at(request, code)
    shown = {"campaign": campaign, "title": _("查摆问题"), "channels": channels(request, campaign)}
    return render(request, "finding/pages/overview.html", shown)
