"""Samples of the blocks of a page: figures, stage line, funnel, map, story, charts, papers."""

from django.utils.safestring import mark_safe

from bihuan.interfaces.web.components.samples.sample import LONG, Sample

UNITS = ("住建局", "交通局", "青石镇", "河湾镇", "教育局", "民政局")
COUNTS = ((50, 16, 25, 4, 4), (22, 45, 3, 16, 23), (53, 22, 19, 20, 54), (67, 48, 24, 7, 15), (80, 15, 19, 29, 36), (0, 0, 0, 0, 40))
LAMPS = (("ok", "late", "ok", "ok", "done"), ("ok", "ok", "ok", "near", "done"), ("ok", "ok", "ok", "late", "done"))
MAP = [
    {
        "name": name,
        "href": "#",
        "cells": [{"value": value or None, "state": state, "href": "#"} for value, state in zip(COUNTS[place], LAMPS[place % 3], strict=True)],
    }
    for place, name in enumerate(UNITS)
]
STAGES = [
    {"name": "深查细摆", "span": "1月8日—2月6日", "note": "", "state": "past", "weight": 4},
    {"name": "严实整改", "span": "2月7日—3月23日", "note": "剩 4 个工作日", "state": "now", "weight": 6, "href": "#"},
    {"name": "健全机制", "span": "3月24日—4月22日", "state": "next", "weight": 4},
]
STORY = [
    {"text": "联查发现，建账", "at": "1月19日", "by": "专班　周明", "detail": "来源：巡察反馈第 12 条"},
    {"text": "剖析：首接责任没有写进工作流程", "at": "1月26日", "by": "青石镇　陈远"},
    {"text": "退回整改", "at": "3月2日", "by": "第四督导组　林岚", "detail": LONG, "state": "back"},
    {"text": "申请销号，附佐证 3 件", "at": "3月6日", "by": "青石镇　陈远"},
    {"text": "等待核验：第四督导组", "at": "应于 3月13日 前", "state": "now"},
]
CHAIN = [{"label": word, "state": "past"} for word in ("建账", "剖析", "整改", "申请", "确认")] + [
    {"label": "核验", "state": "now", "note": "应于 3月13日 前完成"},
    {"label": "销号", "state": "next"},
]
FUNNEL = [
    {"label": "发现", "share": 100, "value": "11,906", "href": "#"},
    {"label": "剖析原因", "share": 96, "value": "11,430", "href": "#"},
    {"label": "申请销号", "share": 78.2, "value": "9,310", "href": "#"},
    {"label": "督导核验", "share": 71.9, "value": "8,560", "href": "#"},
    {"label": "销号", "share": 70.6, "value": "8,402", "href": "#", "state": "ok"},
]
WEEKS = ["第 1 周", "第 2 周", "第 3 周", "第 4 周", "第 5 周", "第 6 周"]
TREND = {
    "labels": WEEKS,
    "series": [
        {"name": "发现", "values": [420, 1310, 2480, 3120, 2890, 1686], "colour": "c1"},
        {"name": "销号", "values": [0, 260, 1240, 2110, 2560, 2232], "colour": "c4"},
    ],
}
HEAT = {"x": list(UNITS), "y": ["推", "虚", "浮"], "cells": [[x, y, (x * 7 + y * 13) % 31, "#"] for x in range(6) for y in range(3)]}
AGEING = {
    "labels": ["3 天内", "一周", "两周", "一月", "更久"],
    "series": [
        {"name": "正常", "values": [120, 340, 280, 90, 12], "colour": "ok"},
        {"name": "临期", "values": [0, 12, 40, 35, 8], "colour": "near"},
        {"name": "超期", "values": [0, 0, 9, 21, 31], "colour": "late"},
    ],
}


def table(head: str, labels: list[str], series: list[dict[str, object]]) -> dict[str, object]:
    """The table behind a chart."""
    names = [str(one["name"]) for one in series]
    columns = [one["values"] for one in series]
    return {"head": [head, *names], "rows": [list(row) for row in zip(labels, *columns, strict=True)]}  # type: ignore[call-overload]


