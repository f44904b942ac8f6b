"""Words of the organisation."""

from bihuan.foundation.kernel import Term, _


class UnitKind(Term):
    """What a unit is, as the roster names it."""

    PLACE = "place", _("地区")
    BUREAU = "bureau", _("机关部门")
    TOWNSHIP = "township", _("乡镇（街道）")
    INSTITUTION = "institution", _("事业单位")
    COMPANY = "company", _("国有企业")
    SECTION = "section", _("内设机构")
    DISCIPLINE = "discipline", _("纪检监察机构")
    OTHER = "other", _("其他")


class PostRole(Term):
    """The part a post plays in its unit."""

    HEAD = "head", _("主要负责人")
    LEADER = "leader", _("班子成员")
    SECTION_HEAD = "section_head", _("科室负责人")
    STAFF = "staff", _("干部职工")


class Rank(Term):
    """Ranks of posts, high to low; a campaign's threshold is one of them (A38)."""

    DIVISION = "division", _("正处级")
    DEPUTY_DIVISION = "deputy_division", _("副处级")
    SECTION = "section", _("正科级")
    DEPUTY_SECTION = "deputy_section", _("副科级")
    STAFF = "staff", _("科员")
    OTHER = "other", _("其他")


class OrganisationAction(Term):
    """What is done to units, people and posts."""

    FOUND_UNIT = "found_unit", _("设立单位")
    AMEND_UNIT = "amend_unit", _("修改单位")
    END_UNIT = "end_unit", _("撤销单位")
    ENTER_PERSON = "enter_person", _("登记人员")
    AMEND_PERSON = "amend_person", _("修改人员")
    GIVE_POST = "give_post", _("任职")
    END_POST = "end_post", _("免去职务")
    AMEND_POST = "amend_post", _("修改职务")
    LINK_ACCOUNT = "link_account", _("关联账号")
    GIVE_DUTY = "give_standing_duty", _("授予常设职责")
    END_DUTY = "end_standing_duty", _("收回常设职责")


class OrganisationDuty(Term):
    """Who keeps the organisation: the organisation's own desk, or whoever runs the machine."""

    KEEPER = "keeper", _("组织管理员")
    SECURITY = "security", _("安全保密管理员")
    SYSTEM = "system", _("系统管理员")
    MACHINE = "machine", _("命令行")


class StandingDutyKind(Term):
    """Duties that hold outside any one campaign; the security administrator grants them and holds none."""

    KEEPER = "keeper", _("组织管理员")
    FOUNDER = "founder", _("专项发起人")
    CLUE_INTAKE = "clue_intake", _("举报受理（拆封登记）")
    CLUE_DESK = "clue_desk", _("问题线索办理")
    CLUE_APPROVER = "clue_approver", _("问题线索处置审批")
    CLUE_ALTERNATE = "clue_alternate", _("另行受理（反映受理人员或者本级领导的举报）")
    CLUE_CUSTODIAN = "clue_custodian", _("举报人身份信息保管")


CLUE_DUTIES = frozenset(one for one in StandingDutyKind if one.value.startswith("clue_"))
"""Those of the clue desk; their holders sign in with a second factor."""


class RecusalGround(Term):
    """Why somebody keeps away, as far as it is written down: no relation is named, no family tree is kept."""

    SERVED_THERE = "served_there", _("曾在该单位任职")
    DEALINGS = "dealings", _("曾经办过相关事项或有经手往来")
    INTEREST = "interest", _("有利害关系")
    RELATION = "relation", _("存在应当回避的关系（不写明是什么关系）")
    CRITICISM = "criticism", _("互相提过批评意见或反映过问题")
    OTHER = "other", _("其他可能影响公正的情形")


class RecusalState(Term):
    """Where a recusal stands."""

    ASKED = "asked", _("待决定")
    IN_FORCE = "in_force", _("回避中")
    REFUSED = "refused", _("不予回避")
    ENDED = "ended", _("已解除")


class RecusalAction(Term):
    """What is done with a recusal."""

    DECLARE = "declare_recusal", _("申报回避")
    ASK = "ask_recusal", _("申请某人回避")
    GRANT = "grant_recusal", _("决定回避")
    REFUSE = "refuse_recusal", _("决定不予回避")
    END = "end_recusal", _("解除回避")


class RecusalDuty(Term):
    """What somebody is to a recusal."""

    HIMSELF = "himself", _("本人")
    ASKER = "asker", _("申请的一方")
    JUDGE = "judge", _("作决定的人")
    MACHINE = "machine", _("命令行")
