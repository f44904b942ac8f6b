"""Invented findings for measuring near-duplicates: many from few patterns, some told again a little otherwise, some of another matter in
the very same words."""

import random
from dataclasses import dataclass, field

PLACES = [
    "东岭",
    "河湾",
    "石桥",
    "南塘",
    "柳林",
    "新丰",
    "青坪",
    "白沙",
    "古渡",
    "安乐",
    "云顶",
    "双溪",
    "龙泉",
    "桃源",
    "长坪",
    "金鼓",
    "大堰",
    "清水",
    "红旗",
    "西岭",
]
UNITS = [
    "县水利局",
    "县农业农村局",
    "县民政局",
    "县教育局",
    "县住建局",
    "县交通局",
    "县卫健局",
    "县资源局",
    "县市场监管局",
    "县人社局",
    "城关镇",
    "石桥镇",
    "青坪乡",
    "白沙镇",
]
MATTERS = [
    "窗口值守",
    "来信办理",
    "项目验收",
    "材料报送",
    "入户走访",
    "执法检查",
    "资金拨付",
    "会议落实",
    "台账登记",
    "诉求办理",
    "应急值班",
    "设备维护",
    "低保审核",
    "农机补贴",
]
FAULTS = (
    "拖延{m}天没有答复", "只发通知没有到现场", "登记与实际相差{m}件", "转办{m}次没有结果", "要求群众重复提供{m}份材料", "过期{m}日仍未整改",
    "{m}项承诺没有兑现", "推诿给下级单位不再过问", "只在表格上填报完成",
)  # fmt: skip
PATTERNS = (
    "{p}{s}：{u}{n}经办第{k}号事项，{f}，{q}群众反映后才处理。",
    "{u}在办理{p}村{n}的{s}申请时，{f}，群众来回跑了{j}趟仍未办结。",
    "{d}到{p}街道检查，发现{u}{s}工作{f}，责任人{n}未能说明原因。",
    "{n}反映，{p}社区{s}一事自{d}提出后{f}，{u}经办人员答复前后不一。",
    "{u}{s}专项资金{a}元拨付滞后，{p}村{j}户群众尚未领到，经核实{f}。",
    "{u}对{p}{s}项目监管不到位，合同第{k}号{f}，涉及金额{a}元。",
    "{d}暗访发现，{u}窗口工作人员{n}接待{p}群众时态度生硬，{s}业务{f}。",
    "{u}{n}在{s}中不担当不作为，{p}片区{j}件群众诉求{f}，造成不良影响。",
)
STOCK = ("学习不够深入系统，理论联系实际不够紧密。", "深入基层调查研究不够，对群众急难愁盼了解不多。", "工作标准不高，满足于过得去。")
_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国小红志远雪梅文博海燕"
_STRAY = "天土木水火人口手日月目田力刀弓女子车马牛羊鱼鸟米竹衣言走金门雨食利立里历情请清心新信行形型"
_CHANNELS = ("经查，", "据群众来信反映：", "督查组指出，", "信访件转来：", "再次反映：")

Filled = tuple[str, dict[str, object]]


@dataclass
class Findings:
    """`texts` in order; `again`: (place, place of the one it tells again) → how; `others`: the same for another matter → what differs."""

    texts: list[str] = field(default_factory=list)
    again: dict[tuple[int, int], str] = field(default_factory=dict)
    others: dict[tuple[int, int], str] = field(default_factory=dict)


def findings(count: int, seed: int = 1) -> Findings:
    """So many texts: 5 % told again, 5 % of another matter in the same words, 1 % stock phrases."""
    rng, found = random.Random(seed), Findings()
    people = [_name(rng) for _ in range(600)]
    told = [_filled(rng, people) for _ in range(count - count // 20 * 2 - count // 100)]
    found.texts = [pattern.format(**values) for pattern, values in told] + [rng.choice(STOCK) for _ in range(count // 100)]
    for at in rng.sample(range(len(told)), count // 20):
        how = rng.choice(list(AGAIN))
        found.again[at, len(found.texts)] = how
        found.texts.append(AGAIN[how](found.texts[at], rng))
    for at in rng.sample(range(len(told)), count // 20):
        what, text = _other(told[at], rng, people)
        found.others[at, len(found.texts)] = what
        found.texts.append(text)
    return found


def _name(rng: random.Random) -> str:
    return rng.choice(_FAMILY) + "".join(rng.choice(_GIVEN) for _ in range(rng.choice((1, 2, 2))))


def _filled(rng: random.Random, people: list[str]) -> Filled:
    return rng.choice(PATTERNS), {one: _value(one, rng, people) for one in "pqsunkfjda"}


def _value(what: str, rng: random.Random, people: list[str]) -> object:
    match what:
        case "p" | "q":
            return rng.choice(PLACES)
        case "n":
            return rng.choice(people)
        case "f":
            return rng.choice(FAULTS).format(m=rng.randint(2, 90))
        case "d":
            return f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
        case "u" | "s":
            return rng.choice(UNITS if what == "u" else MATTERS)
    return rng.randint(1, 99_999) if what == "k" else rng.randint(2, 60) if what == "j" else rng.randint(10, 9999) * 100


def _other(told: Filled, rng: random.Random, people: list[str]) -> tuple[str, str]:
    """The same words with another place, person, unit, number, matter, day or amount."""
    pattern, values = told
    while True:
        what = rng.choice([one for one in "pqsunkjda" if f"{{{one}}}" in pattern])
        text = pattern.format(**{**values, what: _value(what, rng, people)})
        if text != pattern.format(**values):
            return what, text


def _slips(text: str, rng: random.Random) -> str:
    signs = list(text)
    for _slip in range(rng.choice((1, 1, 2))):
        at, what = rng.choice([at for at, one in enumerate(signs) if one > "\u3400"]), rng.random()
        if what < 0.5:
            signs[at] = rng.choice(_STRAY)
        elif what < 0.85:
            signs[at] = "" if what < 0.7 else signs[at] * 2
        elif at + 1 < len(signs) and signs[at + 1] > "\u3400":
            signs[at], signs[at + 1] = signs[at + 1], signs[at]
        signs = list("".join(signs))
    return "".join(signs)


def _clauses(text: str, rng: random.Random) -> str:
    parts = text.rstrip("。").split("，")
    return "，".join(parts[1:] + parts[:1] if rng.random() < 0.5 else [*parts[:-2], parts[-1], parts[-2]]) + "。"


def _shortened(text: str, _rng: random.Random) -> str:
    parts = text.rstrip("。").split("，")
    return "，".join(parts[:-1] if len(parts) > 2 else parts) + "。"


def _wide(text: str, _rng: random.Random) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one.isascii() and one.isalnum() else one for one in text)


def _marks(text: str, rng: random.Random) -> str:
    told = text.replace("，", rng.choice((" ", "；", ","))).replace("。", rng.choice(("", "！", ".")))
    return told.replace("：", rng.choice((":", " ", "——")))


AGAIN = {
    "slips": _slips, "clauses in another order": _clauses, "other marks": _marks, "shortened": _shortened,
    "words before it": lambda text, rng: rng.choice(_CHANNELS) + text, "full-width figures": _wide,
}  # fmt: skip
