"""Finding for Django and for the book."""

from django.apps import AppConfig


class Finding(AppConfig):
    name = "bihuan.finding"
    label = "finding"
    verbose_name = "查摆问题"

    def ready(self) -> None:
        _keep_self_checks()
        _keep_opinions()
        _keep_critique()
        _keep_tracing()
        _keep_talks()
        _keep_instructions()
        _keep_coverage()


def _keep_opinions() -> None:
    from bihuan.campaigns.queries.desk import when_asked_what_waits
    from bihuan.finding import models
    from bihuan.finding.policy import opinions as policy
    from bihuan.finding.queries.desk_of_opinions import waiting_opinions
    from bihuan.finding.vocabulary.letters import LetterAction
    from bihuan.finding.vocabulary.opinions import OpinionWord
    from bihuan.finding.workflow import opinions as tables
    from bihuan.foundation.audit.keeping import keep, keep_words

    words = frozenset({"text", "root", "reason", "person", "person_id", "addressee"})
    for model, kind, label, table, duties in (
        (models.Opinion, "opinion", "意见建议", tables.OPINION, policy.duties_of_opinion),
        (models.OpinionLetter, "opinion_letter", "征求意见函", tables.LETTER, policy.duties_of_letter),
        (models.Gathering, "gathering", "征求意见活动", tables.GATHERING, policy.duties_of_unit_row),
    ):
        keep(
            model, kind=kind, label=label, workflow=table, duties=duties, stand_ins=policy.stand_ins, veiled=words, name=lambda row: f"{row.pk}",
            campaign=lambda row: row.campaign.code, in_person=frozenset({LetterAction.REPLY}),
        )  # fmt: skip
    # without a campaign: who pointed something out is told to no list of a campaign and to no program (M57)
    keep(
        models.PointingOut, kind="pointing_out", label="指出的问题", workflow=tables.POINTING_OUT, duties=policy.duties_of_pointing,
        duties_of_many=policy.duties_of_pointings, stand_ins=policy.stand_ins, parts=("campaign",), name=lambda row: f"{row.pk}",
        veiled=words | {"unit", "unit_id", "manifestation", "manifestation_id", "written_by", "written_by_id", "form"},
    )  # fmt: skip
    keep_words(*OpinionWord)
    when_asked_what_waits(waiting_opinions)


def _keep_critique() -> None:
    from bihuan.finding import models
    from bihuan.finding.policy import opinions as policy
    from bihuan.finding.vocabulary.critique import CritiqueWord
    from bihuan.finding.workflow import critique as tables
    from bihuan.foundation.audit.keeping import keep, keep_words

    keep(
        models.CritiqueMeeting, kind="critique_meeting", label="互评专题会议", workflow=tables.CRITIQUE_MEETING, duties=policy.duties_of_meeting,
        stand_ins=policy.stand_ins, name=lambda row: f"{row.pk}", campaign=lambda row: row.campaign.code,
    )  # fmt: skip
    # without a campaign: that somebody wrote is told to no list of a campaign and to no program (P05); what he wrote, to nobody
    keep(
        models.CritiqueSlip, kind="critique_slip", label="互评手记", workflow=tables.CRITIQUE_SLIP, duties=policy.duties_of_slip,
        duties_of_many=policy.duties_of_slips, stand_ins=policy.stand_ins, parts=("meeting",), name=lambda row: f"{row.pk}",
        veiled=frozenset({"author", "author_id", "about", "about_id", "pairing", "manifestation", "manifestation_id", "text", "written_by", "written_by_id"}),
    )  # fmt: skip
    keep(
        models.Critique, kind="critique", label="批评意见", workflow=tables.CRITIQUE, duties=policy.duties_of_critique, stand_ins=policy.stand_ins,
        name=lambda row: f"{row.pk}", campaign=lambda row: row.meeting.campaign.code, veiled=frozenset({"author", "author_id", "pairing"}),
    )  # fmt: skip
    keep_words(*CritiqueWord)


def _keep_self_checks() -> None:
    from bihuan.campaigns.queries.desk import when_asked_what_waits
    from bihuan.finding import models
    from bihuan.finding.policy import self_checks as policy
    from bihuan.finding.queries.self_check_desk import waiting
    from bihuan.finding.queries.self_checks import unmet
    from bihuan.finding.vocabulary.self_checks import SelfCheckWord
    from bihuan.finding.workflow import self_checks as tables
    from bihuan.foundation.audit.keeping import keep, keep_words

    keep(
        models.SelfCheck, kind="self_check", label="自查清单", workflow=tables.SELF_CHECK, duties=policy.duties, duties_of_many=policy.duties_of_many,
        unmet=unmet, stand_ins=policy.stand_ins, parts=("campaign", "unit", "person"), name=lambda row: row.code, campaign=lambda row: row.campaign.code,
        steady=("campaign", "unit", "person"),
    )  # fmt: skip
    keep(
        models.Pledge, kind="pledge", label="自查无问题承诺书", workflow=tables.PLEDGE, duties=policy.duties_of_pledge, name=lambda row: row.self_check.code,
        campaign=lambda row: row.self_check.campaign.code, veiled=frozenset({"text"}),
    )  # fmt: skip
    keep_words(*SelfCheckWord)
    when_asked_what_waits(waiting)


