"""Settings of the door for phones: the same house, opened for one's own items alone, as a process of its own (`bihuan phone`).

Off until somebody starts it. What it carries, and under which filing number, is told at the foot of its pages (domain.md E3.4)."""

import os

from bihuan.config import settings as house
from bihuan.config.settings import *  # noqa: F403 - the house as it is; below stands all that differs
from bihuan.interfaces.web.shell.doors import PHONE_PAGES

BIHUAN_BIND = os.environ.get("BIHUAN_PHONE_BIND", "127.0.0.1:8002")
BIHUAN_DOOR = "phone"
BIHUAN_OPEN = PHONE_PAGES
ROOT_URLCONF = "bihuan.config.phone_urls"
SESSION_COOKIE_NAME = "bihuan_phone"  # a sign-in here is none at the other door
_more = (BIHUAN_BIND.rpartition(":")[0].strip("[]"), *filter(None, os.environ.get("BIHUAN_PHONE_HOSTS", "").split(",")))
ALLOWED_HOSTS = [*house.ALLOWED_HOSTS, *_more]