SAMPLES = {
    "card": Sample(
        "一块内容",
        [
            ("常态", {"title": "闭环漏斗", "link": "#", "link_label": "看明细", "content": "内容", "note": "读法：从确认到核验平均 4.3 个工作日，慢在核验。"}),
            ("长", {"title": LONG, "content": LONG}),
        ],
    ),
    "figure": Sample(
        "能点开的数",
        [
            ("可点", {"value": "8,402", "unit": "件", "href": "#", "definition": "截至今日已销号的问题"}),
            ("未来", {"value": None, "reason": "满意度测评尚未开展"}),
            ("素", {"value": "70.6%"}),
        ],
    ),
    "kpi": Sample(
        "驾驶舱的大数",
        [
            ("常态", {"label": "发现问题", "value": "11,906", "note": "本周 +214", "href": "#"}),
            ("超期", {"label": "超期", "value": "61", "unit": "件", "note": "涉及 9 个单位", "state": "late", "href": "#"}),
            ("未来", {"label": "满意度", "value": None, "note": "测评尚未开展"}),
        ],
    ),
    "stage_line": Sample("阶段线：宽度按天数", [("三个阶段", {"stages": STAGES}), ("空", {"stages": []})]),
    "funnel": Sample("漏斗：发现到销号", [("常态", {"rows": FUNNEL})]),
    "battle_map": Sample(
        "挂图作战：单位 × 环节，灯由日期算出，每格可点开",
        [
            ("常态", {"columns": ["已建账", "整改中", "待确认", "待核验", "已销号"], "rows": MAP}),
            ("空", {"columns": ["已建账", "整改中"], "rows": []}),
        ],
    ),
    "chain": Sample("一件问题走到哪一步", [("核验中", {"steps": CHAIN})]),
    "timeline": Sample("经过", [("常态", {"events": STORY}), ("空", {"events": []})]),
    "steps": Sample(
        "几步办完的事",
        [
            (
                "第二步",
                {
                    "steps": [
                        {"label": "上传", "state": "past", "href": "#"},
                        {"label": "核对", "state": "now", "note": "还有 2 处要您定"},
                        {"label": "选单位和人员"},
                        {"label": "启动"},
                    ]
                },
            )
        ],
    ),
    "gantt": Sample(
        "阶段甘特",
        [
            (
                "常态",
                {
                    "today": 46,
                    "rows": [
                        {"label": "动员部署", "left": 0, "width": 14, "span": "3月1日—10日"},
                        {"label": "排查整改", "left": 14, "width": 60, "span": "3月11日—5月31日", "state": "now", "href": "#"},
                        {"label": "巩固提升", "left": 75, "width": 25, "span": "6月1日—", "state": "near", "open": True},
                    ],
                },
            ),
            ("空", {"rows": []}),
        ],
    ),
    "catalogue": Sample(
        "问题目录：类别与具体表现",
        [
            (
                "常态",
                {
                    "categories": [
                        {"name": "推", "count": "3 条", "entries": [{"text": "线路调整久议不决", "on": True}, {"text": "投诉在部门之间转办"}, {"text": LONG}]},
                        {"name": "虚", "count": "2 条", "entries": [{"text": "车辆检查走过场", "tag": "改写", "colour": "near"}, {"text": "培训记录代签"}]},
                        {"name": "散", "count": "0 条", "entries": []},
                    ]
                },
            )
        ],
    ),
    "question": Sample(
        "方案没写清的，就地问",
        [
            (
                "待答",
                {
                    "id": "q1",
                    "text": "“6月起”没有结束日期。第三阶段到哪天为止？",
                    "options": [{"value": "a", "label": "6月30日"}, {"value": "b", "label": "8月31日"}],
                    "free": "date",
                    "suggested": True,
                },
            ),
            ("已答", {"id": "q2", "text": "方案没有写年份，是哪一年？", "answer": "2026 年", "by": "周明　3月2日"}),
        ],
    ),
    "facts": Sample(
        "名称与值",
        [
            ("格", {"facts": [("单位", "青石镇"), ("责任人", "陈远"), ("来源", "督查反馈"), ("完成时限", "3月13日"), ("外部编号", "")]}),
            ("行", {"kind": "lines", "facts": [("措施", "明确社区为首接单位，三日内现场会商。"), ("佐证", "会商纪要.pdf　现场照片 2 张")]}),
        ],
    ),
    "progress": Sample(
        "长活的进度",
        [
            ("进行中", {"label": "导入台账", "done": "6,210", "total": "10,000", "share": 62.1, "note": "正在查重。"}),
            ("完成", {"label": "导入台账", "share": 100, "state": "ok", "note": "用时 3 秒。"}),
            ("未成", {"label": "导入台账", "share": 40, "state": "late", "note": "第 4,012 行有错，一件也没有写入。"}),
        ],
    ),
    "summary": Sample(
        "做完之后的总结：收了多少、拒了哪些、为什么",
        [
            (
                "有拒收",
                {
                    "counts": [
                        {"label": "新增", "value": 212, "state": "ok"},
                        {"label": "更新", "value": 31},
                        {"label": "未变", "value": "9,755"},
                        {"label": "看不懂", "value": 2, "state": "late"},
                    ],
                    "errors": [
                        {"place": "台账 第 18 行 责任人", "value": "陈元", "message": "名册里没有这个人", "nearest": "陈远（青石镇）"},
                        {"place": "台账 第 40 行 完成时限", "value": "2月30日", "message": "没有这一天", "nearest": "2月28日"},
                    ],
                },
            )
        ],
    ),
    "empty": Sample(
        "空页面：告诉人下一步",
        [
            ("台账", {"title": "还没有问题", "text": "可以一件一件记，也可以下载模板整表导入。", "href": "#", "label": "记一件", "href2": "#", "label2": "导入 Excel"}),
        ],
    ),
    "diff": Sample(
        "改前改后",
        [
            ("常态", {"rows": [{"label": "完成时限", "old": "3月13日", "new": "3月20日"}, {"label": "责任领导", "old": "", "new": "吴桐"}]}),
            ("空", {"rows": []}),
        ],
    ),
    "paper": Sample(
        "公文预览",
        [
            (
                "草稿",
                {
                    "issuer": "青石县作风专项整治领导小组办公室文件",
                    "number": "青作风办〔2026〕6 号",
                    "title": "关于第六周整改进展情况的通报",
                    "draft": True,
                    "content": mark_safe(
                        '<p>各乡镇、县直各单位：</p><h3>一、总体情况</h3><p>截至3月18日，全县共发现问题<a href="#">11906</a>件，'
                        '已销号<a href="#">8402</a>件，超期<a href="#">61</a>件。</p>'
                    ),
                },
            )
        ],
    ),
    "chart": Sample(
        "图：一句读法，背后一张表",
        [
            ("趋势", {"id": "d-trend", "kind": "trend", "title": "每周发现与销号", "reading": "第 6 周起销号多于新发现。", "data": TREND, "table": table("周", WEEKS, TREND["series"])}),
            ("热力", {"id": "d-heat", "kind": "heat", "title": "类别 × 单位", "data": HEAT, "table": {"head": ["单位"], "rows": [[one] for one in UNITS]}}),
            ("账龄", {"id": "d-age", "kind": "ageing", "title": "未销号账龄", "data": AGEING, "table": table("账龄", AGEING["labels"], AGEING["series"])}),
            (
                "漏斗",
                {
                    "id": "d-funnel",
                    "kind": "funnel",
                    "title": "漏斗",
                    "data": {"steps": [{"name": row["label"], "value": row["share"], "href": "#"} for row in FUNNEL]},
                    "table": {"head": ["环节", "件数"], "rows": [[row["label"], row["value"]] for row in FUNNEL]},
                },
            ),
        ],
    ),
}