def _keep_tracing() -> None:
    from typing import Any

    from bihuan.campaigns.queries.desk import when_asked_what_waits
    from bihuan.finding import models
    from bihuan.finding.policy import tracing as policy
    from bihuan.finding.queries.desk_of_tracing import waiting_tracing
    from bihuan.finding.vocabulary.back_checks import BackCheckWord
    from bihuan.finding.vocabulary.feedback import FeedbackWord
    from bihuan.finding.workflow import back_checks, feedback, screening
    from bihuan.foundation.audit.keeping import keep, keep_words

    for model, kind, label, table, duties, words in (
        (models.SourceReport, "source_report", "反馈材料", feedback.SOURCE_REPORT, policy.duties_of_joint, {"matter"}),
        (models.JointFinding, "joint_finding", "组织联查问题", feedback.JOINT_FINDING, policy.duties_of_joint, {"text"}),
        (models.RedBlackList, "red_black_list", "红黑榜", feedback.RED_BLACK_LIST, policy.duties_of_joint, set[str]()),
        (models.BackCheck, "back_check", "倒查", back_checks.BACK_CHECK, policy.duties_of_unit_row, {"conclusion", "title"}),
        (models.Screening, "screening", "单位排查", screening.SCREENING, policy.duties_of_unit_row, {"how"}),
    ):
        more: dict[str, Any] = {"unmet": policy.unmet_of_back_check} if model is models.BackCheck else {}
        more["duties_of_many"] = policy.duties_of_joints if duties is policy.duties_of_joint else policy.duties_of_unit_rows
        if model is models.Screening:  # however many are asked at once, each record tells what was asked of whom
            more["remarks"] = lambda change, new: {"unit": change.row.unit_id, "category": change.row.category_id} if new else {}
        keep(
            model, kind=kind, label=label, workflow=table, duties=duties, campaign=lambda row: row.campaign.code, veiled=frozenset(words),
            stand_ins=policy.stand_ins, in_person=policy.IN_PERSON, name=lambda row: f"{row.pk}", **more,
        )  # fmt: skip
    keep_words(*FeedbackWord, *BackCheckWord)
    when_asked_what_waits(waiting_tracing)


def _keep_talks() -> None:
    """Without a campaign: that somebody was talked to or visited is told to no list of a campaign and to no program (M71, M72)."""
    from bihuan.finding import models
    from bihuan.finding.policy import tracing as policy
    from bihuan.finding.vocabulary.talks import TalkWord
    from bihuan.finding.workflow import talks
    from bihuan.foundation.audit.keeping import keep, keep_words

    for model, kind, label, table, duties, words in (
        (models.Talk, "talk", "谈话记录", talks.TALK, policy.duties_of_talk, {"subject", "record", "view", "declined_why", "beside"}),
        (models.HomeVisit, "home_visit", "干部家访", talks.HOME_VISIT, policy.duties_of_home_visit, {"purpose", "answer", "record"}),
    ):
        keep(
            model, kind=kind, label=label, workflow=table, duties=duties, veiled=frozenset(words | {"person", "person_id"}),
            stand_ins=policy.stand_ins, in_person=policy.IN_PERSON, name=lambda row: f"{row.pk}",
        )  # fmt: skip
    keep_words(*TalkWord)


def _keep_instructions() -> None:
    from bihuan.campaigns import policy as campaigns
    from bihuan.campaigns.queries.desk import when_asked_what_waits
    from bihuan.finding import models
    from bihuan.finding.queries.instructions import waiting_instructions
    from bihuan.finding.vocabulary.instructions import InstructionAction
    from bihuan.finding.workflow import instructions as tables
    from bihuan.foundation.audit.keeping import keep

    keep(
        models.Instruction, kind="instruction", label="批示", workflow=tables.INSTRUCTION, duties=campaigns.duties, stand_ins=campaigns.stand_ins,
        campaign=lambda row: row.campaign.code, veiled=frozenset({"words", "report", "seen_note"}), name=lambda row: f"{row.pk}",
    )  # fmt: skip
    keep(
        models.InstructionPart, kind="instruction_part", label="批示分办", workflow=tables.PART, duties=campaigns.duties_of_holder,
        stand_ins=campaigns.stand_ins_of_holder, campaign=lambda row: row.instruction.campaign.code, veiled=frozenset({"text"}), name=lambda row: f"{row.pk}",
        in_person=frozenset({InstructionAction.FAIL_PART}),
    )  # fmt: skip
    when_asked_what_waits(waiting_instructions)


def _keep_coverage() -> None:
    from bihuan.finding import models
    from bihuan.finding.policy import coverage as policy
    from bihuan.finding.queries.nones import words_of_person
    from bihuan.finding.workflow import coverage as tables
    from bihuan.foundation.audit.keeping import keep
    from bihuan.problems.queries.six import when_asked_what_is_none

    keep(
        models.NoneConfirmed, kind="none_confirmed", label="没有问题的确认", workflow=tables.NONE_CONFIRMED, duties=policy.duties_of_none,
        stand_ins=policy.stand_ins, campaign=lambda row: row.campaign.code, name=lambda row: f"{row.pk}",
        veiled=frozenset({"basis", "why", "person", "person_id"}),
    )  # fmt: skip
    when_asked_what_is_none(words_of_person)
