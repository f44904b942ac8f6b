"""Who acts: a signed-in person, the command line, or the clock. Plain values, so that rules can be asked about them."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts.

    `user_id` is the account (None for the system's own user before it exists), `person_id` the person of the
    organisation tree behind it, `name` what the book writes down, `door` how they came in: web, phone, cli, clock, api.
    As a deputy he acts for somebody else: `for_person`, `for_user` and `for_name` are that person, his account and his name.
    """

    user_id: int | None
    name: str
    person_id: int | None = None
    door: str = "web"
    administrator: str = ""
    for_person: int | None = None
    for_user: int | None = None
    for_name: str = ""

    @property
    def is_system(self) -> bool:
        """True for the command line and the clock: whoever may start them holds the machine."""
        return self.door in ("cli", "clock")

    @property
    def only_own(self) -> bool:
        """True at the door for phones: whoever comes in there has his own items and no duty over those of others."""
        return self.door == "phone"

    @property
    def told(self) -> str:
        """The name as the book writes it: “甲 代 乙” for a deputy."""
        return f"{self.name[:30]} 代 {self.for_name[:30]}" if self.for_person is not None else self.name

    def as_deputy(self, person_id: int, user_id: int | None, name: str) -> "Actor":
        """The same one, acting for somebody whose duty was delegated to him."""
        return replace(self, for_person=person_id, for_user=user_id, for_name=name)
