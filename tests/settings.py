"""The product's settings on a throw-away home. Every test process has its own; BIHUAN_TEST_DATABASE_URL chooses PostgreSQL."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="bihuan-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["BIHUAN_HOME"] = _home
os.environ["BIHUAN_SQLITE_SYNC"] = "OFF"
os.environ["BIHUAN_PORTAL_BIND"] = "off"  # tests that start the product start its public door only where they are about it
for _name in ("BIHUAN_DATABASE_URL", "BIHUAN_BIND", "BIHUAN_HOSTS", "BIHUAN_HASH", "BIHUAN_HTTPS", "BIHUAN_DEBUG"):
    os.environ.pop(_name, None)

from bihuan.config import databases, directories  # noqa: E402
from bihuan.config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, *directories.PROVIDER]  # noqa: F405  so that tests may name an issuer
(BIHUAN_HOME / "static").mkdir(exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if os.environ.get("BIHUAN_TEST_DATABASE_URL"):
    DATABASES = {"default": {**databases.postgresql(os.environ["BIHUAN_TEST_DATABASE_URL"]), "CONN_MAX_AGE": None}}
