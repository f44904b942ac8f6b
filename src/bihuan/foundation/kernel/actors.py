"""Who acts: a signed-in person, the command line, or the clock. Plain values, so that rules can be asked about them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts.

    `user_id` is the account (None for the system's own user before it exists), `person_id` the person of the
    organisation tree behind it, `name` what the book writes down, `door` how they came in: web, cli, clock, api.
    """

    user_id: int | None
    name: str
    person_id: int | None = None
    door: str = "web"
    administrator: str = ""

    @property
    def is_system(self) -> bool:
        """True for the command line and the clock: whoever may start them holds the machine."""
        return self.door in ("cli", "clock")
