"""Web chrome: reading counts, share buttons, bread crumbs, footers with the site's own contacts."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

COUNT = r"(?:阅读|浏览|点击|访问|查看)(?:量|数|次数|人数|率)?[:：]?\s*\[?[\d,，.]+万?\]?\s*(?:次|人)?"
STAMP = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
META = (
    r"(?:信息)?来源|稿源|作者|供稿|(?:责任)?编辑|责编|审核|校对|(?:发布|发表|更新|上传)(?:时间|日期|人)|时间|日期|导语|字号|字体(?:大小)?"
    r"|浏览(?:次数|量)?|点击(?:数|次数)?|阅读(?:次数|量)?|关键词|标签|分类|栏目|浏览字号|视力保护色"
)
BUTTON = (
    r"合集下载|侵权投诉|我要投稿|下载本文档|收藏 ?分享(?:赚钱)?|继续免费阅读|范文|公文|文库|论文|作文|简历|客户端|APP|订阅|注销|会员|投稿|分享(?:到|至)?(?:[:：].*)?|菜单|打印(?:本页|此页|页面)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页|列表|上一页)?|回到顶部|首页|登录|注册|搜索|导航|纠错"
    r"|展开全文|阅读全文|查看更多|更多|微信|微博|QQ空间|朋友圈|扫一扫.*|手机(?:版|扫码).*|无障碍(?:浏览|阅读)?|长者模式|下载(?:附件|文档|原文)?|举报反馈|点赞|评论|转发"
    r"|【?(?:大|中|小)】?(?:\s*【?(?:大|中|小)】?)+|A[+-]?|繁體?|简体|English"
)
LINES = (
    re.compile(rf"[（(【\[]?{COUNT}[）)】\]]?$"),
    re.compile(r"\d{1,3}(?:[,，]\d{3})+$"),
    re.compile(rf"(?:【?\[?(?:{BUTTON})】?\]?[\s|｜/·]*){{1,8}}$"),
    re.compile(r"(?:您?(?:现在|当前)?的?(?:所在)?(?:当前)?位置[是为]?[:：]|您所在的位置[:：]).{0,80}$"),
    re.compile(r"(?:网站)?首页\s*[>》»＞/\\|→\-].{0,80}$"),
    re.compile(r"(?:上|下|前|后)一(?:篇|条|页)[:：>》]?.{0,60}$"),
    re.compile(r"(?=.{0,60}(?:首页|新闻|公开|互动|专题|专栏|导航|频道))(?:[\u3400-\u9fff]{2,6}[ |｜·]+){3,12}[\u3400-\u9fff]{2,6}$"),
    re.compile(
        r"(?=.{0,40}(?:转载请注明|更多[^。]{0,10}(?:范文|资料|请关注|请访问|请搜索)|(?:内容|本文)由[^。]{1,14}(?:整理|提供|收集))).{6,60}$"
    ),
    re.compile(r"[-\d、.． ]{0,6}(?:如果?|若)(?:您|本)?[^。]{0,12}(?:侵犯|侵权).{0,80}$"),
    re.compile(r"相关(?:阅读|文章|链接|推荐|新闻|稿件|信息)[:：]?$|(?:热门|推荐|猜你喜欢|延伸)(?:阅读|文章|推荐)?[:：]?$"),
    re.compile(r"[,，\d ]{0,9}(?:【|\[)?(?:字体|字号)[:：]?.{0,20}$"),
    re.compile(r"(?:本文)?(?:转载|转自|原标题|免责声明|声明)[:：].{0,120}$"),
    re.compile(r"版权声明.{0,80}|.{0,40}(?:仅供(?:大家)?参考|供大家(?:学习)?参考|欢迎(?:大家)?(?:阅读|参考|收藏)).{0,40}$"),
    re.compile(
        r"(?:文档|资料|文件|上传)?(?:编号|ID|格式|大小|页数|总页数|总字数|文件名称|文件大小|时间)[:：] ?[\w.约 ]{0,30}(?:KB|MB|页|字|\d{4}-\d\d-\d\d|(?:docx?|DOCX?|pdf|PDF)|^\D*\d{5,})$|(?:文档|资料)(?:简介|介绍|摘要|编号|格式)[:：]?.{0,20}$|(?:基本信息|资源描述|内容描述)[:：]?$|(?:ID|编号|大小|页数|格式)[:：] ?\w{1,20}$"
    ),
    re.compile(r".{2,60}\.(?:docx?|pdf|pptx?|xlsx?|wps|txt)$", re.IGNORECASE),
    re.compile(
        r".{2,60}_第\d+页$|已阅读\d+页|\d{4}-\d\d-\d\d.{0,40}(?:KB|MB|页)|.{0,12}VIP.{0,8}$|网站?客服[:：]|编辑[:：].{0,20}\||- ?(?:\d+|约.{1,10}[字页]|举报|.{0,14}发布于.{0,6})$|\[接上页\]$|\|+$"
    ),
    re.compile(
        r"[-·•\d.、 ]{0,6}.{0,80}(?:用户上传|会员上传|网友上传|下载(?:文档)?前|原创力文档|未付费|版权归|著作权|版权申诉|(?:侵权|版权|网站|文档)投诉处理|会员分享|小编|温馨提示|申明敬告|不预览、不比对|版权说明|仅部分预览|免费阅读|PPT动画|未能成功下载)(?!.{0,200}整治)"
    ),
)
SHARED = re.compile(r"《[^》\n]{4,90}》(?:由|为)?(?:会员|用户|网友)(?:上传)?分享.{0,220}(?:搜索|文库|上)?。?$")
INTRODUCED = re.compile(
    r"(?:下面|以下|这里|如下)(?:就)?(?:是|为)(?:我|小编|本站|我们的?小编|笔者)们?(?:为|给|帮)?(?:大家|您|你)?(?:带来|收集|搜集|整理|准备|推荐)[^。！!\n]{0,90}(?:参考|阅读|参阅|帮助|借鉴|喜欢|收藏|下载)[^。！!\n]{0,30}[。！!] *"
)
CLEAR = r"(?:信息)?来源|稿源|责任编辑|责编|(?:发布|发表|更新|上传)(?:时间|日期|人)|浏览(?:次数|量)?|点击(?:数|次数)?|阅读(?:次数|量)?|字号|字体(?:大小)?|视力保护色"
META_START = re.compile(
    rf"(?:[\[【(（ ]*(?:{CLEAR})\s*[:：]|(?:{META})\s*[:：].{{0,40}}?(?:(?:{META})\s*[:：]|\d\d:\d\d)|{STAMP}\s*(?:来源|作者|浏览|阅读|点击)|{STAMP}$)"
)
FOOTER = re.compile(
    r"版权所有|ICP备|ICP证|公网安备|网站标识码|[Cc]opyright|©|技术支持[:：]|网站地图|网站管理|网站声明|站点地图|联系我们|关于我们|建议使用.{0,12}浏览器|隐私(?:保护|声明|政策)"
    r"|(?:主办|承办|维护)单位?[:：].{0,30}(?:版权|网站|备案|技术)|网站(?:主办|承办|联系|电话|违法|举报)"
)
RELATED = re.compile(r"(?:相关|推荐|热门|更多|延伸|精选)(?:的)?(?:文章|阅读|推荐|范文|新闻|链接|内容|信息)[:：】]?$")
FOOTER_NEAR = re.compile(
    r"^(?:主办|承办|协办|维护|运维)(?:单位)?[:：]|^(?:联系)?(?:地址|电话|邮编|邮政编码|传真|邮箱|E-?mail)[:：]|网站|官网|备\d{6,}|^违法和不良信息|^\d{6}$",
    re.IGNORECASE,
)
TITLE_LIKE = re.compile(r"(?![（(]?[\d一二三四五六七八九十]{1,3} ?[、.．）)])[^：:。；;]{6,80}")
HEAD_LINES = 12


def edits(text: str) -> Iterator[Edit]:
    lines = list(_lines(text))
    drop = _footer(lines) | {i for i, (_, _, line) in enumerate(lines) if _is_chrome(line, i)}
    drop |= _doubles(lines, drop) | _related(lines)
    for i in sorted(drop):
        start, end, _line = lines[i]
        yield Edit(start, min(end + 1, len(text)), "", RepairKind.WEB_CHROME)


def introductions(text: str) -> Iterator[Edit]:
    """What a site of samples says of itself between the title and the text: 下面是小编为大家整理的…，供大家参考。"""
    for found in INTRODUCED.finditer(text):
        yield Edit(found.start(), found.end(), "\n", RepairKind.WEB_CHROME)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line), line.strip()
        at += len(line) + 1


def _is_chrome(line: str, place: int) -> bool:
    if len(line) < 400 and SHARED.match(line):
        return True
    if not line or len(line) > 160:
        return False
    if any(pattern.match(line) for pattern in LINES):
        return True
    return place < HEAD_LINES and len(line) <= 120 and bool(META_START.match(line)) and "。" not in line


def _footer(lines: list[tuple[int, int, str]]) -> set[int]:
    """The block at the end that begins with a site's own words, with the contact lines next to it."""
    strong = [i for i, (_, _, line) in enumerate(lines) if len(line) <= 200 and FOOTER.search(line) and not line.endswith("。")]
    drop: set[int] = set()
    for i in strong:
        drop.add(i)
        drop |= set(_neighbours(lines, i, -1)) | set(_neighbours(lines, i, 1))
    return drop


def _related(lines: list[tuple[int, int, str]]) -> set[int]:
    """The list of other pages at the end, from 相关文章 on."""
    start = next((i for i, (_, _, line) in enumerate(lines) if i > len(lines) // 2 and RELATED.search(line)), None)
    if start is None or any(len(line) > 90 and not FOOTER.search(line) for _, _, line in lines[start:]):
        return set()
    return set(range(start, len(lines)))


def _neighbours(lines: list[tuple[int, int, str]], start: int, step: int) -> Iterator[int]:
    i = start + step
    while 0 <= i < len(lines) and lines[i][2] and len(lines[i][2]) <= 120 and FOOTER_NEAR.search(lines[i][2]):
        yield i
        i += step


def _doubles(lines: list[tuple[int, int, str]], drop: set[int]) -> set[int]:
    """A title that a page repeats: the second of two equal lines among the first ones."""
    seen: set[str] = set()
    doubles = set()
    for i, (_, _, line) in enumerate(lines[:HEAD_LINES]):
        if i in drop or not TITLE_LIKE.fullmatch(line):
            continue
        if line in seen:
            doubles.add(i)
        seen.add(line)
    return doubles
