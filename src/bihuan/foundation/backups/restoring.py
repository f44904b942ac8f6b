"""Putting a backup back: into an empty place, checked before and after."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from bihuan.foundation.audit.checkpoints import Checkpoint
from bihuan.foundation.audit.queries import Verified, verify
from bihuan.foundation.backups import engines
from bihuan.foundation.backups.folder import DEMO, KEYS, Manifest, check, contents, store_of
from bihuan.foundation.files.keeping import place
from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.kernel.once import keys_of


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the backup's manifest and how the book stands."""

    manifest: Manifest
    book: Verified


def restore(folder: Path) -> Restored:
    """Put database, files and keys back into this installation, which must be empty. Raises BadInput before anything is written."""
    manifest = check(folder)
    refuse_what_does_not_fit(manifest)
    keys = keys_of(settings.BIHUAN_HOME)
    if (folder / KEYS).is_dir():
        shutil.copytree(folder / KEYS, keys, dirs_exist_ok=True)
    if (folder / DEMO).is_file():
        shutil.copyfile(folder / DEMO, Path(settings.BIHUAN_HOME) / DEMO)  # before its data: a demo is never one without its mark
    for one in contents(folder):
        target = place(settings.BIHUAN_FILES, one)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(place(store_of(folder), one), target)
    connection.close()
    engines.put_back(connection.settings_dict, manifest.engine, folder / manifest.database)
    noted = Checkpoint(manifest.checkpoint["at"], manifest.checkpoint["position"], manifest.checkpoint["digest"])
    return Restored(manifest, verify([(noted.position, noted.digest)] if noted.position else []))


def refuse_what_does_not_fit(manifest: Manifest) -> None:
    """Another engine, a newer version of the house, a place that is not empty: BadInput."""
    if manifest.engine != connection.vendor:
        raise BadInput(
            _("这份备份来自 %(one)s，现在设的是 %(other)s，请改 BIHUAN_DATABASE_URL。"), one=manifest.engine, other=connection.vendor
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest.shape) - known):
        raise BadInput(_("这份备份来自更新的版本（%(name)s），请先升级程序再恢复。"), name=unknown[0])
    if not _is_empty():
        raise BadInput(_("这里已经有数据，不会覆盖。请换一个空的 BIHUAN_HOME 或空的数据库再恢复。"))


def _is_empty() -> bool:
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return True
    try:
        return not connection.introspection.table_names()
    except DatabaseError:
        if connection.vendor == "sqlite":
            return False  # something lies there that cannot be read: perhaps all that is left of the data
        raise
