"""Addresses of official documents."""

from django.urls import path

from bihuan.interfaces.web.documents import verifying, views

app_name = "documents"
urlpatterns = [
    path("documents/verify/", verifying.check, name="verify"),
    path("c/<slug:code>/documents/", views.register, name="register"),
    path("c/<slug:code>/documents/map/", views.process_map, name="map"),
    path("c/<slug:code>/documents/settings/<slug:name>/", views.from_settings, name="from_settings"),
    path("c/<slug:code>/documents/<int:pk>/", views.document, name="document"),
    path("c/<slug:code>/documents/<int:pk>/issue/", views.issue, name="issue"),
]
