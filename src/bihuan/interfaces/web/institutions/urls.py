"""Addresses of 举一反三与制度."""

from django.urls import path

from bihuan.interfaces.web.institutions.views import checks, overview, register

app_name = "institutions"
_AT = "c/<slug:code>/institutions/"
urlpatterns = [
    path(_AT, overview.overview, name="overview"),
    path(f"{_AT}repetitions/", overview.repeated, name="repetitions"),
    path(f"{_AT}register/", register.register, name="register"),
    path(f"{_AT}register/new/", register.new, name="new_institution"),
    path(f"{_AT}register/<int:number>/", register.institution, name="institution"),
    path(f"{_AT}register/<int:number>/text/", register.text, name="institution_text"),
    path(f"{_AT}register/<int:number>/<slug:action>/", register.step, name="institution_step"),
    path(f"{_AT}checks/", checks.checks, name="checks"),
    path(f"{_AT}checks/new/", checks.order, name="order_check"),
    path(f"{_AT}checks/<int:number>/", checks.check, name="check"),
    path(f"{_AT}checks/<int:number>/withdraw/", checks.withdraw, name="withdraw_check"),
    path(f"{_AT}answers/<int:pk>/", checks.answer, name="check_answer"),
    path(f"{_AT}answers/<int:pk>/return/", checks.give_back, name="return_answer"),
]
