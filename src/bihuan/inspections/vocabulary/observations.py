"""Words of what a visit saw and heard."""

from bihuan.foundation.kernel import Term, _


class SupervisionKind(Term):
    """The five kinds of supervision from which a finding may come (M194)."""

    PARTY = "party", _("党内监督")
    DEMOCRATIC = "democratic", _("民主监督")
    ADMINISTRATIVE = "administrative", _("行政监督")
    MEDIA = "media", _("舆论监督")
    MASSES = "masses", _("群众监督")


class Force(Term):
    """Which body found it: their findings stand in one list (M112)."""

    GROUP = "group", _("督导组")
    TASK_FORCE = "task_force", _("工作专班")
    SUPERVISION_SECTION = "supervision_section", _("两办督查室")
    STYLE_OFFICE = "style_office", _("作风效能办")
    TOUR = "tour", _("巡察机构")


class Focus(Term):
    """What an observation is about; a poor list or meeting sends the list back (M110)."""

    MATTER = "matter", _("工作落实")
    DISCIPLINE = "discipline", _("上下班纪律、办公秩序、工作作风")
    MEETINGS = "meetings", _("会风会纪")
    LISTS = "lists", _("自查互查质量")


class ObservationState(Term):
    """Where an observation stands. Before the unit was heard it is no problem (P19)."""

    NOTED = "noted", _("已记录")
    SENT = "sent", _("待单位说明")
    ANSWERED = "answered", _("单位已说明")
    RECORDED = "recorded", _("已列入台账")
    RETURNED = "returned", _("已退回清单")
    DROPPED = "dropped", _("不作问题")
    SAME = "same", _("与另一条相同")


class ObservationAction(Term):
    """What is done with an observation."""

    NOTE = "note_observation", _("记录检查发现")
    SEND = "send_observation", _("送单位说明")
    ANSWER = "answer_observation", _("单位说明")
    RECORD = "record_observation", _("列入问题台账")
    SEND_BACK = "send_list_back", _("退回清单")
    DROP = "drop_observation", _("不作问题")
    JOIN = "join_observations", _("并入另一条")
    ADD_PHOTO = "add_photo", _("附照片")
    HEAR = "hear_opinion", _("记录听到的意见")
    PASS_ON = "pass_opinion_on", _("转入意见清单")


class HeardFrom(Term):
    """Who said it; no names are asked for."""

    MASSES = "masses", _("群众")
    GRASSROOTS = "grassroots", _("基层单位")
    STAFF = "staff", _("本单位干部职工")
    ENTERPRISES = "enterprises", _("企业、服务对象")


class HeardState(Term):
    """Where an opinion that was heard stands."""

    WAITING = "waiting", _("待转入意见清单")
    PASSED = "passed", _("已转入意见清单")
