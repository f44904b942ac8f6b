"""What came by phone, letter or visit; and what belongs to the level above."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.clues import operations, queries
from bihuan.clues.papers import is_for_trying, site
from bihuan.documents.rendering import squares_of
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.registering import SlipForm, UpperForm
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, for_readers, form_page, who
from bihuan.interfaces.web.clues.views.tips import campaigns_for
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done


def _only_intake(request: HttpRequest) -> None:
    if not queries.opens_reports(actor_of(request)):
        raise Missing


@for_readers
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@keyring.with_keys
def enter(request: HttpRequest) -> HttpResponse:
    """Enter it; the code is on the page that answers, and on no other ever."""
    _only_intake(request)
    campaigns, _code = campaigns_for()
    form = SlipForm(request.POST if request.method == "POST" else None, campaigns=campaigns, initial={"received_on": localdate()})
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.register_slip(slip=form.slip, about=form.about, **who(request)))):
        return _slip(request, *made[0])
    note = _("电话、来信、来访、邮件在这里登记，与网上举报同样密封、同样给查询码。应当报上级处理的，不要登记内容，只登记回执号。")
    return form_page(request, form, title=_("登记来电、来信、来访"), act=_("登记"), back=at("desk"), note=note)


def _slip(request: HttpRequest, clue: Any, code: Any) -> HttpResponse:
    sees = queries.visible_clues(actor_of(request)).filter(pk=clue.pk).exists()
    shown = {
        "code": code, "day": clue.received_on, "clue": clue if sees else None, "source": _(clue.get_source_display()),
        "squares": squares_of(code.latin), "public": "" if is_for_trying() else f"{site()}/read/",
        "crumbs": [(_("线索"), at("desk")), (_("凭条"), "")],
    }  # fmt: skip
    return desk_page(request, "clues/pages/slip.html", "desk", title=_("已登记，请把凭条交给举报人"), **shown)


@for_readers
@require_GET
def upper(request: HttpRequest) -> HttpResponse:
    """Receipts for what was passed on to the level above: numbers and days, and nothing else."""
    rows, further = older(request, queries.upper_reports(actor_of(request)))
    crumbs = [(_("线索"), at("desk")), (_("报送上级的举报"), "")]
    return desk_page(request, "clues/pages/upper.html", "upper", title=_("报送上级的举报"), rows=_timed(rows), older=further, crumbs=crumbs)


def _timed(rows: Any) -> list[dict[str, Any]]:
    """Each with its last day (T1) and whether that was kept."""
    dues = [(one, queries.due_of_upper(one)) for one in rows]
    return [{"row": one, "due_on": due.due_on, "late": due.is_late(localdate())} for one, due in dues]


@for_readers
@require_http_methods(["GET", "POST"])
def note_upper(request: HttpRequest) -> HttpResponse:
    """Note one."""
    _only_intake(request)
    form = UpperForm(request.POST if request.method == "POST" else None, initial={"received_on": localdate(), "passed_on": localdate()})
    if form.is_valid() and done(form, lambda: operations.note_upper_report(**form.cleaned_data, **who(request))):
        return toast(request, redirect("clues:upper"), _("已登记"))
    note = _("反映同级党委委员、同级纪委常委和反映本单位无权处理的举报，原件直接报上级，不复制、不摘抄、不登记内容。")
    crumbs = [(_("线索"), at("desk")), (_("报送上级的举报"), at("upper")), (_("登记回执号"), "")]
    return form_page(request, form, title=_("登记上级回执号"), act=_("登记"), back=at("upper"), here="upper", note=note, crumbs=crumbs)
