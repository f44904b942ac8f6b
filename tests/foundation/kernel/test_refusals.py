"""Refusals in the reader's language, however many hands they go through."""

import json
import pickle

from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotNow, in_words_of

ENGLISH = {
    "%(who)s 改过。": "%(who)s changed it.", "第 %(n)d 号：%(why)s": "No. %(n)d: %(why)s", "缺证据": "no evidence", "缺原因": "no cause", "；": "; ", "。": ".",
    "办完了": "done",
}  # fmt: skip


def translate(text: str) -> str:
    return ENGLISH.get(text, text)


def test_a_sentence_in_a_list_still_knows_its_refusal() -> None:
    why = NotNow("%(who)s 改过。", who="苏堤").sentence
    assert why == "苏堤 改过。" and in_words_of(why, translate) == "苏堤 changed it."
    assert in_words_of("办完了", translate) == "done"
    assert json.loads(json.dumps(why)) == why == pickle.loads(pickle.dumps(why))  # noqa: S301  our own


def test_a_refusal_that_passes_another_one_on_is_told_whole() -> None:
    inner = NeedsUnmet("缺证据；缺原因。", needs=("a", "b"))
    assert BadInput(inner.sentence).said(translate) == "no evidence; no cause."
    outer = BadInput("第 %(n)d 号：%(why)s", n=3, why=inner.sentence)
    assert outer.sentence == "第 3 号：缺证据；缺原因。" and outer.said(translate) == "No. 3: no evidence; no cause."
