"""Units, people, posts and standing duties: each verb in the one shape, the tree never in a circle."""

from datetime import date, datetime

import pytest

from bihuan.foundation.accounts import operations as accounts
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed
from bihuan.organisation import operations, queries
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.operations import NewUnit
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind, UnitKind

ON = date(2026, 3, 2)
GOOD = "Tiao-shan-96-liu"


@pytest.fixture
def county(machine: Actor, now: datetime) -> dict[str, Unit]:
    """青石县 > 县教育局 > 办公室; 青石县 > 县财政局."""
    top = operations.found_unit(name="青石县", kind=UnitKind.PLACE, actor=machine, now=now)
    school = operations.found_unit(name="县教育局", parent=top, kind=UnitKind.BUREAU, actor=machine, now=now)
    office = operations.found_unit(name="办公室", parent=school, kind=UnitKind.SECTION, actor=machine, now=now)
    money = operations.found_unit(name="县财政局", parent=top, kind=UnitKind.BUREAU, actor=machine, now=now)
    return {"top": top, "school": school, "office": office, "money": money}


def test_a_branch_is_one_range_of_paths(county: dict[str, Unit]) -> None:
    assert {unit.name for unit in queries.branch(county["school"])} == {"县教育局", "办公室"}
    assert {unit.name for unit in queries.branch(county["top"])} == {"青石县", "县教育局", "办公室", "县财政局"}
    assert [unit.name for unit in queries.above(county["office"])] == ["青石县", "县教育局"]


