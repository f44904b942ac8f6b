"""Words of opinions: from which form and group of people, what became of each (M57–M59, M86)."""

from bihuan.foundation.kernel import Term, _


class OpinionForm(Term):
    """In which form an opinion was heard: the letter, the four forms of M59, a visit of an inspection, the three prompts of M57."""

    LETTER = "letter", _("征求意见函")
    SEMINAR = "seminar", _("座谈会")
    VISIT = "visit", _("走访群众")
    QUESTIONNAIRE = "questionnaire", _("问卷调查")
    OPINION_FORM = "opinion_form", _("征求意见表")
    INSPECTION = "inspection", _("督导检查中听到")
    BY_LEADER = "by_leader", _("领导批评")
    BY_COLLEAGUE = "by_colleague", _("同事点醒")
    BY_PUBLIC = "by_public", _("群众监督")


GATHERED = (OpinionForm.SEMINAR, OpinionForm.VISIT, OpinionForm.QUESTIONNAIRE, OpinionForm.OPINION_FORM)
"""The four forms in which opinions are gathered from many sides (M59)."""
PROMPTS = (OpinionForm.BY_LEADER, OpinionForm.BY_COLLEAGUE, OpinionForm.BY_PUBLIC)
"""The three prompts (M57)."""


class PeopleGroup(Term):
    """From which group of people an opinion comes. Never from whom."""

    SERVED = "served", _("工作和服务对象")
    PUBLIC = "public", _("群众")
    PARTY_MEMBERS = "party_members", _("党员")
    CADRES = "cadres", _("干部职工")
    LEADERS = "leaders", _("领导干部")
    OTHER = "other", _("其他")


class OpinionState(Term):
    """Where an opinion stands: each ends on the ledger or as no action with its reason (M86)."""

    OPEN = "open", _("待处理")
    ENTERED = "entered", _("已列入台账")
    NO_ACTION = "no_action", _("不列入台账")


class OpinionAction(Term):
    """What is done with an opinion."""

    HEAR = "hear_opinion", _("登记意见")
    ENTER = "enter_opinion", _("意见列入台账")
    JOIN = "join_opinion", _("意见并入已有问题")
    LEAVE = "leave_opinion", _("意见不列入台账")
    RECONSIDER = "reconsider_opinion", _("重新处理意见")
    MARK = "mark_resented", _("标明群众反映强烈")


class PointingState(Term):
    """A pointing-out lies until the office takes it; from then on it says nothing any more."""

    WRITTEN = "written", _("待收取")
    TAKEN = "taken", _("已收取")


class PointingAction(Term):
    """What is done with a pointing-out."""

    WRITE = "point_out", _("指出问题")
    TAKE = "take_pointings", _("收取指出的问题")


class OpinionWord(Term):
    """What is done beside the steps of the table."""

    EXPORT = "export_opinions", _("导出意见建议问题清单")


class FindingDuty(Term):
    """What somebody is here beside his duties: one of the campaign's people; whoever a letter is for."""

    AMONG = "among", _("参加专项的人")
    ADDRESSEE = "addressee", _("收函人")
    SITTER = "sitter", _("参会人员")
    WRITER = "writer", _("本人")
    CHAIR = "chair", _("主持人")
