"""Tags of the look. Built in for every template (settings, TEMPLATES builtins), so no page needs a load line.

icon, lamp and tag are tags and not includes because a ledger page prints hundreds of them.
"""

import json
import re
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()
LAMPS = {"on_time": "ok", "near": "near", "overdue": "late", "closed": "done"}
# What the scripts say, in the reader's language: a number is the status of an answer that was refused.
WORDS = {
    "401": _("登录已过期，没有提交。请在新标签页里登录，再回来接着办；您填的内容还在。"),
    "403": _("这一步不在您的职责范围内。"),
    "404": _("这条记录已移走或不可见。"),
    "409": _("别人刚改过这条记录，请刷新后再办。"),
    "413": _("文件太大，没有收下。"),
    "429": _("操作太快，请等一分钟再试。"),
    "failed": _("没有办成，数据没有改动。请稍后再试。"),
    "offline": _("网络断开了，没有提交。您填的内容还在，联网后再试。"),
    "slow": _("网络太慢，没有等到回应。您填的内容还在。"),
    "kept": _("断网也不丢，已存"),
    "found": _("找回了没提交的内容，存于"),
    "full": _("这个浏览器存不下了，请尽快提交。"),
    "chosen": _("选了 {rows} 行 {columns} 列"),
    "saved": _("已保存"),
    "copied": _("已复制 {n} 格"),
    "loaded": _("又载入 {n} 件"),
    "many": _("改动很多，请刷新"),
    "sending": _("正在上传、核对，请不要关闭本页…"),
    "later": _("现在没有网络，内容已存在这台设备上，联网后再提交。"),
}


@register.filter
def in_fours(code: str) -> str:
    """A long code in groups of four, to be typed by hand."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of static/icons.svg; silent for screen readers unless it has a label."""
    return _icon(name, str(label))


@lru_cache(1024)
def _icon(name: str, label: str) -> SafeString:
    address = f"{static('icons.svg')}#{name}"
    if label:
        return format_html('<svg class=i role=img aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class=i aria-hidden=true><use href="{}"/></svg>', address)


@register.simple_tag
def lamp(state: Any, word: Any = "") -> SafeString:
    """A lamp: shape, word and colour. `state`: on_time, near, overdue, closed or such a Term (its label stands in for no word)."""
    value = str(getattr(state, "value", state) or "")
    shown = word or gettext(getattr(state, "label", "") or value)
    return format_html('<span class="lamp {}">{}</span>', LAMPS.get(value, value if value in LAMPS.values() else "none"), shown)


@register.simple_tag
def tag(label: Any, colour: str = "") -> SafeString:
    """A dictionary value, in the reader's language. Colours: ok near late done accent, or none."""
    return format_html('<span class="tag {}">{}</span>', colour, gettext(label) if isinstance(label, str) else label)


@register.simple_tag
def marked(text: Any, words: Any = "") -> SafeString:
    """`text` with every place of the searched words marked; everything is escaped."""
    text, wanted = str(text or ""), [word for word in str(words or "").split() if word]
    if not wanted:
        return format_html("{}", text)
    return format_html_join("", "{}", ((part,) for part in _parts(text, wanted)))


def _parts(text: str, words: list[str]) -> list[SafeString]:
    """Pieces of the text, hits wrapped in <mark>."""
    split = re.split("(" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")", text, flags=re.IGNORECASE)
    return [format_html("<mark>{}</mark>", part) if place % 2 else format_html("{}", part) for place, part in enumerate(split)]


@register.filter
def grouped(value: Any) -> Any:
    """A whole number with its thousands apart: 11,906. Anything else as it is."""
    return f"{value:,}" if isinstance(value, int) else value


@register.simple_tag
def words() -> SafeString:
    """The sentences of the scripts as a JSON block; document.html prints it once."""
    return _words(get_language() or "")


@lru_cache(8)
def _words(_language: str) -> SafeString:
    told = json.dumps({key: str(word) for key, word in WORDS.items()}, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return format_html('<script id="words" type="application/json">{}</script>', mark_safe(told))  # noqa: S308 (our own sentences, "<" escaped)


@register.filter
def share(value: Any, whole: Any) -> float:
    """`value` in percent of `whole`, 0 to 100, one decimal; 0 where there is no whole."""
    try:
        return round(min(100.0, max(0.0, 100 * float(value) / float(whole))), 1)
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0


def _wrap(template_name: str, content: str, **given: Any) -> SafeString:
    return mark_safe(render_to_string(template_name, {"content": mark_safe(content), **given}))  # noqa: S308 (a template's own text)


@register.simple_block_tag
def card(content: str, title: Any = "", link: str = "", link_label: Any = "", note: Any = "", kind: str = "") -> SafeString:
    """{% card "标题" link=url link_label="看明细" note="读法：…" %}…{% endcard %}. kind: flush (no padding), quiet."""
    return _wrap("components/card/card.html", content, title=title, link=link, link_label=link_label, note=note, kind=kind)


@register.simple_block_tag
def dialog(content: str, id: str, title: Any, label: Any = "", kind: str = "") -> SafeString:
    """{% dialog "extend" "申请延期" label="延期" %}form{% enddialog %}; `label` prints the button that opens it."""
    return _wrap("components/dialog/dialog.html", content, id=id, title=title, label=label, kind=kind)


@register.simple_block_tag
def query(content: str, action: str = "", more: Any = "", open: bool = False) -> SafeString:
    """{% query more=html %}fields{% endquery %}: 查询 / 重置, and 展开 / 收起 where there is `more`."""
    return _wrap("components/query/query.html", content, action=action, more=more, open=open)


@register.simple_block_tag
def paper(content: str, title: Any = "", number: Any = "", issuer: Any = "", draft: bool = False) -> SafeString:
    """{% paper title="关于…的通知" number="〔2026〕3 号" issuer="…" %}…{% endpaper %}: an official document as it will be printed."""
    return _wrap("components/paper/paper.html", content, title=title, number=number, issuer=issuer, draft=draft)


@register.simple_block_tag
def menu(content: str, label: Any, icon_name: str = "", kind: str = "", side: str = "") -> SafeString:
    """{% menu "更多" %}<a>…</a><button>…</button>{% endmenu %}: a small menu that opens without scripts."""
    return _wrap("components/menu/menu.html", content, label=label, icon_name=icon_name, kind=kind, side=side)
