"""Refusals in the reader's language, however many hands they go through."""

import json
import pickle

from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotNow, Refused, Told, in_words_of, said_again

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


def kept(told: str) -> object:
    """What a row keeps of it."""
    assert isinstance(told, Told)
    return json.loads(json.dumps(told.kept))


def test_what_is_kept_of_a_refusal_is_said_again_as_the_refusal_says_it() -> None:
    """Whoever reads later why a job ended reads what he would have read at once: terms, needs and what was passed on, too."""
    inner = NeedsUnmet("缺证据；缺原因。", needs=("a", "b"))
    term = NotNow("第 %(n)d 号：%(why)s", n=3, why="办完了")
    for no in (inner, term, BadInput(inner.sentence), BadInput("第 %(n)d 号：%(why)s", n=3, why=inner.sentence), NotNow("共 100%"),
               Refused(Told("第 %(n)d 号：%(why)s", n=3, why=Told("缺证据")))):  # fmt: skip
        assert no.told == no.sentence
        assert said_again(kept(no.told), translate) == no.said(translate)
    assert said_again(kept(term.told), translate) == "No. 3: done"


def test_a_told_text_within_another_is_said_in_the_same_language() -> None:
    told = Told("第 %(n)d 号：%(why)s", n=3, why=Told("%(who)s 改过。", who="办完了"))
    assert told == "第 3 号：办完了 改过。"
    assert said_again(kept(told), translate) == "No. 3: 办完了 changed it.", "a name is nobody's term"
