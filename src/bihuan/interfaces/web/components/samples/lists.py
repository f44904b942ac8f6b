"""Samples of what makes up a list: query line, toolbar, grid, drawer, tree, foot, my work."""

from django.utils.safestring import mark_safe

from bihuan.interfaces.web.components.samples.sample import LONG, Sample

COLUMNS = [
    {"label": "编号", "frozen": 1, "sort": "#", "kind": "nw"},
    {"label": "单位 / 责任人", "frozen": 2, "kind": "nw"},
    {"label": "问题", "kind": "q"},
    {"label": "类别 / 来源"},
    {"label": "轻重"},
    {"label": "环节"},
    {"label": "时限", "sort": "#", "sorted": "ascending"},
    {"label": "整改措施"},
    {"label": "佐证", "kind": "num"},
]
RAW = [
    ("0412", "住建局", "刘小禾", "窗口告知不到位", "一次性告知不到位，企业往返三次才补齐施工许可材料", "服务意识不强", "社会评查", "一般", "整改中", "near", "剩 2 天"),
    ("0397", "青石镇", "陈远", "推诿扯皮", "老旧小区排水投诉在镇与社区之间转办五次，无人牵头", "遇事尽量推", "联查", "严重", "待核验", "overdue", "超 3 天"),
    ("0388", "交通局", "王一川", "纪律松散", "节后首日值班人员脱岗四十分钟，交接记录补写", "规矩意识不强", "明察暗访", "一般", "已销号", "closed", "2月26日"),
    ("0371", "河湾镇", "赵敏言", LONG[:26], LONG, "过得去、差不多", "自查", "普遍", "整改中", "on_time", "剩 11 天"),
    ("0365", "教育局", "周海青", "落实不力", "校车隐患整改通知下发后未回访，三辆车仍缺急救箱", "抓而不实", "督查反馈", "一般", "待确认", "on_time", "剩 6 天"),
]


def row(raw: tuple[str, ...], place: int) -> dict[str, object]:
    """One row of the sample grid."""
    number, unit, person, title, text, category, source, weight, state, lamp, due = raw
    return {
        "id": number,
        "on": place == 1,
        "cells": [
            {"text": number, "frozen": 1, "kind": "nw num"},
            {"text": unit, "sub": person, "frozen": 2, "kind": "nw"},
            {"text": title, "sub": text, "open": "#", "kind": "q"},
            {"text": category, "sub": source, "kind": "nw"},
            {"text": weight, "tag": {"严重": "late", "普遍": "near"}.get(weight, "done"), "kind": "nw"},
            {"text": state, "kind": "nw"},
            {"text": due, "lamp": lamp, "kind": "nw"},
            {"text": "明确首接单位，三日内现场会商；列入二季度计划。", "kind": "long desk", "edit": "#"},
            {"text": "3", "href": "#", "kind": "num desk"},
        ],
    }


TREE = [
    {
        "name": "青石县",
        "href": "#",
        "count": 11906,
        "open": True,
        "children": [
            {"name": "住建局", "href": "#", "count": 412, "on": True},
            {"name": "乡镇", "href": "#", "count": 5120, "children": [{"name": "青石镇", "href": "#", "count": 301}, {"name": "河湾镇", "href": "#", "count": 207}]},
            {"name": "教育局", "href": "#", "count": 388},
        ],
    }
]
FIELDS = '<label>单位 <input name="unit"></label><label>来源 <select name="source"><option>全部</option><option>自查</option></select></label>'
MORE = '<label>责任人 <input name="person"></label><label>时限起 <input type="date" name="from"></label>'

SAMPLES = {
    "breadcrumb": Sample("所在位置", [("三级", {"crumbs": [("城关片区作风专项整治", "#"), ("问题台账", "#"), ("0397 推诿扯皮", "")]})]),
    "query": Sample("查询 / 重置，展开 / 收起", [("常态", {"content": mark_safe(FIELDS), "more": mark_safe(MORE)})]),
    "toolbar": Sample(
        "列表上方的工具",
        [
            (
                "常态",
                {
                    "add": "#",
                    "add_label": "记一件",
                    "import": "#",
                    "export": "#",
                    "advanced": "#",
                    "refresh": "#",
                    "bulk": [{"label": "催办", "value": "remind"}, {"label": "批量确认", "value": "confirm", "kind": "go"}],
                    "views": [{"label": "我督导的单位", "href": "#", "on": True, "note": "个人"}, {"label": "超期未销", "href": "#", "note": "本专项"}],
                    "save_view": "#",
                    "columns": [{"key": "no", "label": "编号", "on": True, "fixed": True}, {"key": "measure", "label": "整改措施", "on": True}],
                },
            )
        ],
    ),
    "table": Sample(
        "密格：前几列不动、表头不动，可选行、就地改、标出所查的字",
        [
            ("常态", {"columns": COLUMNS, "rows": [row(raw, place) for place, raw in enumerate(RAW)], "selectable": True, "q": "投诉 材料"}),
            ("空", {"id": "grid2", "columns": COLUMNS, "rows": []}),
            ("就地改", {"_template": "edit", "action": "#", "name": "measure", "label": "整改措施", "long": True, "value": "明确首接单位。", "error": "至少写 10 个字。"}),
        ],
    ),
    "pager": Sample(
        "表脚",
        [
            ("中间", {"total": "11,906", "size": 50, "sizes": [20, 50, 100], "previous": "#", "next": "#", "place": "第 51—100 条"}),
            ("约数", {"total": "1,000,000", "about": True, "next": "#"}),
        ],
    ),
    "drawer": Sample(
        "一行的全貌，不离开列表；手机上是从下方拉起的一页",
        [
            (
                "常态",
                {
                    "title": "老旧小区排水投诉无人牵头",
                    "sub": "0397　青石镇　陈远",
                    "href": "#",
                    "content": mark_safe("<p>措施：明确社区为首接单位，三日内现场会商。</p>"),
                    "acts": mark_safe('<button class="btn go">核验通过</button><button class="btn">退回整改</button>'),
                },
            )
        ],
    ),
    "unit_tree": Sample("单位树，可查", [("常态", {"nodes": TREE}), ("空", {"nodes": [], "id": "tree2"})]),
    "todo": Sample(
        "我的待办：什么到期、点哪里办",
        [
            (
                "常态",
                {
                    "items": [
                        {"title": "核验：老旧小区排水投诉无人牵头", "note": "0397　青石镇", "lamp": "overdue", "due": "超 3 天", "state": "late", "href": "#", "label": "核验"},
                        {"title": "确认 12 件立行立改", "note": "住建局", "lamp": "near", "due": "明天到期", "href": "#", "label": "逐件确认"},
                    ]
                },
            ),
            ("空", {"items": [], "empty_text": "新的事项到了会出现在这里，也会在铃铛上显示。"}),
        ],
    ),
}
