"""The ledger for Django and for the book."""

from django.apps import AppConfig


class Problems(AppConfig):
    name = "bihuan.problems"
    label = "problems"
    verbose_name = "问题台账"

    def ready(self) -> None:
        from bihuan.campaigns.operations.heads import when_heads_move
        from bihuan.foundation.audit.keeping import keep
        from bihuan.problems import models, policy, queries, workflow
        from bihuan.problems.operations.heads import follow_heads

        keep(
            models.Problem, kind="problem", label="问题", workflow=workflow.PROBLEM, duties=policy.duties, unmet=queries.unmet,
            versions=models.ProblemVersion, replaced=models.ProblemReplaced, name=lambda row: f"{row.number:04d}", campaign=lambda row: row.campaign.code,
            veiled=frozenset({"text", "cause", "how", "measures_text", "progress_text"}), parts=("campaign", "manifestation"),
            duties_of_many=policy.duties_of_many,
        )  # fmt: skip
        when_heads_move(follow_heads)