def test_a_unit_moves_with_its_branch(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    operations.amend_unit(county["school"], parent=county["money"], actor=machine, now=now)
    office = Unit.objects.get(pk=county["office"].pk)
    assert [unit.name for unit in queries.above(office)] == ["青石县", "县财政局", "县教育局"]
    operations.amend_unit(Unit.objects.get(pk=county["school"].pk), to_top=True, name="县教育体育局", actor=machine, now=now)
    assert [unit.name for unit in queries.above(Unit.objects.get(pk=office.pk))] == ["县教育体育局"]


@pytest.mark.parametrize(("unit", "parent"), [("top", "office"), ("school", "office"), ("school", "school")])
def test_a_circle_is_refused(county: dict[str, Unit], unit: str, parent: str, machine: Actor, now: datetime) -> None:
    with pytest.raises(BadInput, match="不能再做它的上级"):
        operations.amend_unit(county[unit], parent=county[parent], actor=machine, now=now)
    assert queries.branch(Unit.objects.get(pk=county["top"].pk)).count() == 4


def test_a_name_stands_once_under_its_parent(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    with pytest.raises(BadInput, match="已经有"):
        operations.found_unit(name=" 县教育局 ", parent=county["top"], actor=machine, now=now)
    operations.found_unit(name="办公室", parent=county["money"], actor=machine, now=now)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u3164", "\x9f"])
def test_a_sign_that_nobody_sees_stands_in_no_name(county: dict[str, Unit], sign: str, machine: Actor, now: datetime) -> None:
    """县教育局 with a mark of direction in it looks like 县教育局, and would be another unit of that name."""
    person = operations.enter_person(name="柳浪", actor=machine, now=now)
    held = operations.give_post(person=person, unit=county["office"], title="主任", from_on=ON, actor=machine, now=now)
    odd, said = f"县{sign}教育局", {"actor": machine, "now": now}
    for write in (
        lambda: operations.found_unit(name=odd, parent=county["top"], **said), lambda: operations.amend_unit(county["money"], name=odd, **said),
        lambda: operations.enter_person(name=f"闻{sign}莺", **said), lambda: operations.amend_person(person, name=f"柳{sign}浪", phone="", **said),
        lambda: operations.give_post(person=person, unit=county["money"], title=f"局{sign}长", from_on=ON, **said),
        lambda: operations.amend_post(held, title=f"主{sign}任", rank="", role=PostRole.SECTION_HEAD, **said),
    ):  # fmt: skip
        with pytest.raises(BadInput, match="看不见的符号"):
            write()


def test_what_clings_to_a_pasted_name_is_taken_out(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    with pytest.raises(BadInput, match="已经有"):
        operations.found_unit(name="县\u200b教育局\ufeff", parent=county["top"], actor=machine, now=now)
    assert operations.enter_person(name="\u200e柳\u00ad浪\ufe0f", actor=machine, now=now).name == "柳浪"


@pytest.mark.parametrize("sign", ["\x1c", "\x1f", "\x85", "\x0b", "\u2028", "\n", "\t"])
def test_a_name_stands_on_one_line(county: dict[str, Unit], sign: str, machine: Actor, now: datetime) -> None:
    """Controls that part words unprinted are blanks, not signs of a name: no paper may hold them."""
    person = operations.enter_person(name="柳浪", actor=machine, now=now)
    held = operations.give_post(person=person, unit=county["office"], title=f"主任{sign}科员", from_on=ON, actor=machine, now=now)
    assert held.title == "主任 科员"


@pytest.mark.parametrize("name", ["买买提·艾力", "柳\U00020bb7", "柳\U0002ebf0", "\U000313fa\U000323b0", "柳葛\U000e0100", "柳葛\ufe00"])
def test_rare_characters_and_names_of_several_parts_are_names(name: str, machine: Actor, now: datetime) -> None:
    """Also those of extensions H to J, coded after the tables of this Python were made; of variants of a glyph the character is kept."""
    assert operations.enter_person(name=name, actor=machine, now=now).name == name.rstrip("\U000e0100\ufe00")


def test_a_unit_ends_when_it_is_empty(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    person = operations.enter_person(name="柳浪", actor=machine, now=now)
    post = operations.give_post(person=person, unit=county["office"], title="主任", from_on=ON, actor=machine, now=now)
    assert post.role == PostRole.SECTION_HEAD
    with pytest.raises(BadInput, match="还有单位"):
        operations.end_unit(county["school"], on=ON, reason="撤并", actor=machine, now=now)
    with pytest.raises(BadInput, match="还有人任职"):
        operations.end_unit(county["office"], on=ON, reason="撤并", actor=machine, now=now)
    operations.end_post(post, on=ON, actor=machine, now=now)
    with pytest.raises(BadInput, match="理由"):
        operations.end_unit(county["office"], on=ON, reason="", actor=machine, now=now)
    operations.end_unit(county["office"], on=ON, reason="撤并", actor=machine, now=now)
    assert queries.branch(county["school"]).count() == 1
    told = Record.objects.filter(kind="unit", row=county["office"].pk).order_by("position").values_list("action", "reason")
    assert list(told) == [("found_unit", ""), ("end_unit", "撤并")]


def test_people_are_cleaned_and_sorted_and_their_phone_stays_out_of_the_book(machine: Actor, now: datetime) -> None:
    for name in ("曾 野", "单　青", "白石"):
        operations.enter_person(name=name, phone="１３８ 0000 0011", actor=machine, now=now)
    assert [person.name for person in Person.objects.all()] == ["白石", "单青", "曾野"]
    person = Person.objects.get(name="白石")
    operations.amend_person(person, name="白石", phone="13800000099", actor=machine, now=now)
    assert not any("13800000099" in str(record.changes) for record in Record.objects.all())
    with pytest.raises(BadInput):
        operations.amend_person(person, name="白石", phone="139", actor=machine, now=now)


def test_a_unit_that_ended_is_only_looked_at(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    with pytest.raises(BadInput, match="还没有到"):
        operations.end_unit(county["money"], on=date(2026, 3, 3), reason="撤并", actor=machine, now=now)
    operations.end_unit(county["money"], on=ON, reason="撤并", actor=machine, now=now)
    money = Unit.objects.get(pk=county["money"].pk)
    with pytest.raises(BadInput, match="已于 2026-03-02 撤销"):
        operations.end_unit(money, on=date(2026, 3, 1), reason="再撤", actor=machine, now=now)
    with pytest.raises(BadInput, match="只能查看"):
        operations.amend_unit(money, name="县财政金融局", actor=machine, now=now)
    person = operations.enter_person(name="闻莺", actor=machine, now=now)
    with pytest.raises(BadInput, match="不能再任职"):  # since the day before its end, and ever after
        operations.give_post(person=person, unit=money, title="局长", from_on=date(2026, 3, 1), actor=machine, now=now)
    money.refresh_from_db()
    assert (money.name, money.ended_on) == ("县财政局", ON)


def test_posts_over_time(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    person = operations.enter_person(name="柳浪", actor=machine, now=now)
    first = operations.give_post(person=person, unit=county["school"], title="副局长", rank="副科级", from_on=ON, actor=machine, now=now)
    with pytest.raises(BadInput, match="已经担任"):
        operations.give_post(person=person, unit=county["school"], title="副局长", from_on=ON, actor=machine, now=now)
    with pytest.raises(BadInput, match="早于"):
        operations.end_post(first, on=date(2026, 3, 1), actor=machine, now=now)
    with pytest.raises(BadInput, match="还没有到"):
        operations.end_post(first, on=date(2026, 6, 1), actor=machine, now=now)
    with pytest.raises(BadInput, match="还没有到"):
        operations.give_post(person=person, unit=county["money"], title="局长", from_on=date(2026, 6, 1), actor=machine, now=now)
    june = now.replace(month=6, day=1)
    operations.end_post(first, on=date(2026, 6, 1), actor=machine, now=june)
    operations.give_post(person=person, unit=county["money"], title="局长", from_on=date(2026, 6, 1), actor=machine, now=june)
    stale = queries.find_post(first.pk)
    for again, row in ((date(2026, 5, 1), first), (date(2026, 6, 1), stale)):
        with pytest.raises(BadInput, match="“柳浪”的“副局长”已于 2026-06-01 免去，不能再免一次"):
            operations.end_post(row, on=again, actor=machine, now=june)
    assert [(post.title, post.to_on) for post in queries.posts_of(person)] == [("局长", None), ("副局长", date(2026, 6, 1))]
    assert list(queries.people_of(county["school"])) == [] and list(queries.people_of(county["money"])) == [person]


def test_somebody_of_a_section_is_named_with_the_unit_above_it(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    """Lists and rosters write 单位/姓名 and mean the unit; the section stands in none of them."""
    person = operations.enter_person(name="柳浪", actor=machine, now=now)
    operations.give_post(person=person, unit=county["office"], title="主任", from_on=ON, actor=machine, now=now)
    for who in ("柳浪", "柳　浪", "办公室/柳浪", "县教育局/柳浪"):
        assert [one for one, _unit in queries.people_named(who)] == [person], who
    assert not queries.people_named("县财政局/柳浪") and not queries.people_named("青石县/柳浪")


def test_nobody_without_the_duty_keeps_the_organisation(county: dict[str, Unit], now: datetime) -> None:
    for nobody in (Actor(None, "访客"), Actor(1, "系统管理员", administrator="system"), Actor(1, "安全", administrator="security")):
        with pytest.raises(NotAllowed):
            operations.found_unit(name="新局", actor=nobody, now=now)
        with pytest.raises(NotAllowed):
            operations.enter_person(name="柳浪", actor=nobody, now=now)


def test_standing_duties_are_given_by_the_security_administrator_who_holds_none(machine: Actor, now: datetime) -> None:
    three = {"system": ("gl", "甲一", GOOD), "security": ("aq", "乙二", GOOD), "audit": ("sj", "丙三", GOOD)}
    offices = {one.administrator: one for one in accounts.appoint_administrators(people=three, actor=machine, now=now)}
    security = Actor(offices["security"].pk, "乙二", administrator="security")
    user = accounts.open_account(username="liulang", name="柳浪", password=GOOD, actor=machine, now=now)
    row = operations.give_standing_duty(user=user, duty=StandingDutyKind.KEEPER, actor=security, now=now)
    keeper = Actor(user.pk, "柳浪")
    assert operations.found_unit(name="青石县", actor=keeper, now=now).pk and queries.may_keep(keeper)
    with pytest.raises(BadInput, match="已经有"):
        operations.give_standing_duty(user=user, duty=StandingDutyKind.KEEPER, actor=security, now=now)
    with pytest.raises(BadInput, match="三员"):
        operations.give_standing_duty(user=offices["audit"], duty=StandingDutyKind.KEEPER, actor=security, now=now)
    with pytest.raises(NotAllowed):
        operations.give_standing_duty(user=user, duty=StandingDutyKind.FOUNDER, actor=keeper, now=now)
    operations.end_standing_duty(row, actor=security, now=now)
    with pytest.raises(NotAllowed):
        operations.found_unit(name="新县", actor=keeper, now=now)
    with pytest.raises(BadInput, match="已经收回"):
        operations.end_standing_duty(row, actor=security, now=now)


def test_an_administrator_takes_no_part_in_the_business(machine: Actor, now: datetime) -> None:
    three = {"system": ("gl", "甲一", GOOD), "security": ("aq", "乙二", GOOD), "audit": ("sj", "丙三", GOOD)}
    auditor = accounts.appoint_administrators(people=three, actor=machine, now=now)[2]
    person = operations.enter_person(name="丙三", actor=machine, now=now)
    with pytest.raises(BadInput, match="不能关联"):
        operations.link_account(person, user=auditor, actor=machine, now=now)
    user = accounts.open_account(username="bingsan", name="丙三", password=GOOD, actor=machine, now=now)
    operations.link_account(person, user=user, actor=machine, now=now)
    assert queries.person_id_of(user.pk) == person.pk
    other = operations.enter_person(name="丁四", actor=machine, now=now)
    with pytest.raises(BadInput, match="已经关联"):
        operations.link_account(other, user=user, actor=machine, now=now)


def test_the_tree_is_two_queries_whatever_its_size(county: dict[str, Unit], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        (top,) = queries.tree()
    assert [one.unit.name for one in top.children] == ["县教育局", "县财政局"]
    (found,) = queries.tree("办公")
    assert [one.unit.name for one in found.children] == ["县教育局"] and found.children[0].children[0].unit.name == "办公室"


def test_nothing_comes_below_a_unit_that_a_colleague_ended_meanwhile(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    """The unit in hand is as the page showed it; it is looked at once more when it is held."""
    operations.end_unit(Unit.objects.get(pk=county["money"].pk), on=ON, reason="撤并", actor=machine, now=now)
    with pytest.raises(BadInput, match="“县财政局”已经撤销"):
        operations.found_unit(name="国库股", parent=county["money"], actor=machine, now=now)
    for parent in (county["money"], Unit.objects.get(pk=county["money"].pk)):
        with pytest.raises(BadInput, match="“县财政局”已经撤销"):
            operations.amend_unit(county["school"], parent=parent, actor=machine, now=now)
    with pytest.raises(BadInput, match="“县财政局”已经撤销"):
        operations.found_units(units=[NewUnit("预算股"), NewUnit("国库股", parent=county["money"])], actor=machine, now=now)
    assert not Unit.objects.filter(name__in=["预算股", "国库股"]).exists()
    assert queries.branch(county["money"]).count() <= 1


def test_many_units_are_founded_where_theirs_stands_now(county: dict[str, Unit], machine: Actor, now: datetime) -> None:
    """A colleague moved the branch meanwhile; the unit in hand is as a sheet's check read it."""
    operations.amend_unit(Unit.objects.get(pk=county["school"].pk), parent=county["money"], actor=machine, now=now)
    [made] = operations.found_units(units=[NewUnit("第一小学", parent=county["school"])], actor=machine, now=now)
    assert [unit.name for unit in queries.above(made)] == ["青石县", "县财政局", "县教育局"]
