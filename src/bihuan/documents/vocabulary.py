"""Words of the document room: kinds of documents, their layouts and states (domain.md F2, F3; mechanisms.md 5.2)."""

from bihuan.foundation.kernel import Term, _


class Kind(Term):
    """Fifteen statutory kinds (党政机关公文处理工作条例, domain.md F2), then the forms that are not statutory (F3)."""

    RESOLUTION = "resolution", _("决议")
    DECISION = "decision", _("决定")
    ORDER = "order", _("命令（令）")
    COMMUNIQUE = "communique", _("公报")
    ANNOUNCEMENT = "announcement", _("公告")
    PUBLIC_NOTICE = "public_notice", _("通告")
    OPINION = "opinion", _("意见")
    NOTICE = "notice", _("通知")
    CIRCULAR = "circular", _("通报")
    REPORT = "report", _("报告")
    REQUEST = "request", _("请示")
    REPLY = "reply", _("批复")
    MOTION = "motion", _("议案")
    LETTER = "letter", _("函")
    MINUTES = "minutes", _("纪要")
    BRIEF = "brief", _("简报")
    WEEKLY_BRIEF = "weekly_brief", _("周报")
    STAGE_REPORT = "stage_report", _("阶段报告")
    FINAL_REPORT = "final_report", _("总结报告")
    PLAN = "plan", _("方案")
    PROCESS_MAP = "process_map", _("流程图")
    ROSTER = "roster", _("名册")
    CATALOGUE = "catalogue", _("问题目录")
    LEDGER = "ledger", _("台账")
    CODE_OF_CONDUCT = "code_of_conduct", _("行为准则")
    LOOK_BACK = "look_back", _("回头看记录")


class Layout(Term):
    """How a page of this kind begins: red head and number, letter head, bulletin head, or only a title."""

    OFFICIAL = "official", _("文件格式")
    LETTER = "letter", _("信函格式")
    MINUTES = "minutes", _("纪要格式")
    BULLETIN = "bulletin", _("简报格式")
    PLAIN = "plain", _("普通格式")


class DocumentState(Term):
    """A document is a draft until it is issued; what was issued is frozen."""

    DRAFT = "draft", _("草稿")
    ISSUED = "issued", _("已印发")


class DocumentAction(Term):
    """What people do with a document."""

    DRAFT = "draft_document", _("拟稿")
    REDRAFT = "redraft_document", _("修改稿件")
    ISSUE = "issue_document", _("印发")
    TAKE_BACK = "take_back_draft", _("采用交回的修改稿")
    KEEP_WORDING = "keep_wording", _("沿用文字")
    DROP_WORDING = "drop_wording", _("不再沿用文字")
    FILE_SIGNED = "file_signed_copy", _("归入签发件")


class Need(Term):
    """What a document must have before it is issued."""

    COMPLETE = "complete", _("还有待补的内容，请先补齐")


class Concern(Term):
    """What a check of a paper may find before it is issued."""

    GAP = "gap", _("待补")
    TOO_LONG = "too_long", _("超过篇幅")
    ASKS_FOR_REPORT = "asks_for_report", _("要求报送贯彻落实情况")
    REQUEST_IN_REPORT = "request_in_report", _("报告中夹带请示事项")


class Fate(Term):
    """What became of one number of an issued document in a file that somebody holds."""

    UNCHANGED = "unchanged", _("相符")
    REWORDED = "reworded", _("前后文字不同")
    CHANGED = "changed", _("被改动")
    MISSING = "missing", _("缺少")
    ADDED = "added", _("多出")


STATUTORY: tuple[Kind, ...] = tuple(Kind)[:15]

LAYOUTS: dict[Kind, Layout] = {
    Kind.LETTER: Layout.LETTER,
    Kind.MINUTES: Layout.MINUTES,
    Kind.BRIEF: Layout.BULLETIN,
    Kind.WEEKLY_BRIEF: Layout.BULLETIN,
    **dict.fromkeys(tuple(Kind)[19:], Layout.PLAIN),
    Kind.STAGE_REPORT: Layout.OFFICIAL,
    Kind.FINAL_REPORT: Layout.OFFICIAL,
    **{kind: Layout.OFFICIAL for kind in STATUTORY if kind not in (Kind.LETTER, Kind.MINUTES)},
}
"""The layout of each kind, unless a paper says otherwise."""


class Answer(Term):
    """What becomes of one number that is not the draft's."""

    SYSTEM = "system", _("用系统的数")
    HAND = "hand", _("按交回稿的写法，注明手工填写")
    GONE = "gone", _("确认删去")
    BACK = "back", _("恢复原来的段落")
