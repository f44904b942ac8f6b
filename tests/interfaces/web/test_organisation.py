"""The pages of the organisation: tree, people, posts, roster import with preview and marked workbook."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.operations import enter_person, found_unit
from bihuan.organisation.vocabulary import UnitKind

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HEAD = ("单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机")
SignIn = Callable[[User], Client]
Sheet = Callable[..., SimpleUploadedFile]
GOOD = [
    ("县教育局", "青石县", "曾野", "局长", "正科级", "否", "13800000011"),
    ("县教育局", "", "单青", "副局长", "副科级", "是", ""),
    ("人事科", "县教育局", "白石", "科长", "", "是", ""),
]


@pytest.fixture
def sheet() -> Sheet:
    def make(rows: Sequence[Sequence[str]], name: str = "名册.xlsx") -> SimpleUploadedFile:
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream)
        page = book.add_worksheet("干部名册")
        for number, row in enumerate((HEAD, *rows)):
            page.write_row(number, 0, row)
        book.close()
        return SimpleUploadedFile(name, stream.getvalue())

    return make


@pytest.fixture
def desk(keeper: User, signed_in: SignIn) -> Client:
    return signed_in(keeper)


def hand_in(desk: Client, file: SimpleUploadedFile) -> str:
    """Upload a sheet; the address of its preview."""
    answer = desk.post(reverse("organisation:roster"), {"file": file, "on": "2026-03-02"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


def test_pages_exist_for_the_desk_only(clerk: User, three: dict[str, User], signed_in: SignIn) -> None:
    for user in (clerk, *three.values()):
        for name in ("units", "new_unit", "roster", "roster_template", "new_person"):
            assert signed_in(user).get(reverse(f"organisation:{name}")).status_code == 404
    assert Client().get(reverse("organisation:units")).status_code == 302


def test_an_empty_tree_teaches_the_first_step(desk: Client) -> None:
    page = desk.get(reverse("organisation:units")).content.decode()
    assert "还没有单位和人员" in page and reverse("organisation:roster_template") in page


def test_who_moved_with_a_new_number_is_pointed_out_and_a_later_day_refused(desk: Client, sheet: Sheet) -> None:
    desk.post(hand_in(desk, sheet(GOOD)))
    moved = [GOOD[0], ("县财政局", "青石县", "单青", "副局长", "副科级", "是", "13900000012")]
    page = desk.get(hand_in(desk, sheet(moved))).content.decode()
    assert "单青：同名的人这次是新增" in page
    later = desk.post(reverse("organisation:roster"), {"file": sheet(GOOD), "on": "2099-03-02"})
    assert later.status_code == 422 and "日期 2099-03-02 还没有到" in later.content.decode()


def test_a_sheet_is_previewed_then_taken_then_same(desk: Client, sheet: Sheet) -> None:
    preview = hand_in(desk, sheet(GOOD))
    page = desk.get(preview).content.decode()
    assert "新增人员" in page and "青石县 / 县教育局" in page and not Person.objects.exists()
    assert desk.post(preview).status_code == 302
    assert Person.objects.count() == 3 and Unit.objects.count() == 3
    assert Post.objects.get(person__name="曾野").from_on == date(2026, 3, 2)
    again = desk.get(hand_in(desk, sheet(GOOD))).content.decode()
    assert '<strong class="num">3</strong><span>不变</span>' in again


def test_every_error_is_shown_at_its_cell_and_the_sheet_comes_back_marked(desk: Client, sheet: Sheet) -> None:
    preview = hand_in(
        desk, sheet([*GOOD, ("县财政局", "青石线", "苏堤", "局长", "", "可能", "123"), ("县水利局", "青石县", "白堤", "", "", "", "")])
    )
    answer = desk.get(preview)
    page = answer.content.decode()
    assert answer.status_code == 422 and "干部名册 第 5 行 上级单位" in page and "青石县" in page and "确认导入" not in page
    assert desk.post(preview).status_code == 422 and not Person.objects.exists()
    marked = desk.get(preview.split("?")[0] + "marked/")
    cells = load_workbook(io.BytesIO(marked.content))["干部名册"]
    assert [cells[place].comment is not None for place in ("B5", "F5", "G5", "A5", "B6")] == [True, True, True, False, False]
    assert "青石县" in cells["B5"].comment.text and cells["F5"].fill.start_color.rgb == "FFF4CCCC"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [("名册.xlsx", b"PK\x03\x04 broken", "损坏"), ("名册.csv", "单位,姓名".encode(), "不接收"), ("机密名册.xlsx", b"", "")],
)
def test_wrong_files_are_refused_on_the_page(desk: Client, name: str, data: bytes, says: str) -> None:
    answer = desk.post(reverse("organisation:roster"), {"file": SimpleUploadedFile(name, data), "on": "2026-03-02"})
    assert answer.status_code == 422 and says in answer.content.decode() and not StoredFile.objects.exists()


def test_nobody_sees_what_another_handed_in(desk: Client, sheet: Sheet, clerk: User, signed_in: SignIn) -> None:
    from bihuan.organisation.operations import give_standing_duty
    from bihuan.organisation.vocabulary import StandingDutyKind

    preview = hand_in(desk, sheet(GOOD))
    give_standing_duty(user=clerk, duty=StandingDutyKind.KEEPER, actor=system_actor(), now=NOW)
    assert signed_in(clerk).get(preview).status_code == 404


def test_people_stand_in_the_order_of_their_names_and_are_found(desk: Client, sheet: Sheet) -> None:
    desk.post(hand_in(desk, sheet(GOOD)))
    bureau = Unit.objects.get(name="县教育局")
    address = reverse("organisation:unit", args=[bureau.pk])
    page = desk.get(address, {"whole": "1"}).content.decode()
    assert page.index("白石</a>") < page.index("单青</a>") < page.index("曾野</a>")
    assert "白石</a>" not in desk.get(address).content.decode()
    assert "单青</a>" not in desk.get(address, {"q": "曾"}).content.decode()
    found = desk.get(reverse("organisation:units"), {"unit_q": "人事"}).content.decode()
    assert "人事科" in found and "县教育局" in found
    assert desk.get(address, {"page": "x"}).status_code == 200
    assert desk.get(reverse("organisation:unit", args=[999])).status_code == 404


def test_a_unit_is_founded_changed_and_ended(desk: Client) -> None:
    top = found_unit(name="青石县", actor=system_actor(), now=NOW)
    founded = desk.post(reverse("organisation:new_unit"), {"name": "县水利局", "kind": "bureau", "parent": top.pk})
    water = Unit.objects.get(name="县水利局")
    assert founded["Location"] == reverse("organisation:unit", args=[water.pk])
    circle = desk.post(reverse("organisation:change_unit", args=[top.pk]), {"name": "青石县", "kind": "place", "parent": water.pk})
    assert circle.status_code == 422 and "不能再做它的上级" in circle.content.decode()
    desk.post(reverse("organisation:change_unit", args=[water.pk]), {"name": "县水务局", "kind": "bureau", "parent": ""})
    water.refresh_from_db()
    assert water.name == "县水务局" and water.parent is None
    assert desk.post(reverse("organisation:end_unit", args=[water.pk]), {"on": "2026-03-02", "reason": "撤并"}).status_code == 302
    assert "县水务局" not in desk.get(reverse("organisation:units")).content.decode()
    page = desk.get(reverse("organisation:unit", args=[water.pk])).content.decode()
    assert "已于 2026-03-02 撤销" in page and reverse("organisation:end_unit", args=[water.pk]) not in page


def test_a_person_is_entered_moved_and_tied_to_an_account(desk: Client, clerk: User, three: dict[str, User]) -> None:
    unit = found_unit(name="青石县", actor=system_actor(), now=NOW)
    address = f"{reverse('organisation:new_person')}?unit={unit.pk}"
    form = {"name": "柳 浪", "phone": "138 0000 0011", "title": "书记", "rank": "正处级", "from_on": "2026-03-02"}
    assert desk.post(address, {**form, "phone": "12"}).status_code == 422 and not Person.objects.exists()
    assert desk.post(address, form).status_code == 302
    person = Person.objects.get()
    assert (person.name, person.phone) == ("柳浪", "13800000011")
    desk.post(
        reverse("organisation:give_post", args=[person.pk]),
        {"unit": unit.pk, "title": "县长", "rank": "", "role": "", "from_on": "2026-04-01"},
    )
    first = Post.objects.get(title="书记")
    desk.post(reverse("organisation:end_post", args=[first.pk]), {"on": "2026-04-01"})
    page = desk.get(reverse("organisation:person", args=[person.pk])).content.decode()
    assert "县长" in page and "2026-04-01" in page
    link = reverse("organisation:link_account", args=[person.pk])
    assert "没有这个登录名" in desk.post(link, {"username": "nobody"}).content.decode()
    assert "不能关联" in desk.post(link, {"username": "shenji"}).content.decode()
    desk.post(link, {"username": "keyuan"})
    person.refresh_from_db()
    assert person.user_id == clerk.pk


def test_the_template_is_handed_out(desk: Client) -> None:
    answer = desk.get(reverse("organisation:roster_template"))
    assert answer.content.startswith(b"PK") and "attachment" in answer["Content-Disposition"]


def test_a_unit_is_found_by_typing_and_no_select_of_all_of_them_is_sent(desk: Client) -> None:
    told = {"actor": system_actor("cli"), "now": NOW}
    top = found_unit(name="青石县", kind=UnitKind.PLACE, **told)
    school, money = (found_unit(name=name, kind=UnitKind.BUREAU, parent=top, **told) for name in ("县教育局", "县财政局"))
    person = enter_person(name="柳浪", **told)
    give, change = reverse("organisation:give_post", args=[person.pk]), reverse("organisation:change_unit", args=[school.pk])
    for page in (desk.get(one).content.decode() for one in (give, change, reverse("organisation:new_unit"))):
        assert "<datalist" in page and "青石县 / 县财政局" in page
        assert not [one for one in page.split("<select")[1:] if "县财政局" in one.split("</select>")[0]], "no list of units to scroll"
    post = {"title": "局长", "rank": "", "role": "", "from_on": "2026-03-01"}
    asked = desk.post(give, post | {"unit": "县没有局"})
    assert asked.status_code == 422 and "没有叫“县没有局”的单位" in asked.content.decode() and 'value="县没有局"' in asked.content.decode()
    assert desk.post(give, post | {"unit": "县财政局"}).status_code == 302
    assert [one.unit for one in person.posts.all()] == [money]
    assert 'value="青石县 / 县财政局"' in desk.get(give).content.decode(), "the unit he serves in stands there by its name"
    assert 'value="青石县"' in desk.get(change).content.decode()
    assert desk.post(change, {"name": "县教育局", "kind": "bureau", "parent": "县财政局"}).status_code == 302
    school.refresh_from_db()
    assert school.parent == money
