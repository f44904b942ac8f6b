"""Which encoding a text is in: trial, then a plausibility check on Chinese (no statistics library, no guess kept silent).

A wrong decoding of Chinese bytes gives rare characters; a right one gives the few hundred that make up half of every
official text. Measured on plans: right 0.35–0.6 of all Han characters are common ones, wrong below 0.05.
"""

import codecs
import re
from dataclasses import dataclass

from bihuan.foundation.files.rules.refusals import BinaryRubbish, EmptyFile, UnknownEncoding

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那"
    "社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通"
    "并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区"
    "强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清"
    "己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报完类八离华名确才科张信马节话米整空元况今集温传土许步群"
    "广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往"
    "酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局"
    "照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材"
    "排供河态封另施减树溶怎止案言士均武固叶鱼波视仅费紧爱左章早朝害续轻服试食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲"
    "输修故城夫够送笔船占右财吃富春职觉汉画功巴跟虽杂飞检吸助升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令"
    "限阿宣环双请超微让控州良轴找否纪益依优顶础载倒房突坐粉敌略客袁冷胜绝析块剂测丝协诉念陈仍罗盐友洋错苦夜刑移频逐靠混母短皮终"
    "聚汽村云哪既距卫停烈央察烧迅境若印洲刻括激孔搞甚室待核校散侵吧甲游久菜味旧模湖货损预阻毫普稳乙妈植息扩银语挥酒守拿序纸医缺"
    "雨吗针刘啊急唱误训愿审附获茶鲜粮斤孩脱硫肥善龙演父渐血欢械掌歌沙刚攻谓盾讨晚粒乱燃矛乎杀药宁鲁贵钟煤读班伯香介迫句丰培握兰"
    "整治纪监督作风懒散庸拖浮僵责问题纠乡镇街道隐患排查销账台落实措施牵头配合反馈通报约谈"
    "們個國說時來對會過發動學後產種經進電裡點現實應還從業開將與關線內數質氣問題變條沒結解無係軍黨總長設員書報領導處"
    "機構紀監責風陣務隊層級統級訊標準義際濟華萬營歷訓練團織階導據區議體辦單聯組專項鎮鄉縣實際檢驗收轉變狀態"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
_SPOILT = re.compile(r"锟斤拷|烫烫烫|屯屯屯|ï¿½|鈥|銆|锛|鐨|绗|鍏")
_ACCENTS = re.compile(r"[\u00a1-\u00ff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TRIALS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 200_000
PLAUSIBLE = 0.2
"""Least share of common characters among the Han characters of a text that is taken."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and how many characters could not be read (they stand as U+FFFD)."""

    text: str
    encoding: str
    lost: int = 0


def chinese_share(text: str) -> float:
    """Share of common characters among the Han characters, 0..1; 1 for a text with no Han characters at all."""
    han = _HAN.findall(text)
    return sum(letter in COMMON for letter in han) / len(han) if han else 1.0


def decode(data: bytes, hint: str = "") -> Decoded:
    """Bytes as text. `hint` is an encoding the file itself names (HTML meta). Raises EmptyFile, BinaryRubbish, UnknownEncoding."""
    if not data.strip(b" \t\r\n\x00"):
        raise EmptyFile
    found = _by_mark(data) or _by_hint(data, hint) or _by_trial(data) or _with_losses(data)
    if found is None:
        raise BinaryRubbish if looks_binary(data) else UnknownEncoding
    return _checked(found, data)


def looks_binary(data: bytes) -> bool:
    """More control bytes than any text has."""
    head = data[:_SAMPLE]
    controls = sum(head.count(bytes([code])) for code in (*range(9), *range(14, 27), 28, 29, 30, 31, 127))
    return controls > len(head) * 0.005


def _checked(found: Decoded, data: bytes) -> Decoded:
    text = found.text
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise EmptyFile
    if len(_CONTROLS.findall(text)) - found.lost > len(text) * 0.002:
        raise BinaryRubbish if looks_binary(data) else UnknownEncoding
    if len(_SPOILT.findall(text)) * 20 > len(text) or chinese_share(text[:_SAMPLE]) < PLAUSIBLE and len(_HAN.findall(text)) > 4:
        raise UnknownEncoding
    if _western(text[:_SAMPLE]):
        raise UnknownEncoding
    return found


def _western(text: str) -> bool:
    """Chinese bytes that were once taken for a Western encoding (À½´¨ÏØ): no text has so many accents and hardly a Chinese character."""
    return len(_ACCENTS.findall(text)) * 3 > len("".join(text.split())) and len(_HAN.findall(text)) * 20 < len(text)


def _try(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _by_mark(data: bytes) -> Decoded | None:
    """A byte order mark settles it; a last half character is let go."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return Decoded(text, encoding, text.count("\ufffd"))
    return None


def _by_hint(data: bytes, hint: str) -> Decoded | None:
    if not hint:
        return None
    encoding = "gb18030" if hint.lower().replace("-", "").replace("_", "") in ("gb2312", "gbk", "gb18030", "xgbk") else hint
    found = _try(data, encoding)
    return found if found and chinese_share(found.text[:_SAMPLE]) >= PLAUSIBLE else None


def _by_trial(data: bytes) -> Decoded | None:
    """UTF-8 wins when it decodes (nothing else does so by chance); of the others the most Chinese one."""
    if b"\x00" not in data[:_SAMPLE] and (plain := _try(data, "utf-8")):
        return plain
    found = [decoded for name in _TRIALS[1:] if (decoded := _try(data, name)) and _clean(decoded.text)]
    if not found:
        return None
    best = max(found, key=lambda decoded: _score(decoded.text[:_SAMPLE]))
    return best if chinese_share(best.text[:_SAMPLE]) >= PLAUSIBLE else None


def _clean(text: str) -> bool:
    head = text[:_SAMPLE]
    return len(_CONTROLS.findall(head)) * 200 <= len(head)


def _score(text: str) -> float:
    """Common Han and ASCII letters over all characters: a wrong UTF-16 reading of ASCII text must lose too."""
    common = sum(letter in COMMON or letter.isascii() or letter in "，。、；：“”‘’（）《》！？—\u3000" for letter in text)
    return common / len(text) if text else 0.0


def _with_losses(data: bytes) -> Decoded | None:
    """A text with a few spoilt bytes (at most 1 in 200 characters) is still taken, its losses counted."""
    for name in ("utf-8", "gb18030", "big5hkscs"):
        text = data.decode(name, errors="replace")
        lost = text.count("\ufffd")
        if lost * 200 <= len(text) and _HAN.search(text) and chinese_share(text[:_SAMPLE]) >= PLAUSIBLE:
            return Decoded(text, name, lost)
    return None
