"""Addresses of 查摆问题."""

from django.urls import path

from bihuan.interfaces.web.finding.asked_urls import ASKED
from bihuan.interfaces.web.finding.traced_urls import TRACED
from bihuan.interfaces.web.finding.urls_self_checks import MINE, OTHERS
from bihuan.interfaces.web.finding.views import coverage, instructions, nones

app_name = "finding"
urlpatterns = [
    *MINE,
    *OTHERS,
    *ASKED,
    *TRACED,
    path("c/<slug:code>/finding/instructions/", instructions.instructions, name="instructions"),
    path("c/<slug:code>/finding/instructions/new/", instructions.register, name="register_instruction"),
    path("c/<slug:code>/finding/instructions/<int:pk>/", instructions.instruction, name="instruction"),
    path("c/<slug:code>/finding/instructions/<int:pk>/scan/", instructions.scan, name="instruction_scan"),
    path("c/<slug:code>/finding/instructions/<int:pk>/units/", instructions.hand_out, name="hand_out_instruction"),
    path("c/<slug:code>/finding/instructions/<int:pk>/reply/", instructions.reply, name="reply_to_instruction"),
    path("c/<slug:code>/finding/instructions/<int:pk>/seen/", instructions.seen, name="instruction_seen"),
    path("c/<slug:code>/finding/instructions/parts/<int:pk>/", instructions.report, name="report_part"),
    path("c/<slug:code>/finding/instructions/parts/<int:pk>/return/", instructions.give_back, name="return_part"),
    path("c/<slug:code>/finding/instructions/parts/<int:pk>/fail/", instructions.fail, name="fail_part"),
    path("c/<slug:code>/finding/coverage/", coverage.matrix, name="coverage"),
    path("c/<slug:code>/finding/coverage/<int:unit>/", coverage.unit, name="coverage_unit"),
    path("c/<slug:code>/finding/coverage/<int:unit>/<slug:which>/", nones.one_list, name="coverage_list"),
    path("c/<slug:code>/finding/coverage/none/<int:pk>/withdraw/", nones.withdraw, name="withdraw_none"),
]
