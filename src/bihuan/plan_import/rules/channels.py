"""Published lines for reports: phones, addresses of mail and web, boxes (M63, domain.md I; a site's own contacts are none)."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Channels, Quote, Span

PHONE = re.compile(
    r"(?<![\d./@A-Za-z_-])(?<!\d:)(?:[（(]0\d{2,3}[）)][ -]?\d{7,8}|0\d{2,3}[-—– ]?\d{7,8}(?:[-转]\d{1,5})?|400[-—]?\d{3}[-—]?\d{4}|800[-—]?\d{3}[-—]?\d{4}|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|[2-8]\d{6,7}|1[12]\d{3}|9[56]\d{3,4}|1[12]\d(?=[、，,。；;）) \n]|$))(?!\d|[:%％]|\.\d|[A-Za-z@])"
)
MASKED_PHONE = re.compile(r"(?<![\d])0\d{2,3}[-—]?[\d*×xX]{7,8}(?!\d)")
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63} ?@ ?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
URL = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&*+=%]{3,200}|www\.[A-Za-z0-9\-._~/?#&=%]{3,200}")
WORDS = re.compile(r"举报|监督|投诉|热线|信访|反映(?:问题|情况)?|受理|爆料|检举|咨询|值班|廉政|纪检|线索|求助|专线|服务电话|公开电话")
NOT_PHONE = re.compile(
    r"(?:文号|邮编|邮政编码|编号|账号|金额|预算|传真|代码|QQ群?|许可证|备案|共计|标准|GB|号令|总数)[^，。；\n]{0,6}$|[〔\[]$",
    re.IGNORECASE,
)
ABOUT_PHONE = re.compile(r"电话|热线|专线|拨打|致电|举报|投诉|平台|监督|手机|联系方式|短信|号码|[tT]el|来电")
LIAISON = re.compile(r"联系人|联络员|报送|报至|发送至|上报|填报|报名|传真")
OTHER = re.compile(
    r"(?:举报|意见|监督|投诉|信访|廉政|征求意见)(?:信)?箱|(?:调查|举报|监督|投诉)?二维码|(?:微信)?公众号|(?:举报|投诉|信访|监督|政务服务|网上|网络)(?:投诉|举报|信访)*(?:平台|网站|专栏|专区|窗口|小程序)|“[^”\n]{2,12}(?:随手拍|码上|直通车|小程序|热线)[^”\n]{0,8}”|来信来访|来访接待"
)


def read_channels(doc: Document) -> Channels:
    channels = Channels()
    for kind, found in (
        (channels.phones, _phones(doc)),
        (channels.emails, _marked(doc, EMAIL)),
        (channels.urls, _marked(doc, URL)),
        (channels.other, _others(doc)),
    ):
        for quote in found:
            if quote.text not in kind:
                kind.append(quote.text)
                channels.sources.append(quote)
    channels.sources.sort(key=lambda quote: quote.source.start)
    return channels


def _phones(doc: Document) -> Iterator[Quote]:
    for found in PHONE.finditer(doc.text):
        near = doc.text[max(0, found.start() - 40) : found.start()]
        if not NOT_PHONE.search(near[-8:]) and ABOUT_PHONE.search(_around(doc, found)) and _public(doc, found):
            if (
                _short(found[0])
                and not re.search(r"(?:电话|热线|举报|投诉|平台|专线|拨打|[、，,：:“ ])$", near)
                and not re.match(
                    r"[”\s]*(?:举报|投诉|热线|平台|专线|政务|市民|便民|消费|服务|监督|电话|环保|信访)",
                    doc.text[found.end() : found.end() + 6],
                )
            ):
                continue
            yield _quote(found)


def _short(phone: str) -> bool:
    return len(phone) <= 5


def _around(doc: Document, found: re.Match[str]) -> str:
    start = max(doc.text.rfind("\n", 0, found.start()), doc.sentence_start(found.start()) - 1, 0)
    return doc.text[start : found.end() + 12]


def _public(doc: Document, found: re.Match[str]) -> bool:
    """Is this a line for reports and not only a clerk's number for returns?"""
    line = _paragraph(doc, found)
    node = doc.node_at(found.start())
    heading = "".join(above.heading[:30] for above in node.path()) if node else ""
    if WORDS.search(line) and not (LIAISON.search(line) and not re.search(r"举报|监督|投诉|热线|受理|反映", line)):
        return True
    return bool(re.search(r"举报|监督(?:电话|方式|渠道)|投诉|联系方式", heading)) or bool(WORDS.search(_line_before(doc, found)))


def _paragraph(doc: Document, found: re.Match[str]) -> str:
    start = doc.text.rfind("\n", max(0, found.start() - 200), found.start()) + 1 or max(0, found.start() - 200)
    return doc.text[start : min(len(doc.text), found.end() + 30)].split("\n")[0]


def _line_before(doc: Document, found: re.Match[str]) -> str:
    end = doc.text.rfind("\n", max(0, found.start() - 200), found.start())
    if end < 0:
        return ""
    start = doc.text.rfind("\n", max(0, end - 120), end) + 1
    before = doc.text[start:end]
    return before if before.endswith(("：", ":")) or len(before) < 24 else ""


def _marked(doc: Document, pattern: re.Pattern[str]) -> Iterator[Quote]:
    for found in pattern.finditer(doc.text):
        if _public(doc, found):
            yield _quote(found)


def _others(doc: Document) -> Iterator[Quote]:
    for found in OTHER.finditer(doc.text):
        sentence = doc.text[doc.sentence_start(found.start()) : doc.sentence_end(found.end())]
        if re.search(r"设[立置]|开[通设]|公布|公开|畅通|通过|依托|利用|受理|接受", sentence):
            yield _quote(found)


def _quote(found: re.Match[str]) -> Quote:
    return Quote(found[0], Span(found.start(), found.end()))
