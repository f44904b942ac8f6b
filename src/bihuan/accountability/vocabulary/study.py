"""Words about study: topics, forms, numbers present – never names, never who read what (M158–M163)."""

from bihuan.foundation.kernel import Term, _


class StudyForm(Term):
    """The forms in which something is studied (M158, M159, M160)."""

    PARTY_GROUP = "party_group", _("党组会议")
    CENTRE_GROUP = "centre_group", _("理论学习中心组学习")
    BRANCH = "branch", _("党支部会议")
    SELF_STUDY = "self_study", _("自学")
    TRAINING = "training", _("培训会")


class MaterialKind(Term):
    """What is laid out for study."""

    MATERIAL = "material", _("学习材料")
    READING = "reading_list", _("阅读书目")
    DISCIPLINE = "work_discipline", _("工作纪律提示")


class StudyAction(Term):
    """What is done with study."""

    PLAN = "plan_study", _("制定学习计划")
    END = "end_study_plan", _("结束学习计划")
    HOLD = "hold_session", _("登记学习")
    CORRECT = "correct_session", _("更正学习登记")
    LAY_OUT = "lay_out_material", _("发布学习材料")
    TAKE_IN = "take_in_material", _("撤下学习材料")
