"""Settings of the public door (`bihuan portal`): a process of its own that installs no room of the business, has no database but the box of sealed
envelopes, keeps no sessions, sets no cookies and writes no log. It may run on another machine; no secret key is needed there."""

import os
import secrets
from pathlib import Path

from bihuan.config import home
from bihuan.config.numbers import whole

PACKAGE = Path(__file__).resolve().parent.parent
_HOME = home.folder()

BIHUAN_PORTAL_BIND = os.environ.get("BIHUAN_PORTAL_BIND", "127.0.0.1:8001")
BIHUAN_PORTAL_BOX = home.told_or_kept("BIHUAN_PORTAL_BOX", os.environ.get("BIHUAN_PORTAL_BOX", "")) or str(_HOME / "portal" / "box.sqlite3")
# public keys (hex), separated by commas, whose signature under the published paper counts
BIHUAN_PORTAL_TRUST = frozenset(filter(None, os.environ.get("BIHUAN_PORTAL_TRUST", "").lower().replace(" ", "").split(",")))
BIHUAN_PORTAL_CERT = os.environ.get("BIHUAN_PORTAL_CERT", "")
BIHUAN_PORTAL_KEY = os.environ.get("BIHUAN_PORTAL_KEY", "")
BIHUAN_PORTAL_NEWEST = _HOME / "portal" / "newest"  # the number of the newest paper that was seen, eight bytes
# visitors served at once; the others wait
BIHUAN_PORTAL_VISITORS = whole("BIHUAN_PORTAL_VISITORS", os.environ.get("BIHUAN_PORTAL_VISITORS", "64"), least=1, most=1024)
# reports within five minutes above which each costs some patience or some work (`portal.price`); 0: never
BIHUAN_PORTAL_CALM = whole("BIHUAN_PORTAL_CALM", os.environ.get("BIHUAN_PORTAL_CALM", "300"), least=0, most=1_000_000)
BIHUAN_PORTAL_FILE_MB = whole("BIHUAN_PORTAL_FILE_MB", os.environ.get("BIHUAN_PORTAL_FILE_MB", "50"), least=1, most=1000)
BIHUAN_PORTAL_REPORT_MB = whole("BIHUAN_PORTAL_REPORT_MB", os.environ.get("BIHUAN_PORTAL_REPORT_MB", "500"), least=1, most=20_000)
# a bound of the whole box (0: none), and what of it and of its disk is kept free of files, so that texts find their room
BIHUAN_PORTAL_BOX_MB = whole("BIHUAN_PORTAL_BOX_MB", os.environ.get("BIHUAN_PORTAL_BOX_MB", "0"), least=0, most=100_000_000)
BIHUAN_PORTAL_RESERVE_MB = whole("BIHUAN_PORTAL_RESERVE_MB", os.environ.get("BIHUAN_PORTAL_RESERVE_MB", "500"), least=0, most=1_000_000)

# "1": the office fetches reports and delivers answers by HTTPS (`bihuan portal pull`); whoever does not sign with a trusted key finds no such page
BIHUAN_PORTAL_PULLED = os.environ.get("BIHUAN_PORTAL_PULLED", "") == "1"
BIHUAN_PORTAL_HOME = _HOME

SECRET_KEY = secrets.token_urlsafe(32)  # nothing is signed with it; the frame asks for one
DEBUG = False
ALLOWED_HOSTS = ["*"]  # no address is ever made of the name under which the door was asked
DATABASES: dict[str, object] = {}
INSTALLED_APPS: list[str] = []
MIDDLEWARE = ["bihuan.interfaces.portal.manners.headers", "bihuan.interfaces.portal.manners.looks"]
ROOT_URLCONF = "bihuan.interfaces.portal.urls"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "interfaces" / "portal" / "pages"],
        "OPTIONS": {"context_processors": ["bihuan.interfaces.portal.manners.frame"]},
    }
]
FILE_UPLOAD_HANDLERS: list[str] = []  # files are sealed while they are read (`sealing.Sealing`), or not read at all
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 200

LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [PACKAGE / "locale"]
# Chinese, and whatever has a catalogue: a further language needs no line here
_others = sorted(one.parent.name for one in (PACKAGE / "locale").glob("*/LC_MESSAGES"))
LANGUAGES = [(code.lower().replace("_", "-"), code) for code in ("zh-hans", *_others)]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {"nowhere": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["nowhere"], "level": "CRITICAL"},
    "loggers": {"django": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False}},
}
