"""Samples of what is met one at a time: buttons, lamps, fields, menus, dialogs."""

from django import forms
from django.utils.safestring import mark_safe

from bihuan.interfaces.web.components.samples.sample import LONG, Sample


class Example(forms.Form):
    """A form with every usual kind of field."""

    measure = forms.CharField(label="整改措施", max_length=200, widget=forms.Textarea, help_text="写清谁、什么时候、做到什么程度。")
    unit = forms.CharField(label="责任单位", required=False)
    due_on = forms.DateField(label="完成时限", widget=forms.DateInput(attrs={"type": "date"}))
    weight = forms.ChoiceField(label="轻重", choices=[("general", "一般"), ("serious", "严重"), ("common", "普遍")])
    path = forms.ChoiceField(label="路径", choices=[("now", "立行立改"), ("full", "完整链条")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="已与当事人核对", required=False)


def filled() -> Example:
    return Example(initial={"measure": "明确社区为首接单位，三日内现场会商。", "unit": "青石镇", "weight": "serious", "path": "full"})


SAMPLES = {
    "button": Sample(
        "按钮；kind：go 主要、quiet 轻、danger 慎用、small 小",
        [
            ("主要", {"label": "核验通过", "kind": "go", "icon": "check"}),
            ("一般", {"label": "导出所见", "icon": "download", "href": "#"}),
            ("轻", {"label": "收起", "kind": "quiet"}),
            ("慎用", {"label": "退回整改", "kind": "danger", "icon": "undo"}),
            ("不可用", {"label": "申请销号", "disabled": True, "hint": "还缺佐证材料"}),
            ("小", {"label": "2026 年", "kind": "small"}),
        ],
    ),
    "icon": Sample("图标；全部在 static/img/icons.svg", [(name, {"name": name}) for name in ("inbox", "table", "ring", "scale", "alert")]),
    "lamp": Sample(
        "灯：图形、文字、颜色三样齐全",
        [
            ("正常", {"state": "on_time", "word": "剩 11 天"}),
            ("临期", {"state": "near", "word": "剩 2 天"}),
            ("超期", {"state": "overdue", "word": "超 3 天"}),
            ("已销号", {"state": "closed", "word": "2月26日"}),
            ("无时限", {"state": "", "word": "未定时限"}),
        ],
    ),
    "tag": Sample(
        "字典值",
        [
            ("素", {"label": "督查反馈"}),
            ("一般", {"label": "一般", "colour": "done"}),
            ("严重", {"label": "严重", "colour": "late"}),
            ("普遍", {"label": "普遍", "colour": "near"}),
            ("优先", {"label": "领导批示", "colour": "accent"}),
            ("好", {"label": "已确认", "colour": "ok"}),
        ],
    ),
    "chip": Sample(
        "筛选条件：已选的可去掉，未选的点开",
        [
            ("已选", {"label": "灯", "value": "超期、临期", "remove": "#"}),
            ("可选", {"label": "整改中", "href": "#", "count": 312}),
            ("选中", {"label": "我督导的", "href": "#", "on": True}),
            (
                "下拉",
                {
                    "_template": "filter",
                    "label": "来源",
                    "name": "source",
                    "options": [("self", "自查"), ("mutual", "互查"), ("visit", "明察暗访")],
                    "chosen": ["self"],
                },
            ),
        ],
    ),
    "seg": Sample(
        "几种看法里选一种",
        [
            ("三选一", {"options": [{"label": "自己", "href": "#", "on": True}, {"label": "职责", "href": "#"}, {"label": "工作", "href": "#"}]}),
        ],
    ),
    "tabs": Sample(
        "同一事项的几个面",
        [
            (
                "带数",
                {
                    "tabs": [
                        {"label": "待办", "href": "#", "on": True, "count": 6},
                        {"label": "已办", "href": "#", "count": 128},
                        {"label": "我发起", "href": "#", "count": 3},
                        {"label": "抄送我", "href": "#"},
                    ]
                },
            )
        ],
    ),
    "field": Sample("表单的一格：名称、说明、错误、字数", [("常态", {"field": filled()["measure"]}), ("有错", {"field": Example({})["due_on"]})]),
    "form": Sample("整张表单", [("常态", {"form": filled()}), ("有错", {"form": Example({"unit": LONG, "weight": "general"})})]),
    "file_drop": Sample(
        "上传",
        [
            ("常态", {"name": "file", "help": "docx、pdf、jpg，单个不超过 20 MB；涉密文件严禁上传"}),
            ("有错", {"name": "file2", "help": "xlsx，按模板填写", "error": "这个文件加了密码，没有读。请去掉密码后再传。"}),
        ],
    ),
    "dialog": Sample(
        "对话框",
        [
            ("延期", {"id": "extend", "title": "申请延期", "label": "申请延期", "content": mark_safe("<p>原时限 3月13日 保留在经过里。</p>")}),
        ],
    ),
    "menu": Sample(
        "更多",
        [
            ("列末", {"label": "更多", "kind": "quiet", "content": mark_safe('<a href="#">催办</a><a href="#">转办</a><a href="#">延期</a>')}),
        ],
    ),
    "messages": Sample(
        "办完一件事的回话",
        [
            ("成", {"_template": "toast", "kind": "success", "text": "已销号 12 件，2 件缺佐证没有销。"}),
            ("不成", {"_template": "toast", "kind": "error", "text": "没有保存：时限早于今天。您填的内容还在。"}),
        ],
    ),
    "banner": Sample(
        "页面上方的提示",
        [
            ("说明", {"text": "名册已于 2月6日 冻结，此后的变动逐条记录。"}),
            ("临期", {"kind": "near", "title": "第二阶段还剩 4 个工作日。", "text": "待核验 38 件。", "href": "#", "link_label": "去核验"}),
            ("出错", {"kind": "late", "title": "没有导入。", "text": "表里有 3 处看不懂，一件也没有写入。"}),
            ("好", {"kind": "ok", "text": "第 6 期周报已生成。"}),
        ],
    ),
}
