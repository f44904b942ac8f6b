"""What somebody is to a problem, and the work that waits for him or that he hands over."""

from bihuan.foundation.kernel import Term, _


class ProblemDuty(Term):
    """What somebody is to one problem, beside the duties of the campaign."""

    OWNER = "owner", _("本人")
    DOER = "doer", _("整改责任人")
    RESPONSIBLE_LEADER = "responsible_leader", _("责任领导")
    HEAD_CONFIRMS = "head_confirms", _("确认人")


class Waiting(Term):
    """The kinds of work that wait for somebody on the ledger, as the to-do page names them (M93)."""

    CORRECT = "correct", _("立行立改：说明怎么改的")
    ANALYSE = "analyse", _("剖析原因")
    PLAN = "plan", _("制定整改措施")
    ASK = "ask", _("整改并申请销号")
    APPROVE = "approve", _("批准整改措施")
    CONFIRM_CORRECTION = "confirm_correction", _("确认立改")
    CONFIRM = "confirm", _("确认销号申请")
    VERIFY = "verify", _("核验整改")
    SAMPLE = "sample", _("抽查待核")
    LOOK_BACK = "look_back", _("回头看")
    PUBLICISE = "publicise", _("公示")
    CLOSE = "close", _("销号")
    CLOSE_PUBLISHED = "close_published", _("公示期满，销号")
    ANSWER = "answer", _("答复公示异议")
    RULE = "rule", _("裁定归属异议")
    CLASSIFY = "classify", _("归类")
    UNIT_ANALYSE = "unit_analyse", _("本单位：剖析原因")
    UNIT_PLAN = "unit_plan", _("本单位：制定措施")
    UNIT_PROGRESS = "unit_progress", _("本单位：推进整改")


class Work(Term):
    """Kinds of open work that somebody who leaves hands over."""

    DOER = "doer", _("整改责任")
    LEADER = "leader", _("责任领导")
    OWN = "own", _("本人的问题")
    SEAT = "seat", _("机构成员")
    DUTY = "duty", _("职责")
