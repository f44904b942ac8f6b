"""The figures: their ids (mechanisms.md section 4), what each counts, the list it opens, and why some have no value yet."""

from dataclasses import dataclass
from typing import Any

from bihuan.foundation.kernel import _


@dataclass(frozen=True, slots=True)
class Definition:
    """`code` id, `name` short words, `text` what is counted, `unit` counter word, `list` address parameters of the ledger list it opens
    or the name of another page, "" none that everybody may open; `later` names the part of the product that brings its records; `few` says why
    a small number is not told, `unruled` why there is none where no local rule allows what it counts."""

    code: str
    name: str
    text: str
    unit: str
    page: str = "ledger"
    query: str = ""
    later: str = ""
    few: str = ""
    unruled: str = ""

    @property
    def about_people(self) -> bool:
        """Does it count what was decided about persons? No goal is tied to such a number (P08)."""
        return self.few in (_FEW_PEOPLE, _FEW_MEASURES)


_FEW = _("不足 5 条，为保密不显示")
_FEW_PEOPLE = _("不足 5 名，为保护本人不显示")
_FEW_MEASURES = _("不足 5 件，为保护本人不显示")
_UNRULED = _("本专项没有引用评定或者亮牌的本地制度")
_OF_PEOPLE: dict[str, Any] = {"page": "", "few": _FEW_PEOPLE, "unruled": _UNRULED}
_OF_MEASURES: dict[str, Any] = {"page": "", "few": _FEW_MEASURES}
_COUNTED = "level=campaign&kind=dispatch,training,analysis,hearing,other"

DEFINITIONS = (
    Definition("N01", _("整治单位"), _("名册上列入整治范围的单位数"), _("家"), "roster"),
    Definition("N02", _("整治对象"), _("名册上的整治对象人数，一人兼两职只计一次"), _("名"), "roster"),
    Definition("N03", _("领导小组组长"), _("领导小组中任组长的人数"), _("名"), "groups"),
    Definition(
        "N04",
        _("召开专题会议的单位"),
        _("整治单位里开过传达部署会的单位数，合并召开的各算一家；用其他方式传达的不计"),
        _("家"),
        "meetings/relay",
        "only=held",
    ),
    Definition("N05", _("督导组"), _("至少联系一个单位的督导组数"), _("个"), "groups"),
    Definition(
        "N06",
        _("调度、培训、研判等会议"),
        _("专项层面召开的调度会、培训会、研判会等会议次数；动员部署会、传达部署会不计"),
        _("次"),
        "meetings",
        _COUNTED,
    ),
    Definition("N07", _("周报"), _("已印发的工作周报期数"), _("期"), "papers", "kind=weekly_brief"),
    Definition("N08", _("阶段"), _("专项的阶段数"), _("个"), "plan"),
    Definition("N09", _("问题类别"), _("问题目录第一层的类别数"), _("类"), "plan"),
    Definition("N10", _("具体表现"), _("问题目录第二层的具体表现数"), _("项"), "plan"),
    Definition("N11", _("问题清单"), _("每名整治对象的清单种数"), _("个"), "lists"),
    Definition("N12", _("自查问题"), _("来源为自查的问题数"), _("条"), query="source=self_check"),
    Definition("N13", _("无问题承诺"), _("签订且有效、自查清单上没有问题的承诺人数"), _("人"), "finding/coverage"),
    Definition("N14", _("互查问题"), _("来源为互查的问题数"), _("条"), query="source=critique"),
    Definition("N15", _("征求意见函"), _("已发出的征求意见函份数"), _("份"), "finding/letters"),
    Definition("N16", _("征求到的意见"), _("由征求意见函收回的意见条数"), _("条"), "finding/opinions", "form=letter"),
    Definition("N17", _("红黑榜期数"), _("已发布的红黑榜期数"), _("期"), "finding/red-black"),
    Definition("N18", _("联查涉及单位"), _("组织联查问题涉及的单位数"), _("个"), query="joint=1"),
    Definition("N19", _("联查事项"), _("组织联查归并后的事项数"), _("项"), "finding/joint"),
    Definition("N20", _("联查问题"), _("组织联查（批示、督查、红黑榜、巡察、上级点名）发现的问题数"), _("个"), query="joint=1"),
    Definition(
        "N21",
        _("社会评查线索"),
        _("从外部渠道收到、登记到本专项的线索数，不含需要有人回避的；逐条内容保密，不能点开"),
        _("条"),
        "",
        few=_FEW,
    ),
    Definition(
        "N22", _("奋斗者"), _("现行有效的“奋斗者”评定人数；逐人情况只有本人、决定机构和组织人事部门能看，不能点开"), _("名"), **_OF_PEOPLE
    ),
    Definition("N23", _("躺平者"), _("已作出的“躺平者”评定人数，申诉后撤销的不计，已摘帽的另列；不能点开"), _("名"), **_OF_PEOPLE),
    Definition("N24", _("警告牌颜色"), _("警告牌的种数"), _("色"), **_OF_PEOPLE),
    Definition("N25", _("整改期"), _("亮牌日期到复核日期的日历月数"), _("个月"), **_OF_PEOPLE),
    Definition("O01", _("发现问题"), _("台账上的问题数"), _("件")),
    Definition("O02", _("已销号"), _("已销号（含已回头看）的问题数"), _("件"), query="done=1"),
    Definition("O03", _("超期"), _("过了完成时限还没有销号的问题数，中止的不计"), _("件"), query="lamp=overdue"),
    Definition("O04", _("返回整改"), _("销号后又返回整改过的问题数"), _("件"), query="reopened=1"),
    Definition("O05", _("抽查待核"), _("立行立改后被抽中、督导组还没有核验的问题数；核验之前不算整改到位"), _("件"), query="sampled=1"),
    Definition(
        "O06",
        _("接续前已销号"),
        _("专项接到本系统以前，原台账已销号的问题数；没有在这里核验过，不计入其他各数"),
        _("件"),
        query="state=closed_before",
    ),
    Definition("O07", _("销号率"), _("已销号的问题数占台账上问题数的百分比，保留一位小数"), "%", query="done=1"),
    Definition("O08", _("社会评查线索中已核查"), _("N21 各条中已经作出核查结论的线索数；逐条内容保密，不能点开"), _("条"), "", few=_FEW),
    Definition("O09", _("躺平者中已摘帽"), _("N23 各名中已经摘帽的人数；不能点开"), _("名"), **_OF_PEOPLE),
    Definition("O10", _("黄牌"), _("现有黄牌的人数；不能点开"), _("名"), **_OF_PEOPLE),
    Definition("O11", _("红牌"), _("现有红牌的人数；不能点开"), _("名"), **_OF_PEOPLE),
    Definition("O12", _("评定和亮牌申诉"), _("本人对评定和亮牌提出的申诉件数，撤回的不计；不能点开"), _("件"), **_OF_PEOPLE),
    Definition("O13", _("申诉后撤销"), _("O12 各件中原决定被撤销的件数；不能点开"), _("件"), **_OF_PEOPLE),
    Definition("O14", _("教育措施"), _("已送达、没有被撤销的教育措施件数；逐件只有办理人员和本人能看，不能点开"), _("件"), **_OF_MEASURES),
    Definition("O15", _("组织处理"), _("已送达、没有被撤销的组织处理件数，由有权机关作出；不能点开"), _("件"), **_OF_MEASURES),
    Definition("O16", _("处分"), _("已送达、没有被撤销的党纪政务处分件数，由有权机关作出；不能点开"), _("件"), **_OF_MEASURES),
)
BY_CODE = {one.code: one for one in DEFINITIONS}
