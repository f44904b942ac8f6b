"""Addresses of the first page."""

from django.urls import path

from bihuan.interfaces.web.home import views

app_name = "home"
urlpatterns = [path("", views.start, name="start"), path("todo/", views.todo, name="todo")]
