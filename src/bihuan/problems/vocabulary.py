"""Words of the ledger."""

from bihuan.foundation.kernel import Term, _


class State(Term):
    """Where a problem stands on its way from the record to the look-back."""

    RECORDED = "recorded", _("已建账")
    ANALYSED = "analysed", _("已剖析")
    RECTIFYING = "rectifying", _("整改中")
    SUSPENDED = "suspended", _("已中止")
    CORRECTED = "corrected", _("已立改")
    ASKED = "asked", _("待确认")
    CONFIRMED = "confirmed", _("待核验")
    VERIFIED = "verified", _("待销号")
    PUBLICISED = "publicised", _("公示中")
    CLOSED = "closed", _("已销号")
    LOOKED_BACK = "looked_back", _("已回头看")
    DISPUTED = "disputed", _("归属待定")
    MERGED = "merged", _("已并入")
    VOID = "void", _("已作废")
    CLOSED_BEFORE = "closed_before", _("接续前已销号")


DONE = (State.CLOSED, State.LOOKED_BACK)
OUT = (State.MERGED, State.VOID)
"""Out of all counts, figures, to-dos and lamps: the trace stays, and a filter that names them finds them."""
APART = (State.CLOSED_BEFORE,)
"""Closed in a sheet before the campaign was taken over: nobody here verified it, so it is counted by itself and never as closed or proved."""
UNCOUNTED = (*OUT, *APART)
"""What no list, count or figure of the campaign's own work holds; each opens by its own filter."""
OPEN = tuple(state for state in State if state not in (*DONE, *UNCOUNTED))
STILL = (State.SUSPENDED, State.PUBLICISED, State.DISPUTED)
"""The clock stands still: nobody's delay counts while an item is suspended, published, or nobody knows yet whose it is."""
TICKING = tuple(state for state in OPEN if state not in STILL)
"""The clock runs: only these can be near or overdue."""


class Source(Term):
    """The channel by which a problem was found; the labels are those of the ledger's column 来源."""

    SELF_CHECK = "self_check", _("自查")
    CRITIQUE = "critique", _("互查")
    OPINION = "opinion", _("意见建议")
    INSTRUCTION = "instruction", _("批示")
    SUPERVISION = "supervision", _("督查反馈")
    RED_BLACK = "red_black", _("红黑榜")
    INSPECTION_TOUR = "inspection_tour", _("巡察反馈")
    NAMED_ABOVE = "named_above", _("上级点名")
    BACK_CHECK = "back_check", _("倒查")
    TALK = "talk", _("谈话")
    SOCIAL_REVIEW = "social_review", _("社会评查")
    UNANNOUNCED = "unannounced", _("明察暗访")


PRIVATE_SOURCES = (Source.SELF_CHECK, Source.CRITIQUE)
JOINT_CHECK = (Source.INSTRUCTION, Source.SUPERVISION, Source.RED_BLACK, Source.INSPECTION_TOUR, Source.NAMED_ABOVE)
QUICK_SOURCES = (Source.SELF_CHECK, Source.CRITIQUE, Source.OPINION)


class ProblemList(Term):
    """The six lists of a person: views of the ledger by source (M74; the joint check belongs to list 4, A02)."""

    SELF_CHECK = "self_check", _("自查问题清单")
    CRITICISM = "criticism", _("批评问题清单")
    OPINIONS = "opinions", _("意见建议问题清单")
    BACK_CHECK = "back_check", _("问题倒查清单")
    TALKS = "talks", _("谈话问题清单")
    SOCIAL_REVIEW = "social_review", _("社会评查问题清单")


class Waiting(Term):
    """The kinds of work that wait for somebody on the ledger, as the to-do page names them (M93)."""

    CORRECT = "correct", _("立行立改：说明怎么改的")
    ANALYSE = "analyse", _("剖析原因")
    PLAN = "plan", _("制定整改措施")
    ASK = "ask", _("整改并申请销号")
    APPROVE = "approve", _("批准整改措施")
    CONFIRM_CORRECTION = "confirm_correction", _("确认立改")
    CONFIRM = "confirm", _("确认销号申请")
    VERIFY = "verify", _("核验整改")
    SAMPLE = "sample", _("抽查待核")
    LOOK_BACK = "look_back", _("回头看")
    PUBLICISE = "publicise", _("公示")
    CLOSE = "close", _("销号")
    CLOSE_PUBLISHED = "close_published", _("公示期满，销号")
    ANSWER = "answer", _("答复公示异议")
    RULE = "rule", _("裁定归属异议")
    CLASSIFY = "classify", _("归类")
    UNIT_ANALYSE = "unit_analyse", _("本单位：剖析原因")
    UNIT_PLAN = "unit_plan", _("本单位：制定措施")
    UNIT_PROGRESS = "unit_progress", _("本单位：推进整改")


class OwnerLevel(Term):
    """Who a problem belongs to (M45)."""

    PERSON = "person", _("干部个人")
    LEADING_BODY = "leading_body", _("领导班子")
    UNIT = "unit", _("单位")
    TRADE = "trade", _("行业系统")


