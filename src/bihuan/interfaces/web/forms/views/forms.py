"""The forms of a campaign: the list, a new one, another blank, retired."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.forms import operations, queries
from bihuan.forms.sheets import lost_in
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done


class BlankForm(django_forms.Form):
    """A blank workbook."""

    file = django_forms.FileField(label=gettext_lazy("空白表"), help_text=gettext_lazy("xlsx；其他格式请先另存为 xlsx"))


class AddForm(BlankForm):
    """A form by its name and blank."""

    name = django_forms.CharField(label=gettext_lazy("报表名称"), max_length=80)
    field_order = ("name", "file")


def desk(request: HttpRequest, code: str) -> tuple[Any, Any]:
    """Actor and campaign, for its office alone: forms hold rows of the whole ledger."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    queries.refuse_others(actor, campaign)
    return actor, campaign


def crumbs(code: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to here."""
    return [(_("周报与报告"), reverse("reports:reports", args=[code])), (_("上级报表"), reverse("forms:list", args=[code])), *more]


@require_GET
def forms(request: HttpRequest, code: str) -> HttpResponse:
    """Every form with its edition and the day it was last filled for."""
    _actor, campaign = desk(request, code)
    rows = []
    for one in queries.forms_of(campaign):
        edition = queries.edition_of(one)
        ties = queries.ties_of(edition)
        rows.append(
            {
                "form": one,
                "edition": edition,
                "cells": len(ties.cells),
                "regions": len(ties.regions),
                "last": queries.fillings_of(one).first(),
            }
        )
    shown = {"campaign": campaign, "title": _("上级报表"), "rows": rows, "crumbs": crumbs(code)[:1] + [(_("上级报表"), "")]}
    return render(request, "forms/pages/list.html", shown)


def _form_page(request: HttpRequest, campaign: Any, form: Any, **shown: Any) -> HttpResponse:
    page = {"campaign": campaign, "form": form, **shown}
    return render(request, "forms/pages/form.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Take a blank in; then its cells are tied."""
    actor, campaign = desk(request, code)
    form, made = AddForm(request.POST or None, request.FILES or None), list[Any]()

    def take() -> None:
        file = form.cleaned_data["file"]
        told = {"name": form.cleaned_data["name"], "data": file.read(), "file_name": file.name}
        made.append(operations.add_form(campaign=campaign, actor=actor, now=now(), **told))
        file.seek(0)
        made.append(lost_in(file.read()))

    if form.is_valid() and done(form, take):
        lost = _("、").join(map(str, made[1]))
        text = _("已收下。填好的表里不会保留%(what)s") % {"what": lost} if lost else _("已收下，请对应各格")
        return toast(request, redirect("forms:form", code=code, pk=made[0].pk), text)
    return _form_page(request, campaign, form, title=_("设立上级报表"), act=_("收下"), crumbs=crumbs(code, (_("设立"), "")),
                      back=reverse("forms:list", args=[code]))  # fmt: skip


@require_http_methods(["GET", "POST"])
def blank(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Another blank in the place of the old; the ties stay."""
    actor, campaign = desk(request, code)
    row, form = queries.find_form(actor, campaign, str(pk)), BlankForm(request.POST or None, request.FILES or None)

    def take() -> None:
        file = form.cleaned_data["file"]
        operations.tie_form(form=row, blank=(file.read(), file.name), actor=actor, now=now())

    if form.is_valid() and done(form, take):
        return toast(request, redirect("forms:form", code=code, pk=pk), _("已换成新的空白表，对应关系照旧，请核对"))
    return _form_page(request, campaign, form, title=_("换空白表：%(name)s") % {"name": row.name}, act=_("换上"),
                      crumbs=crumbs(code, (row.name, "")), back=reverse("forms:form", args=[code, pk]))  # fmt: skip


@require_POST
def retire(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Out of use, or into use again."""
    actor, campaign = desk(request, code)
    back = "back" in request.POST
    operations.retire_form(form=queries.find_form(actor, campaign, str(pk)), actor=actor, now=now(), back=back)
    return toast(request, redirect("forms:list", code=code), _("已恢复使用") if back else _("已停用，填过的表都还在"))
