"""What the plan rests on: documents named, their numbers, the body that decided (M16, M17)."""

import re

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Quote, Span

DOCUMENT = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》|〈[^〈〉\n]*〉){2,120}》")
NUMBER = re.compile(
    r"[\u3400-\u9fff]{1,12}(?:〔|\[|［|【|﹝|\()(?:(?:19|20)(?:\d\d|[*×xX_]{2})|[*×xX_]{4})(?:〕|\]|］|】|﹞|\)) ?第? ?(?:\d{1,5}|[*×xX_]{1,4}) ?号"
)
WORDS_BEFORE = re.compile(r"^(?:根据|按照|依据|遵照|和|与|及|关于|印发|通知)+")
NAMED_AS = re.compile(r"(?:根据|依据|按照|依照)(?:《[^》\n]{2,80}》(?:[（(〔][^）)\n]{2,30}[）)])?[、和及，与]*){0,4}$")
RESTS = re.compile(r"根据|按照|依据|依照|遵照|贯彻|落实|参照|结合|对照|印发|推行|为契机|要求|精神")
BODIES = "行署|办事处|党总支|党支部|管委会|党委会?|党组会?|党工委|常委会|[安综食减]委会|委员会|政府|领导小组|办公会|常务会议?|会议|公司|集团|学校|医院|中心|机关|办公室|[组宣战][织传]?部|纪委监委|[局院办厅委部]"
BODY = rf"(?:(?!会同|联合)[\u3400-\u9fff]){{1,14}}?(?:{BODIES})"
ACTS = r"(?:在|从|自|于|对|用|开展|组织|集中|即日|联合|印发|(?:19|20)(?:\d\d|[×xX*]{1,2}))"
DECIDED = re.compile(
    rf"(?:经(?!过|开|济|信|贸|营)|由)(?P<body>[^，。；\n经由（）《》]{{2,28}}?)(?:(?:主要|分管)?(?:领导|负责同志)(?:同志)?)?(?:集体|专题)?(?:研究(?:决定|同意|讨论|部署)?|审议(?:通过)?|审定|审核|同意|批准|决定|讨论)"
    rf"|(?:^|(?<=[，。\n]))(?P<short>学校|(?:{BODY}、){{1,3}}(?:{BODIES})|(?:{BODY}、){{0,3}}{BODY})(?:(?:联合|会同|研究)[^，。；\n]{{0,14}}?|[\u3400-\u9fff]{{0,4}}研究，)?(?:决定|下决心)(?=[，,]?{ACTS})"
    rf"|(?:^|(?<=[，。\n]))(?P<heeded>{BODY})(?:高度重视|(?:多次|专题|认真)研究)[^。；\n]{{0,120}}?，(?:研究)?决定(?=[，,]?{ACTS})"
    rf"|(?P<met>[\u3400-\u9fff]{{1,14}}?(?:党委|党组|党工委|常委会|委员会|董事会|办公会)) ?(?:第[一二三四五六七八九十百\d]{{1,4}}次|(?:19|20)\d\d年 ?[^，。；\n]{{0,10}}?)(?:全体|扩大|专题)?会议(?:研究|审议|讨论)?(?:通过|决定|同意)"
    r"|[（(](?:(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)? ?(?P<passed>[^，。；：（）()《》\d\n]{3,30}?会议?)(?:集体)?(?:研究|审议|讨论|表决){1,2}(?:通过|决定|同意)",
    re.MULTILINE,
)
SO_DECIDED = re.compile(r"(?:[^，。；\n]{0,14}，)?(?:现|特)?决定")
CAMPAIGN = re.compile(
    r"[^，。；\n]{0,4}(?:，)?(?:现|特)?决定，?(?:在|从|自|于)[^。；\n]{0,60}?(?:开展|进行|组织)[^。；\n]{0,60}?(?:整治|治理|行动|活动|整顿)"
)
SAID = re.compile("决定，?[在从自于]")
DATED = re.compile(r"(?:(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?)?")
DECIDES = re.compile(rf"(?:{BODIES})$|会$|组$|局$|部$")


PLAIN = re.compile(r"(?:根据|按照|依据|遵照)(?P<doc>[^，。《》\n]{2,20}?关于[^，。《》\n]{4,50}?(?:通知|意见|方案|决定|办法|规定|批复))")


def read_basis(doc: Document) -> list[Quote]:
    """Documents that the preamble, or a section on the basis, names as what the plan rests on."""
    named = [(found.start(), found.end()) for found in DOCUMENT.finditer(doc.text) if _rests(doc, found)]
    plain = [(found.start("doc"), found.end("doc")) for found in PLAIN.finditer(doc.text, 0, max(doc.preamble_end, 300))]
    return _unlike([Quote(doc.text[start:end], Span(start, end)) for start, end in sorted([*named, *plain])])


def _rests(doc: Document, found: re.Match[str]) -> bool:
    if re.search(r"(?:印发|将|把|转发|简称)$", doc.text[max(0, found.start() - 4) : found.start()]):
        return False
    if NAMED_AS.search(doc.text, doc.sentence_start(found.start()), found.start()) and found.start() < _opening_end(doc):
        return True
    if re.search(r"(?:承诺书|责任书|倡议书|责任状|告知书|清单|台账)》$", found[0]):
        return False
    node = doc.node_at(found.start())
    if node is not None:
        return any("依据" in above.heading for above in node.path())
    return bool(RESTS.search(doc.text, doc.sentence_start(found.start()), found.start()))


def _opening_end(doc: Document) -> int:
    """The preamble and the first section: there a paper says what it rests on."""
    top = doc.outline.top
    return top[0].end if top else len(doc.text)


def read_doc_numbers(doc: Document) -> list[Quote]:
    return _unlike([_number(found) for found in NUMBER.finditer(doc.text)])


def _number(found: re.Match[str]) -> Quote:
    lead = WORDS_BEFORE.match(found[0])
    start = found.start() + (lead.end() if lead else 0)
    return Quote(found[0][start - found.start() :], Span(start, found.end()))


def read_decided_by(doc: Document) -> Quote | None:
    """Who decided on the campaign; where nobody did, who agreed to the paper (已经X审议通过，现印发给你们)."""
    agreed = None
    for found in DECIDED.finditer(doc.text, 0, min(len(doc.text), max(doc.preamble_end, 300))):
        group = found.lastgroup or ""
        if group != "body" or DECIDES.search(found["body"]):
            start = found.start(group) + len(DATED.match(found[group])[0])  # type: ignore[index]
            quote = Quote(doc.text[start : found.end(group)], Span(start, found.end(group)))
            if "决" in doc.text[found.end(group) : found.end()] or SO_DECIDED.match(doc.text, found.end()):
                return quote
            agreed = agreed or quote
    return _decided_behind(doc) or agreed


def _decided_behind(doc: Document) -> Quote | None:
    """Behind a cover letter stands the paper itself: 经X研究，决定在全县开展专项整治 can be said nowhere else."""
    for decided in SAID.finditer(doc.text, doc.preamble_end):
        found = DECIDED.search(doc.text, max(doc.preamble_end, decided.start() - 48), decided.start())
        if found and found["body"] and DECIDES.search(found["body"]) and CAMPAIGN.match(doc.text, found.end()):
            return Quote(found["body"], Span(*found.span("body")))
    return None


def _unlike(quotes: list[Quote]) -> list[Quote]:
    first: dict[str, Quote] = {}
    for quote in quotes:
        first.setdefault(quote.text, quote)
    return list(first.values())
