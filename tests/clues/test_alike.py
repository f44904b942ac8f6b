"""What is sent a thousand times is read once: texts that say much the same are bundled, and nothing gets lost in a bundle."""

import random
import time

from bihuan.clues.rules.alike import alike, bundles

SIGNS = "窗口收费材料干部吃拿卡要推诿拖延群众办事大厅项目工程验收款项虚报冒领宴请礼金会议文件报表检查整改督查镇村组织"


def _text(chance: random.Random, length: int = 120) -> str:
    return "".join(chance.choice(SIGNS) for _one in range(length))


def _varied(chance: random.Random, text: str, changed: int) -> str:
    signs = list(text)
    for at in chance.sample(range(len(signs)), changed):
        signs[at] = chance.choice(SIGNS)
    return "".join(signs)


def test_variants_of_one_text_are_together_and_others_are_not() -> None:
    chance = random.Random(6)
    families = [_text(chance) for _one in range(30)]
    texts = {(family, n): _varied(chance, text, 6) for family, text in enumerate(families) for n in range(8)}
    found = bundles(texts)
    assert sorted(key for bundle in found for key in bundle) == sorted(texts), "nothing is left out, nothing is there twice"
    assert all(len({family for family, _n in bundle}) == 1 for bundle in found)
    assert sum(len(bundle) for bundle in found[:30]) >= 0.95 * len(texts), "hardly a variant is missed"


def test_whoever_is_bundled_is_alike_to_the_first_of_his_bundle() -> None:
    chance = random.Random(7)
    texts = {n: _varied(chance, "窗口工作人员让我三次补交材料，第二次才说缺一张表，没有一次性告知。" * 3, n % 60) for n in range(300)}
    for bundle in bundles(texts):
        assert all(alike(texts[bundle[0]], texts[key]) >= 60 for key in bundle)


def test_texts_of_a_word_or_none_stand_by_themselves() -> None:
    found = bundles({1: "", 2: "", 3: "啊", 4: "有人收钱", 5: "有人收钱。"})
    assert sorted(map(sorted, found)) == [[1], [2], [3], [4, 5]]


def test_a_flood_of_twenty_thousand_is_bundled_in_seconds() -> None:
    chance = random.Random(8)
    base, honest = _text(chance, 200), [_text(chance, 200) for _one in range(50)]
    texts = {n: _varied(chance, base, 10) for n in range(20_000)} | {f"h{n}": text for n, text in enumerate(honest)}
    begun = time.process_time()
    found = bundles(texts)  # type: ignore[type-var]
    took = time.process_time() - begun
    assert len(found[0]) > 10_000 and sum(map(len, found)) == 20_050
    assert all([f"h{n}"] in found for n in range(50)), "each honest one stands by itself"
    assert len(found) < 500 and took < 60, (len(found), took)
