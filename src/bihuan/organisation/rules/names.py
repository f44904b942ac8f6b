"""Chinese names in order: by the sound of each character, surnames with their own readings (单 shàn, 尉迟 yùchí)."""

import re
from functools import lru_cache
from typing import Any

LONGEST_KEY = 160
_STEP = 12
"""Characters of the key for each character of the name: six letters, the tone, five digits of the character itself."""

# Surnames whose reading differs from the commonest one of the character, or where the libraries disagree. Tone as digit.
SURNAMES = {
    "单": "shan4", "曾": "zeng1", "仇": "qiu2", "解": "xie4", "查": "zha1", "区": "ou1", "朴": "piao2", "任": "ren2", "盖": "ge3",
    "华": "hua4", "葛": "ge3", "缪": "miao4", "乐": "yue4", "翟": "zhai2", "尉": "wei4", "宓": "mi4", "洗": "xian3", "冼": "xian3",
    "员": "yun4", "贠": "yun4", "纪": "ji3", "宁": "ning2", "甯": "ning4", "折": "she2", "车": "che1", "召": "shao4", "应": "ying1",
    "於": "yu1", "种": "chong2", "繁": "po2", "覃": "qin2", "秘": "bi4", "逄": "pang2", "逯": "lu4", "晁": "chao2", "郇": "xun2",
    "哈": "ha3", "黑": "he4", "那": "na1", "牟": "mou2", "盛": "sheng4", "石": "shi2", "佘": "she2", "沈": "shen3", "行": "xing2",
    "相": "xiang4", "要": "yao1", "藏": "zang1", "臧": "zang1", "占": "zhan1", "祭": "zhai4", "郗": "xi1", "隗": "wei3", "费": "fei4",
    "干": "gan1", "过": "guo1", "句": "gou1", "勾": "gou1", "阚": "kan4", "能": "nai4", "粘": "nian2", "乜": "nie4", "殷": "yin1",
    "令": "ling2", "重": "chong2", "谌": "chen2", "谢": "xie4", "长": "chang2", "卜": "bu3", "邸": "di3", "柏": "bai3", "薄": "bo2",
    "訾": "zi1", "都": "du1", "教": "jiao4", "强": "qiang2", "少": "shao4", "宿": "su4", "洼": "wa1", "衣": "yi1", "幺": "yao1",
    "瞿": "qu2", "璩": "qu2", "郄": "qie4", "亓": "qi2", "妫": "gui1", "舍": "she4", "撒": "sa3", "可": "ke3", "便": "pian2", "番": "pan1",
    "会": "kuai4", "朝": "chao2", "尹": "yin3", "邵": "shao4", "塔": "ta3", "澹": "tan2", "余": "yu2", "佴": "nai4", "褚": "chu3",
}  # fmt: skip
# Surnames of two characters; the reading is given where the parts alone would be read otherwise.
COMPOUND = {
    "欧阳": "", "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "长孙": "zhang3 sun1", "单于": "chan2 yu2", "澹台": "tan2 tai2", "司马": "",
    "上官": "", "诸葛": "zhu1 ge3", "东方": "", "公孙": "", "慕容": "", "宇文": "", "司徒": "", "司空": "", "司寇": "", "轩辕": "",
    "南宫": "", "呼延": "", "端木": "", "公冶": "", "太史": "", "申屠": "", "濮阳": "", "淳于": "", "赫连": "", "钟离": "", "闾丘": "",
    "拓跋": "tuo4 ba2", "独孤": "", "纳兰": "", "第五": "", "百里": "", "东郭": "", "西门": "", "谷梁": "", "乐正": "yue4 zheng4",
    "漆雕": "", "壤驷": "", "公良": "", "夹谷": "jia2 gu3", "段干": "duan4 gan1", "羊舌": "", "微生": "", "梁丘": "", "左丘": "",
    "东门": "", "南门": "", "哥舒": "", "贺兰": "", "夏侯": "", "皇甫": "huang2 fu3", "令狐": "ling2 hu2", "宰父": "zai3 fu3",
    "亓官": "qi2 guan1", "鲜于": "xian1 yu2", "仲孙": "", "巫马": "", "公西": "", "子车": "zi3 ju1", "颛孙": "", "宗政": "", "达奚": "",
}  # fmt: skip
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
_SPREAD = re.compile(rf"(?<={_HAN.pattern})\s+(?={_HAN.pattern})")
_READING = re.compile(r"([a-zü]*)(\d?)$")


def drawn_together(name: str) -> str:
    """A name as it is stored: in tables names of two characters are customarily spread to the width of three."""
    return _SPREAD.sub("", name.strip())


def surname_of(name: str) -> str:
    """The surname of a Chinese name: two characters where they make a known compound and something follows, else one."""
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]


def _readings(text: str) -> list[str]:
    one_by_one: Any = list  # what has no reading stands for itself, character by character
    from pypinyin import Style, pinyin  # its dictionaries take a quarter of a second to load: only for names that are new

    return [found[0] for found in pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=one_by_one)]


def _read_surname(surname: str) -> list[str]:
    if len(surname) == 2:
        return COMPOUND[surname].split() or _readings(surname)
    return [SURNAMES[surname]] if surname in SURNAMES else _readings(surname)


def _step(character: str, reading: str) -> str:
    letters, tone = "", "0"
    if _HAN.match(character):
        found = _READING.search(reading)
        letters, tone = (found[1].replace("ü", "v"), found[2] or "5") if found else ("", "0")
    elif character.isalnum():
        letters = character.lower() if character.isascii() else ""
    return f"{letters[:6]:0<6}{tone}{ord(character):05x}"


@lru_cache(maxsize=50_000)
def sort_key(name: str) -> str:
    """A key that sorts names as a Chinese dictionary does: character by character by letters, tone, character.

    Only digits and small letters of fixed width, so that every database orders it alike, whatever its locale.
    """
    plain = "".join(one for one in name if one.isalnum())
    surname = surname_of(plain)
    readings = (_read_surname(surname) if surname else []) + (_readings(plain[len(surname) :]) if plain[len(surname) :] else [])
    steps = [_step(one, reading) for one, reading in zip(plain, readings, strict=False)]
    return "".join(steps)[: LONGEST_KEY // _STEP * _STEP]


def sound_of(name: str) -> str:
    """How a name is said, tones included: names that are typed alike by ear (周皓, 周浩) sound the same."""
    key = sort_key(name)
    return "".join(key[at : at + _STEP - 5] for at in range(0, len(key), _STEP))
