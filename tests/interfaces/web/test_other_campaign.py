"""What belongs to one campaign is not found under the address of another, by somebody who runs that other one and guesses numbers."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import grant_many, prepare_campaign, start_campaign
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.models import Record
from bihuan.organisation.models import Person
from bihuan.problems.models import Problem
from tests.factories.town import FILE
from tests.interfaces.api.machines import token_for
from tests.interfaces.api.test_matrix import PAGES, _known, _named, _operations
from tests.interfaces.web.doors import House, addresses, house

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.sweep]
OTHER = "QS-2027"
MARKS = ("等候两小时", "实行窗口轮值", "现场.jpg", "修订值班办法", "当天办结", "材料未到", "青石县作风专项整治", "月报", "排班没有落实")
ENDS = {"campaigns:close", "campaigns:finish_stage", "campaigns_close", "campaigns_finish_stage"}
TOLD = {"reason": "理由", "row": "1", "rows": "1,2", "cols": "text", "action": "prioritise", "sure": "1", "one": "1", "other": "2", "do": "apart",
        "keep": "one", "name": "x", "members": "2", "with": "2", "repeats": "1", "kind": "duplicate", "take": '[[1,0,{"text":"改"}]]', "seen": "0"}  # fmt: skip


@pytest.fixture
def built(settings: Any) -> House:
    settings.BIHUAN_DEMO = True
    found = house()
    file = load((FILE % ("false", 10)).replace("QS-2026", OTHER).replace("青石县作风专项整治", "另一个专项"))
    who: dict[str, Any] = {"actor": found.town.machine, "now": found.town.now}
    other = prepare_campaign(file=file, root=found.town.units["青石县"], **who)
    grant_many(campaign=other, grants=[(Person.objects.get(name="outsider"), Duty.OFFICE, None, None)], **who)
    start_campaign(campaign=other, **who)
    found.given["code"] = OTHER
    return found


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    return str(body.decode("utf-8", "ignore"))


def stored(built: House) -> tuple[Any, ...]:
    """What could have been changed of the first campaign."""
    here: Campaign = built.town.campaign
    own = Record.objects.filter(campaign=here.code).count()
    return own, list(Problem.objects.filter(campaign=here).order_by("pk").values()), list(Campaign.objects.filter(pk=here.pk).values())


def test_pages(built: House) -> None:
    client, before, told = built.clients["outsider"], stored(built), []
    assert "另一个专项" in client.get(f"/c/{OTHER}/plan/").content.decode()
    for name, names in addresses():
        if "code" in names and name not in ENDS:
            address = built.address(name, names)
            for answer in (client.get(address), client.get(address, headers={"HX-Request": "true"}), client.post(address, TOLD)):
                told += [(name, mark) for mark in MARKS if mark in text_of(answer)]
    assert not told
    assert stored(built) == before


def test_programs(built: House) -> None:
    known, before, told = _known(built) | {"code": OTHER}, stored(built), []
    user = Person.objects.get(name="outsider").user
    assert user is not None
    headers = {"Authorization": f"Bearer {token_for(user)}"}
    for name, (method, path) in _operations().items():
        if "{code}" in path and name not in ENDS:
            for word, value in known.items():
                path = path.replace(f"{{{word}}}", str(value))
            body = {key: _named(value, known) for key, value in (PAGES.get(name, ("", None))[1] or {}).items()}
            sent = "" if method == "get" else json.dumps(body)
            answer = Client().generic(method.upper(), path, sent, content_type="application/json", headers=headers)
            told += [(name, mark) for mark in MARKS if mark in text_of(answer)]
    assert not told
    assert stored(built) == before
