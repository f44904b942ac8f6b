"""A clue desk at work: who holds which duty and key, and reports as the public door seals them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bihuan.clues.models import KeyHolder
from bihuan.clues.operations import make_key, unlock_key
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, Post, StandingDuty, Unit
from bihuan.organisation.operations import found_unit
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind, UnitKind
from tests.factories.town import NOW, Town

PASSPHRASE = "青石 窗口 四月 河流 灯塔"
DESK, ALTERNATE, CUSTODIAN = KeyPurpose.DESK, KeyPurpose.ALTERNATE, KeyPurpose.CUSTODIAN
INTAKE, INTAKE_2, HANDLER, APPROVER, OTHER_WAY = "听涛", "望湖", "拾级", "观澜", "枕流"
KEEPERS = ("漱石", "品茗", "抚琴")
STAFF = {
    INTAKE: StandingDutyKind.CLUE_INTAKE, INTAKE_2: StandingDutyKind.CLUE_INTAKE, HANDLER: StandingDutyKind.CLUE_DESK,
    APPROVER: StandingDutyKind.CLUE_APPROVER, OTHER_WAY: StandingDutyKind.CLUE_ALTERNATE,
    **dict.fromkeys(KEEPERS, StandingDutyKind.CLUE_CUSTODIAN),
}  # fmt: skip


@dataclass
class Desk:
    """The town with a discipline body whose people have their duties; keys are made when they are asked for."""

    town: Town
    now: datetime = NOW
    sessions: dict[tuple[str, KeyPurpose], str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        said: Any = {"actor": self.town.machine, "now": self.now}
        self.body = found_unit(name="青石县纪委监委", kind=UnitKind.DISCIPLINE, parent=self.town.units["青石县"], **said)
        for name, duty in STAFF.items():
            self.staff(name, duty)

    def staff(self, name: str, *duties: StandingDutyKind, unit: Unit | None = None, role: PostRole = PostRole.STAFF) -> Actor:
        user = User.objects.create(username=name, name=name, opened_at=self.now)
        person = Person.objects.create(name=name, sort_key=name, user=user)
        Post.objects.create(person=person, unit=unit or self.body, title="干部", role=role)
        for duty in duties:
            StandingDuty.objects.create(user=user, duty=duty, given_at=self.now)
        self.people[name] = person
        return self.actor(name)

    def actor(self, name: str) -> Actor:
        person = self.people.get(name) or self.town.people[name]
        return Actor(person.user_id, name, person.pk)

    def lose(self, name: str) -> None:
        StandingDuty.objects.filter(user=self.people[name].user).update(ended_at=self.now)

    def key(self, name: str, purpose: KeyPurpose = DESK) -> KeyHolder:
        """The key of somebody, made when it is asked for first, and unlocked in a session of his."""
        if (name, purpose) not in self.sessions:
            held = make_key(purpose=purpose, passphrase=PASSPHRASE, actor=self.actor(name), now=self.now)
            self.sessions[name, purpose] = unlock_key(held, passphrase=PASSPHRASE, actor=self.actor(name), now=self.now)
        return KeyHolder.objects.get(user=self.actor(name).user_id, purpose=purpose, state="active")

    def by(self, name: str, purpose: KeyPurpose = DESK, now: datetime | None = None) -> dict[str, Any]:
        """Who does it, with his unlocked session."""
        self.key(name, purpose)
        return {"session": self.sessions[name, purpose], "actor": self.actor(name), "now": now or self.now}

    def all_keys(self) -> None:
        for name in (INTAKE, INTAKE_2, HANDLER, APPROVER):
            self.key(name)
        self.key(OTHER_WAY, ALTERNATE)
        for name in KEEPERS:
            self.key(name, CUSTODIAN)
