"""Taking a backup: everything at one moment, whole or not at all."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from bihuan.foundation.audit.checkpoints import take as checkpoint
from bihuan.foundation.backups import engines
from bihuan.foundation.backups.folder import DEMO, FILES, KEYS, Manifest, alone, digest_of, store_of
from bihuan.foundation.files.keeping import is_whole, name_of, place
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.shelves import shelf
from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.kernel.once import keys_of


def take(target: Path, now: datetime, *, keys: bool = True) -> Path:
    """Copy database, files and (`keys`) the keys into a new folder under `target`. Raises BadInput; nothing half done is left behind."""
    folder = target / timezone.localtime(now).strftime("%Y%m%d-%H%M%S-%f")
    coming = target / f".coming-{folder.name}-{os.getpid()}"
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(target, wait=True):
            coming.mkdir(mode=0o700)
            _fill(coming, store_of(folder), now, keys)
            coming.rename(folder)
    except OSError as closed:
        raise BadInput(_("写不了备份文件夹“%(folder)s”：%(why)s。"), folder=target, why=closed.strerror or closed) from closed
    finally:
        shutil.rmtree(coming, ignore_errors=True)
    return folder


def _fill(coming: Path, store: Path, now: datetime, keys: bool) -> None:
    engine = connection.vendor
    database = coming / engines.NAMES[engine]
    # The checkpoint first: the copy has at least this much of the book. The files last: whatever the copy points to lies there already.
    noted, shape = checkpoint(now), sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    engines.copy_out(connection.settings_dict, engine, database)
    fingerprints = sorted(set(StoredFile.objects.values_list("sha256", flat=True)))
    for one in fingerprints:
        _copy(one, place(store, one))
    (coming / FILES).write_text("".join(f"{one}\n" for one in fingerprints), "ascii")
    if (mark := Path(settings.BIHUAN_HOME) / DEMO).is_file():
        shutil.copyfile(mark, coming / DEMO)
    if keys and keys_of(settings.BIHUAN_HOME).is_dir():
        shutil.copytree(keys_of(settings.BIHUAN_HOME), coming / KEYS)
    Manifest(
        now.isoformat(), engine, database.name, digest_of(database), database.stat().st_size, shape, len(fingerprints), noted.told()
    ).write(coming)  # fmt: skip


def _copy(fingerprint: str, target: Path) -> None:
    """Wherever contents lie: one of them into the backup, whole or not at all."""
    if target.exists():
        return
    beside = target.with_name(f".{fingerprint}.part")
    try:
        with shelf().open(name_of(fingerprint)) as source:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with beside.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
    except FileNotFoundError:
        pass
    if not is_whole(beside, fingerprint):
        beside.unlink(missing_ok=True)
        raise BadInput(_("文件 %(name)s 的内容不见了或被改过，备份没有完成。请先查明原因。"), name=fingerprint[:16])
    beside.replace(target)
