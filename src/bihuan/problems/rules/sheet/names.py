"""From names in cells to units, people and catalogue entries, and back; people of the same name are told apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from bihuan.foundation.files.rules.cells import nearest
from bihuan.foundation.kernel import _
from bihuan.organisation.rules.alike import nearest_unit
from bihuan.organisation.rules.names import sound_of
from bihuan.problems.rules.sheet.namesakes import called, marked, marks, same_place, squeeze, stands_for, with_mark
from bihuan.problems.rules.sheet.shape import Known, KnownCategory, KnownManifestation, KnownPerson, KnownUnit

Fault = tuple[str, str]
"""A sentence and the nearest match."""
_LONGEST = 60
"""Letters beyond which a text is nobody's name; how it is said is not asked."""
NO_UNIT = _("本专项没有这个单位。")
TWO_UNITS = _("有不止一个单位叫这个名称，请写成“上级单位/单位”。")
NO_PERSON = _("名册里没有这个人。")
NOT_HERE = _("这个人不在本行单位的名册里。")
TWO_PEOPLE = _("有不止一个人叫这个名字，请在姓名后面用括号写明职务或手机号。")
NO_CATEGORY = _("目录里没有这个类别。")
NO_MANIFESTATION = _("目录里没有这一条具体表现。")
TWO_MANIFESTATIONS = _("目录里有不止一条这样写，请同时填写类别。")
OTHER_CATEGORY = _("这一条具体表现不属于所填的类别。")


