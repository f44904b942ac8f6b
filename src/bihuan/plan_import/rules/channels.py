"""Published lines for reports: phones, addresses of mail and web, boxes (M63, domain.md I; a site's own contacts are none)."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Channels, Quote, Span

LOCAL = r"(?:\d{3,4} ?\d{4}|\d{4} \d{3}|\d{3} \d\d \d\d)"  # where the blank stands in seven figures is each clerk's habit
PHONE = re.compile(
    r"(?:(?<![\d./@A-Za-z_-])|(?<=\d{7}/))(?<!\d:)(?:(?<!\d )|(?<=\d{7} )(?=0\d{2,3}[-—－]))"
    rf"(?:[（(]\n?0\d{{2,3}}\n?[）)]\n?[ -]?{LOCAL}|0\d{{2,3}} ?[-—–－一] ?\n?{LOCAL}(?:[-转]\d{{1,5}})?|0\d{{2,3}}[-—–－ ](?:1[12]\d{{3}}|9[56]\d{{3,4}})"
    rf"|0\d{{2,3}}[-—–－ ]{{0,2}}{LOCAL}(?:[-转]\d{{1,5}})?|0\d{{2,3}}[-—–－]\d{{3,4}}[-—–－]\d{{4}}|[48]00[-—－]?\d{{3}}[-—－]?\d{{4}}"
    r"|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|(?:1 [3-9](?: \d){9}|0 \d \d (?:\d ?)?[-—–－] ?\d(?: \d){6,7})"
    r"|(?<![×Xx*])0[\d×*]{2,3}[-—－](?!\d{3,4}[×*])\d{7,8}|(?:(?<=[：:])|(?<=电话)|(?<=电话 )|(?<=热线)|(?<=热线 ))[2-8]\d{2,3} \d{3,4}|[2-8]\d{6,7}|1[12]\d{3}|9[56]\d{3,4}|1[12]\d(?=[、，,。；;）) \n]|$))"
    r"(?!\d|[:%％]|\.\d|[A-Za-z@])"
)
SPACED = re.compile(r"\d(?: ?[\-—–－] ?\d| \d){9,12}")
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63} ?@ ?[A-Za-z0-9-]{1,63}(?:[.．][A-Za-z0-9-]{1,63}){1,4}")
URL = re.compile(
    r"https?://[A-Za-z0-9\-._~:/?#@!$&*+=%]{3,200}|www\.[A-Za-z0-9\-._~/／?#&=%]{3,200}"
    r"|(?<=[网址站录问台：:])(?<![@A-Za-z0-9.])[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,20}){1,4}(?:[/／][A-Za-z0-9\-._~/／?#&=%]{0,80})?(?![@A-Za-z0-9])"
)
PUBLIC = re.compile(
    r"举报|监督(?=[^，。；\n]{0,4}(?:电话|热线|信箱|邮箱|渠道|平台|方式|投诉|网|途径))|(?:接受|强化|加强)[^，。；\n]{0,6}监督|投诉|(?<!新闻)(?<!广告)(?<!招聘)(?<!客服)(?<!招生)(?<!投资者)热线|专线|信访|反映|检举|爆料|求助|线索|受理|随手拍|(?:举报|投诉|监督)咨询|值班电话|公开电话|服务电话|征集(?=[^，。；\n]{0,6}(?:方式|电话|渠道|途径))|拨打|致电|(?:意见|问题|疑问|诉求)[^，。；\n]{0,6}(?:请|可)(?:直接)?联系|(?:廉[政洁情]|[院校局区县市镇]长|书记)(?:信箱|邮箱)|打(?![印字击造包复卡])[^，。；、\n]{0,10}(?:电话|热线|手机)|意见箱|征求意见|意见征[求集]|意见建议"
)
LIAISON = re.compile(
    r"(?:新闻|广告|发行|订阅|招聘|采购|销售)(?:热线|电话)|(?<!举报)(?<!投诉)(?<!监督)咨询(?:电话|热线|服务)?|报送|(?<!举)报[至到]|发至|(?<!或)(?<!可)发送|联系人|联系电话|联络员|联络电话|(?<![（(/])传真|上报|(?<![）)])填报|汇总|电子版|电子档|回执|报名|客服|投稿|技术支持|主办|承办|版权|网站(?:联系|电话|标识|主办|管理)|备案|(?:相关|友情)链接|相关(?:新闻|阅读)|预约|挂号|急救|报修|缴费|订票"
)
NOT_PHONE = re.compile(
    r"(?:文号|邮编|邮政编码|编号|账号|金额|预算|(?<![（(/])传真|代码|QQ群?|许可证|备案|共计|标准|GB|号令|总数|微信号?)[^，。；\n]{0,6}$|[〔\[]$",
    re.IGNORECASE,
)
ABOUT_PHONE = re.compile(r"电话|热线|专线|拨打|致电|举报|投诉|平台|手机|联系方式|短信|号码|[tT]el|来电|监督|(?:可以?|请|直接)打")
BESIDE_SHORT = re.compile(r"(?:电话|热线|举报|投诉|平台|专线|拨打|致电|[、，,：:“ 打]|(?:电话|热线)[：:][^。\n]{0,40})$")
BEHIND_SHORT = re.compile(
    r"(?:[、，]1[12]\d{1,3}){0,4}等?[”\s]*(?:[\u3400-\u9fff]{0,6}(?:举报|投诉|热线|维权)|举报|投诉|热线|平台|专线|政务|市民|便民|消费|服务|监督|电话|环保|信访)"
)
CHANNEL_HEADING = re.compile(r"举报|监督(?:电话|方式|渠道|举报)|投诉|联系方式|畅通渠道|渠道|受理方式|有事找|找谁")
OTHER = re.compile(
    r"(?:举报|意见|监督|投诉|信访|廉政|征求意见)(?:信)?箱|(?:调查|举报|监督|投诉)?二维码|(?:微信)?公众号|(?:举报|投诉|信访|监督|政务服务|网上|网络)(?:投诉|举报|信访)*(?:平台|网站|专栏|专区|窗口|小程序)"
    r"|“[^”\n]{2,12}(?:随手拍|码上|直通车|小程序|热线)[^”\n]{0,8}”|来信来访|来访接待"
)
OPENS = re.compile(r"设[立置]|开[通设]|公布|公开|畅通|通过|依托|利用|受理|接受")
LABELLED = re.compile(r"[\u3400-\u9fff]{2,10}[：:]")
OR_ALSO = re.compile(
    r"(?:也可以?|亦可|还可以?|或者?|并可)(?:直接|以)?[^，。；、\n]{0,10}$"
)  # ，也可发送电子邮件至…: one more way of the same kind
SENT_BY_ANYONE = re.compile(
    r"(?:意见建议|意见和建议|举报(?:材料|信)|投诉(?:材料|信)?|诉求)(?:请|可以?|均可|也可以?)(?:直接|统一)?(?:发送?|寄送?)(?=至|到)"
)
BESIDE_IT = re.compile(r"(?<=[A-Za-z0-9])[，,、；;] ?联系电话[：:]$")
"""问题反映邮箱：…，联系电话：…: the line beside a published address is as public as that; who it is for the words before that tell."""
ANSWERED = re.compile(r"受理|举报|投诉|反映|检举|吹哨")
REFUSED = re.compile(  # （不受理举报）, （仅用于公文往来）; what a line was rung for last year, and cases that came by it
    r"(?:共|已|累计|先后)?(?:受理|接到|接听|收到|收集)[^，。；]{0,16}\d ?[余多]?(?:件|次|个|条)|不(?:受理|接受)[^，。；]{0,4}(?:举报|投诉|信访)|[^。；\n]{0,3}[（(，,][^。；）)\n]{0,16}(?:不(?:受理|接受|接听?)[^，。；]{0,4}(?:举报|投诉|信访)|(?:举报|投诉)[^，。；]{0,3}(?:勿|别|不要)|(?:仅|只)(?:用于|限|供|对接))|[^，。；（(\n]{0,12}(?:转办(?!理)|交办|转派|派发|转来|移交|工单|反映(?:集中|强烈|突出|较多|的(?:问题|事项|线索)))|”?[\u3400-\u9fff]{0,6}(?:热线|平台)(?:[^。；\n]{0,24}?(?:受理|接到|接听|收到|收集|征集)[^，。；]{0,16}[\d一二三四五六七八九十百千万] ?[余多]?(?:件|次|个|条)|[^。；，\n]{0,12}?(?:受理|反映|投诉)的(?:情况|问题|事项|诉求)|[、，和][^，。；\n]{0,12}(?:自查|暗访|明察|巡察|走访|座谈|检查))"
)
CELL_END = re.compile(r"(?:[\u3400-\u9fff]{0,4}热线|平台)(?=[ |\n]|$)")
NEAR = 70  # characters before an address in which its cue stands


def read_channels(doc: Document) -> Channels:
    channels = Channels()
    for kind, found in (
        (channels.phones, _phones(doc)),
        (channels.emails, _addresses(doc, EMAIL)),
        (channels.urls, _addresses(doc, URL)),
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
        near = _before(doc.text, found.start())
        if not NOT_PHONE.search(near[-10:]) and ABOUT_PHONE.search(near + doc.text[found.end() : found.end() + 12]):
            short = len(found[0]) <= 6 and found[0][0] in "19"
            if (not short or _told(doc.text, found, near)) and _public(doc, found, near):
                yield Quote(_figures(found[0]), Span(found.start(), found.end()))


def _figures(written: str) -> str:
    """The number without the line's end in it, a scanner's 一 for its hyphen, and the blanks between single figures."""
    number = written.replace("\n", "").replace("一", "-")
    return number.replace(" ", "") if SPACED.fullmatch(number) else number


def _told(text: str, found: re.Match[str], near: str) -> bool:
    """A short number counts where its neighbours say that it is called."""
    return bool(BESIDE_SHORT.search(near) or BEHIND_SHORT.match(text, found.end())) and not _in_a_cell(text, found)


def _in_a_cell(text: str, found: re.Match[str]) -> bool:
    """12345热线 between the blanks or bars of a row tells whence a case came."""
    line = text.rfind("\n", 0, found.start()) + 1
    if line == found.start() and line and CELL_END.match(text, found.end()):
        above = text[text.rfind("\n", 0, line - 1) + 1 : line - 1]
        return (
            not set("：:") & set(above) and not PUBLIC.search(above) and not re.search(r"\d{7}|1[12]\d{3}", above)
        )  # a cell alone on its line
    before = text[max(0, found.start() - 3) : found.start()]
    return before.endswith((" ", "|")) and not before.rstrip(" ").endswith(("：", ":")) and bool(CELL_END.match(text, found.end()))


def _before(text: str, at: int) -> str:
    """The words before an address in its line; and the short lines above it that belong to it (a heading, 电话：…, 邮箱：…)."""
    line = text.rfind("\n", max(0, at - 200), at) + 1
    start = max(line, at - NEAR)
    for _above in range(4):
        if not line or start != line:
            break
        above = text.rfind("\n", max(0, line - NEAR), line - 1) + 1
        if text[line - 2] in "：:" and line - above > NEAR:
            return text[max(text.rfind(mark, line - NEAR, line - 1) for mark in "。；\n") + 1 or line : at]  # …。征集方式如下：
        words = text[above : line - 1]
        if LABELLED.match(words) and LABELLED.match(text, line) and LIAISON.search(words):
            break  # 传真：… above 邮箱：… tells of itself alone
        if line - above > NEAR or not (len(words) <= 16 or words.endswith(("：", ":")) or LABELLED.match(words)):
            break
        start = line = above
    return text[start:at]


def _public(doc: Document, found: re.Match[str], near: str) -> bool:
    """Is this a line for reports and not a clerk's number for returns? The nearest cue before it decides, then the heading."""
    if REFUSED.match(doc.text, found.end()):
        return False
    near = SENT_BY_ANYONE.sub("举报", near)
    near = BESIDE_IT.sub("", near)
    also = OR_ALSO.search(near)
    near = near[: also.start()] if also and not PUBLIC.search(also[0]) else near
    public, liaison = _last(PUBLIC, near), _last(LIAISON, near)
    answered = bool(ANSWERED.search(doc.text, found.end(), doc.sentence_end(found.end(), 60)))
    if public < 0 and liaison < 0:
        return bool(BEHIND_SHORT.match(doc.text, found.end())) or answered or _heading_says(doc, found.start())
    if public > liaison:
        return True
    return answered or (
        near[liaison:].startswith("联系电话") and not re.search("[主承]办单位|版权", near) and _heading_says(doc, found.start())
    )


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((cue.start() for cue in pattern.finditer(text)), default=-1)


def _heading_says(doc: Document, at: int) -> bool:
    node = doc.node_at(at)
    return node is not None and any(CHANNEL_HEADING.search(above.heading[:30]) for above in node.path())


def _addresses(doc: Document, pattern: re.Pattern[str]) -> Iterator[Quote]:
    for found in pattern.finditer(doc.text):
        if _public(doc, found, _before(doc.text, found.start())):
            yield Quote(found[0].replace("．", ".").replace("／", "/"), Span(found.start(), found.end()))


def _others(doc: Document) -> Iterator[Quote]:
    for found in OTHER.finditer(doc.text):
        if OPENS.search(doc.text, doc.sentence_start(found.start()), doc.sentence_end(found.end())):
            yield Quote(found[0], Span(found.start(), found.end()))
