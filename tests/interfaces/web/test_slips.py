"""Slips on pages: printed by the liaison for his unit and by the system administrator in bulk, used at the door; guessing locks."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client, override_settings
from django.utils import timezone

from bihuan.campaigns.models import RosterEntry
from bihuan.campaigns.operations import grant_duty
from bihuan.campaigns.queries import accounts_by_unit, accounts_of, slip_units, unit_names
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.accounts.models import ActivationCode, User
from bihuan.interfaces.cli.main import main
from bihuan.organisation.models import Post, Unit
from bihuan.organisation.operations import print_slips
from tests.factories import town as t

pytestmark = pytest.mark.django_db
GOOD = "Wasser-Rad-27"
AT = "/c/QS-2026/slips/"


@pytest.fixture
def place(settings: Any) -> t.Town:
    settings.BIHUAN_DEMO = True
    made = t.town()
    User.objects.filter(username__in=[t.COLLEAGUE, t.OFFICIAL, t.OTHER_OFFICIAL, t.HEAD]).update(must_change_password=True)
    return made


def text_of(data: bytes) -> list[str]:
    """The words on each page of a PDF."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(data))]


def test_the_liaison_renews_for_the_people_of_his_unit(place: t.Town) -> None:
    client = place.client(t.LIAISON)
    page = client.get(AT).content.decode()
    assert t.COLLEAGUE in page and t.OTHER_OFFICIAL not in page and "担任其他职责，由系统管理员打印" in page
    assert f'value="{place.people[t.HEAD].pk}"' not in page, "his head cannot be ticked"
    assert t.GROUP not in page and "为勾选的人换码并打印" in page, "who only looks after the unit is none of its people"
    answer = client.post(AT, {"some": "1", "unit": place.units[t.WATER].pk, "person": place.people[t.COLLEAGUE].pk})
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    (words,) = text_of(answer.content)
    assert t.WATER in words and t.COLLEAGUE in words and t.OFFICIAL not in words and "http://testserver/activate/" in words
    assert "待激活" in client.get(AT).content.decode()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", words)[0]  # type: ignore[index]
    fresh = Client()
    entered = fresh.post("/activate/", {"username": t.COLLEAGUE, "code": code, "password": GOOD, "again": GOOD})
    assert entered.status_code == 302 and fresh.get("/todo/").status_code == 200, "signed in at once"
    again = Client().post("/activate/", {"username": t.COLLEAGUE, "code": code, "password": GOOD, "again": GOOD})
    assert again.status_code == 422 and "登录名或激活码不对" in again.content.decode()


def test_the_office_sees_first_where_somebody_is_missing_and_prints_only_then(place: t.Town) -> None:
    client = place.client(t.OFFICE)
    page = client.get(AT).content.decode()
    assert re.search(r"打印还没有码的 \d+ 人", page) and re.search(r"还有 \d+ 人没有激活", page)
    User.objects.update(must_change_password=False)
    ActivationCode.objects.all().delete()
    User.objects.filter(username=t.OTHER_OFFICIAL).update(must_change_password=True)
    page = client.get(AT).content.decode()
    assert 0 < page.index(t.FOREST) < page.index(t.WATER), "who waits is in the forest office"
    User.objects.update(must_change_password=False)
    assert "为勾选的人" not in place.client(t.LIAISON).get(AT).content.decode(), "nobody can be ticked"
    page = client.get(AT).content.decode()
    assert "打印还没有码的" not in page and "没有要打印的" in page or "没有账号" in page


def test_nothing_is_offered_to_be_printed_where_all_hold_a_code_that_opens(place: t.Town) -> None:
    client = place.client(t.OFFICE)
    assert client.post(AT).status_code == 200
    User.objects.filter(username=t.HEAD).update(must_change_password=False)  # whose slip is not the office's to print
    page = client.get(AT).content.decode()
    assert "人没有激活" in page and "激活码都还有效" in page and "打印还没有码的" not in page and ">打印<" not in page
    ActivationCode.objects.filter(user__username=t.OTHER_OFFICIAL).update(expires_on=t.TODAY - timedelta(1))
    page = client.get(AT).content.decode()
    assert "打印还没有码的 1 人" in page and page.count(">打印<") == 1 and "激活码都还有效" not in page


def test_the_book_tells_the_auditor_for_whom_a_slip_was_renewed(place: t.Town) -> None:
    place.client(t.LIAISON).post(AT, {"some": "1", "person": place.people[t.COLLEAGUE].pk})
    client = Client()
    client.force_login(t.administrators()["audit"])
    page = client.get("/administration/book/?kind=activation_code").content.decode()
    assert "打印激活单" in page and t.LIAISON in page and f"{t.COLLEAGUE}（{t.COLLEAGUE}）" in page


def test_what_is_counted_stands_below_its_head(place: t.Town) -> None:
    page = place.client(t.OFFICE).get(AT).content.decode()
    assert page.count('<th scope="col" class="num right">') == 3 == page.count('<td class="num right"') / page.count('<th scope="row">')


def test_a_forged_tick_prints_nothing_for_others(place: t.Town) -> None:
    client = place.client(t.LIAISON)
    for name in (t.HEAD, t.OTHER_OFFICIAL, t.OFFICE, t.GROUP):
        answer = client.post(AT, {"some": "1", "person": place.people[name].pk})
        assert answer.status_code == 422, name
    assert client.post(AT, {"unit": place.units[t.FOREST].pk}).status_code == 422
    assert place.client(t.LEADER).get(AT).status_code == 403 and place.client(t.GROUP).post(AT).status_code == 403
    assert not ActivationCode.objects.exists()