class Names:
    """Everything a sheet calls by name, looked up both ways. Answers are remembered: a sheet names the same things again and again.

    What a fault proposes comes from open units alone: whoever imports for his own units is told nobody else's names."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.units = {one.pk: one for one in known.units}
        self._unit_names: dict[str, list[KnownUnit]] = defaultdict(list)
        for unit in known.units:
            self._unit_names[squeeze(unit.name)].append(unit)
            self._unit_names[squeeze(f"{unit.parent}/{unit.name}")].append(unit)
        self._people: dict[tuple[int | None, str], list[KnownPerson]] = defaultdict(list)
        self._anywhere: dict[str, dict[int, KnownPerson]] = defaultdict(dict)
        self._in_unit: dict[int | None, list[KnownPerson]] = defaultdict(list)
        for person in known.people:
            self._people[person.unit_pk, squeeze(person.name)].append(person)
            self._anywhere[squeeze(person.name)].setdefault(person.pk, person)
            self._in_unit[person.unit_pk].append(person)
        self.manifestations = {one.pk: one for part in known.categories for one in part.manifestations}
        self.category_of = {one.pk: part for part in known.categories for one in part.manifestations}
        self.categories = {one.pk: one for one in known.categories}
        self.shortened: dict[str, str] = {}
        """Names of units that were understood though they leave something out or say more."""
        self._answers: dict[tuple[object, ...], object] = {}
        self._people_labels: dict[tuple[int, int, str], str] = {}

    def accepted(self, column: str, unit_pk: int = 0, category: KnownCategory | None = None) -> Iterable[str]:
        """What a cell may say: names of open units, of people of the unit, of the catalogue; never names that whoever imports may not know."""
        if column == "unit":
            return (self.unit_label(one.pk) for one in self.known.units if one.open)
        if column in ("person", "leader"):
            return (self.person_label(one.pk, one.name, unit_pk) for one in self._in_unit.get(unit_pk, ()))
        if column == "category":
            return (one.name for one in self.known.categories)
        return (one.text for one in (category.manifestations if category else self.manifestations.values()))

    # units

    def unit(self, text: str) -> KnownUnit | Fault:
        """The unit a cell names."""
        found = self._unit_names.get(squeeze(text), ())
        if len(found) == 1:
            return found[0]
        mine = next((self.unit_label(one.pk) for one in found if one.open), "")
        return (TWO_UNITS, mine) if found else self._once("u", text, lambda: self._short_unit(text))

    def _short_unit(self, text: str) -> KnownUnit | Fault:
        """The one unit that a name means which leaves out where it is (水利局), says more of it (青石县水利局), or is short for it (住建局)."""
        name = squeeze(text)
        found = [one for one in self.known.units if same_place(name, squeeze(one.name))]
        found = found or [one for one in self.known.units if stands_for(name, squeeze(one.name))]
        if len(found) == 1 and found[0].open:
            self.shortened[text] = found[0].name
            return found[0]
        return NO_UNIT, nearest_unit(name, (squeeze(one.name) for one in self.known.units if one.open))

    def unit_label(self, pk: int) -> str:
        """What an export prints for a unit: its name, with the unit above where the name stands twice."""
        return self._labels.get(pk, "")

    @cached_property
    def _labels(self) -> dict[int, str]:
        alone = {pk for pk, one in self.units.items() if len(self._unit_names[squeeze(one.name)]) == 1}
        return {pk: one.name if pk in alone else f"{one.parent}/{one.name}" for pk, one in self.units.items()}

    # people

    def person(self, text: str, unit_pk: int) -> KnownPerson | Fault:
        """The owner a cell names: somebody of the unit."""
        return self._once("p", (text, unit_pk), lambda: self._person(text, unit_pk))

    def _person(self, text: str, unit_pk: int) -> KnownPerson | Fault:
        name, mark = marked(text)
        found = with_mark(self._people.get((unit_pk, name), ()), mark)
        if len(found) == 1:
            return found[0]
        if found:
            return TWO_PEOPLE, self._label_among(found[0], found)
        if elsewhere := [one for one in self._anywhere.get(name, {}).values() if self._is_told(one)]:
            return NOT_HERE, self._whereabouts(elsewhere[0])
        return NO_PERSON, self._near_person(name, unit_pk)

    def leader(self, text: str, unit_pk: int) -> KnownPerson | Fault:
        """The responsible leader a cell names: somebody of the unit, else anybody of the campaign."""
        return self._once("l", (text, unit_pk), lambda: self._leader(text, unit_pk))

    def _leader(self, text: str, unit_pk: int) -> KnownPerson | Fault:
        name, mark = marked(text)
        here = with_mark(self._people.get((unit_pk, name), ()), mark)
        found = here or [one for one in self._anywhere.get(name, {}).values() if not mark or mark in self._all_marks(one)]
        if len(found) == 1:
            return found[0]
        if found:
            told = next((one for one in found if one in here or self._is_told(one)), None)
            return TWO_PEOPLE, self._label_among(told, found) if told else ""
        return NO_PERSON, self._near_person(name, unit_pk)

    def _all_marks(self, person: KnownPerson) -> tuple[str, ...]:
        unit = self.units.get(person.unit_pk) if person.unit_pk else None
        return (*marks(person), squeeze(unit.name) if unit else "")

    def _near_person(self, name: str, unit_pk: int) -> str:
        """The name that sounds the same or is most similar, of this unit first, then of the campaign with the unit behind it."""
        if len(name) > _LONGEST:
            return ""
        names, sound = sorted(squeeze(one.name) for one in self._in_unit[unit_pk]), sound_of(name)
        here = next((one for one in names if sound_of(one) == sound), "") or nearest(name, names, at_least=50)
        if here:
            return here
        far = nearest(name, self._told, at_least=50)
        return self._whereabouts(self._told[far]) if far else ""

    @cached_property
    def _told(self) -> dict[str, KnownPerson]:
        return {name: one for name, people in self._anywhere.items() for one in people.values() if self._is_told(one)}

    def _is_told(self, person: KnownPerson) -> bool:
        """May whoever imports be told of this person? Those of open units, and the campaign's own bodies."""
        unit = self.units.get(person.unit_pk) if person.unit_pk else None
        return unit is None or unit.open

    def _whereabouts(self, person: KnownPerson) -> str:
        unit = self.units.get(person.unit_pk) if person.unit_pk else None
        return f"{person.name}（{unit.name}）" if unit else person.name

    def person_label(self, pk: int | None, name: str, unit_pk: int) -> str:
        """What an export prints for a person: the name, with a mark where somebody else in the unit has the same."""
        if pk is None:
            return ""
        told = self._people_labels.get((pk, unit_pk, name))
        if told is None:
            same = self._people.get((unit_pk, squeeze(name)), ())
            told = name if len(same) < 2 else self._label_among(next((p for p in same if p.pk == pk), same[0]), same)
            self._people_labels[pk, unit_pk, name] = told
        return told

    def _label_among(self, person: KnownPerson, same: Sequence[KnownPerson]) -> str:
        others = {mark for one in same if one.pk != person.pk for mark in marks(one)}
        post = squeeze(person.marks[0]) if person.marks else ""  # never the telephone number: this is printed
        mark = post if post and post not in others else f"编号{person.pk}"
        return f"{person.name}（{mark}）"

    # the catalogue

    def category(self, text: str) -> KnownCategory | Fault:
        """The category a cell names."""
        return self._once("c", text, lambda: self._category(text))

    def _category(self, text: str) -> KnownCategory | Fault:
        wanted = squeeze(text)
        found = [one for one in self.known.categories if squeeze(one.name) == wanted]
        if found:
            return found[0]
        close = nearest(wanted, (one.name for one in self.known.categories), at_least=40)
        return NO_CATEGORY, close

    def manifestation(self, text: str, category: KnownCategory | None) -> KnownManifestation | Fault:
        """The manifestation a cell names, by text, by number, or by both; inside the category where one is given."""
        return self._once("m", (text, category.pk if category else 0), lambda: self._manifestation(text, category))

    def _manifestation(self, text: str, category: KnownCategory | None) -> KnownManifestation | Fault:
        wanted, among = squeeze(text), category.manifestations if category else tuple(self.manifestations.values())
        found = [one for one in among if wanted in called(one)]
        if found and (len(found) == 1 or category):
            return found[0]
        if found:
            return TWO_MANIFESTATIONS, ""
        if category and any(wanted in called(one) for one in self.manifestations.values()):
            return OTHER_CATEGORY, ""
        return NO_MANIFESTATION, nearest(text, (one.text for one in among), at_least=40)

    def _once(self, what: str, asked: object, answer):  # type: ignore[no-untyped-def]
        key = (what, asked)
        if key not in self._answers:
            self._answers[key] = answer()
        return self._answers[key]
