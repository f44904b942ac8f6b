"""Addresses of the organisation."""

from django.urls import path

from bihuan.interfaces.web.organisation.views import people, roster, units

app_name = "organisation"
urlpatterns = [
    path("organisation/", units.units, name="units"),
    path("organisation/units/new/", units.new, name="new_unit"),
    path("organisation/units/<int:pk>/", units.unit, name="unit"),
    path("organisation/units/<int:pk>/change/", units.change, name="change_unit"),
    path("organisation/units/<int:pk>/end/", units.end, name="end_unit"),
    path("organisation/people/new/", people.new, name="new_person"),
    path("organisation/people/<int:pk>/", people.person, name="person"),
    path("organisation/people/<int:pk>/change/", people.change, name="change_person"),
    path("organisation/people/<int:pk>/post/", people.give, name="give_post"),
    path("organisation/people/<int:pk>/account/", people.link, name="link_account"),
    path("organisation/posts/<int:pk>/end/", people.end, name="end_post"),
    path("organisation/roster/", roster.upload, name="roster"),
    path("organisation/roster/<int:pk>/", roster.preview, name="roster_preview"),
    path("organisation/roster/<int:pk>/marked/", roster.marked, name="roster_marked"),
    path("organisation/roster/template.xlsx", roster.template, name="roster_template"),
]
