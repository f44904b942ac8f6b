"""Duties to report upward: what, to whom, how often, until when (M178-M182)."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.dates import When
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Duty, Span

SEND = re.compile(
    r"报送|上报|报备|呈报|填报|上传|(?<![通简周月日快填情申汇警举预上公年画海])(?<!》(?=报[和、及等上刊]))报(?![到名告警纸酬复销价栏刊道表账])|提交(?![^，。；]{0,20}(?:审议|讨论|表决))|递交|上交|(?<!提)交(?![通流叉办由给])(?=[^，。；]{0,10}(?:室|科|处|股|部|办|组|街道|专班|局|委|站|所|中心)|[^，。；]{0,6}(?:总结|小结|报告|材料))|交给(?=[^，。；]{1,12}(?:室|科|处|办|组|局|委|站|所|中心))|汇[到至](?=[^，。；]{1,12}(?:室|科|处|办|组|局|委))|送(?=(?!至|到|达)[^，。；]{1,12}(?:室|科|处|股|部|办|组|局|委|站|所|中心)(?:汇总|备案|审核|审定|[，。；]|$))|(?<=[组办委局股科室部])报告(?=[\u3400-\u9fff]{2,10}(?:进度|情况|进展))|发[到至](?=[^，。；]{1,14}(?:群|邮箱|室))|(?<=[室会组局委科班])(?<!社会)(?:通报|公布)(?=[^，。；]{0,12}(?:情况|结果|进展))|(?:书面|口头|电话|专题)(?:报告|汇报)(?!会)|形成(?=[^，。；]{0,8}(?:总结|报告)，(?:提请|提交|呈))|编发(?=[^，。；]{0,10}(?:简报|动态|专报|快报|通报|信息))|报告(?=一次|[\u3400-\u9fff]{0,6}(?:情况|进展|结果))|(?:书面)?报告(?=[市县区省局镇整专领])|反馈(?=[市县区省局镇整专领])|(?<![听取])汇报|向[\u3400-\u9fff]{2,16}[局委办室组部府院会站所科]报告(?=[。；，]|$)"
)
MADE_KNOWN = ("通报", "公布")  # a duty to report only where it is said to whom
TO = re.compile(
    r"^(?:送|至|给|到|备|告)*(?:至|给|到)?(?P<to>[\u3400-\u9fffA-Za-z*×（）“”]{1,30}?(?:办公室|专班|领导小组|小组|街道|[办局委科处股室组部院厅署站所]|中心|纪委|大队|支队|政府|监委|公司|党委|党组))(?=[，。；、\n（(]|备案|汇总|审核|$|邮箱|报送)"
)
TOWARDS = re.compile(r"向(?P<to>[^，。；\n]{2,40}?)$")
SENT_TO = re.compile("向(?P<to>.+)报告")  # 完成自查并向县甲局报告
WHAT = re.compile(
    r"《[^》\n]{2,40}》|[\u3400-\u9fff“”]{0,16}?(?:工作总结|总结报告|书面总结|总结|(?:工作)?小结|实施方案|方案|情况报告|自查报告|报告|统计表|报表|台账|清单|自查表|汇总表|进度表|周报|月报|材料|信息|动态|进展(?:情况)?|名单|联络员|承诺书|(?:实施)?细则|数据|线索|问题|情况|简报|计划)"
)
WORDS = re.compile(r"^(?:要|应|并|将|把|及时|定期|于|各单位|各部门|各地|各|的|请|须|前|形成|填写|上交|送|至|汇总|书面)+")
VERB = re.compile(
    r"^.*(?:制定|形成|填写|将|把|编制|撰写|提交|报送|上报|写出|完善)|^(?:要|应|并|及时|定期|于|各单位|各部门|各地|各|的|请|须|前|送|至|汇总)+"
)
NOT_FOR_THAT = re.compile(
    r"听取|，发现[^，]*$|报名|(?:完毕|办结|完成|解决|销号)[^，]{0,4}，(?![^，]*[将把])[^，。；]{0,10}(?:问题|事项|的)$"  # 5日内办结，确需延期的报……审批
)
CONDITION = re.compile("(?:^|，)凡[^，]*$")  # 凡在4月10日前主动上交……的
LIMIT = re.compile(r"[内前]$|前\S{0,6}日$")  # 15个工作日内
VAGUE = re.compile(r"(?P<rhythm>定期|及时|按时|随时)[^，。；\n]{0,20}(?:上报|报送|报告|汇报)")


def read_reporting(doc: Document) -> list[Duty]:
    """One duty for each time by which, or rhythm in which, something is to be sent."""
    return sorted([*_timed(doc), *_untimed(doc)], key=lambda duty: duty.source.start)


def _times(doc: Document) -> list[When]:
    found = [when for when in doc.whens if when.kind == "due"]
    found += [when for when in doc.rhythms if when.kind == "recurring" or (when.kind == "relative" and LIMIT.search(when.as_written))]
    found.sort(key=lambda when: (when.at, -when.until))
    kept: list[When] = []
    for when in found:
        if not kept or when.at >= kept[-1].until:
            kept.append(when)
    return kept


def _timed(doc: Document) -> Iterator[Duty]:
    times = _times(doc)
    for i, when in enumerate(times):
        end = doc.sentence_end(when.until)
        if end == when.until and _broken_off(doc, when):
            end = doc.sentence_end(end + 1)
        if i + 1 < len(times):
            end = min(end, times[i + 1].at)
        send = SEND.search(doc.text, when.until, end)
        if (
            send is not None
            and send.start() - when.until <= 40
            and not NOT_FOR_THAT.search(doc.text, when.until, send.start())
            and (send[0] not in MADE_KNOWN or TOWARDS.search(doc.text, when.until, send.start()))
            and not CONDITION.search(doc.text[doc.sentence_start(when.at) : when.at])
        ):
            yield _duty(doc, when, send, end)


def _broken_off(doc: Document, when: When) -> bool:
    """A page ended in the middle of the sentence: …，于6月20日前 / 报县专班."""
    sentence = when.at - (doc.text.rfind("\n", 0, when.at) + 1) >= 12 and doc.text[when.at - 1] in "，于在"
    return sentence and doc.text[when.until : when.until + 1] == "\n" and bool(SEND.match(doc.text, when.until + 1))


def _duty(doc: Document, when: When, send: re.Match[str], end: int) -> Duty:
    text = doc.text
    before, after = text[when.until : send.start()], text[send.end() : end]
    to = TO.match(after) or TOWARDS.search(before) or SENT_TO.match(send[0])
    object_ = re.split("[，；。]", after[to.end() :] if to and to.re is TO else after)[0]
    what = _named(object_) or _named(before) or _named(text[doc.sentence_start(when.at) : when.at], last=True)
    recurring = when.recurring
    rhythm = text[when.at : when.until] if recurring else None
    due = None if recurring else when.as_written
    quote = doc.quote(when.at, end)
    return Duty(what or quote.text, to["to"] if to else None, rhythm, due, quote.source)


def _named(words: str, *, last: bool = False) -> str:
    """What is sent: from the first paper named in the words to the last, or the last alone."""
    found = list(WHAT.finditer(words))
    return VERB.sub("", words[found[-1 if last else 0].start() : found[-1].end()]) if found else ""


def _untimed(doc: Document) -> Iterator[Duty]:
    for found in VAGUE.finditer(doc.text):
        start, end = doc.sentence_start(found.start()), doc.sentence_end(found.end())
        to = re.search(r"向(?P<to>[^，。；\n]{2,40}?)(?:上报|报送|报告|汇报)", doc.text[start:end])
        if to and not any(start <= when.at < end for when in doc.whens_in(start, end)):
            what = WHAT.search(doc.text, start, end)
            yield Duty(WORDS.sub("", what[0]) if what else found[0], to["to"], found["rhythm"], None, Span(start, end))
