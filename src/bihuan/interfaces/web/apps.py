"""The pages for Django."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "bihuan.interfaces.web"
    label = "web"
    verbose_name = "页面"
