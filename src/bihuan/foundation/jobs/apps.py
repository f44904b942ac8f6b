"""Background work for Django and for the book."""

from django.apps import AppConfig


class Jobs(AppConfig):
    name = "bihuan.foundation.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.foundation.jobs import models, policy, workflow

        keep(models.Job, kind="job", label="后台任务", workflow=workflow.JOB, duties=policy.duties)
