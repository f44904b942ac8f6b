"""Accountability for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Accountability(AppConfig):
    name = "bihuan.accountability"
    label = "accountability"
    verbose_name = "处理与申诉"

    def ready(self) -> None:
        from bihuan.accountability import models, policy
        from bihuan.accountability.queries.desk import asks
        from bihuan.accountability.queries.own import own_asks
        from bihuan.accountability.queries.rights_desk import right_asks
        from bihuan.accountability.vocabulary.handling import HandlingWord
        from bihuan.accountability.vocabulary.publicity import RightsWord
        from bihuan.accountability.workflow import appeals, bodies, clarification, handling, publicity, tolerance
        from bihuan.campaigns.queries.desk import when_asked_what_waits
        from bihuan.foundation.audit.keeping import keep, keep_words

        keep(
            models.DecisionBody, kind="decision_body", label="办理机构", workflow=bodies.BODY, duties=policy.duties_of_body,
            name=lambda row: row.name, campaign=lambda row: row.campaign.code,
        )  # fmt: skip
        shared: dict[str, Any] = {"steady": ("campaign", "unit", "person", "handler", "body")}
        keep(
            models.Handling, kind="handling", label="处理", workflow=handling.HANDLING, duties=policy.duties_of_handling,
            unmet=policy.unmet_of_handling, name=lambda row: f"{row.number}", campaign=lambda row: row.campaign.code, veiled=_WORDS, **shared,
        )  # fmt: skip
        keep(
            models.Appeal, kind="appeal", label="申诉", workflow=appeals.APPEAL, duties=policy.duties_of_appeal, unmet=policy.unmet_of_appeal,
            name=lambda row: f"{row.handling.number}", campaign=lambda row: row.handling.campaign.code, veiled=frozenset({"text", "outcome"}),
            steady=("handling", "body"),
        )  # fmt: skip
        keep_words(*HandlingWord)
        rights: dict[str, Any] = {
            "duties": policy.duties_of_right,
            "campaign": lambda row: row.campaign.code,
            "name": lambda row: f"{row.number}",
        }
        keep(
            models.Tolerance, kind="tolerance", label="容错审查", workflow=tolerance.TOLERANCE, unmet=policy.unmet_of_tolerance, steady=_STEADY,
            veiled=frozenset({"matter", "text", "findings", "review", "reasons", "present"}), **rights,
        )  # fmt: skip
        keep(
            models.Clarification, kind="clarification", label="澄清正名", workflow=clarification.CLARIFICATION, steady=_STEADY,
            unmet=policy.unmet_of_clarification, **rights,
            veiled=frozenset({"matter", "outcome", "grounds", "document", "paper", "wish", "wish_text", "approval", "follow_text"}),
        )  # fmt: skip
        keep(
            models.Announcement, kind="announcement", label="公布", workflow=publicity.ANNOUNCEMENT, unmet=policy.unmet_of_announcement,
            steady=("campaign", "unit", "handler", "body"), veiled=frozenset({"title", "text", "reply"}), **rights,
        )  # fmt: skip
        keep_words(*RightsWord)
        self._education(models)
        self._cards(models)
        self._papers(models, policy)
        self._exemplars(models)
        when_asked_what_waits(asks)
        when_asked_what_waits(own_asks)
        when_asked_what_waits(right_asks)

    def _papers(self, models: Any, policy: Any) -> None:
        from bihuan.accountability.policy.party import duties_of_party
        from bihuan.accountability.queries.party import party_asks
        from bihuan.accountability.vocabulary.party import PartyWord
        from bihuan.accountability.workflow import papers, party
        from bihuan.campaigns.queries.desk import when_asked_what_waits
        from bihuan.foundation.audit.keeping import keep, keep_words

        of_handling: dict[str, Any] = {
            "duties": lambda actor, row: policy.duties_of_handling(actor, row.handling), "campaign": lambda row: row.handling.campaign.code,
            "name": lambda row: f"{row.handling.number}", "steady": ("handling",),
        }  # fmt: skip
        keep(
            models.HandlingPaper, kind="handling_paper", label="处理文书", workflow=papers.PAPER,
            veiled=frozenset({"kind", "content", "figures", "figures_digest", "seal", "number"}), **of_handling,
        )  # fmt: skip
        keep(
            models.MeasureRecord, kind="measure_record", label="措施执行情况", workflow=papers.RECORD,
            veiled=frozenset({"place", "present", "text", "reply", "outcome"}), **of_handling,
        )  # fmt: skip
        keep(
            models.PartyDecision, kind="party_decision", label="党组研究", workflow=party.PARTY, duties=duties_of_party,
            name=lambda row: row.unit.name, campaign=lambda row: row.campaign.code, veiled=frozenset({"reason", "text", "talk_place"}),
            steady=("campaign", "unit", "problem", "body"),
        )  # fmt: skip
        keep_words(*PartyWord)
        when_asked_what_waits(party_asks)

    def _exemplars(self, models: Any) -> None:
        from bihuan.accountability.policy.exemplars import duties_of_exemplar, unmet_of_exemplar
        from bihuan.accountability.queries.exemplars import exemplar_asks
        from bihuan.accountability.queries.late import late_asks
        from bihuan.accountability.workflow.exemplars import EXEMPLAR
        from bihuan.campaigns.queries.desk import when_asked_what_waits
        from bihuan.foundation.audit.keeping import keep

        keep(
            models.Exemplar, kind="exemplar", label="先进典型", workflow=EXEMPLAR, duties=duties_of_exemplar, unmet=unmet_of_exemplar,
            name=lambda row: f"{row.number}", campaign=lambda row: row.campaign.code, steady=("campaign", "unit", "person", "body"),
            veiled=frozenset({"deed", "evidence", "consent", "decision", "document", "reason"}),
        )  # fmt: skip
        when_asked_what_waits(exemplar_asks)
        when_asked_what_waits(late_asks)

    def _cards(self, models: Any) -> None:
        from bihuan.accountability.policy import cards as seen
        from bihuan.accountability.policy import motions as asked
        from bihuan.accountability.queries.reminding import card_asks
        from bihuan.accountability.vocabulary.motions import MarkWord
        from bihuan.accountability.workflow import appraisal, cards, motions, ratings
        from bihuan.campaigns.queries.desk import when_asked_what_waits
        from bihuan.foundation.audit.keeping import keep, keep_words

        of_campaign: dict[str, Any] = {"campaign": lambda row: row.campaign.code}
        marks: dict[str, Any] = {
            "duties": seen.duties_of_mark,
            "name": lambda row: f"{row.pk}",
            "veiled": frozenset({"state", "kind"}),
            **of_campaign,
        }
        keep(models.LocalRule, kind="local_rule", label="本地制度", workflow=ratings.LOCAL_RULE, duties=seen.duties_of_rule, **of_campaign)
        keep(
            models.Card,
            kind="card",
            label="牌",
            workflow=cards.CARD,
            unmet=asked.unmet_of_card,
            steady=("campaign", "unit", "person"),
            **marks,
        )
        keep(
            models.Rating,
            kind="rating",
            label="评定",
            workflow=ratings.RATING,
            unmet=asked.unmet_of_rating,
            steady=("campaign", "unit", "person"),
            **marks,
        )
        keep(
            models.Motion, kind="motion", label="评定和亮牌的建议", workflow=motions.MOTION, duties=seen.duties_of_motion, unmet=asked.unmet_of_motion,
            name=lambda row: f"{row.number}", veiled=_OF_A_MOTION, steady=("campaign", "unit", "person", "handler", "body"), **of_campaign,
        )  # fmt: skip
        keep(
            models.CardReview, kind="card_review", label="对评定和亮牌的申诉", workflow=motions.REVIEW, duties=seen.duties_of_review,
            unmet=asked.unmet_of_review, name=lambda row: f"{row.motion.number}", campaign=lambda row: row.motion.campaign.code,
            veiled=frozenset({"text", "outcome"}), steady=("motion", "body"),
        )  # fmt: skip
        keep(
            models.Referral, kind="referral", label="送组织人事部门的建议", workflow=appraisal.REFERRAL, duties=seen.duties_of_referral,
            name=lambda row: f"{row.number}", veiled=frozenset({"text", "answer", "kind"}), steady=("campaign", "sender", "body"), **of_campaign,
        )  # fmt: skip
        keep_words(*MarkWord)
        when_asked_what_waits(card_asks)

    def _education(self, models: Any) -> None:
        from bihuan.accountability.policy import study as of_study
        from bihuan.accountability.policy import visits as of_visits
        from bihuan.accountability.vocabulary.visits import VisitWord
        from bihuan.accountability.workflow import study, visits
        from bihuan.foundation.audit.keeping import keep, keep_words

        keep(
            models.ReturnVisit, kind="return_visit", label="回访教育", workflow=visits.VISITS, duties=of_visits.duties_of_visits,
            unmet=of_visits.unmet_of_visits, name=lambda row: f"{row.handling.number}", campaign=lambda row: row.handling.campaign.code,
            veiled=_OF_A_VISIT, steady=("handling",),
        )  # fmt: skip
        in_campaign: dict[str, Any] = {"campaign": lambda row: row.campaign.code, "steady": ("campaign",)}
        keep(
            models.StudyPlan, kind="study_plan", label="学习计划", workflow=study.STUDY_PLAN, duties=of_study.duties_of_study, **in_campaign
        )
        keep(
            models.StudySession, kind="study_session", label="学习登记", workflow=study.STUDY_SESSION, duties=of_study.duties_of_session, **in_campaign
        )  # fmt: skip
        keep(
            models.StudyMaterial,
            kind="study_material",
            label="学习材料",
            workflow=study.MATERIAL,
            duties=of_study.duties_of_study,
            **in_campaign,
        )
        keep_words(*VisitWord)


_STEADY = ("campaign", "unit", "person", "handler", "body", "handling")
_WORDS = frozenset({
    "matter", "unchanged", "class_reason", "circumstances", "effect", "origin_text", "tolerance", "rule", "weight_reason", "after_training",
    "decision", "reason", "heard_text", "present", "health", "workload", "orders", "case_class", "measure",
})  # fmt: skip
"""What is said about a person never enters the book; that it was written, by whom and when, does."""
_OF_A_VISIT = frozenset({"circumstances", "kind", "conduct", "way", "political", "discipline", "social"})
"""The same of return visits; what is sealed is in no column of a row that is kept."""

_OF_A_MOTION = frozenset({
    "kind", "text", "evidence", "clause", "health", "workload", "orders", "verified_how", "decision", "heard_text", "present", "reason",
    "for_count", "against_count", "abstained_count",
})  # fmt: skip
