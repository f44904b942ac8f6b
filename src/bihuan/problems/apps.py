"""The ledger for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Problems(AppConfig):
    name = "bihuan.problems"
    label = "problems"
    verbose_name = "问题台账"

    def ready(self) -> None:
        self._keep_items()
        self._keep_drawn()
        self._keep_around()
        self._keep_between_levels()
        self._listen()

    def _keep_items(self) -> None:
        """The item itself."""
        from bihuan.foundation.audit.keeping import keep
        from bihuan.problems import models, policy, queries, workflow
        from bihuan.problems.operations.ends import said_beyond

        keep(
            models.Problem, kind="problem", label="问题", workflow=workflow.PROBLEM, duties=policy.duties, unmet=queries.unmet,
            versions=models.ProblemVersion, replaced=models.ProblemReplaced, name=lambda row: f"{row.number:04d}", campaign=lambda row: row.campaign.code,
            veiled=frozenset({"text", "cause", "how", "measures_text", "progress_text", "own"}), parts=("campaign", "manifestation"),
            duties_of_many=policy.duties_of_many, stand_ins=policy.stand_ins, in_person=policy.IN_PERSON,
            steady=("campaign", "unit", "person", "doer", "leader", "category", "manifestation"), remarks=said_beyond,
        )  # fmt: skip

    def _keep_drawn(self) -> None:
        """Sheets, take-overs, look-backs, pairs that were told apart."""
        from bihuan.campaigns.policy import duties as duties_of_campaign
        from bihuan.campaigns.policy import stand_ins as stand_ins_in_campaign
        from bihuan.foundation.audit.keeping import keep
        from bihuan.problems import models, policy, queries, workflow

        for model, kind, label, table in (
            (models.SheetLayout, "sheet_layout", "表头对应", workflow.SHEET_LAYOUT),
            (models.TakeOver, "take_over", "接续导入", workflow.TAKE_OVER),
            (models.LookBackDraw, "look_back", "回头看抽取", workflow.LOOK_BACK),
        ):
            keep(
                model, kind=kind, label=label, workflow=table, duties=duties_of_campaign, campaign=lambda row: row.campaign.code,
                stand_ins=stand_ins_in_campaign,
            )  # fmt: skip
        keep(
            models.LookBackItem, kind="looked_at", label="回头看的一件", workflow=workflow.LOOKED_AT, veiled=frozenset({"text"}),
            duties=lambda actor, row: policy.duties(actor, row.problem), name=lambda row: f"{row.problem.number:04d}",
            campaign=lambda row: row.draw.campaign.code, stand_ins=lambda actor, rows: policy.stand_ins(actor, [row.problem for row in rows]),
        )  # fmt: skip
        keep(
            models.SetApart, kind="set_apart", label="不是同一件", workflow=workflow.SET_APART, duties=duties_of_campaign, unmet=queries.unmet_apart,
            name=lambda row: f"{row.one.number:04d} ≠ {row.other.number:04d}", campaign=lambda row: row.campaign.code, veiled=frozenset({"reason"}),
            stand_ins=stand_ins_in_campaign,
        )  # fmt: skip

    def _keep_around(self) -> None:
        """What stands around an item: passed on, hidden, urged."""
        from bihuan.foundation.audit.keeping import keep
        from bihuan.problems import models, policy, workflow

        beyond: tuple[tuple[type[Any], str, str, Any], ...] = (
            (models.CarryOver, "carry_over", "结转", workflow.CARRY_OVER),
            (models.LocalForm, "local_form", "问题的细化表现", workflow.LOCAL_FORM),
        )  # fmt: skip
        for shown, kind, label, table in beyond:
            keep(
                shown, kind=kind, label=label, workflow=table, duties=policy.duties_beyond, campaign=lambda row: row.problem.campaign.code,
                name=lambda row: f"{row.problem.number:04d}", stand_ins=lambda actor, rows: policy.stand_ins(actor, [row.problem for row in rows]),
            )  # fmt: skip
        told: tuple[tuple[type[Any], str, str, Any, set[str]], ...] = (
            (models.HiddenForm, "hidden_form", "隐形变异", workflow.HIDDEN_FORM, {"text"}),
            (models.Reminder, "reminder", "催办", workflow.REMINDER, {"text", "answer"}),
        )
        for model, kind, label, table, words in told:
            keep(
                model, kind=kind, label=label, workflow=table, veiled=frozenset(words), duties=lambda actor, row: policy.duties(actor, row.problem),
                name=lambda row: f"{row.problem.number:04d}", campaign=lambda row: row.problem.campaign.code,
                stand_ins=lambda actor, rows: policy.stand_ins(actor, [row.problem for row in rows]),
            )  # fmt: skip

    def _keep_between_levels(self) -> None:
        """What two levels do together: an item shared upwards or downwards, and what both do about it."""
        from bihuan.foundation.audit.keeping import keep
        from bihuan.problems import models, policy, workflow

        keep(
            models.Share, kind="share", label="共享", workflow=workflow.SHARE_SHOWN, duties=policy.duties_between_levels,
            campaign=lambda row: row.problem.campaign.code, name=lambda row: f"{row.problem.number:04d}",
            stand_ins=policy.stand_ins_between_levels,
        )  # fmt: skip
        keep(
            models.JointMeasure, kind="joint_measure", label="联动措施", workflow=workflow.JOINT_MEASURE, veiled=frozenset({"text", "result"}),
            duties=policy.duties_between_levels,
            campaign=lambda row: row.campaign.code, name=lambda row: f"{row.share.problem.number:04d}",
            stand_ins=policy.stand_ins_between_levels,
        )  # fmt: skip

    def _listen(self) -> None:
        """What other rooms ask, and are told by."""
        from bihuan.campaigns.operations.ends import when_asked_what_is_left
        from bihuan.campaigns.operations.heads import when_heads_move
        from bihuan.campaigns.queries.desk import when_asked_what_waits
        from bihuan.foundation.audit.keeping import keep_words
        from bihuan.foundation.audit.pouring import keep_beside
        from bihuan.foundation.calendar.operations import when_days_change
        from bihuan.foundation.statistics import look_whole
        from bihuan.organisation.operations.names import when_names_change
        from bihuan.problems import models, vocabulary
        from bihuan.problems.operations.heads import follow_heads
        from bihuan.problems.operations.naming import follow_names
        from bihuan.problems.operations.recording import count_left
        from bihuan.problems.operations.recounting import recount
        from bihuan.problems.operations.tallies import counted_at_once
        from bihuan.problems.queries.levels import waiting_between_levels
        from bihuan.problems.queries.reminders import waiting_reminders

        when_asked_what_waits(waiting_reminders)
        when_asked_what_waits(waiting_between_levels)
        keep_beside(models.Problem, counted_at_once)
        look_whole(models.Problem._meta.db_table)
        keep_words(*vocabulary.LedgerAction)
        when_heads_move(follow_heads)
        when_asked_what_is_left(count_left)
        when_days_change(recount)
        when_names_change(follow_names)
