"""Problems of a campaign that tell of the same thing in nearly the same words: which pairs somebody may see, what a new text is like.

Whoever may not see and read both is told of neither: not the pair, not its number, not that there is one."""

from bihuan.problems.queries.likeness.pages import A_PAGE, COUNTED_TO, Pair, PairsPage, count_alike, pairs_after, pairs_page
from bihuan.problems.queries.likeness.pairs import (
    SAME,
    decided_of,
    find_apart,
    kind_of,
    least,
    likenesses_of,
    may_decide,
    may_look,
    may_merge,
    unmet_apart,
)
from bihuan.problems.queries.likeness.texts import (
    MOST,
    Like,
    candidates_in,
    compared,
    in_campaign,
    is_written,
    like_text,
    likes_of,
    likes_of_each,
)
from bihuan.problems.queries.likeness.waiting import campaign_with, campaigns_waiting, is_waiting

__all__ = [
    "A_PAGE", "COUNTED_TO", "Like", "MOST", "Pair", "PairsPage", "SAME", "campaign_with", "campaigns_waiting", "candidates_in",
    "compared", "count_alike", "decided_of", "find_apart", "in_campaign", "is_waiting", "is_written", "kind_of", "least", "like_text",
    "likenesses_of", "likes_of", "likes_of_each", "may_decide", "may_look", "may_merge", "pairs_after", "pairs_page", "unmet_apart",
]  # fmt: skip
