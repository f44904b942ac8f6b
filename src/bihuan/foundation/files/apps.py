"""Stored files for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Files(AppConfig):
    name = "bihuan.foundation.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.foundation.files import models, policy, workflow

        # No business text in the book: the record names the file by its fingerprint.
        keep(models.StoredFile, kind="stored_file", label="文件", workflow=workflow.STORED_FILE, duties=policy.duties, name=_short)


def _short(file: Any) -> str:
    return f"{file.kind} {file.sha256[:12]}"
