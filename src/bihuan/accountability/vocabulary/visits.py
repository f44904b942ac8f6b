"""Words about return visits to somebody under a measure (M164–M169)."""

from bihuan.foundation.kernel import Term, _


class VisitState(Term):
    """Where a plan of return visits stands."""

    OPEN = "open", _("回访中")
    DECLINED = "declined", _("本人暂不接受回访")
    CLOSED = "closed", _("已作评估")
    ENDED = "ended", _("回访期已满")


class VisitAction(Term):
    """What is done with a plan of return visits."""

    PLAN = "plan_visits", _("制定回访计划")
    REPLAN = "change_visit_plan", _("修改回访计划")
    NAME = "name_visitor", _("增加回访人")
    LEAVE = "leave_visits", _("退出回访")
    SEAL = "seal_note", _("写入密封内容")
    DROP = "drop_note", _("删去密封内容")
    OPEN_NOTES = "open_notes", _("打开密封内容")
    RECORD = "record_visit", _("记录回访")
    RAISE = "raise_difficulty", _("记下困难")
    ANSWER = "answer_difficulty", _("答复困难")
    DECLINE = "decline_visits", _("暂不接受回访")
    RESUME = "resume_visits", _("恢复回访")
    CLOSE = "close_visits", _("评估回访")
    END = "end_visits", _("回访期满")


class VisitWord(Term):
    """What is done with a plan without a step of its table."""

    READ = "read_visits", _("查阅回访记录")


class VisitNeed(Term):
    """What a step asks for."""

    RECORDED = "visited_once", _("至少有一次回访记录")
    ANSWERED = "difficulties_answered", _("记下的困难都有答复")
    YEAR_OVER = "visit_year_over", _("回访期还没有满，措施也没有结束")


class VisitDuty(Term):
    """What somebody is to a plan of return visits."""

    PLANNER = "visit_planner", _("回访计划制定人")
    VISITOR = "visitor", _("回访人")
    SUBJECT = "visited", _("本人")
    MACHINE = "machine", _("命令行")


class NoteKind(Term):
    """What may be told of one's own free will; sealed to the visitors, deleted with the end of the visits (P11, P14)."""

    WORRIES = "worries", _("顾虑")
    HEALTH = "health", _("身体和情绪")
    FAMILY = "family", _("家庭情况")
    QUIET = "quiet", _("需要多关心的地方")


class Mode(Term):
    """Three modes of a visit (M167)."""

    EXPLAIN = "explain", _("讲清政策")
    RELIEVE = "relieve", _("心理疏导")
    SOLVE = "solve", _("解决困难")


class Effect(Term):
    """Three effects in one (M169)."""

    POLITICAL = "political", _("政治效果")
    DISCIPLINE = "discipline", _("纪法效果")
    SOCIAL = "social", _("社会效果")
