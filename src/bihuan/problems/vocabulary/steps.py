"""What is done to one problem, what must be there before, and how some steps end."""

from bihuan.foundation.kernel import Term, _


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
    PERSONAL_SET = "personal_set", _("个人问题要有整改责任人和完成时限才能确认，请先补上")
    QUICK_PATH = "quick_path", _("这一条不走立行立改，请剖析原因、制定措施")
    ANOTHER_PERSON = "another_person", _("同一个人不能在一件问题上办两道手续，请换人办理")
    SAMPLED = "sampled", _("这一件没有被抽中，或者已经核验")
    LOOK_BACK_USED = "look_back_used", _("本专项没有启用“回头看”，专班可以在“专项设置”里启用")
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


class VoidKind(Term):
    """Why an entry does not count."""

    ERROR = "error", _("误录")
    DUPLICATE = "duplicate", _("重复")
    OUT_OF_SCOPE = "out_of_scope", _("不属本专项")
    ELSEWHERE = "elsewhere", _("转由其他渠道办理")


class Ruling(Term):
    """What became of an objection to ownership."""

    KEPT = "kept", _("维持归属")
    MOVED = "moved", _("改由他人承担")
    DIVIDED = "divided", _("分由几家承担")
    VOIDED = "voided", _("作废")


class Held(Term):
    """What a look-back found (M193)."""

    HOLDS = "holds", _("保持住了")
    CAME_BACK = "came_back", _("反弹回潮")
