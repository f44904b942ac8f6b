"""Words about the handling of one matter of one person or unit."""

from bihuan.foundation.kernel import Term, _


class HandlingState(Term):
    """Where a handling stands."""

    DRAFT = "draft", _("核实拟办")
    PROPOSED = "proposed", _("已提出处理建议")
    NOTICED = "noticed", _("已告知，听取陈述")
    SUBMITTED = "submitted", _("提请决定")
    DECIDED = "decided", _("已决定，待送达")
    IN_FORCE = "in_force", _("已送达生效")
    ENDED = "ended", _("影响期已满")
    LIFTED = "lifted", _("提前解除")
    UNDONE = "undone", _("已撤销")
    NOT_HANDLED = "not_handled", _("不予处理")
    TOLERATED = "tolerated", _("予以容错")
    REFERRED = "referred", _("移送有权机关")
    DROPPED = "dropped", _("终止")


class HandlingAction(Term):
    """What is done with a handling."""

    OPEN = "open_handling", _("提出核实")
    ADD_FACT = "add_fact", _("写入事实和依据")
    VERIFY_FACT = "verify_fact", _("核实事实")
    DROP_FACT = "drop_fact", _("删去事实")
    SORT = "sort_case", _("分类")
    ASK_FIRST = "ask_first", _("先问身体、负担和指令")
    WEIGH = "weigh", _("衡量情节和影响")
    WEIGH_ORIGIN = "weigh_origin", _("看清由谁发现")
    CHECK_TOLERANCE = "check_tolerance", _("容错审查")
    CHOOSE = "choose_measure", _("拟定措施和依据")
    PROPOSE = "propose_handling", _("提出处理建议")
    TAKE_BACK = "take_back_handling", _("撤回重拟")
    NOTICE = "notice_handling", _("告知本人")
    STATE = "state", _("陈述申辩")
    WAIVE = "waive_statement", _("表示不陈述")
    UNWAIVE = "unwaive_statement", _("收回不陈述的表示")
    ANSWER = "answer_statement", _("书面答复陈述")
    SUBMIT = "submit_handling", _("提请决定")
    DECIDE = "decide_handling", _("作出决定")
    NOT_HANDLE = "not_handle", _("决定不予处理")
    TOLERATE = "tolerate", _("决定予以容错")
    SEND_BACK = "send_back_handling", _("退回补充")
    REFER = "refer_handling", _("移送有权机关")
    RECORD_DECISION = "record_decision", _("登记有权机关的决定")
    RECORD_NONE = "record_no_decision", _("登记有权机关不予处理")
    SERVE = "serve_handling", _("登记送达")
    FOLLOW = "follow_up", _("跟踪了解")
    END = "end_handling", _("影响期满")
    LIFT = "lift_handling", _("提前解除")
    WAIVE_APPEAL = "waive_appeal", _("表示不申诉")
    TOLERATE_REVIEWED = "tolerate_reviewed", _("按容错审查决定予以容错")
    UNDO = "undo_handling", _("撤销决定")
    CHANGE = "change_handling", _("变更决定")
    RECORD_CHANGE = "record_outside_change", _("登记有权机关的变更")
    RECORD_UNDO = "record_outside_undo", _("登记有权机关的撤销")
    RECORD_LIFT = "record_outside_lift", _("登记有权机关提前解除")
    DROP = "drop_handling", _("终止办理")
    MARK_TYPICAL = "mark_typical", _("标为典型案件")
    LINK_EDUCATION = "link_education", _("列明此前的教育")


class HandlingWord(Term):
    """What is done with a handling without a step of its table."""

    READ = "read_handling", _("查阅处理材料")
    EXPORT_OWN = "export_own_data", _("导出本人资料")


class HandlingNeed(Term):
    """What a step asks for."""

    FACTS = "facts", _("至少写入一项事实，每项都有依据")
    VERIFIED = "facts_verified", _("每项事实都由写入人以外的人核实")
    SORTED = "sorted", _("先分类并写明理由")
    ASKED = "asked_first", _("先问清身体状况、工作负担和指令是否冲突")
    WEIGHED = "weighed", _("分别写明情节轻重和影响程度")
    ORIGIN = "origin", _("看清每项问题由谁先发现，写明怎样考虑")
    TOLERANCE = "tolerance", _("逐条回答是否应当容错")
    MEASURE = "measure", _("选定措施，写明所依据的规定和轻重理由")
    EDUCATION = "education_first", _("依据是“经过教育仍不改正”的，先列明此前的教育和仍不改正的依据")
    TRAINING = "training_first", _("能力不足的，先安排学习培训")
    LIGHT_BODY = "decided_inside", _("这项措施只能由有权机关作出，请移送")
    OUTSIDE = "decided_outside", _("这项措施本来可以在这里决定，不用移送")
    HEARD = "heard", _("陈述期限已过，或者本人已陈述、已表示不陈述")
    ANSWERED = "answered", _("对每份陈述都有书面答复")
    OTHER_HAND = "other_hand", _("承办、核实、提出建议的人不能作决定")
    COMPETENT = "competent", _("作决定的机构要有权采取这项措施，而且不是提出建议的机构")
    INQUIRY = "inquiry_over", _("一案双查的领导责任核查还没有结束")
    OVER = "period_over", _("影响期还没有满")
    NO_APPEAL = "no_open_appeal", _("申诉正在办理")
    TOLERANCE_OVER = "tolerance_over", _("容错审查还没有结束")
    PASSED_ON = "passed_on_appeal", _("只登记有权机关对转办申诉的答复")
    BY_OUTSIDE = "by_outside", _("只有有权机关作出的决定，才由它解除、在这里登记")


class HandlingDuty(Term):
    """What somebody is to a handling."""

    SUBJECT = "subject", _("本人")
    HANDLER = "handler", _("承办人")
    VERIFIER = "verifier", _("核实人")
    DECIDER = "decider", _("决定机构成员")
    REVIEWER = "appeal_reviewer", _("申诉受理机构成员")
    TOLERATER = "tolerance_decider", _("容错决定机构成员")
    PERSONNEL = "personnel_reader", _("组织人事部门")
    MACHINE = "machine", _("命令行")


class Heard(Term):
    """How a statement came."""

    HIMSELF = "himself_online", _("本人在系统里写")
    PAPER = "on_paper", _("书面材料代录")
    TALK = "in_talk", _("当面陈述记录")


class Served(Term):
    """How a decision reached the person."""

    IN_PERSON = "in_person", _("当面送达")
    ONLINE = "on_page", _("本人页面送达")
    MAIL = "mail", _("邮寄送达")


class Asked(Term):
    """What came of asking about health, workload and conflicting orders (P14): never what it is."""

    NONE = "none", _("没有这方面情况")
    CONSIDERED = "considered", _("有，已经考虑")
    DECLINED = "declined", _("本人不愿说明")


class Origin(Term):
    """How the origin of what is handled weighs (M55): self-found may lighten, found by others is neutral."""

    LIGHTER = "lighter", _("本人查摆在先，依规从轻或者减轻")
    NEUTRAL = "neutral", _("不影响轻重")
