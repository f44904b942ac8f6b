"""Whom somebody in distress may call: data with source and day, changed without a line of code (P14, domain.md: no number belongs in code)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

import bihuan
from bihuan.accountability.rules.pack import SupportLine, pack
from bihuan.accountability.rules.support import source_of, support_line, whom_to_call
from tests.accountability.ground import PERSONNEL, Bodies, in_force, opened
from tests.factories.town import OFFICE, TODAY

OWN = "青石县心理援助热线 0971-0000000"


def test_the_line_stands_in_the_pack_with_its_source_and_day_and_nowhere_in_code() -> None:
    line = support_line(TODAY)
    assert (line.name, line.number, line.effective_on, line.confidence) == ("全国统一心理援助热线", "12356", date(2025, 5, 1), "s")
    assert "国家卫生健康委" in line.article
    code = [one for one in Path(bihuan.__file__).parent.rglob("*.py") if line.number in one.read_text(encoding="utf-8")]
    assert not code


def test_a_later_version_holds_from_its_day_and_the_own_line_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    later = SupportLine("新热线", "1", "另一通知", date(2027, 1, 1), "U")
    monkeypatch.setattr(
        "bihuan.accountability.rules.support.pack", lambda: type(pack())(**{**vars(pack()), "support": (*pack().support, later)})
    )
    assert [support_line(day).number for day in (date(2024, 1, 1), date(2026, 12, 31), date(2027, 1, 1))] == ["12356", "12356", "1"]
    assert whom_to_call(date(2027, 1, 1), " ") == "新热线 1" and whom_to_call(TODAY, OWN) == OWN
    assert source_of(date(2027, 1, 1), "") == "另一通知，2027-01-01" and source_of(TODAY, OWN) == ""


@pytest.mark.django_db
def test_pages_name_the_line_of_the_pack_or_of_the_installation(bodies: Bodies, settings: Any) -> None:
    place = bodies.place
    asked = reverse("accountability:step", args=[place.campaign.code, opened(bodies).number, "ask_first"])
    plan = reverse("accountability:plan_visits", args=[place.campaign.code, in_force(bodies).pk])

    def page(name: str, at: str) -> str:
        return str(place.client(name).get(at).content.decode())

    assert "全国统一心理援助热线 12356" in page(OFFICE, asked)
    assert 'value="全国统一心理援助热线 12356"' in page(PERSONNEL, plan) and "2025-05-01 起" in page(PERSONNEL, plan)
    settings.BIHUAN_SUPPORT_LINE = OWN
    assert OWN in page(OFFICE, asked) and "12356" not in page(OFFICE, asked)
    assert f'value="{OWN}"' in page(PERSONNEL, plan) and "2025-05-01" not in page(PERSONNEL, plan)


@pytest.mark.django_db
def test_what_is_written_down_for_the_person_is_in_the_language_of_the_records(bodies: Bodies) -> None:
    place = bodies.place
    plan = reverse("accountability:plan_visits", args=[place.campaign.code, in_force(bodies).pk])
    client = place.client(PERSONNEL)
    client.cookies["django_language"] = "en"
    page = client.get(plan, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Whom to turn to" in page and 'value="全国统一心理援助热线 12356"' in page
