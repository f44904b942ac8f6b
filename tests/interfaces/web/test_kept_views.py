"""Kept filters of the ledger: kept under a name, listed in the menu, deleted by their owner and by nobody else."""

from typing import Any

import pytest

from bihuan.campaigns.models import SavedView
from tests.factories import town as t

pytestmark = pytest.mark.django_db


def test_a_view_is_kept_listed_and_deleted(settings: Any) -> None:
    settings.BIHUAN_DEMO = True  # without second factors
    town = t.town()
    office, liaison = town.client(t.OFFICE), town.client(t.LIAISON)
    office.post("/c/QS-2026/ledger/view/", {"name": "超期的", "query": "lamp=overdue"})
    view = SavedView.objects.get()
    menu = office.get("/c/QS-2026/ledger/choose/views/?lamp=overdue").content.decode()
    assert "删除视图“超期的”" in menu and "超期的" not in liaison.get("/c/QS-2026/ledger/choose/views/").content.decode()
    address = f"/c/QS-2026/ledger/view/{view.pk}/drop/"
    assert office.get(address).status_code == 405
    assert liaison.post(address).status_code == 404 and SavedView.objects.exists()
    done = office.post(address, {"query": "?lamp=overdue"})
    assert done.headers["Location"] == "/c/QS-2026/ledger/?lamp=overdue" and not SavedView.objects.exists()
    assert office.post(address).status_code == 404
