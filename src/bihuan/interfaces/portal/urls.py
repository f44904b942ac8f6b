"""Addresses of the door; language and size of print stand before them and are taken off by `manners.looks`."""

from django.urls import path, re_path

from bihuan.interfaces.portal import fetching, pieces, reading, sealed, views

_CODE = r"^e/(?P<code>[A-Za-z0-9_-]{1,64})/"

urlpatterns = [
    path("", views.first),
    re_path(rf"{_CODE}$", views.first),
    path("report/", views.report),
    re_path(rf"{_CODE}report/$", views.report),
    re_path(rf"{_CODE}opinion/$", views.opinion),
    path("sheet/", sealed.sheet),
    re_path(rf"{_CODE}sheet/$", sealed.sheet),
    path("sealed/", sealed.take),
    path("read/", reading.read),
    path("pieces/", pieces.piece),
    path("scripts/<str:name>", pieces.script),
    path("channels/", views.channels),
    path("parcels/", fetching.parcels),
    path("rights/", views.rights),
    path("receipt/", reading.receipt),
]

handler400 = "bihuan.interfaces.portal.views.unreadable"
handler404 = "bihuan.interfaces.portal.views.missing"
handler500 = "bihuan.interfaces.portal.views.broken"
