"""Duties to report upward: what, to whom, how often, until when (M178-M182)."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Duty

SEND = re.compile(r"(?:上报|报送|报告|报至|报到|报(?=[市县区省局镇乡街委办专领整各本校院]))")
TO = re.compile(r"(?:报送?|上报|报送?至|报到|报给|提交)(?:至|给|到)?(?P<to>[市县区省局镇乡街委办专领整校院公人教纪党工][^，。；、\n（(]{1,30}?(?:办公室|专班|领导小组|小组|办|局|委|科|处|股|室|组|部|院|厅|中心|纪委|大队|支队|政府))(?=[，。；、\n（(]|备案|汇总|审核)|向(?P<towards>[^，。；\n]{2,40}?)(?:上报|报送|报告|汇报)")
WHAT = re.compile(r"(?P<what>[^，。；：\n]{0,24}?(?:工作总结|总结报告|总结|方案|情况报告|情况|报告|报表|台账|清单|统计表|材料|信息|进展|名单|周报|月报|汇总表|联络员|承诺书|数据|问题线索))")


def read_reporting(doc: Document) -> list[Duty]:
    return list(_duties(doc))


def _duties(doc: Document) -> Iterator[Duty]:
    last = -1
    for send in SEND.finditer(doc.text):
        start, end = doc.sentence_start(send.start()), doc.sentence_end(send.end())
        if start == last or not _is_duty(doc.text[start:end]):
            continue
        last = start
        yield _duty(doc, start, end)


def _is_duty(sentence: str) -> bool:
    return bool(TO.search(sentence) or (re.search(r"每[日天周旬月季年半]|定期|及时(?:上报|报送|报告)|前(?:上报|报)", sentence) and WHAT.search(sentence)))


def _duty(doc: Document, start: int, end: int) -> Duty:
    sentence = doc.text[start:end]
    to = TO.search(sentence)
    rhythm = next((when.recurring for when in doc.rhythms_in(start, end) if when.kind == "recurring"), None)
    due = next((when.as_written for when in doc.whens_in(start, end) if when.kind == "due"), None)
    what = [found["what"].strip() for found in WHAT.finditer(sentence)]
    quote = doc.quote(start, end)
    named = re.sub(r"^(?:要|应|并|将|把|及时|定期|于|各单位|各部门)+", "", what[0]) if what else quote.text
    return Duty(named or quote.text, (to["to"] or to["towards"]) if to else None, rhythm or ("定期" if "定期" in sentence else None), due, quote.source)


