"""A clue on its way, for tests of what happens around it."""

from datetime import datetime
from typing import Any

from bihuan.clues.models import Clue, Tip
from bihuan.clues.operations import (
    About,
    By,
    Slip,
    approve_disposal,
    conclude_clue,
    propose_disposal,
    register_slip,
    register_tip,
    take,
    triage_clue,
    unlock_key,
    verify_clue,
)
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import sealing_keys
from bihuan.clues.vocabulary.clues import ClueSource, Conclusion, Disposal, Way
from tests.clues.ground import APPROVER, DESK, HANDLER, INTAKE, PASSPHRASE, Desk
from tests.clues.reporting import Reporter
from tests.factories.town import NOW, OFFICIAL, TODAY

WORDS = "只有经办人看得到的意见"


def by(desk: Desk, name: str, now: datetime | None = None) -> By:
    if now is not None:  # a session is over after half an hour
        desk.sessions[name, DESK] = unlock_key(desk.key(name), passphrase=PASSPHRASE, actor=desk.actor(name), now=now)
    return By(**desk.by(name, now=now))


def phoned(desk: Desk, text: str = "窗口无人", *names: str, **about: Any) -> Clue:
    """A phone call about these people (about the official where nobody is named and no unit)."""
    persons = [desk.people.get(name) or desk.town.people[name] for name in names or (() if "units" in about else (OFFICIAL,))]
    slip = Slip(ClueSource.PHONE, text, TODAY)
    return register_slip(slip=slip, about=About(persons=persons, **about), actor=desk.actor(INTAKE), now=NOW)[0]


def sent(desk: Desk, reporter: Reporter, text: str, **more: Any) -> Clue:
    """A report that came by the door and was registered."""
    office_box().prepare()
    about = more.pop("about", None) or About(persons=[desk.town.people[OFFICIAL]])
    reporter.sends(office_box(), sealing_keys(), TODAY, text, **more)
    take(now=NOW)
    return register_tip(Tip.objects.get(place=reporter.keys.place.hex()), about=about, **desk.by(INTAKE))


def decided(desk: Desk, clue: Clue, disposal: Disposal = Disposal.PRELIMINARY) -> Clue:
    triage_clue(clue, opinion=WORDS, urgent=False, by=by(desk, HANDLER))
    propose_disposal(clue, disposal=disposal, opinion=WORDS, met_on=TODAY, present="甲、乙", by=by(desk, HANDLER))
    approve_disposal(clue, opinion="同意", by=by(desk, APPROVER))
    return clue


def concluded(desk: Desk, clue: Clue, conclusion: Conclusion = Conclusion.TRUE) -> Clue:
    decided(desk, clue)
    verify_clue(clue, way=Way.VISIT, done_on=TODAY, found=WORDS, by=by(desk, HANDLER))
    conclude_clue(clue, conclusion=conclusion, grounds=WORDS, by=by(desk, HANDLER))
    return clue
