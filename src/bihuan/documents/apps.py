"""Official documents for Django and for the book."""

from django.apps import AppConfig


class Documents(AppConfig):
    name = "bihuan.documents"
    label = "documents"
    verbose_name = "公文"
