"""A campaign that was half done in a sheet: how far each row is when it comes here. Nothing of what a sheet says counts as verified here."""

from bihuan.problems.rules.sheet.values import word_in
from bihuan.problems.vocabulary import APART, DONE, State

_CLOSED = frozenset({
    "已完成", "完成", "已整改", "整改完成", "已整改完成", "已整改到位", "整改到位", "已办结", "办结", "已销号", "销号", "是", "已整改销号", "已解决", "到位",
    "已到位", "完成整改", "已完成整改", "已销号办结", "√", "✓", "对号",
})  # fmt: skip
_RUNNING = frozenset({
    "未完成", "推进中", "正在推进", "长期坚持", "持续整改", "持续推进", "否", "整改中", "正在整改", "部分完成", "未销号", "未办结", "未整改到位", "阶段性完成",
    "基本完成", "基本整改到位", "正在办理", "办理中", "进行中", "立行立改", "限期整改", "×", "✗",
})  # fmt: skip
START = (State.RECORDED, State.ANALYSED, State.RECTIFYING)


def state_text(state: str, progress: str) -> str:
    """What a row says of how far it is: its state; where its sheet has none, what stands under 整改情况, if that is nothing but such a word."""
    if state or not progress:
        return state
    return progress if state_told(progress, has_closing_day=False) else ""


def state_told(text: str, has_closing_day: bool) -> State | None:
    """How far a row is by what its sheet says; None where the word is not known. Whatever was closed there was closed before the take-over;
    what waits for somebody's confirmation there is rectified here, since nobody here has seen it."""
    word = "".join(text.split()).rstrip("。")
    if word in _CLOSED or not word and has_closing_day:
        return State.CLOSED_BEFORE
    if word in _RUNNING:
        return State.RECTIFYING
    state = word_in(State, word) if word else State.RECORDED
    if state is None or state in START:
        return state
    return State.CLOSED_BEFORE if state in (*DONE, *APART) else State.RECTIFYING
