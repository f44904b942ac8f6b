"""Addresses of self-checks: `MINE` are those of one's own list, which the door for phones carries too."""

from django.urls import path

from bihuan.interfaces.web.finding.views import overview, reviewing, self_check_files, self_checks

MINE = [
    path("c/<slug:code>/self-check/", self_checks.mine, name="self_check"),
    path("c/<slug:code>/self-check/submit/", self_checks.submit, name="submit_self_check"),
    path("c/<slug:code>/self-check/fetch/", self_checks.fetch, name="fetch_self_check"),
    path("c/<slug:code>/self-check/pledge/", self_checks.pledge, name="pledge"),
    path("c/<slug:code>/self-check/pledge/<int:pk>/withdraw/", self_checks.unsign, name="withdraw_pledge"),
    path("c/<slug:code>/self-check/sheet/", self_check_files.sheet, name="self_check_sheet"),
    path("c/<slug:code>/self-check/form/", self_check_files.blank, name="self_check_blank"),
    path("c/<slug:code>/self-checks/<int:pk>/write/", self_checks.write, name="write_item"),
    path("c/<slug:code>/self-checks/<int:pk>/items/<int:item>/", self_checks.change, name="change_item"),
    path("c/<slug:code>/self-checks/<int:pk>/items/<int:item>/plan/", self_checks.complete, name="complete_item"),
    path("c/<slug:code>/self-checks/<int:pk>/items/<int:item>/withdraw/", self_checks.withdraw, name="withdraw_item"),
    path("c/<slug:code>/self-checks/<int:pk>/pledge.docx", self_check_files.pledge, name="pledge_file"),
]
OTHERS = [
    path("c/<slug:code>/finding/", overview.overview, name="overview"),
    path("c/<slug:code>/self-checks/", reviewing.lists, name="self_checks"),
    path("c/<slug:code>/self-checks/return/", reviewing.send_back, name="return_self_checks"),
    path("c/<slug:code>/self-checks/deal/", reviewing.deal, name="deal_self_checks"),
    path("c/<slug:code>/self-checks/take/", reviewing.take, name="take_self_checks"),
    path("c/<slug:code>/self-checks/units/", reviewing.units, name="self_check_units"),
    path("c/<slug:code>/self-checks/settings/", reviewing.settle, name="self_check_settings"),
    path("c/<slug:code>/self-checks/paper/", reviewing.enter, name="enter_self_check"),
    path("c/<slug:code>/self-checks/<int:pk>/", reviewing.one, name="self_check_of"),
    path("c/<slug:code>/self-checks/<int:pk>/entering/", self_checks.entering, name="entering"),
    path("c/<slug:code>/self-checks/<int:pk>/scan/", reviewing.scan, name="self_check_scan"),
    path("c/<slug:code>/self-checks/<int:pk>/form.pdf", self_check_files.form, name="self_check_form"),
    path("c/<slug:code>/self-checks/<int:pk>/to-sign.pdf", self_check_files.to_sign, name="self_check_to_sign"),
    path("c/<slug:code>/self-checks/<int:pk>/<slug:word>/", reviewing.step, name="self_check_step"),
]
