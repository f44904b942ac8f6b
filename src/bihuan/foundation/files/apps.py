"""Stored files for Django."""

from django.apps import AppConfig


class Files(AppConfig):
    name = "bihuan.foundation.files"
    label = "files"
    verbose_name = "文件"
