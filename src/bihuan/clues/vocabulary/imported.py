"""Words about records of other platforms, and about what leaves for the national system of petitions."""

from bihuan.foundation.kernel import Term, _


class RecordColumn(Term):
    """Columns of a sheet of another platform's records."""

    NUMBER = "number", _("外部编号")
    PLATFORM = "platform", _("来源平台")
    RECEIVED = "received", _("收到日期")
    TEXT = "text", _("反映内容")
    UNIT = "unit", _("被反映单位")
    PERSON = "person", _("被反映人")
    HAPPENED = "happened", _("时间和地点")
    NAME = "name", _("反映人姓名")
    CONTACT = "contact", _("联系方式")


class PetitionColumn(Term):
    """Columns of the list that leaves for the national system, and comes back with its numbers."""

    CLUE = "clue", _("线索编号")
    RECEIVED = "received", _("收到日期")
    SOURCE = "source", _("来源")
    TEXT = "text", _("反映内容")
    UNITS = "units", _("被反映单位")
    PERSONS = "persons", _("被反映人")
    HAPPENED = "happened", _("时间和地点")
    WHO = "who", _("反映人")
    NUMBER = "number", _("信访编号")
