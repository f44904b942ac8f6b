"""Four ways to place the office of a campaign (A23): the bodies each proposes, with the seats that its plan names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bihuan.campaigns.vocabulary import GroupKind, GroupPost, OrganisationPattern
from bihuan.foundation.kernel import _

_H, _D, _M = GroupPost.HEAD, GroupPost.DEPUTY, GroupPost.MEMBER


@dataclass(frozen=True, slots=True)
class ProposedBody:
    """A body with its seats as a plan would write them, to be filled with people, and what it does."""

    kind: GroupKind
    name: str
    seats: tuple[tuple[GroupPost, str], ...]
    tasks: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way: when it fits, and what it proposes."""

    pattern: OrganisationPattern
    text: str
    bodies: tuple[ProposedBody, ...]


_FIVE = _("协调、调度、督办、汇总、上报")
_PATTERNS = (
    Pattern(
        OrganisationPattern.TASK_FORCE,
        _("党政主要领导任双组长，从组织部门和纪检监察机关抽调人员组成专班，实体运行。抽调要登记原单位和起止日期，到期自动收回权限。"),
        (
            ProposedBody(GroupKind.LEADING, _("专项整治工作领导小组"),
                         ((_H, _("党委主要负责人")), (_H, _("政府主要负责人")), (_D, _("党委常委")), (_M, _("各有关部门主要负责人")))),
            ProposedBody(GroupKind.OFFICE, _("专项整治工作专班"),
                         ((_H, _("专班主任")), (_D, _("专班副主任")), (_M, _("组织部门抽调人员")), (_M, _("纪检监察机关抽调人员"))), _FIVE),
            ProposedBody(GroupKind.SUPERVISION, _("第一督导组"), ((_H, _("督导组组长")), (_M, _("督导组成员")))),
        ),
    ),
    Pattern(
        OrganisationPattern.DISCIPLINE,
        _("办公室设在机关党委（机关纪委），分管领导任主任，各科室和所属单位负责人为成员。"),
        (
            ProposedBody(GroupKind.LEADING, _("专项整治工作领导小组"), ((_H, _("党组书记、局长")), (_D, _("分管领导")), (_M, _("副处级以上领导")))),
            ProposedBody(GroupKind.OFFICE, _("领导小组办公室（机关党委、机关纪委）"),
                         ((_H, _("分管领导")), (_D, _("机关党委专职副书记")), (_M, _("各科室、所属单位负责人"))), _FIVE),
            ProposedBody(GroupKind.SUPERVISION, _("监督检查组"), ((_H, _("机关纪委书记")), (_M, _("机关纪委委员")))),
        ),
    ),
    Pattern(
        OrganisationPattern.JOINT,
        _("监察室、办公室、人教处几家共同组成办公室，一家牵头组织实施，各家发现的问题随时互通。"),
        (
            ProposedBody(GroupKind.LEADING, _("专项整治工作领导小组"), ((_H, _("党组书记、局长")), (_D, _("其他党组成员")))),
            ProposedBody(GroupKind.OFFICE, _("人教处（组织实施）"), ((_H, _("人教处处长")), (_M, _("人教处工作人员"))), _FIVE),
            ProposedBody(GroupKind.OFFICE, _("监察室（监督检查）"), ((_H, _("监察室主任")), (_M, _("监察室工作人员")))),
            ProposedBody(GroupKind.OFFICE, _("办公室（综合协调）"), ((_H, _("办公室主任")), (_M, _("办公室工作人员")))),
            ProposedBody(GroupKind.SUPERVISION, _("监督检查组"), ((_H, _("监察室主任")), (_M, _("检查人员")))),
        ),
    ),
    Pattern(
        OrganisationPattern.EDUCATION_OFFICE,
        _("在主题教育领导小组办公室下设整治整改组，汇总各部门清单，对照要求逐项催办。"),
        (
            ProposedBody(GroupKind.LEADING, _("主题教育领导小组"), ((_H, _("党组书记、局长")), (_D, _("党组副书记")), (_M, _("党组成员")))),
            ProposedBody(GroupKind.OFFICE, _("主题教育办公室整治整改组"), ((_H, _("整治整改组组长")), (_D, _("副组长")), (_M, _("整治整改组成员"))), _FIVE),
            ProposedBody(GroupKind.SUPERVISION, _("指导督导组"), ((_H, _("督导组组长")), (_M, _("督导组成员")))),
        ),
    ),
)  # fmt: skip
PATTERNS: Mapping[OrganisationPattern, Pattern] = {one.pattern: one for one in _PATTERNS}


def proposed(pattern: OrganisationPattern, there: Sequence[str]) -> list[ProposedBody]:
    """What a pattern proposes besides the bodies of these names, which are there already."""
    return [one for one in PATTERNS[pattern].bodies if one.name not in there]
