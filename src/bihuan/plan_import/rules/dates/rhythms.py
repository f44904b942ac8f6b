"""What recurs (每月20日前, 周汇总), what is relative (5个工作日内, 第1-3个月, 即日起), what lasts throughout (贯穿全过程)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bihuan.plan_import.rules.chinese import NUMERAL
from bihuan.plan_import.rules.dates.phrases import When

N = rf"(?:\d{{1,3}}|[{NUMERAL}]{{1,3}})"
RECURRING = re.compile(
    r"(?P<each>每(?:个)?(?:工作日|日|天|两周|双周|周|星期|旬|半月|半个月|双月|月|两个月|季度|季|半年|学期|学年|年|(?:[两二三四五六七十]|\d{1,2})(?:天|日|个工作日|周|个月)))(?!(?:名|个|位|次|项|人|一次活动)|\d{1,2}(?: ?[日号]|[:：]\d{2}|[时点])?(?:至|到|[—–－～~-]{1,2})\d| ?[\d.,]+ ?元)"
    r"(?P<day>(?:的)?(?:最后一[个天](?:工作日)?|第一个工作日|首个工作日|前)?(?:末月|首月|第[一二三]个?月)?(?:\d{1,2}月\d{1,2}日(?:[、和]\d{1,2}月\d{1,2}日)*|(?:最后一周)?(?:周|星期)[一二三四五六日天]|[二三]?十[一二三四五六七八九]?[日号]|[一二三四五六七八九][日号]|[一二三四五六日天](?![名个次项]|至少)|\d{1,2} ?[日号]?(?:[、和]\d{1,2} ?)?[日号]|\d{1,2} ?[日号](?:[、和]\d{1,2} ?[日号])*|月?[底末初]|[上中下]旬|第[一二三四]周)?(?:[下上]午)?(?:\d{1,2}(?:[:：]\d{2}|时(?:\d{1,2}分)?|点))?(?:下班)?(?:之前|以前|前(?![往来]))?)"
)
CYCLE = re.compile(
    r"每逢(?:\d{1,2} ?[日号]?[、和])*\d{1,2} ?[日号]|(?<![每两])(?:半月|半个月|一周|一月|一个月|一季度|一季)一次|(?<![每次当])(?:日|周|旬|双周|半月|月|季度?|(?<![全半本当今])年)(?:报告|调度|汇总|通报|督查|督导|例会|检查|研判|小结|总结|报送|碰头|报表|分析|点评|会商|评比|排名)(?:制度?)?(?=[、，,。；;”’）)和及与]|制度|机制)"
    r"|(?:逐|按)(?:日|周|旬|月|季度?|年)(?=报|汇|调|通|上|向|对|开|统|公|进|更|总|梳|督|填|组)|(?:一|两)(?:日|天|周|月|季)一(?:报告|调度|通报|汇总|督查|督导|小结|研判|总结|检查|报|会|查|评|考(?!勤)|碰头|例会)"
)
WITHIN = re.compile(
    rf"(?<!近)(?<!过去)(?<!(?<![束办始会学汛节用动婚换])前)(?:自?[^，。；\n]{{0,16}}?之日起|接[到报][^，。；\n]{{0,12}}?后|收到[^，。；\n]{{0,14}}?后|(?<!大)会后|检查后|反馈后|[\u3400-\u9fff]{{2,5}}(?:结束|启动|召开)后)?[，]?(?:的)?(?:在)?(?<![\d.])(?<!压缩[至到])(?<!压缩)(?<!控制在)(?<!缩短[至到])(?<!退休后)(?<!离职后)(?<!取消)(?<!一至)(?<!二至)(?<!两至)(?<!\d至)(?P<n>{N}) ?个?(?P<unit>工作日|小时|自然日|日|天|周|星期|月|季度|年)(?:时间)?(?:之内|以内|内(?![容部设外蒙]))(?!(?:不得|不再|不准|禁止|首次|第[一二三四]次|[一二三四两\d]次|有[^，。；\n]{{0,4}}[\d一二两三四]+[人名次件]|全部[^，。；\n]{{0,6}}(?:明细|记录)|发生|出现|曾|有过|不(?![少低])|因同一|[^，。；\n]{{0,6}}被[\u3400-\u9fff]{{2,4}}[一二两三\d]+次|[\u3400-\u9fff]{{0,4}}(?:发生|出现)|累计|多次|未|受到|受过|新|被|[^，。；\n]{{0,12}}(?:次以上|多[头次]|重复|轮番)))"
)
SPAN = re.compile(
    rf"(?:为期|历时|用时?|利用|集中|时间为?|为时|时限为?|持续|共计?)(?:大?约)?(?P<n>{N}) ?个?(?P<unit>工作日|日|天|周|星期|月|年)(?:的?(?:左右)?(?:的)?时间)?(?![份度初底末])"
)
NTH = re.compile(
    rf"第 ?{N}(?: ?[-—–－～~至到、] ?第? ?{N})? ?(?:个月|周|个星期|天|个季度|年)(?:[至到—-]+第? ?{N} ?(?:个月|周|年))?(?![级的])"
)
NTH_DAY = re.compile(
    rf"第 ?{N} ?周(?:周|星期)[一二三四五六日](?:下班)?(?:之前|以前|前)|[\u3400-\u9fff]{{2,6}}(?:结束|开始|召开|启动)[前后] ?{N} ?(?:个工作日|日|天)(?!内|以|之)"
)
NOW = re.compile(r"(?:自|从)?(?:即日|现在)起(?:至[^，。；\n）)]{1,16})?|自?(?:本方案)?(?:印发|下发|发布|公布)之日起")
DAY_OF = re.compile(
    r"(?:当日|当天|当晚|当月底?前|当月内|本月内|次日|次月\d{1,2}[日号]前|当周|第一时间)(?=[^，。；\n]{0,14}(?:完成|整改|上报|报告|报送|报|反馈|处置|办结|移交|转办))|(?:春节|元旦|国庆|“五一”|“十一”|五一|中秋|端午|换届|汛期|开学|放假)(?:节)?(?:之前|以前|前)(?!后|夕)"
)
WHOLE = re.compile(r"贯穿[^，。；：:\n]{0,24}?(?:全过程|始终|始末|全程|各阶段)|(?:全年|全程)(?=开展|推进|进行)")
STANDING = re.compile(
    r"立行立改并长期坚持|立行立改|即知即改|立知立改|立即整改|立查立改|长期坚持|持续推进|常态化(?:推进|开展|坚持|整改)?|长期(?:推进|整改)?"
)
WHO = re.compile(
    r"^[^，。；\n]{1,14}?(?:应当?|须|要)?[在于](?=收到|接[到报]|[\u3400-\u9fff]{2,4}(?:结束|启动|召开)后)|^的?在|^的"
)  # 被查单位应在收到通知之日起30日内
KINDS = (
    ("recurring", RECURRING),
    ("recurring", CYCLE),
    ("relative", WITHIN),
    ("relative", SPAN),
    ("relative", NTH_DAY),
    ("relative", NTH),
    ("relative", NOW),
    ("relative", DAY_OF),
    ("whole", WHOLE),
)


def find_rhythms(text: str) -> list[When]:
    """Phrases without dates of their own, in order; they may overlap each other by kind, never within one."""
    found = [when for kind, pattern in KINDS if pattern is not CYCLE for when in _found(text, kind, pattern)]
    found += _joined(text, list(_found(text, "recurring", CYCLE)))
    return sorted(found, key=lambda when: (when.at, -when.until))


def _joined(text: str, cycles: list[When]) -> list[When]:
    """周调度、月通报、季讲评: one arrangement, told in one breath."""
    joined: list[When] = []
    for when in cycles:
        if joined and text[joined[-1].until : when.at] == "、":
            first = joined.pop()
            written = text[first.at : when.until]
            when = replace(first, until=when.until, as_written=written, recurring=written)
        joined.append(when)
    return joined


def _found(text: str, kind: str, pattern: re.Pattern[str]) -> Iterator[When]:
    for match in pattern.finditer(text):
        written = WHO.sub("", match[0].strip("，, "))
        at = match.start() + match[0].index(written)
        recurring = written if kind == "recurring" else None
        yield When(kind, None, None, written, at, at + len(written), recurring=recurring, vague=kind == "relative")


def standing(text: str) -> When | None:
    """A label's value such as 立行立改 or 长期坚持: no date of its own."""
    match = STANDING.search(text)
    return When("standing", None, None, match[0], match.start(), match.end()) if match else None