class Weight(Term):
    """How heavy a problem is."""

    GENERAL = "general", _("一般")
    SERIOUS = "serious", _("严重或多发频发")
    COMMON = "common", _("普遍共性")


class CauseKind(Term):
    """Where a cause lies (M92)."""

    PERSONAL = "personal", _("个人原因")
    MANAGERIAL = "managerial", _("管理原因")
    INSTITUTIONAL = "institutional", _("制度原因")


class Path(Term):
    """The two ways to close-out."""

    FULL = "full", _("完整流程")
    QUICK = "quick", _("立行立改")


class Lamp(Term):
    """The state of a clock, from dates only; it is about the item, never about the person."""

    ON_TIME = "on_time", _("正常")
    NEAR = "near", _("临期")
    OVERDUE = "overdue", _("超期")
    STILL = "still", _("停表")
    CLOSED = "closed", _("已销号")
    NONE = "none", _("不计")


class VoidKind(Term):
    """Why an entry does not count."""

    ERROR = "error", _("误录")
    DUPLICATE = "duplicate", _("重复")
    OUT_OF_SCOPE = "out_of_scope", _("不属本专项")


class Ruling(Term):
    """What became of an objection to ownership."""

    KEPT = "kept", _("维持归属")
    MOVED = "moved", _("改由他人承担")
    DIVIDED = "divided", _("分由几家承担")
    VOIDED = "voided", _("作废")


class SharedPart(Term):
    """What several problems may have in common, typed once."""

    CAUSE = "cause", _("原因剖析")
    MEASURES = "measures", _("整改措施")
    PROGRESS = "progress", _("整改进展")
    EVIDENCE = "evidence", _("佐证材料")


class Work(Term):
    """Kinds of open work that somebody who leaves hands over."""

    DOER = "doer", _("整改责任")
    LEADER = "leader", _("责任领导")
    OWN = "own", _("本人的问题")
    SEAT = "seat", _("机构成员")
    DUTY = "duty", _("职责")


class ProblemDuty(Term):
    """What somebody is to one problem, beside the duties of the campaign."""

    OWNER = "owner", _("本人")
    DOER = "doer", _("整改责任人")
    RESPONSIBLE_LEADER = "responsible_leader", _("责任领导")
    HEAD_CONFIRMS = "head_confirms", _("确认人")


class Action(Term):
    """What is done to a problem."""

    RECORD = "record", _("建账")
    AMEND = "amend", _("修改")
    CLASSIFY = "classify", _("归类")
    PRIORITISE = "prioritise", _("标为重点")
    FOLLOW_HEAD = "follow_head", _("随主要负责人变动")
    RECOUNT = "recount", _("按新的节假日安排重算")
    HAND_OVER = "hand_over", _("移交责任")
    ANALYSE = "analyse", _("剖析原因")
    PROPOSE_MEASURES = "propose_measures", _("提出措施")
    APPROVE_MEASURES = "approve_measures", _("批准措施")
    RETURN_MEASURES = "return_measures", _("退回措施")
    PLAN = "plan", _("制定措施")
    REPORT_PROGRESS = "report_progress", _("填报进展")
    ADD_EVIDENCE = "add_evidence", _("上传佐证")
    FILL = "fill", _("填写自设栏目")
    ASK = "ask", _("申请销号")
    CONFIRM = "confirm", _("单位确认")
    VERIFY = "verify", _("核验通过")
    CLOSE = "close", _("销号")
    PUBLICISE = "publicise", _("公示")
    OBJECT = "object", _("登记异议")
    ANSWER_OBJECTION = "answer_objection", _("答复异议")
    CORRECT = "correct", _("立行立改")
    CONFIRM_CORRECTION = "confirm_correction", _("确认立改")
    PASS_SAMPLE = "pass_sample", _("抽验合格")
    FAIL_SAMPLE = "fail_sample", _("抽验退回")
    LOOK_BACK = "look_back", _("回头看")
    DRAW_BACK = "draw_back", _("抽中回头看")
    SEND_BACK = "send_back", _("退回整改")
    EXTEND = "extend", _("延期")
    SUSPEND = "suspend", _("中止")
    RESUME = "resume", _("恢复")
    REOPEN = "reopen", _("返回整改")
    VOID = "void", _("作废")
    RESTORE = "restore", _("撤销作废")
    DISPUTE = "dispute", _("归属异议")
    KEEP_OWNER = "keep_owner", _("维持归属")
    MOVE_OWNER = "move_owner", _("改派")
    DIVIDE = "divide", _("分解")
    MERGE = "merge", _("合并")
    MERGE_INTO = "merge_into", _("并入")
    PART = "part", _("拆分")
    PART_FROM = "part_from", _("拆出")
    SHARE = "share", _("共用原因措施")
    FOLLOW = "follow", _("随共用更新")
    UNSHARE = "unshare", _("退出共用")
    TAKE_OVER = "take_over", _("接续建账")