def test_the_office_prints_all_units_a_page_each(place: t.Town) -> None:
    client = place.client(t.OFFICE)
    assert t.FOREST in client.get(AT).content.decode()
    pages = text_of(client.post(AT).content)
    assert len(pages) == 2 and {t.WATER, t.FOREST} == {one.split()[0] for one in pages}
    assert client.post(AT).status_code == 422, "everybody has a code; renewing takes a tick"


@override_settings(AXES_ENABLED=True)
def test_guessing_locks_the_name_at_this_address(place: t.Town) -> None:
    (slip,) = print_slips(people=[_ready(place, t.COLLEAGUE)], actor=place.machine, now=t.NOW)
    client = Client()
    told = {"username": t.COLLEAGUE, "password": GOOD, "again": GOOD}
    answers = [client.post("/activate/", {**told, "code": f"AAAA-BBBB-CCC{n}"}).status_code for n in range(2, 7)]
    assert answers == [422, 422, 422, 422, 429]
    locked = client.post("/activate/", {**told, "code": slip.code})
    assert locked.status_code == 429 and "登录已暂停" in locked.content.decode()
    assert User.objects.get(username=t.COLLEAGUE).must_change_password, "even the right code opens nothing while it is locked"


def _ready(place: t.Town, name: str) -> Any:
    place.people[name].user = User.objects.get(username=name)
    return place.people[name]


def test_strong_duties_bind_the_second_factor_next(settings: Any) -> None:
    place = t.town()
    settings.BIHUAN_DEMO = False
    t.administrators()
    User.objects.filter(username=t.OFFICE).update(must_change_password=True)
    (slip,) = print_slips(people=[_ready(place, t.OFFICE)], actor=place.machine, now=timezone.now())
    client = Client()
    entered = client.post("/activate/", {"username": slip.username, "code": slip.code, "password": GOOD, "again": GOOD}, follow=True)
    assert entered.redirect_chain[-1][0] == "/account/2fa/totp/activate/" and entered.status_code == 200


def test_passwords_must_agree_and_be_good(place: t.Town) -> None:
    (slip,) = print_slips(people=[_ready(place, t.COLLEAGUE)], actor=place.machine, now=timezone.now())
    told = {"username": slip.username, "code": slip.code}
    page = Client().post("/activate/", {**told, "password": GOOD, "again": "anders"}).content.decode()
    assert "两遍输入的口令不一样" in page
    assert "口令不能全是数字" in Client().post("/activate/", {**told, "password": "92837465019", "again": "92837465019"}).content.decode()
    assert Client().post("/activate/", {**told, "password": GOOD, "again": GOOD}).status_code == 302


def test_slips_by_the_command(place: t.Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = place.people[t.COLLEAGUE]
    person.user = None
    person.save(update_fields=["user"])
    file = tmp_path / "slips.pdf"
    words = ["account", "slips", "QS-2026", "--everybody", "--site", "https://bihuan.example", "-o", str(file)]
    assert main(words) == 0 and "已打印 1 张" in capsys.readouterr().out
    (page,) = text_of(file.read_bytes())
    assert t.COLLEAGUE in page and "https://bihuan.example/activate/" in page and file.stat().st_mode & 0o77 == 0
    assert main(words) == 2 and "--again" in capsys.readouterr().err
    assert main([*words, "--again", "--unit", t.FOREST]) == 0 and t.OTHER_OFFICIAL in text_of(file.read_bytes())[0]
    before = ActivationCode.objects.count()
    assert main(["account", "slips", "QS-2026", "--everybody", "--again", "-o", str(tmp_path / "no" / "x.pdf")]) == 2
    assert ActivationCode.objects.count() == before, "no file, no codes: the old ones still open"
    assert main(["account", "slips", "NOPE", "-o", str(file)]) == 2


def test_who_serves_a_unit_finds_his_slip_with_that_unit_not_with_his_section(place: t.Town) -> None:
    liaison, water = place.people[t.LIAISON], place.units[t.WATER]
    RosterEntry.objects.filter(person=liaison).update(to_on=t.TODAY, ended_by="left")
    section = Unit.objects.create(name="办公室", parent=water, path=f"{water.path}999/")
    Post.objects.filter(person=liaison).update(unit=section)
    Post.objects.get_or_create(person=liaison, unit=section, defaults={"title": "科员", "from_on": t.TODAY})
    assert unit_names(place.campaign, [liaison]) == {liaison.pk: t.WATER}


def test_who_is_liaison_elsewhere_stands_where_the_roster_has_him_and_is_counted_once(place: t.Town) -> None:
    """The list of each unit has as many people who wait as the table of units says."""
    office = place.actor(t.OFFICE)
    grant_duty(
        campaign=place.campaign, person=place.people[t.OFFICIAL], duty=Duty.LIAISON, unit=place.units[t.FOREST], actor=office, now=t.NOW
    )
    units = slip_units(office, place.campaign, t.TODAY)
    told = {one.unit.pk: one.active + one.waiting for one in accounts_by_unit(place.campaign, units, t.TODAY)}
    for unit in units:
        listed = accounts_of(office, place.campaign, [unit], t.TODAY)[unit.pk]
        assert told[unit.pk] == sum(one.person.user_id is not None for one in listed), unit.name
