"""Organisation at work by machine: lent people, own words of units, links, items beyond their campaign."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.models import Campaign, GoalTie, LocalManifestation, Secondment, UnitMeasure
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.problems.models import CarryOver, Share
from tests.factories import town as t
from tests.factories.pictures import jpeg
from tests.factories.town import LIAISON, OFFICE, OFFICIAL, TODAY, WATER, Town
from tests.interfaces.api.machines import token_for
from tests.interfaces.api.test_office import BASE, machine, told

pytestmark = pytest.mark.usefixtures("db")
DAY, LATER = TODAY.isoformat(), (TODAY + timedelta(days=30)).isoformat()


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.NOW)
    return t.town()


def call(place: Town, name: str, path: str, body: Any = None, *, code: str = "") -> Any:
    """The answer to a GET, or with a body to a POST."""
    head = {"HTTP_AUTHORIZATION": f"Bearer {token_for(place.people[name].user)}"}  # type: ignore[arg-type]
    address, client = f"/api/v1/campaigns/{code or place.campaign.code}/{path}", Client()
    return client.get(address, **head) if body is None else client.post(address, body, content_type="application/json", **head)  # type: ignore[arg-type]


@pytest.fixture
def other(place: Town) -> Campaign:
    """A second campaign of the same office, with goals and measures."""
    file = load(
        "bihuan_campaign: 1\ntitle: 会风整治\ngoals: [制度治本]\n"
        "catalogue: {name: 目录, categories: [{name: 会议过多, measures: [压减会议], manifestations: [{text: 一事多会}]}]}\n"
    )
    who = {"actor": place.actor(OFFICE), "now": t.NOW}
    row = campaigns.prepare_campaign(file=file, root=place.campaign.root, code="HF-2026", **who)
    campaigns.freeze_roster(campaign=row, units=[place.units[WATER]], people=[], on=TODAY, **who)
    campaigns.grant_duty(campaign=row, person=place.people[OFFICE], duty=Duty.OFFICE, **who)
    campaigns.start_campaign(campaign=row, **who)
    return row


def test_somebody_is_lent_with_an_approval(place: Town) -> None:
    who = {"actor": place.actor(OFFICE), "now": t.NOW}
    group = campaigns.set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="工作专班", **who)
    asked = {"person": place.people[OFFICIAL].pk, "home": place.units[WATER].pk, "level": "county", "from_on": DAY, "to_on": LATER}
    head = {"HTTP_AUTHORIZATION": f"Bearer {token_for(place.people[OFFICE].user)}"}  # type: ignore[arg-type]
    address = f"/api/v1/campaigns/{place.campaign.code}/groups/{group.pk}/secondments"
    refused = Client().post(address, asked, **head)  # type: ignore[arg-type]
    assert refused.status_code == 422 and "县级及以下" in refused.content.decode()
    scan = SimpleUploadedFile("批件.jpg", jpeg(), content_type="image/jpeg")
    made = Client().post(address, {**asked, "approval_number": "青组〔2026〕3号", "file": scan}, **head)  # type: ignore[arg-type]
    assert made.status_code == 200, made.content.decode()
    assert Secondment.objects.get().person == place.people[OFFICIAL] and made.json()["home"]["name"] == WATER


def test_units_add_their_own_words_and_drop_them(place: Town, other: Campaign) -> None:
    category = other.catalogue.categories.get()
    told = {"category": category.pk, "measure": "压减会议", "unit": place.units[WATER].pk, "text": "例会并为一次"}
    made = call(place, OFFICE, "units-own/measures", told, code=other.code)
    assert made.status_code == 200, made.content.decode()
    item = place.campaign.catalogue.categories.first().manifestations.first()  # type: ignore[union-attr]
    local = call(
        place, LIAISON, "units-own/manifestations", {"manifestation": item.pk, "unit": place.units[WATER].pk, "text": "审批往外推"}
    )  # type: ignore[union-attr]
    assert local.status_code == 200, local.content.decode()
    row = place.find()
    named = call(place, LIAISON, f"problems/{row.number}/local-form", {"local": local.json()["id"]})
    assert named.status_code == 200, named.content.decode()
    row.refresh_from_db()
    assert row.manifestation == item
    assert call(place, LIAISON, "units-own").json()["manifestations"][0]["text"] == "审批往外推"
    assert call(place, LIAISON, f"units-own/manifestations/{local.json()['id']}/drop", {}).status_code == 200
    assert call(place, OFFICE, f"units-own/measures/{made.json()['id']}/drop", {}, code=other.code).status_code == 200
    assert not LocalManifestation.objects.filter(dropped_at=None).exists() and not UnitMeasure.objects.filter(dropped_at=None).exists()


def test_a_goal_is_tied_and_untied(place: Town, other: Campaign) -> None:
    made = call(place, OFFICE, "goals/1/ties", {"figure": "O02"}, code=other.code)
    assert made.status_code == 200, made.content.decode()
    assert call(place, OFFICE, "goals/1/ties", {"figure": "X99"}, code=other.code).status_code == 422
    assert call(place, OFFICE, "goals", code=other.code).json()[0]["ties"][0]["figure"] == "O02"
    assert call(place, OFFICE, f"goals/ties/{made.json()['id']}/undo", {}, code=other.code).status_code == 200
    assert GoalTie.objects.get().untied_at is not None


def test_items_are_shared_and_carried_over(place: Town, other: Campaign) -> None:
    row = place.find()
    assert call(place, OFFICE, "links", {"campaign": other.code, "kind": "inside"}).status_code == 200
    assert call(place, OFFICE, f"problems/{row.number}/shares", {"campaign": other.code}).json() == {"count": 1}
    told = call(place, OFFICE, "shared", code=other.code).json()
    assert (told["own"], told["shared"], told["old"]) == (0, 1, 0) and told["items"][0]["text"] == row.text
    assert call(place, OFFICE, f"problems/{row.number}/shares/hide", {"campaign": other.code, "reason": "不再关联"}).status_code == 200
    assert not Share.objects.filter(hidden_at=None).exists()
    assert [one["number"] for one in call(place, OFFICE, "left").json()] == [row.number]
    taking = {"numbers": [row.number], "body": "县水利局", "person": place.people[LIAISON].pk, "due_on": LATER, "reason": "汛后完成"}
    assert call(place, OFFICE, "close", {"reason": "到期"}).status_code == 409
    carried = call(place, OFFICE, "carry-over", {**taking, "to_campaign": other.code})
    assert carried.status_code == 200, carried.content.decode()
    assert CarryOver.objects.get().body == "县水利局" and call(place, OFFICE, "shared", code=other.code).json()["old"] == 1
    assert call(place, OFFICE, "close", {"reason": "到期"}).status_code == 200


def test_two_levels_work_on_one_item_by_machine(place: Town, other: Campaign) -> None:
    code = place.campaign.code
    assert call(place, OFFICE, "links", {"campaign": other.code, "kind": "below"}).status_code == 200
    [link] = call(place, OFFICE, "links").json()
    assert link["below"] and not link["above"]
    number = place.find().number
    assert call(place, OFFICE, f"problems/{number}/shares", {"campaign": other.code, "lead": code}).status_code == 200
    [row] = call(place, OFFICE, "shared", code=other.code).json()["items"]
    at = f"joint/{row['id']}"
    assert row["lead"] == code and call(place, LIAISON, at, code=other.code).status_code == 404
    asked = {"level": other.code, "text": "清理会议", "body": "县委办", "due_on": LATER}
    added = call(place, OFFICE, f"{at}/measures", asked).json()
    [measure] = added["measures"]
    assert call(place, OFFICE, f"{at}/measures", {**asked, "level": "WU-2026"}).status_code == 422
    assert call(place, LIAISON, f"{at}/measures/{measure['id']}/done", {"result": "x"}).status_code == 403
    assert call(place, OFFICE, f"{at}/measures/{measure['id']}/done", {"result": "已清理"}).json()["measures"][0]["result"] == "已清理"
    dropped = call(place, OFFICE, f"{at}/measures", asked).json()["measures"][1]["id"]
    assert call(place, OFFICE, f"{at}/measures/{dropped}/drop", {"reason": "不再需要"}).json()["measures"][1]["dropped_at"]
    moved = call(place, OFFICE, f"{at}/lead", {"lead": other.code, "decision": "会议", "reason": "移交"}).json()
    assert (moved["lead"], moved["upper"]) == (other.code, code)
    assert call(place, OFFICE, at, code=other.code).json() == call(place, OFFICE, at).json(), "both levels get the same"


def test_the_heads_of_units_are_marked_and_read_page_by_page(place: Town) -> None:
    office, at = machine(place, OFFICE), f"{BASE}/key-few"
    assert machine(place, LIAISON).post(f"{at}/heads")[0] == 403
    marked = told(office.post(f"{at}/heads", key="heads"))["marked"]
    assert marked > 1 and told(office.post(f"{at}/heads"))["marked"] == 0
    names, cursor = list[str](), ""
    while True:
        page = told(office.get(at, limit=1, cursor=cursor))
        names += [one["person"]["name"] for one in page["items"]]
        if not (cursor := page["next"] or ""):
            break
    assert len(names) == len(set(names)) == marked
    assert told(office.get(f"{BASE}/secondments")) == {"items": [], "next": None}


def test_a_campaign_is_prepared_with_its_office_placed(place: Town) -> None:
    head = {"HTTP_AUTHORIZATION": f"Bearer {token_for(place.people[OFFICE].user)}"}  # type: ignore[arg-type]
    asked = {"catalogue": "five-tendencies", "root": place.campaign.root.pk, "code": "JC-2026", "pattern": "discipline"}
    made = Client().post("/api/v1/campaigns-from-catalogue", asked, content_type="application/json", **head)  # type: ignore[arg-type]
    assert made.status_code == 200, made.content
    assert "监督检查组" in set(Campaign.objects.get(code="JC-2026").groups.values_list("name", flat=True))
