"""Words about bodies that handle, decide and review."""

from bihuan.foundation.kernel import Term, _


class BodyKind(Term):
    """What a body is, as the rule pack of measures names those that may give a measure."""

    OFFICE = "office", _("专班")
    UNIT = "unit", _("所在单位党组织")
    PARTY_GROUP = "party_group", _("党组（党委）")
    DISCIPLINE = "discipline", _("纪检监察机关（机构）")
    PERSONNEL = "personnel", _("组织人事部门")
    SUPERVISION = "supervision", _("督查（效能监察）机构")


class BodyAction(Term):
    """What is done with a body."""

    NAME = "name_body", _("设立办理机构")
    SEAT = "seat_in_body", _("确定成员")
    UNSEAT = "unseat_from_body", _("免去成员")
    END = "end_body", _("停用办理机构")


class BodyDuty(Term):
    """What somebody is to a body."""

    MEMBER = "body_member", _("办理机构成员")
