"""What the pages of ratings and cards have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bihuan.accountability.queries import marks
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.accountability.shapes import at, entered, form_page
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.doors import carries
from bihuan.interfaces.web.shell.taking import done


def here(request: HttpRequest, code: str) -> tuple[Any, Any]:
    """Who asks, and the campaign. Whoever comes for another is nobody here."""
    actor, campaign = entered(request, code)
    if actor.for_person is not None:
        raise Missing()
    return actor, campaign


def way(code: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here; on the phone everybody comes from his own matters."""
    first = (_("评定与红黄牌"), at("marks", code)) if carries("accountability:marks") else (_("与我有关的事项"), at("own_matters"))
    return [first, *more]


def proposed(row: Any, what: str) -> str:
    """What a motion is about; as long as nobody decided, that it is proposed."""
    return _("建议：%(what)s") % {"what": what} if marks.is_proposed(row) else what


def home(code: str) -> str:
    """Where that way begins."""
    return way(code)[0][1]


def asked(
    request: HttpRequest, campaign: Any, form: Any, give: Any, *, back: str, title: str, act: str = "", note: str = ""
) -> HttpResponse:
    """One form and one operation, then the page it came from."""
    if request.method == "POST" and form.is_valid() and done(form, give):
        return toast(request, redirect(back), _("已办"))
    return form_page(request, campaign, form, back=back, title=title, act=act or title, note=note, crumbs=way(campaign.code, (title, "")))
