"""Columns of the campaign's own on the ledger: what the office lets it hold besides, up to twelve, retired rather than deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import operations
from bihuan.campaigns.rules.columns import MOST, columns_of
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.campaigns.forms.columns import ColumnForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, tabs, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done


@require_GET
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """Those in use, then those retired."""
    _actor, campaign = desk(request, code)
    every = columns_of(campaign.file)
    used, retired = [one for one in every if not one.retired], [one for one in every if one.retired]
    shown = {
        "campaign": campaign, "title": _("自设栏目"), "tabs": tabs(request, campaign, "columns"), "used": used, "retired": retired, "most": MOST,
        "more": len(used) < MOST,
    }  # fmt: skip
    return render(request, "campaigns/pages/columns.html", shown)


@require_http_methods(["GET", "POST"])
def column(request: HttpRequest, code: str, number: int = 0) -> HttpResponse:
    """Add a column (no number), or change one."""
    _actor, campaign = desk(request, code)
    old = next((one for one in columns_of(campaign.file) if one.number == number), None)
    if number and (old is None or old.retired):
        raise Missing()
    form = ColumnForm(request.POST or None, column=old)
    if form.is_valid() and done(form, lambda: operations.set_column(campaign=campaign, column=form.told(), **who(request))):
        return toast(request, redirect("campaigns:columns", code=code), _("已保存，台账、导入导出和指标里都有这一栏"))
    title = _("修改栏目“%(name)s”") % {"name": old.name} if old else _("增加栏目")
    return form_page(request, campaign, form, title=title, act=_("保存"), back="columns", note=_note(bool(old)))


def _note(known: bool) -> str:
    if known:
        return _("改名称不影响已填的内容。可选值只能增加；不再用的栏目，在上一页停用。")
    return _("增加以后，问题的详情、台账的列、筛选、导入导出和模板里就有这一栏。")


@require_POST
def retire(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take a column out of use, or into use again."""
    _actor, campaign = desk(request, code)
    back = "back" in request.POST
    told: Any = operations.retire_column(campaign=campaign, number=number, back=back, **who(request))
    said = _("“%(name)s”已恢复使用") if back else _("“%(name)s”已停用，填过的内容都还在")
    return toast(request, redirect("campaigns:columns", code=code), said % {"name": told.name})
