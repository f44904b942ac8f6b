"""The system administrator: rules with article and confidence, and the values this installation set itself."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.rulebook import operations, queries
from bihuan.foundation.rulebook.vocabulary import Confidence
from bihuan.interfaces.web.administration.forms import ReasonForm, RuleForm
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done

SYSTEM = Administrator.SYSTEM
_ADVICE = {
    Confidence.SEEN: noop("这一条有明文依据，一般不用调整；上级另有规定时再改，并写明理由。"),
    Confidence.COPY: noop("这一条见于转载，没有核对到原文。用它以前请对照文件；与原文不同的，在这里改并写明理由。"),
    Confidence.GENERAL: noop("这一条按通行做法填写，没有核对到原文。用它以前请对照文件；与原文不同的，在这里改并写明理由。"),
    Confidence.UNSURE: noop("这是待确认的起始值，请按本地规定确认或调整，并写明理由。"),
}


@require_GET
@only(SYSTEM)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in force today, by pack."""
    found = queries.book().all_on(localdate())
    packs = [(" ".join(_(word) for word in name.split()), list(own)) for name, own in groupby(found, key=lambda rule: rule.pack)]
    return render(request, "administration/pages/rules.html", frame(SYSTEM, "rules", title=_("规则与时限"), packs=packs))


@require_http_methods(["GET", "POST"])
@only(SYSTEM)
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: where it comes from, what was set for it, and a form to set it."""
    found = queries.rule(rule_id)
    form = RuleForm(request.POST or None, initial={"value": found.value, "from_on": localdate()})
    if form.is_valid() and done(
        form, lambda: operations.set_rule(rule_id=rule_id, **form.cleaned_data, actor=actor_of(request), now=now())
    ):
        return toast(request, redirect("administration:rule", rule_id=rule_id), _("已调整，从所填日期起生效"))
    facts = [
        (_("编号"), found.id), (_("取值"), f"{found.value} {_(found.unit.label)}"), (_("依据"), found.article),
        (_("生效日期"), found.effective_on.isoformat()), (_("可信度"), _(found.confidence.label)), (_("说明"), _(found.note) if found.note else ""),
        (_("用于"), _(found.used_for) if found.used_for else _("还没有功能用它，供查阅")),
    ]  # fmt: skip
    shown = frame(SYSTEM, "rules", title=_(found.title), facts=facts, form=form, advice=_(_ADVICE[found.confidence]))
    shown["settings"] = queries.settings_of(rule_id)
    return render(request, "administration/pages/rule.html", shown, status=422 if form.is_bound else 200)


@require_POST
@only(SYSTEM)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to the value of the pack."""
    row, form = queries.find_setting(pk), ReasonForm({"reason": request.POST.get("reason") or _("恢复原值")})
    back = redirect("administration:rule", rule_id=row.rule)
    if not form.is_valid():
        return toast(request, back, " ".join(map(str, form.errors["reason"])), "warning")
    operations.drop_rule_setting(row, reason=form.cleaned_data["reason"], actor=actor_of(request), now=now())
    return toast(request, back, _("已恢复原值"))
