"""Who acts for whom in a loaded county: rows and actors by the part they have in the campaign."""

from typing import Any, Protocol

from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.cli.demo.county import DemoCounty
from bihuan.interfaces.cli.demo.signing_in import UNIT


class Loaded(Protocol):
    """What a load has written so far, by key."""

    county: DemoCounty
    units: list[Any]
    persons: list[Any]
    users: list[Any]
    actors: list[Actor]
    campaign: Any


class Cast:
    """The people of a load, by unit (key) and part."""

    def __init__(self, loading: Loaded) -> None:
        county = loading.county
        self.county, self.units, self.persons, self.users = county, loading.units, loading.persons, loading.users
        self._actors = loading.actors
        self._liaisons = {grant.unit: grant.person for grant in county.grants if grant.duty is Duty.LIAISON}
        self._groups = {unit: group for group in county.groups if group.kind is GroupKind.SUPERVISION for unit in group.units}
        self._office = next([person for person, _post in group.members] for group in county.groups if group.kind is GroupKind.OFFICE)
        self._unit_keys = {row.pk: key for key, row in enumerate(loading.units)}
        self._person_keys = {row.pk: key for key, row in enumerate(loading.persons)}
        self.trial_unit = next(one.key for one in county.covered if one.name == UNIT)

    def office(self, seat: int) -> Actor:
        return self._actors[self._office[seat]]

    def liaison(self, unit: int) -> Actor:
        return self._actors[self._liaisons[unit]]

    def supervisor(self, unit: int, seat: int) -> Actor:
        """A member of the supervision group of a unit."""
        return self._actors[self._groups[unit].members[seat][0]]

    def actor(self, person: Any) -> Actor:
        return self._actors[self._person_keys[person.pk]]

    def user(self, actor: Actor) -> Any:
        return next(user for user in self.users if user.pk == actor.user_id)

    def unit_key(self, row: int) -> int:
        """The key of the unit that became this row."""
        return self._unit_keys[row]

    def next_unit(self, unit: int) -> Any:
        """The row of the next covered unit."""
        keys = [one.key for one in self.county.covered]
        return self.units[keys[(keys.index(unit) + 1) % len(keys)]]
