"""Addresses of the superior's forms."""

from django.urls import path

from bihuan.interfaces.web.forms.views import filling, forms, tying

app_name = "forms"
urlpatterns = [
    path("c/<slug:code>/forms/", forms.forms, name="list"),
    path("c/<slug:code>/forms/add/", forms.add, name="add"),
    path("c/<slug:code>/forms/<int:pk>/", tying.form, name="form"),
    path("c/<slug:code>/forms/<int:pk>/tie/", tying.tie, name="tie"),
    path("c/<slug:code>/forms/<int:pk>/rows/", tying.rows, name="rows"),
    path("c/<slug:code>/forms/<int:pk>/suggested/", tying.suggested, name="suggested"),
    path("c/<slug:code>/forms/<int:pk>/blank/", forms.blank, name="blank"),
    path("c/<slug:code>/forms/<int:pk>/retire/", forms.retire, name="retire"),
    path("c/<slug:code>/forms/<int:pk>/fill/", filling.fill, name="fill"),
    path("c/<slug:code>/forms/<int:pk>/filled/<int:filled>/", filling.filled, name="filled"),
    path("c/<slug:code>/forms/<int:pk>/filled/<int:filled>/file/", filling.file, name="file"),
    path("c/<slug:code>/forms/<int:pk>/filled/<int:filled>/marked/", filling.marked_copy, name="marked"),
]
