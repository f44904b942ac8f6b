"""What a plan leaves open and a campaign settles: figures and days, and the mechanisms that it turns on or off.

Defaults of `Settings` are ours where the plans give no figure (A14) and are marked so by standing in the file.
"""

from dataclasses import dataclass
from datetime import date

from bihuan.campaigns.rules.campaign_file.kinds import Day, OneOf, Text, Whole, YesNo
from bihuan.campaigns.rules.campaign_file.parts import a_text, entry, some_texts
from bihuan.campaigns.vocabulary import CountBy
from bihuan.foundation.kernel import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the plan leaves open and a campaign must settle. `quick_*`: which items may be put right at once (立行立改, M94)."""

    near_days: int = entry(Whole(0, 60), _("临期提前工作日"), default=3, shown=True)
    quick_weights: tuple[str, ...] = some_texts(_("立行立改的程度"), 40, default=("general",), shown=True)
    quick_sources: tuple[str, ...] = some_texts(_("立行立改的来源"), 40, default=("self_check", "critique", "opinion"), shown=True)
    sample_percent: int = entry(Whole(0, 100), _("立行立改抽查比例（%）"), default=10, shown=True)
    approve_measures: bool = entry(YesNo(), _("整改措施须经责任领导审定"), default=False, shown=True)
    publicity_step: bool = entry(YesNo(), _("销号前公示"), default=False, shown=True)
    publicity_days: int = entry(Whole(1, 60), _("公示工作日"), default=5, shown=True)
    stage_gates: bool = entry(YesNo(), _("查摆结束后方可整改"), default=False, shown=True)
    roster_on: date | None = entry(Day(), _("名册冻结日"))
    rank_threshold: str = a_text(_("职级界线"), 60)
    objection_days: int = entry(Whole(1, 60), _("归属异议工作日"), default=3, shown=True)
    likeness: int = entry(Whole(0, 100), _("疑似重复的相似度（%），0 为不比对"), default=80, shown=True)
    clue_assign_days: int = entry(Whole(1, 60), _("线索交办工作日"), default=2, shown=True)
    clue_close_days: int = entry(Whole(1, 365), _("线索交办后办结（日）"), default=90, shown=True)
    default_days: int = entry(Whole(1, 365), _("整改期限（日）"), default=30, shown=True)
    quick_days: int = entry(Whole(1, 365), _("立行立改期限（日）"), default=15, shown=True)
    issuer: str = a_text(_("编发单位"), 120)
    weekly_by: CountBy = entry(OneOf(CountBy), _("周报期内数的口径"), default=CountBy.RECORDED)
    weekly_cutoff: str = entry(Text(5, r"(?:[01]\d|2[0-3]):[0-5]\d", _("请写成 17:00 这样")), _("周报数据截止的钟点"), default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """Mechanisms that a campaign turns on or off (A40). Home visits are off until consent and purpose are settled (A17)."""

    self_checks: bool = entry(YesNo(), _("个人自查"), default=True, shown=True)
    pledges: bool = entry(YesNo(), _("自查无问题承诺"), default=True, shown=True)
    critique: bool = entry(YesNo(), _("班子互查"), default=True, shown=True)
    letters: bool = entry(YesNo(), _("征求意见函"), default=True, shown=True)
    gatherings: bool = entry(YesNo(), _("座谈、走访、问卷、意见表"), default=True, shown=True)
    joint_check: bool = entry(YesNo(), _("组织联查"), default=True, shown=True)
    instructions: bool = entry(YesNo(), _("领导批示"), default=True, shown=True)
    red_black_list: bool = entry(YesNo(), _("红黑榜"), default=False, shown=True)
    talks: bool = entry(YesNo(), _("谈话"), default=True, shown=True)
    home_visits: bool = entry(YesNo(), _("干部家访"), default=False, shown=True)
    back_checks: bool = entry(YesNo(), _("倒查"), default=True, shown=True)
    screening: bool = entry(YesNo(), _("单位自查排查"), default=True, shown=True)
    meetings: bool = entry(YesNo(), _("会议登记"), default=True, shown=True)
    chasing: bool = entry(YesNo(), _("催办督办"), default=True, shown=True)
    inspections: bool = entry(YesNo(), _("督导检查"), default=True, shown=True)
    covert_visits: bool = entry(YesNo(), _("暗访"), default=False, shown=True)
    sibling_checks: bool = entry(YesNo(), _("举一反三"), default=True, shown=True)
    institutions: bool = entry(YesNo(), _("建章立制"), default=True, shown=True)
    handlings: bool = entry(YesNo(), _("处理与申诉"), default=True, shown=True)
    tolerance: bool = entry(YesNo(), _("容错审查"), default=True, shown=True)
    clarification: bool = entry(YesNo(), _("澄清正名"), default=True, shown=True)
    publicity_of_handlings: bool = entry(YesNo(), _("公布处理结果"), default=False, shown=True)
    ratings: bool = entry(YesNo(), _("评定"), default=False, shown=True)
    cards: bool = entry(YesNo(), _("红黄牌"), default=False, shown=True)
    return_visits: bool = entry(YesNo(), _("回访教育"), default=True, shown=True)
    study: bool = entry(YesNo(), _("学习教育"), default=True, shown=True)
    survey: bool = entry(YesNo(), _("满意度测评"), default=False, shown=True)
    look_back: bool = entry(YesNo(), _("回头看"), default=True, shown=True)
    strict_checks: bool = entry(YesNo(), _("严查事项转问题线索"), default=True, shown=True)
