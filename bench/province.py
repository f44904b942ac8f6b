"""A province: 5,000 units of very different size with their liaisons and heads, 100,000 people, and as many problems as are asked for.

    .venv/bin/python -m bench.province [--size 1000000] [--postgresql URL] [--home FOLDER]

The campaign, its catalogue and its rules are the demo's; units, people, roster, duties and accounts are poured in bulk, the problems are
made by the database itself in a few statements (`bench.province_rows`). What stands: every problem with its open version and its words
in the search index. What does not: records of the book, measures and progress as rows of their own, versions of the roster; so no list of a
past moment and no history is measured here. The first 10,000 problems lie on units of both the demo's county and the province, all further
ones on the province alone: what a liaison of the county sees stays the same while the ledger grows.

With --home the databases stay (province_10000, ...) and are taken again by the next measurement; a larger one is begun as a copy of the
largest smaller one.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench import scene

UNITS, PEOPLE, A_COUNTY = 5_000, 100_000, 50
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹"
    "石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红志建国文辉力永健世广义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐"
    "绍功松善厚庆友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘"
)
_TOWNS = "东西南北上下大小新古青白红金石云龙凤"
_SITES = "岭河湾桥塘林丰坪沙渡山溪泉谷台庄岗洲"
_BUREAUS = "发展统计教育民政司法财政人社自然住建交通水务农业商务文旅卫健审计市监应急医保信访林业城管供销档案体育"


class Ground:
    """Where the province's databases lie: on a PostgreSQL server, or as files in the home."""

    def __init__(self, address: str, home: Path) -> None:
        self.address, self.home = address, home
        self.server = address.rpartition("/")[0]

    def url(self, size: int) -> str:
        return f"{self.server}/province_{size}"

    def sizes(self) -> list[int]:
        """What stands already."""
        if not self.address:
            return sorted(int(one.stem.partition("_")[2]) for one in self.home.glob("province_*.sqlite3"))
        found = self._ask("SELECT datname FROM pg_database WHERE datname ~ '^province_[0-9]+$'")
        return sorted(int(name.partition("_")[2]) for (name,) in found)

    def _ask(self, statement: str) -> Any:
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as admin:
            found = admin.execute(statement)  # type: ignore[call-overload]
            return found.fetchall() if found.description else ()

    def begin(self, size: int, of: int | None) -> None:
        """A database of this name: empty, or as the one of size `of`."""
        if self.address:
            self._ask(f"CREATE DATABASE province_{size}" + (f" TEMPLATE province_{of}" if of else ""))
        elif of:
            shutil.copy(self.home / f"province_{of}.sqlite3", self.home / f"province_{size}.sqlite3")

    def clear(self) -> None:
        for size in self.sizes() if self.address else ():
            self._ask(f"DROP DATABASE province_{size} WITH (FORCE)")


class Province:
    """The province at any size, one database a size; `at` makes the one in question the database of this process."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.code = ground, ""

    def at(self, size: int) -> str:
        """Stand on the ledger of so many problems, made first where there is none. Returns the campaign's code."""
        from django.db import connection

        standing = self.ground.sizes()
        smaller = [one for one in standing if one < size]
        connection.close()
        if size not in standing:
            self.ground.begin(size, max(smaller, default=None))
        name = f"province_{size}" if self.ground.address else str(self.ground.home / f"province_{size}.sqlite3")
        connection.settings_dict["NAME"] = name
        if size not in standing:
            self._make(size, fresh=not smaller)
        from bihuan.campaigns.models import Campaign

        self.code = Campaign.objects.get().code
        return self.code

    def _make(self, size: int, *, fresh: bool) -> None:
        from bench.province_rows import grow
        from bihuan.interfaces.cli.preparing import prepare

        def make() -> None:
            if fresh:
                prepare()
                settle(scene.county())
            grow(size)

        _none, wall, _busy = scene.timed(make)
        print(f"province of {size:,} problems: {'built' if fresh else 'grown'} in {wall:.0f} s", flush=True)


@contextmanager
def standing(options: argparse.Namespace) -> Iterator[Province]:
    """Django on a home for the province; what was built goes afterwards unless --home was given."""
    with tempfile.TemporaryDirectory() as fresh:
        home = Path(options.home or fresh)
        home.mkdir(parents=True, exist_ok=True)
        ground = Ground(options.postgresql, home)
        os.environ["BIHUAN_HOME"], os.environ["BIHUAN_LOG"] = str(home), os.environ.get("BIHUAN_LOG", "faults")
        if options.postgresql:
            os.environ["BIHUAN_DATABASE_URL"] = options.postgresql
        from bihuan.interfaces.cli.preparing import set_up

        set_up()
        from django.conf import settings
        from django.db import connections

        settings.ALLOWED_HOSTS, settings.BIHUAN_DEMO = ["*"], True
        (home / "demo").touch()  # a server on this home asks for no second factor
        try:
            yield Province(ground)
        finally:
            connections.close_all()
            if not options.home:
                ground.clear()


