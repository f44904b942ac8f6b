"""The accounts room for Django."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "bihuan.foundation.accounts"
    label = "accounts"
    verbose_name = "账号"
