"""Days of the stages: set once where the plan left them open, moved only by a recorded decision (M25)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.interfaces.web.campaigns.forms import ExtendForm, NewStageForm, StageForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """Prolong a stage by a recorded decision; a co-head who does so signs under his own name (M03)."""
    _actor, campaign = desk(request, code, but_heads=True)
    stage, form = queries.find_stage(campaign, order), ExtendForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.extend_stage(stage=stage, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:plan", code=code), _("已延长，原定日期仍在页面上"))
    return form_page(request, campaign, form, title=_("延长“%(name)s”") % {"name": stage.name}, act=_("延长"))


@require_http_methods(["GET", "POST"])
def date_it(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """Say when a stage runs."""
    _actor, campaign = desk(request, code)
    stage, form = queries.find_stage(campaign, order), StageForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.date_stage(stage=stage, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:plan", code=code), _("阶段日期已定"))
    note = _("定下之后，要改只能登记延长的决定，原定日期一直看得到。")
    return form_page(request, campaign, form, title=_("“%(name)s”的日期") % {"name": stage.name}, act=_("确定"), note=note)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A further stage, after the others."""
    _actor, campaign = desk(request, code)
    form = NewStageForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.add_stage(campaign=campaign, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:plan", code=code), _("阶段已增加"))
    note = _("接在最后一个阶段后面；定下之后，要改只能登记延长的决定。")
    return form_page(request, campaign, form, title=_("增加阶段"), act=_("增加"), note=note)
