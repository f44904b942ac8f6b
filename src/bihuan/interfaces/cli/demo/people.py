"""The county's units and people: 65 covered units, 889 deputy directors and section heads, and who leads, runs and supervises."""

from itertools import cycle
from random import Random

from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.interfaces.cli.demo.county import DemoGrant, DemoGroup, DemoPerson, DemoUnit
from bihuan.interfaces.cli.demo.wording import DIGITS, blocks, trades
from bihuan.organisation.vocabulary import PostRole, Rank, UnitKind

COUNTY = "澜川县"
SUBJECTS = 889
GROUPS = 15
HEAD_TITLES = (
    ("局", "局长"), ("部", "部长"), ("医院", "院长"), ("中学", "校长"), ("教育中心", "校长"), ("馆", "馆长"), ("总工会", "主席"),
    ("妇女联合会", "主席"), ("联合会", "理事长"), ("政法委", "书记"), ("工委", "书记"), ("镇", "镇长"), ("乡", "乡长"),
)  # fmt: skip
SECTION_TITLES = (("分局", "局长"), ("股", "股长"), ("科", "科长"), ("队", "队长"), ("站", "站长"), ("所", "所长"))
LEADERS = (
    "县委书记", "县委副书记、县长", "县委副书记", "县委常委、组织部部长", "县委常委、纪委书记", "县委常委、常务副县长", "县委常委、宣传部部长",
    "县委常委、政法委书记", "县委常委、统战部部长", "县人大常委会主任", "县政协主席", "副县长（农业）", "副县长（教卫）", "副县长（城建）",
    "副县长（公安）", "副县长（工贸）",
)  # fmt: skip


def title_of(name: str, titles: tuple[tuple[str, str], ...]) -> str:
    """The head's title that a body's name asks for."""
    return next((title for ending, title in titles if name.endswith(ending)), "主任")


class Names:
    """Chinese names with real frequencies of surnames; a few people share a name, as they do."""

    def __init__(self, rng: Random) -> None:
        words = blocks("names")
        pairs = [line.split() for line in words["surname"]]
        self.surnames, self.weights = [pair[0] for pair in pairs], [int(pair[1]) for pair in pairs]
        self.male, self.female, self.middle = words["male"][0], words["female"][0], words["middle"][0]
        self.rng, self.given = rng, list[str]()
        self.phones = cycle(f"0999-555{n:04d}" for n in rng.sample(range(10_000), 10_000))

    def name(self) -> str:
        """A new name; one in sixty repeats one that is already there."""
        rng = self.rng
        if self.given and rng.random() < 1 / 60:
            return rng.choice(self.given)
        last = rng.choice(self.male if rng.random() < 0.66 else self.female)
        middle = rng.choice(self.middle) if rng.random() < 0.75 else ""
        self.given.append(rng.choices(self.surnames, self.weights)[0] + ("" if middle == last else middle) + last)
        return self.given[-1]


