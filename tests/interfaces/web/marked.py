"""Ratings and cards with one of everything, and who enters where: the person, the deciding body (leader, in charge), the reviewing body; nobody else."""

from typing import Any

from bihuan.accountability import operations as do
from bihuan.accountability.models import DecisionBody
from bihuan.accountability.vocabulary.appraisal import Reward
from bihuan.accountability.vocabulary.motions import MotionKind as K
from tests.accountability.ground import Bodies, by
from tests.accountability.marks import carded, decided, laid, proposed, switched_on, told
from tests.factories.town import COLLEAGUE, HEAD, LEADER, OFFICIAL, Town

_KEYS = {"office": "专班", "party": "县委作风建设领导小组", "discipline": "县纪委监委机关", "personnel": "县委组织部"}


def bodies_of(place: Town) -> Bodies:
    """The bodies of a town that has them already."""
    found = Bodies.__new__(Bodies)
    found.place = place
    found.of = {key: DecisionBody.objects.get(campaign=place.campaign, name=name) for key, name in _KEYS.items()}
    return found


def one_of_each_mark(place: Town) -> dict[str, Any]:
    """The colleague has a card against which he appealed, and something to answer; the official a rating; the head another one."""
    bodies = bodies_of(place)
    rules = switched_on(bodies)
    card = carded(bodies, K.YELLOW, COLLEAGUE)
    given = card.motions.get()
    review = do.file_review(given, text="不当", body=bodies.of["discipline"], **by(place, COLLEAGUE, 11))
    course = do.Course("县委党校", given.decided_on, given.decided_on, "规范", "县委组织部", "4 号")  # type: ignore[arg-type]
    training = do.attach_training(card, course=course, **by(place, LEADER, 11))
    waiting = told(bodies, proposed(bodies, K.FLAT, COLLEAGUE))
    saying = do.say_to_motion(waiting, text="在开会", **by(place, COLLEAGUE))
    flat = decided(bodies, laid(bodies, told(bodies, proposed(bodies, K.FLAT, OFFICIAL)), OFFICIAL)).rating
    striver = decided(bodies, laid(bodies, told(bodies, proposed(bodies, K.STRIVER, HEAD)), HEAD)).rating
    assert flat is not None and striver is not None
    paper = {"body": bodies.of["personnel"], "document": "12 号", "text": "集体研究"}
    sent = do.send_rewards(campaign=place.campaign, proposed=[(striver, Reward.EXCELLENT)], **paper, **by(place, LEADER, 11))
    rule, motion, of_card = next(iter(rules.values())), {"number": given.number}, {"pk": card.pk}
    found = {
        "end_rule": {"pk": rule.pk}, **dict.fromkeys(("motion", "motion_paper", "motion_appeal", "motion_proposal"), motion),
        "motion_step": {"number": waiting.number, "action": "waive_saying"}, "answer_saying": {"pk": saying.pk},
        "card_review": {"pk": review.pk, "action": "accept_review"}, **dict.fromkeys(("card", "card_hat_off", "card_training"), of_card),
        "training_paper": {**of_card, "training": training.pk}, "card_move": {**of_card, "kind": "raise"},
        **dict.fromkeys(("rating", "rating_hat_off"), {"pk": flat.pk}),
        **dict.fromkeys(("referral", "answer_referral", "referral_paper"), {"number": sent.number}),
    }  # fmt: skip
    return {f"accountability:{name}": given for name, given in found.items()}


def _names(*names: str) -> str:
    return " ".join(f"accountability:{name}" for name in names)


# anonymous · office leader head in_charge group liaison official colleague · outsider keeper · system security audit
MARKED = {
    ".ooooooooxxxxx": _names("marks"),
    ".offfffffxxxxx": _names("cite_rule", "end_rule"),
    ".oofoofffxxxxx": _names("new_motion"),
    ".fofoffffxxxxx": _names("new_rewards"),
    ".ffffffffxxxxx": _names("ask_record"),
    ".xoxooxxoxxxxx": _names("motion", "motion_paper"),
    ".xfxffxxoxxxxx": _names("motion_appeal"),
    ".xfxffxxfxxxxx": _names("motion_proposal"),
    ".fxxxxxxoxxxxx": _names("motion_step"),
    ".oxxxxxxfxxxxx": _names("answer_saying"),
    ".xfxfoxxfxxxxx": _names("card_review"),
    ".xoxoxxxoxxxxx": _names("card", "card_hat_off", "training_paper"),
    ".xoxoxxxfxxxxx": _names("card_training", "card_move"),
    ".xoxoxxoxxxxxx": _names("rating", "rating_hat_off"),
    ".xoxoxxxxxxxxx": _names("referral", "referral_paper"),
    ".xfxfxxxxxxxxx": _names("answer_referral"),
}
