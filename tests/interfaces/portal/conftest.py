"""The door as Django's client asks it: its own settings in the place of the house's, an office behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches

from bihuan.config import portal
from bihuan.foundation.sealedbox.box import Box
from tests.interfaces.portal.office import Office

_ELSEWHERE = {"DATABASES", "INSTALLED_APPS", "SECRET_KEY", "LOGGING"}  # cannot be changed in a running process; tests/…/test_process.py


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(Box(tmp_path / "portal" / "box.sqlite3"))
    made.publish()
    return made


@pytest.fixture
def door(office: Office, settings: Any, tmp_path: Path) -> Iterator[Client]:
    for name in dir(portal):
        if name.isupper() and name not in _ELSEWHERE and name != "PACKAGE":
            setattr(settings, name, getattr(portal, name))
    settings.BIHUAN_PORTAL_BOX = str(tmp_path / "portal" / "box.sqlite3")
    settings.BIHUAN_PORTAL_NEWEST = tmp_path / "portal" / "newest"
    settings.BIHUAN_PORTAL_TRUST = frozenset({office.trust})
    clear_url_caches()
    yield Client()
    clear_url_caches()
