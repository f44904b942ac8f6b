"""One line in words under a chart: what it says, from the numbers alone; about units and matters, never about persons."""

from collections.abc import Sequence

from bihuan.foundation.kernel import _


def share(part: int, whole: int) -> str:
    """A share in percent with one decimal; a dash where there is nothing to divide by."""
    return f"{100 * part / whole:.1f}%" if whole else "—"


def read_funnel(found: int, asked: int, closed: int) -> str:
    """Found, handed in, closed."""
    if not found:
        return _("读法：还没有建账的问题。")
    return _("读法：发现 %(found)d 件，已申请销号及以后 %(asked)d 件（%(a)s），已销号 %(closed)d 件（%(c)s）。") % {
        "found": found, "asked": asked, "a": share(asked, found), "closed": closed, "c": share(closed, found),
    }  # fmt: skip


def read_map(late: Sequence[tuple[str, int]], total_late: int) -> str:
    """Where the overdue items lie: units in the order of their overdue items, the first two named."""
    named = [one for one in late if one[1]][:2]
    if not named:
        return _("读法：没有超期的问题。")
    words = "、".join(f"{name} {count} 件" for name, count in named)
    return _("读法：超期 %(total)d 件，其中%(words)s，涉及 %(units)d 个单位。") % {
        "total": total_late, "words": words, "units": sum(1 for one in late if one[1]),
    }  # fmt: skip


def read_trend(found: Sequence[int], closed: Sequence[int]) -> str:
    """The last week against the one before."""
    if not found:
        return _("读法：还没有一周的数据。")
    more = closed[-1] - closed[-2] if len(closed) > 1 else closed[-1]
    word = _("多") if more > 0 else _("少") if more < 0 else _("持平")
    return _("读法：最近一周新发现 %(found)d 件，销号 %(closed)d 件，比上一周%(word)s%(more)s。") % {
        "found": found[-1], "closed": closed[-1], "word": word, "more": f" {abs(more)} 件" if more else "",
    }  # fmt: skip
