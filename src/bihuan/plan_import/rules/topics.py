"""What a section is about, told from the words of its heading (domain.md J1, J2)."""

import re
from enum import Enum

from bihuan.plan_import.rules.outline import Node


class Topic(Enum):
    """The sections that plans are made of."""

    GUIDING = "guiding"
    GOALS = "goals"
    PRINCIPLES = "principles"
    SCOPE = "scope"
    PROBLEMS = "problems"
    STAGES = "stages"
    TASKS = "tasks"
    MEASURES = "measures"
    ORGANISATION = "organisation"
    CHANNELS = "channels"
    REPORTING = "reporting"
    ACCOUNTABILITY = "accountability"
    REQUIREMENTS = "requirements"


ACT = "(?:整治|攻坚|整饬|清缴|整改|整顿|治理|排查|检查|清理|清查|纠治|查摆|自查|打击|查处|监管|纠正|清理规范|专项行动|专项整治|排查整治|排查治理|行动)"
CLUES: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(pattern))
    for topic, pattern in (
        (Topic.GOALS, r"^(?:总体|工作|主要|整治|具体|活动|行动)*目标(?:任务|要求)?$"),
        (
            Topic.STAGES,
            r"步骤|阶段(?:安排|划分|任务)|时间(?:安排|进度|步骤|节点|规划|计划|表|和)|进度(?:安排|要求)|(?:工作|实施|活动|行动|日程|整治|整顿|治理|攻坚|推进)安排|实施阶段|工作阶段|^安排$|实施进度|工作进程|方法和?阶段|^(?:整治)?怎么(?:干|看|查|治|整治|推进|安排)|^整治分几步",
        ),
        (Topic.PRINCIPLES, r"原则$|原则和|^(?:工作|基本|整治)原则"),
        (
            Topic.SCOPE,
            r"(?:整治|治理|检查|排查|清理|适用|活动|行动|实施|参加|工作|专项整治|教育)(?:的)?(?:范围|对象)(?!.{0,3}(?:内容|重点|任务|问题))|^(?:范围|对象)(?![^和及与、为是]{3})|范围(?:和|及|与)对象|对象(?:和|及|与)范围",
        ),
        (
            Topic.PROBLEMS,
            rf"{ACT}(?:工作)?的?(?:(?:范围|对象)[及和与、])?(?:整治|治理|检查|排查)?(?:主要|重点)?(?:重点|内容|任务|问题|事项|清单)|(?:整治|治理|排查|整改)(?:的)?(?:重点)?(?:项目|领域|方向)|突出问题|主要问题|存在问题|问题表现|具体表现|表现形式|主要表现|重点(?:问题|内容|领域|对象|环节|整治|治理|部位)|(?:工作|主要)内容|工作重点|负面清单|问题清单|^(?:集中|重点)?(?:整治|治理|查|纠|看|改)(?:什么|哪些)|^[“”\u3400-\u9fff]{{0,4}}(?:“[^”]{{2,6}}”|整治|检查|治理)(?:的)?内容$|^重点$|^内容$|^治理重点|^(?:集中|重点|大力|着力)?(?:整治|治理|纠治|解决)[“\"]|治理清单|整治清单|乱象|^(?:重点|集中|严厉)(?:查处|打击|纠治)的?[\u3400-\u9fff]{{0,6}}(?:行为|问题|情形)$",
        ),
        (Topic.TASKS, r"(?:工作|重点|主要|目标|具体|阶段)任务|任务(?:分工|分解|措施)|责任分工|职责分工|部门职责|^任务$"),
        (
            Topic.MEASURES,
            r"(?<!保障)(?<!惩处)(?<!处罚)(?<!问责)(?<!惩戒)(?<!处理)措施|工作方法|工作机制|方法途径|主要做法|工作方式|方式方法|推进机制|^方法$",
        ),
        (Topic.CHANNELS, r"举报(?:方式|电话|渠道|途径|受理)|监督(?:电话|渠道|举报|方式)|联系方式|投诉(?:方式|电话|渠道|举报)"),
        (Topic.REPORTING, r"信息报送|材料报送|情况报送|报送(?:要求|制度|信息)|信息(?:上报|反馈)|及时(?:上报|报送)"),
        (Topic.ORGANISATION, r"组织(?:领导|机构|保障|架构|体系)|领导(?:机构|小组|机制)|工作机构|机构设置|工作专班|工作力量"),
        (
            Topic.ACCOUNTABILITY,
            r"问责|责任追究|追责|执纪|惩处|惩戒|处罚(?!措施)|处理(?:办法|方式|措施|规定)|奖惩|结果运用|严肃(?:处理|查处|纪律)|纪律处分",
        ),
        (Topic.GOALS, r"目标"),
        (Topic.GUIDING, r"指导思想|总体(?:要求|思路|部署)|重要意义|目的意义|活动主题|工作主题|工作思路"),
        (Topic.REQUIREMENTS, r"要求|保障|注意事项|纪律"),
    )
)


def topic_of(node: Node) -> Topic | None:
    """The topic of a heading, or None. A long heading is a sentence, not a title."""
    heading = node.heading
    if len(heading) > 26:
        return None
    return next((topic for topic, clue in CLUES if clue.search(heading)), None)
