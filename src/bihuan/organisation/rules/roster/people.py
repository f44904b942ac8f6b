"""People of a roster: who is one person, who is known already, which posts are the same, new or over."""

from collections import defaultdict
from collections.abc import Iterable

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import _
from bihuan.organisation.rules.roster.shape import Column, Known, KnownPerson, KnownPost, Line, PersonEntry, UnitEntry

TWO_OR_ONE = _("“%(unit)s”有几行“%(name)s”，分不清是一人两职还是两人同名。请给每一行都填手机：同一个人填同一个号码。")


def group_lines(lines: Iterable[Line]) -> tuple[list[PersonEntry], list[CellError]]:
    """Rows that are one person: the same phone, or the same name in the same unit. Doubtful ones are errors."""
    errors: list[CellError] = []
    groups: dict[object, list[Line]] = {}
    lines = list(lines)
    errors += _phones_with_two_names(lines)
    for line in lines:
        groups.setdefault(line.phone or (line.name, id(line.unit)), []).append(line)
    errors += _doubtful(lines)
    return [PersonEntry(own[0].name, own[0].phone, own) for own in groups.values()], errors


def _phones_with_two_names(lines: Iterable[Line]) -> Iterable[CellError]:
    first: dict[str, Line] = {}
    for line in lines:
        other = first.setdefault(line.phone, line) if line.phone else line
        if other.name != line.name:
            sentence = _("这个手机号在第 %(row)d 行是“%(name)s”的，一个号码只能属于一个人。")
            yield line.row.error(Column.PHONE, sentence, row=other.row.number, name=other.name)


def _doubtful(lines: Iterable[Line]) -> Iterable[CellError]:
    """The same name in the same unit twice: the same row again, or a case that only a phone number can decide."""
    rows: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines:
        rows[line.name, id(line.unit)].append(line)
    for own in rows.values():
        for place, line in enumerate(own):
            twin = next((one for one in own[:place] if (one.post, one.phone) == (line.post, line.phone)), None)
            if twin is not None:
                yield line.row.error(Column.NAME, _("与第 %(row)d 行重复，请删掉一行。"), row=twin.row.number)
            elif place and not all(one.phone for one in own):
                yield line.row.error(Column.NAME, TWO_OR_ONE, unit=line.unit.name, name=line.name)
                break


class Recogniser:
    """Finds the known person behind an entry. Each known person is claimed once."""

    def __init__(self, known: Known) -> None:
        self.by_phone: dict[str, list[KnownPerson]] = defaultdict(list)
        self.by_name: dict[str, list[KnownPerson]] = defaultdict(list)
        self.claimed: set[int] = set()
        for person in known.people:
            self.by_name[person.name].append(person)
            if person.phone:
                self.by_phone[person.phone].append(person)

    def recognise(self, people: list[PersonEntry]) -> list[CellError]:
        """Set `known` on every entry it can; phones first, for they are surest."""
        errors: list[CellError] = []
        for step in (self._by_phone, self._by_post):
            for entry in people:
                if entry.known is None and (fault := step(entry)):
                    errors.append(fault)
        return errors

    def _claim(self, entry: PersonEntry, person: KnownPerson) -> None:
        entry.known = person
        self.claimed.add(person.pk)

    def _by_phone(self, entry: PersonEntry) -> CellError | None:
        owners = self.by_phone.get(entry.phone, [])
        mine = [one for one in owners if one.name == entry.name and one.pk not in self.claimed]
        if mine:
            self._claim(entry, mine[0])
        elif owners:
            return entry.lines[0].row.error(Column.PHONE, _("系统里这个手机号是另一个人的，姓名对不上。"), owners[0].name)
        return None

    def _by_post(self, entry: PersonEntry) -> CellError | None:
        """The same name in the same unit; where phones differ, only with the same post as well."""
        units = {line.unit.pk for line in entry.lines}
        posts = {(line.unit.pk, line.post) for line in entry.lines}
        there = [one for one in self.by_name.get(entry.name, []) if one.pk not in self.claimed]
        there = [one for one in there if any(post.unit_pk in units for post in one.posts)]
        same_post = [one for one in there if any((post.unit_pk, post.title) in posts for post in one.posts)]
        if entry.phone:
            there = [one for one in there if not one.phone]
        found = same_post if len(same_post) == 1 else there
        if len(found) > 1:
            sentence = _("系统里“%(unit)s”有 %(count)d 个同名的人，分不清是哪一个，请填手机。")
            line = entry.lines[0]
            return line.row.error(Column.NAME, sentence, unit=line.unit.name, count=len(found))
        if found:
            self._claim(entry, found[0])
        return None


def compare_posts(entry: PersonEntry, units_in_sheet: set[int]) -> None:
    """Which rows are the posts held already, which replace one, and which posts of the sheet's units are over."""
    if entry.known is None:
        return
    left = list(entry.known.posts)
    for line in entry.lines:
        match = next((post for post in left if (post.unit_pk, post.title) == (line.unit.pk, line.post)), None)
        if match is not None:
            left.remove(match)
            line.replaces, line.same = match, match.rank == line.rank
    for line in entry.lines:
        in_unit = [post for post in left if post.unit_pk == line.unit.pk]
        if line.replaces is None and len(in_unit) == 1:
            line.replaces = in_unit[0]
            left.remove(in_unit[0])
    entry.ended = tuple(post for post in left if post.unit_pk in units_in_sheet)


def gone_from(units: Iterable[UnitEntry], known: Known, present: set[int]) -> list[KnownPerson]:
    """People with a post in a unit whose people the sheet lists, whom it does not name. They are told, never taken out."""
    listed = {unit.pk for unit in units if unit.pk and unit.has_people}

    def here(posts: tuple[KnownPost, ...]) -> bool:
        return any(post.unit_pk in listed for post in posts)

    return [person for person in known.people if person.pk not in present and here(person.posts)]
