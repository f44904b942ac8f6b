"""Addresses of one's own matters: what is recorded about me, what I may do. The door for phones carries them, too."""

from django.urls import path

from bihuan.interfaces.web.accountability.views import own, own_export, own_steps

_ONE = "me/matters/<int:pk>/"
urlpatterns = [
    path("me/matters/", own.matters, name="own_matters"),
    path("c/<slug:code>/me/matters/", own.matters_of, name="own_matters_of"),
    path("me/matters/export/", own_export.export, name="own_export"),
    path(_ONE, own.matter, name="own_matter"),
    path(f"{_ONE}statement/", own_steps.write, name="own_state"),
    path(f"{_ONE}tolerance/", own_steps.ask_tolerance, name="own_tolerance"),
    path(f"{_ONE}tolerance/<int:review>/withdraw/", own_steps.withdraw_tolerance, name="own_withdraw_tolerance"),
    path(f"{_ONE}accept/", own_steps.accept, name="own_accept"),
    path(f"{_ONE}silent/", own_steps.waive, name="own_waive"),
    path(f"{_ONE}speak/", own_steps.unwaive, name="own_unwaive"),
    path(f"{_ONE}statements/<int:statement>/", own.material, name="own_material"),
    path(f"{_ONE}recusal/", own_steps.ask_recusal, name="own_recusal"),
    path(f"{_ONE}appeal/", own_steps.appeal, name="own_appeal"),
    path(f"{_ONE}appeals/<int:appeal>/withdraw/", own_steps.withdraw, name="own_withdraw_appeal"),
]