class Need(Term):
    """Conditions of steps; the label is the sentence that says what is missing."""

    SORTED_TEXT = "sorted_text", _("归入“其他”项的问题，须另写具体情形")
    CAUSE = "cause", _("先写明原因并标明是个人、管理还是制度原因")
    MEASURES = "measures", _("先写至少一条整改措施")
    DOER = "doer", _("先确定整改责任人")
    DUE_DAY = "due_day", _("先确定完成时限")
    NO_APPROVAL_ASKED = "no_approval_asked", _("本专项要求责任领导批准措施，请提请批准")
    APPROVAL_ASKED = "approval_asked", _("本专项不要求批准措施，请直接制定措施")
    LEADER = "leader", _("先确定责任领导，措施由他批准")
    PROPOSED = "proposed", _("没有等批准的措施")
    GATE_OPEN = "gate_open", _("本专项查摆结束后方可整改，专班还没有宣布查摆阶段结束")
    EVIDENCE = "evidence", _("先上传佐证，或写明为什么不需要佐证")
    HOW = "how", _("先写一句话说明怎么改的")
    QUICK_PATH = "quick_path", _("这一条不走立行立改，请剖析原因、制定措施")
    ANOTHER_PERSON = "another_person", _("同一个人不能在一件问题上办两道手续，请换人办理")
    SAMPLED = "sampled", _("这一件没有被抽中，或者已经核验")
    NOT_AWAITED = "not_awaited", _("这一件被抽中核验，请督导组先核验")
    IN_BATCH = "in_batch", _("这一件不在立改批次里")
    NOT_ABOUT_ONESELF = "not_about_oneself", _("别人提出的、关于自己的问题，不能由本人改写，请联系专班")
    PUBLICITY_ASKED = "publicity_asked", _("本专项不要求公示，请直接销号")
    NO_PUBLICITY_ASKED = "no_publicity_asked", _("本专项要求销号前公示，请先公示")
    PUBLICITY_OVER = "publicity_over", _("公示还没有期满")
    NO_OBJECTION = "no_objection", _("公示期间的异议还没有答复")
    OBJECTION = "objection", _("没有等答复的异议")
    NOT_CONCERNED = "not_concerned", _("关于自己的问题，不能由本人裁定，请由专班其他同志办理")
    IN_TIME = "in_time", _("提出归属异议的期限已过；确有错误的，请联系专班")
    NOT_RULED = "not_ruled", _("归属已由专班裁定，不再受理异议")
    SHARED = "shared", _("这一件没有与别的问题共用")
    NO_MEMBERS = "no_members", _("有别的问题并在这一件里，请先拆分出来，再作废")
    OWN_PLAN = "own_plan", _("先填好本专项要求在制定措施时填写的栏目")
    OWN_ASK = "own_ask", _("先填好本专项要求在申请销号时填写的栏目")
    OWN_CLOSE = "own_close", _("先填好本专项要求在销号前填写的栏目")
    RUNNING = "running", _("专项还没有启动或已经结束，不能建账")


class LedgerAction(Term):
    """What is done with the whole ledger and changes nothing in it; it stands in the book all the same."""

    EXPORT = "export_ledger", _("导出台账")
    DRAW = "draw_sample", _("抽取样本")
    READ = "read_confidential", _("查看自查或批评意见的内容")
    READ_EVIDENCE = "read_confidential_evidence", _("查看自查或批评意见的佐证")
    FETCH = "fetch_ledger", _("程序读取台账")


class SheetAction(Term):
    """What is done with sheets of a campaign besides taking their rows."""

    KEEP_LAYOUT = "keep_layout", _("记住表头对应")
    TAKE_OVER = "take_over_sheet", _("接续导入")


class Held(Term):
    """What a look-back found (M193)."""

    HOLDS = "holds", _("保持住了")
    CAME_BACK = "came_back", _("反弹回潮")


class Strata(Term):
    """By what the share of a look-back is drawn, so that no unit and no category is left out."""

    WHOLE = "whole", _("不分层")
    UNIT = "unit", _("按单位")
    CATEGORY = "category", _("按类别")


class LookBackAction(Term):
    """What is done with a look-back as a whole and with each drawn item."""

    DRAW = "draw_look_back", _("抽取回头看")
    RECORD = "record_look_back", _("记录回头看结果")


class Alike(Term):
    """What two findings with nearly the same words may be."""

    SAME = "same", _("疑似同一件")
    COPIED = "copied", _("文字雷同")


class LikenessAction(Term):
    """What is decided about two problems whose texts are alike."""

    SET_APART = "set_apart", _("判定不是同一件")
    WITHDRAW_APART = "withdraw_apart", _("撤销判定")


class HistoryKind(Term):
    """Kinds of sentences in the history of a problem: what a reader may ask for alone."""

    STATE = "state", _("环节变化")
    DUE = "due", _("时限")
    PEOPLE = "people", _("责任归属")
    CONTENT = "content", _("内容")
    PROOF = "proof", _("进展佐证")
    BACK = "back", _("退回与回头看")
    PUBLICITY = "publicity", _("公示异议")
    OTHER = "other", _("其他")


class EditKind(Term):
    """How cells of the grid came to be changed."""

    CELL = "cell", _("改一格")
    PASTE = "paste", _("粘贴")
    BULK = "bulk", _("批量修改")
    UNDO = "undo", _("撤销")
