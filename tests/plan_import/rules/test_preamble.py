"""Title, basis, deciding body, numbers of documents and the time of the whole campaign."""

import pytest

from bihuan.plan_import.rules import read_text

BODY = "\n一、整治重点\n（一）推诿扯皮。要整治。\n二、实施步骤\n（一）动员阶段（3月）。开会。\n（二）整改阶段（4月—5月）。整改。\n三、工作要求\n要严。"
PERIODS = [
    ("决定从2024年3月至6月在全县开展专项整治。", ("2024-03", "2024-06")),
    ("决定自2024年9月起至12月，在全区开展专项整治。", ("2024-09", "2024-12")),
    ("决定于3月1日至5月底集中开展作风整治行动。", ("--03-01", "--05L")),
    ("决定即日起至2024年12月底在全县开展专项整治。", (None, "2024-12L")),
    ("决定用三个月时间开展专项整治。", None),
    ("决定在全县开展专项整治。2023年以来，作风问题时有发生。", None),
    ("县委决定，2024年4月至10月，在全县组织开展集中整治工作。", ("2024-04", "2024-10")),
]
DECIDED = [
    ("经县委常委会研究，决定在全县开展专项整治。", "县委常委会"),
    ("经局党组研究决定，在全局开展专项整治。", "局党组"),
    ("县政府决定在全县开展专项整治。", "县政府"),
    ("经市政府第5次常务会议同意，开展专项整治。", "市政府第5次常务会议"),
    ("经县委、县政府研究决定，开展专项整治。", "县委、县政府"),
    ("经研究，决定在全县开展专项整治。", None),
    ("根据上级部署，开展专项整治。", None),
]
BASIS = [
    ("根据《关于开展作风整治的通知》（青委发〔2024〕3号）精神，", ["《关于开展作风整治的通知》"], ["青委发〔2024〕3号"]),
    ("按照市委关于开展作风整治的意见要求，", ["市委关于开展作风整治的意见"], []),
    ("按照省、市统一部署，", [], []),
    ("根据《省消防条例》《省安全生产条例》等规定，", ["《省消防条例》", "《省安全生产条例》"], []),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_period(text, expected):
    period = read_text("青禾县整治方案\n为改进作风，" + text + "现制定本方案。" + BODY).period
    assert (period and (period.start, period.end)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "二、整治时间\n2024年3月1日至5月底。",
        "二、时间安排\n整治时间为2024年3月1日至5月底。",
        "二、方法步骤\n整治工作从2024年3月1日开始，到5月底结束，分两个阶段进行。",
    ],
)
def test_period_in_a_section(text):
    period = read_text("青禾县整治方案\n制定本方案。\n一、目标\n好转。\n" + text + "\n三、要求\n（一）加强领导。要严。").period
    assert (period.start, period.end) == ("2024-03-01", "2024-05L")


@pytest.mark.parametrize(("text", "expected"), DECIDED)
def test_decided_by(text, expected):
    decided = read_text("青禾县整治方案\n为改进作风，" + text + "现制定本方案。" + BODY).decided_by
    assert (decided and decided.text) == expected


@pytest.mark.parametrize(("text", "basis", "numbers"), BASIS)
def test_basis(text, basis, numbers):
    facts = read_text("青禾县整治方案\n为改进作风，" + text + "制定本方案。" + BODY)
    assert [quote.text for quote in facts.basis] == basis
    assert [quote.text for quote in facts.doc_numbers] == numbers


TITLES = [
    ("青禾县作风整治实施方案\n为改进作风，制定本方案。", "青禾县作风整治实施方案"),
    ("青禾县消防安全隐患\n大排查大整治工作方案\n为改进作风，制定本方案。", "青禾县消防安全隐患大排查大整治工作方案"),
    (
        "首页 > 政务公开 > 正文\n青禾县作风整治实施方案\n发布时间：2024-03-05 来源：县委办\n为改进作风，制定本方案。",
        "青禾县作风整治实施方案",
    ),
    ("关于开展作风整治的实施方案（试行）\n为改进作风，制定本方案。", "关于开展作风整治的实施方案（试行）"),
    ("为改进作风，根据上级部署，结合我县实际，制定本方案。", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_title(text, title):
    assert read_text(text + BODY).title == title
