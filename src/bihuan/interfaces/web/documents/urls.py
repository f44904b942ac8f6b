"""Addresses of official documents."""

from django.urls import path

from bihuan.interfaces.web.documents import returning, signing, verifying, views

app_name = "documents"
urlpatterns = [
    path("documents/verify/", verifying.check, name="verify"),
    path("c/<slug:code>/documents/", views.register, name="register"),
    path("c/<slug:code>/documents/map/", views.process_map, name="map"),
    path("c/<slug:code>/documents/settings/<slug:name>/", views.from_settings, name="from_settings"),
    path("c/<slug:code>/documents/<int:pk>/", views.document, name="document"),
    path("c/<slug:code>/documents/<int:pk>/issue/", views.issue, name="issue"),
    path("c/<slug:code>/documents/<int:pk>/returned/", returning.upload, name="returned"),
    path("c/<slug:code>/documents/<int:pk>/returned/<int:file>/", returning.decide, name="returned_file"),
    path("c/<slug:code>/documents/wording/<int:pk>/drop/", returning.drop, name="drop_wording"),
    path("c/<slug:code>/documents/<int:pk>/signed/", signing.file_copy, name="file_signed"),
    path("c/<slug:code>/documents/<int:pk>/signed/<int:copy>/", signing.open_copy, name="signed"),
]