def options_of(about: str | None, **more: Any) -> argparse.ArgumentParser:
    """The options that every measurement of the province has."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", default="", metavar="URL", help="a server to make databases on; else SQLite")
    parser.add_argument("--home", default="", metavar="FOLDER", help="keep what is built here (and on the server) for the next measurement")
    return parser


def settle(code: str) -> None:
    """Units, people, accounts, roster and duties beside the demo's county."""
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Unit

    campaign, rng = Campaign.objects.get(code=code), random.Random(3)
    top = Unit.objects.filter(parent=None)[0]
    units = _units(top, rng)
    people = _people(units, rng)
    _duties(campaign, units, people)


def _units(top: Any, rng: random.Random) -> list[Any]:
    """A hundred counties of fifty units each, the county itself among them."""
    from bihuan.foundation.audit.pouring import give_keys, pour
    from bihuan.organisation.models import Unit
    from bihuan.organisation.rules.paths import path_under

    units, county = [], top
    for n in range(UNITS):
        at = n % A_COUNTY
        place = rng.choice(_TOWNS) + rng.choice(_SITES)
        name = (
            f"{place}{n // A_COUNTY}县"
            if at == 0
            else f"{_BUREAUS[2 * (at % 25) : 2 * (at % 25) + 2]}{'局' if at < 25 else '中心'}{place}{n}所"
        )
        units.append(Unit(name=name, kind="place" if at == 0 else "bureau", order=1000 + n, parent=top, path=str(n)))
    give_keys(Unit, units)
    for n, one in enumerate(units):
        county = one if n % A_COUNTY == 0 else county
        one.parent = top if one is county else county
        one.path = path_under(one.parent.path, one.pk)
        one.parent_id = one.parent.pk
    pour(Unit, units)
    return units


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN) + (rng.choice(_GIVEN) if rng.random() < 0.75 else "")


def _people(units: Sequence[Any], rng: random.Random) -> list[tuple[Any, Any]]:
    """(person, unit) by unit. The largest unit has some two thousand people, half of the units fewer than ten."""
    from bihuan.foundation.accounts.models import User
    from bihuan.foundation.audit.pouring import give_keys, pour
    from bihuan.organisation.models import Person

    weights = [1 / (rank + 4) for rank in range(len(units))]
    ranked = rng.sample(list(units), len(units))
    spare = PEOPLE - 3 * len(units)
    counts = [3 + int(spare * one / sum(weights)) for one in weights]
    counts[0] += PEOPLE - sum(counts)
    where = [unit for unit, count in zip(ranked, counts, strict=True) for _n in range(count)]
    people = [Person(name=_name(rng), sort_key=f"{n:06d}", number=f"PV{n:06d}") for n in range(PEOPLE)]
    first = {unit.pk: n for n, unit in reversed(list(enumerate(where)))}
    at, users = datetime(2026, 1, 5, tzinfo=scene.zone()), []
    for pk, n in first.items():  # the first of a unit is its head, the second its liaison
        for place, word in ((n, "head"), (n + 1, "liaison")):
            users.append((place, User(username=f"pv-{word}-{pk}", name=people[place].name, password="!", opened_at=at)))
    give_keys(User, [user for _place, user in users])
    pour(User, [user for _place, user in users])
    for place, user in users:
        people[place].user_id = user.pk
    give_keys(Person, people)
    pour(Person, people)
    return list(zip(people, where, strict=True))


def _duties(campaign: Any, units: Sequence[Any], people: Sequence[tuple[Any, Any]]) -> None:
    from bihuan.campaigns.models import CoveredUnit, Grant, RosterEntry
    from bihuan.foundation.audit.pouring import pour

    on, at = date(2026, 1, 6), datetime(2026, 1, 6, tzinfo=scene.zone())
    pour(CoveredUnit, [CoveredUnit(campaign=campaign, unit=one, from_on=on) for one in units])
    pour(
        RosterEntry,
        [RosterEntry(campaign=campaign, person=who, unit=unit, role="subject", post="干部", from_on=on) for who, unit in people],
    )
    of: dict[int, list[Any]] = {}
    for who, unit in people:
        of.setdefault(unit.pk, []).append(who)
    counties = {one.pk for one in units if one.kind == "place"}
    duties = [(of[one.pk][n], word, one) for one in units for n, word in ((0, "unit_head"), (1, "liaison"))]
    duties += [(of[one.pk][1], "supervisor", one) for one in units if one.pk in counties]  # of the county and the fifty units in it
    pour(Grant, [Grant(campaign=campaign, person=who, duty=word, unit=unit, granted_at=at) for who, word, unit in duties])


def main() -> int:
    parser = options_of(__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    options = parser.parse_args()
    with standing(options) as province:
        province.at(options.size)
        from bench.province_rows import told

        print(told())
    return 0


if __name__ == "__main__":
    sys.exit(main())
