"""Who answers for which of the six lists when it is said to hold nothing (M81)."""

from collections.abc import Mapping

from bihuan.campaigns.vocabulary import Duty
from bihuan.problems.vocabulary import ProblemList

_UNIT, _OFFICE = frozenset({Duty.LIAISON, Duty.UNIT_HEAD}), frozenset({Duty.OFFICE, Duty.MACHINE})
ANSWERING: Mapping[ProblemList, frozenset[Duty]] = {
    ProblemList.CRITICISM: _UNIT,  # a unit holds its own critique meetings and talks
    ProblemList.TALKS: _UNIT,
    ProblemList.OPINIONS: _OFFICE,  # letters, gatherings, the public: channels that the office runs
    ProblemList.SOCIAL_REVIEW: _OFFICE,
}
"""The other two are not confirmed by word: of self-checks everybody's own commitment tells it (M53), of back-checks the unit's screening (M73)."""
