"""The words of plan reading: what a fact's role, a repair's kind, a document's kind may be."""

from bihuan.foundation.kernel import Term, _


class UnitRole(Term):
    """How a unit takes part in an item (domain.md J3, rows 47-54)."""

    LEAD = "lead", _("牵头单位")
    CO = "co", _("配合单位")
    RESPONSIBLE = "responsible", _("责任单位")
    ORGANISER = "organiser", _("组织实施单位")


class RepairKind(Term):
    """What was put right in the text before it was read."""

    CHARACTER = "character", _("字符规范化")
    ENCODING = "encoding", _("错码还原")
    PINYIN = "pinyin", _("注音插入")
    SCRIPT = "traditional", _("繁体转简体")
    MASK = "mask", _("隐去的文字")
    PAGE_NUMBER = "page_number", _("页码")
    WEB_CHROME = "web_chrome", _("网页栏目文字")
    PUNCTUATION = "punctuation", _("多余标点")
    LINE = "line", _("断行合并")
    NUMBERING = "numbering", _("编号缺失或错乱")


class DocumentKind(Term):
    """What the text is: only a plan founds a campaign, the others are told apart kindly."""

    PLAN = "plan", _("方案")
    NOTICE = "notice", _("通知")
    REPORT = "report", _("工作报告或总结")
    COMMENTARY = "commentary", _("评论文章")
    LEDGER = "ledger", _("台账")
    BRIEF = "brief", _("简报")
    SPEECH = "speech", _("讲话稿")
    OTHER = "other", _("其他文字")
    EMPTY = "empty", _("没有中文的文件")


class QuestionAbout(Term):
    """What a person must decide before the plan can be used."""

    MASKED_YEAR = "masked_year", _("隐去的年份")
    VAGUE_DATE = "vague_date", _("不确定的日期")
    IMPOSSIBLE_DATE = "impossible_date", _("不存在的日期")
    DUPLICATE_NUMBER = "duplicate_number", _("重复的编号")
    MISSING_NUMBER = "missing_number", _("缺失的编号")
    COUNT = "count", _("数目不符")
    BASIS = "basis", _("缺少依据")
    DECIDED_BY = "decided_by", _("缺少决定机关")
    KIND = "kind", _("不是方案")
    SEVERAL = "several", _("一个文件里有几份方案")


class OrganisationRole(Term):
    """What a body named by the plan does in it."""

    LEADING_GROUP = "leading_group", _("领导小组")
    OFFICE = "office", _("办公室")
    TASK_FORCE = "task_force", _("专班")
    SUPERVISION_GROUP = "supervision_group", _("督导组")
    GROUP = "group", _("工作组")


class DraftState(Term):
    """Where a plan under review stands."""

    REVIEWING = "reviewing", _("核对中")
    STARTED = "started", _("已启动")
    SET_ASIDE = "set_aside", _("已搁置")


class DraftAction(Term):
    """What is done to a plan under review."""

    READ = "read_plan", _("读方案")
    EDIT = "edit_fact", _("修改读出的内容")
    ANSWER = "answer_question", _("回答问题")
    START = "start_from_plan", _("由方案启动专项")
    SET_ASIDE = "set_aside", _("搁置")


class DraftDuty(Term):
    """Who may read plans into campaigns."""

    FOUNDER = "founder", _("专项发起人")
    MACHINE = "machine", _("命令行")


class PlaceKind(Term):
    """What a place in the source is counted in."""

    PAGE = "page", _("页")
    PARAGRAPH = "paragraph", _("段")
    LINE = "line", _("行")