class Settlement:
    """Units and people while the county is being built."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.names = rng, Names(rng)
        self.units: list[DemoUnit] = []
        self.people: list[DemoPerson] = []
        self.groups: list[DemoGroup] = []
        self.grants: list[DemoGrant] = []

    def unit(self, name: str, kind: UnitKind, parent: int | None, trade: str = "", covered: bool = False) -> DemoUnit:
        self.units.append(DemoUnit(len(self.units), name, kind, parent, trade, covered))
        return self.units[-1]

    def person(self, unit: int, title: str, rank: Rank, role: PostRole, answers_to: int | None = None, subject: bool = False) -> DemoPerson:
        made = DemoPerson(len(self.people), self.names.name(), next(self.names.phones), unit, title, rank, role, answers_to, subject)
        self.people.append(made)
        return made

    def grant(self, person: DemoPerson, duty: Duty, unit: int | None = None, group: int | None = None) -> None:
        self.grants.append(DemoGrant(person.key, duty, unit, group))

    def group(self, kind: GroupKind, name: str, members: list[DemoPerson], heads: int = 1, units: list[int] | None = None) -> int:
        seats = [(one.key, GroupPost.HEAD if n < heads else GroupPost.MEMBER) for n, one in enumerate(members)]
        self.groups.append(DemoGroup(kind, name, seats, units or []))
        return len(self.groups) - 1


def settle(rng: Random) -> Settlement:
    """Build the county: units first, then leaders, then every unit's people, then the campaign's bodies."""
    county = Settlement(rng)
    root = county.unit(COUNTY, UnitKind.PLACE, None)
    for kind in (UnitKind.BUREAU, UnitKind.INSTITUTION, UnitKind.TOWNSHIP):
        for line in blocks("units")[kind.value]:
            name, trade = line.split()
            county.unit(name, kind, root.key, trade, covered=True)
    covered = [unit for unit in county.units if unit.covered]
    leaders = [
        county.person(root.key, title, Rank.DIVISION if n < 2 else Rank.DEPUTY_DIVISION, PostRole.LEADER) for n, title in enumerate(LEADERS)
    ]
    for unit, size in zip(covered, _sizes(rng, len(covered)), strict=True):
        _staff(county, unit, size)
    for unit, leader in zip(covered, cycle(leaders[2:]), strict=False):
        county.grant(leader, Duty.LEADER_IN_CHARGE, unit.key)
    _bodies(county, root, covered, leaders)
    return county


def _sizes(rng: Random, units: int) -> list[int]:
    """How many subjects each unit has: 9 to 18, together exactly 889."""
    sizes = [rng.randint(10, 17) for _unit in range(units)]
    while (gap := SUBJECTS - sum(sizes)) != 0:
        place, step = rng.randrange(units), 1 if gap > 0 else -1
        sizes[place] += step if 9 <= sizes[place] + step <= 18 else 0
    return sizes


def _staff(county: Settlement, unit: DemoUnit, size: int) -> None:
    """A head, deputies, one head for each section, and the liaison."""
    title = title_of(unit.name, HEAD_TITLES)
    head = county.person(unit.key, title, Rank.SECTION, PostRole.HEAD, unit.key)
    county.grant(head, Duty.UNIT_HEAD, unit.key)
    deputies = min(5, max(2, size // 4))
    for _deputy in range(deputies):
        county.person(unit.key, f"副{title}", Rank.DEPUTY_SECTION, PostRole.LEADER, unit.key, subject=True)
    own = trades()[unit.trade]["k"]
    sections = (["办公室", *own] if unit.kind is not UnitKind.TOWNSHIP else ["党政办", *own]) + blocks("phrases")["rank_up"]
    for name in list(dict.fromkeys(sections))[: size - deputies]:
        section = county.unit(name, UnitKind.SECTION, unit.key, unit.trade)
        county.person(section.key, name + title_of(name, SECTION_TITLES), Rank.STAFF, PostRole.SECTION_HEAD, unit.key, subject=True)
    liaison = county.person(unit.key, "联络员", Rank.STAFF, PostRole.STAFF, unit.key)
    county.grant(liaison, Duty.LIAISON, unit.key)


def _bodies(county: Settlement, root: DemoUnit, covered: list[DemoUnit], leaders: list[DemoPerson]) -> None:
    """Leading group with two heads, the office, and 15 supervision groups of three."""
    group = county.group(GroupKind.LEADING, "专项整治工作领导小组", leaders[:8], heads=2)
    for leader in leaders[:8]:
        county.grant(leader, Duty.LEADER, None, group)
    seat = county.unit("县纪委监委", UnitKind.DISCIPLINE, root.key, "party")
    staff = [
        county.person(seat.key, title, Rank.DEPUTY_SECTION if n < 3 else Rank.STAFF, PostRole.STAFF)
        for n, title in enumerate(("专班主任", "专班副主任", "专班副主任", *["专班成员"] * 5))
    ]
    group = county.group(GroupKind.OFFICE, "专项整治工作专班", staff)
    for one in staff:
        county.grant(one, Duty.OFFICE, None, group)
    for n in range(GROUPS):
        mine = [unit.key for unit in covered[n::GROUPS]]
        members = [county.person(seat.key, title, Rank.SECTION, PostRole.STAFF) for title in ("督导组组长", "督导员", "督导员")]
        number = DIGITS[n] if n < 10 else f"十{DIGITS[n - 10]}"
        group = county.group(GroupKind.SUPERVISION, f"第{number}督导组", members, units=mine)
        for one in members:
            for unit in mine:
                county.grant(one, Duty.SUPERVISOR, unit, group)
