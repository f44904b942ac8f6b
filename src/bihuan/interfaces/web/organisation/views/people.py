"""A person with posts over time and the account that signs in for him."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.foundation.accounts.queries import account_named
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.organisation.forms import RANKS, AccountForm, DayForm, NewPersonForm, PersonForm, PostForm
from bihuan.interfaces.web.organisation.views.keeping import keepers
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.organisation import operations, queries
from bihuan.organisation.vocabulary import PostRole


def _form_page(request: HttpRequest, form: Any, title: str, act: str, back: str) -> HttpResponse:
    shown = {"title": title, "form": form, "act": act, "back": back, "ranks": RANKS}
    return render(request, "organisation/pages/form.html", shown, status=422 if form.is_bound else 200)


@require_GET
@keepers
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody: posts held now and before, telephone, account."""
    here = queries.find_person(pk)
    user = here.user.username if here.user else _("没有账号")
    facts = [(_("姓名"), here.name), (_("手机"), here.phone), (_("人员编号"), here.number), (_("登录名"), user)]
    shown = {"title": here.name, "person": here, "facts": facts, "posts": queries.posts_of(here), "today": localdate()}
    shown["crumbs"] = [(_("单位与人员"), reverse("organisation:units")), (here.name, "")]
    return render(request, "organisation/pages/person.html", shown)


@require_http_methods(["GET", "POST"])
@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Enter somebody with a first post in a unit."""
    unit = queries.find_unit(number_of(request.GET.get("unit")) or 0)
    form = NewPersonForm(request.POST or None, initial={"from_on": localdate()})
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(_enter(request, form, unit))):
        return toast(request, redirect("organisation:person", pk=made[0].pk), _("人员已登记"))
    title = _("在“%(name)s”登记人员") % {"name": unit.name}
    return _form_page(request, form, title, _("登记"), reverse("organisation:unit", args=[unit.pk]))


def _enter(request: HttpRequest, form: NewPersonForm, unit: Any) -> Any:
    return operations.enter_with_post(unit=unit, **form.cleaned_data, actor=actor_of(request), now=now())


@require_http_methods(["GET", "POST"])
@keepers
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name or telephone number."""
    here = queries.find_person(pk)
    form = PersonForm(request.POST or None, initial={"name": here.name, "phone": here.phone})
    if form.is_valid() and done(form, lambda: operations.amend_person(here, **form.cleaned_data, actor=actor_of(request), now=now())):
        return toast(request, redirect("organisation:person", pk=pk), _("已修改"))
    return _form_page(request, form, _("修改人员"), _("保存"), reverse("organisation:person", args=[pk]))


@require_http_methods(["GET", "POST"])
@keepers
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a post."""
    here = queries.find_person(pk)
    held = queries.posts_of(here).filter(to_on=None).first()
    start = {"from_on": localdate(), "unit": str(held.unit_id) if held else ""}
    form = PostForm(request.POST or None, initial=start)
    if form.is_valid() and done(form, lambda: _give(request, here, form.cleaned_data)):
        return toast(request, redirect("organisation:person", pk=pk), _("已任职"))
    return _form_page(request, form, _("任职：%(name)s") % {"name": here.name}, _("任职"), reverse("organisation:person", args=[pk]))


def _give(request: HttpRequest, here: Any, told: dict[str, Any]) -> None:
    role = PostRole(told["role"]) if told["role"] else None
    operations.give_post(
        person=here,
        unit=told["unit"],
        title=told["title"],
        rank=told["rank"],
        role=role,
        from_on=told["from_on"],
        actor=actor_of(request),
        now=now(),
    )


@require_POST
@keepers
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post from a day on."""
    post, form = queries.find_post(pk), DayForm(request.POST)
    back = redirect("organisation:person", pk=post.person_id)
    if form.is_valid() and done(form, lambda: operations.end_post(post, on=form.cleaned_data["on"], actor=actor_of(request), now=now())):
        return toast(request, back, _("职务已免去，任职经历保留"))
    return toast(request, back, "；".join(str(error) for errors in form.errors.values() for error in errors), "warning")


@require_http_methods(["GET", "POST"])
@keepers
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie the person to the account that signs in for him."""
    here = queries.find_person(pk)
    form = AccountForm(request.POST or None, initial={"username": here.user.username if here.user else ""})
    if form.is_valid() and done(form, lambda: _link(request, here, form.cleaned_data["username"].strip())):
        return toast(request, redirect("organisation:person", pk=pk), _("账号已关联") if form.cleaned_data["username"] else _("已解除关联"))
    return _form_page(request, form, _("关联账号：%(name)s") % {"name": here.name}, _("保存"), reverse("organisation:person", args=[pk]))


def _link(request: HttpRequest, here: Any, username: str) -> None:
    user = account_named(username) if username else None
    if username and user is None:
        raise BadInput(_("没有这个登录名，请先请系统管理员开通账号。"))
    operations.link_account(here, user=user, actor=actor_of(request), now=now())
