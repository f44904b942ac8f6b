"""Papers of handlings (D34–D39, D41, D42) and of the Party group's desk: put together from what stands on the rows, nothing typed again."""

from collections.abc import Callable, Mapping

from bihuan.accountability.papers.appeals import appeal_decision_paper, appeal_receipt_paper
from bihuan.accountability.papers.decisions import answer_paper, decision_paper, notice_paper, outside_paper, service_paper
from bihuan.accountability.papers.forms import mending_paper, public_words_paper, self_examination_paper, summons_paper, talk_paper
from bihuan.accountability.papers.letters import circular_paper, recommendation_paper, referral_paper, suspension_paper
from bihuan.accountability.papers.matter import Matter, matter_of
from bihuan.accountability.papers.party import party_paper
from bihuan.accountability.vocabulary.papers import PaperKind as K
from bihuan.documents.rules.paper import Paper

__all__ = ["Matter", "matter_of", "paper_of", "party_paper"]

_MADE: Mapping[K, Callable[[Matter], Paper]] = {
    K.NOTICE: notice_paper, K.ANSWER: answer_paper, K.DECISION: decision_paper, K.OUTSIDE: outside_paper, K.SERVICE: service_paper,
    K.SUMMONS: summons_paper, K.TALK: talk_paper, K.SELF_EXAMINATION: self_examination_paper, K.PUBLIC_WORDS: public_words_paper,
    K.RECOMMENDATION: recommendation_paper, K.CIRCULAR: circular_paper, K.MENDING: mending_paper, K.SUSPENSION: suspension_paper,
    K.REFERRAL: referral_paper, K.APPEAL_RECEIPT: appeal_receipt_paper, K.APPEAL_DECISION: appeal_decision_paper,
}  # fmt: skip


def paper_of(kind: K, matter: Matter) -> Paper:
    """The paper of one kind."""
    return _MADE[kind](matter)
