"""What the database is, asked of Django itself."""

import io
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

FLOORS = [
    "foundation",
    "organisation",
    "campaigns",
    "documents",
    "problems",
    "accountability",
    "plan_import",
    "finding",
    "institutions",
    "inspections",
    "reports",
    "forms",
    "interfaces",
]
INSIDE_FOUNDATION = [
    "kernel",
    "seals",
    "audit",
    "accounts",
    "notifications",
    "jobs",
    "calendar",
    "rulebook",
    "tokens",
    "files",
    "webhooks",
    "backups",
]
# Moments without a person, with the reason.
NOBODY_DID_IT: dict[str, str] = {
    "uploaded_at": "the record of the upload names the person",
    "created_at": "a row of the machine's own",
}
# domain.md E3.3: no check-ins, points, online time, tracks or log-in rates; an English or Chinese name of any of them is refused.
FORBIDDEN = re.compile(
    r"check_?in|punch|attendance|points?$|score|ranking|online_|login_(count|streak|rate|days)|usage_rate|install_rate|track|gps|longitude|"
    r"latitude|geo|location|study_time|likes|votes|打卡|签到|积分|排名|在线时长|轨迹|活跃度|使用率|登录率|登录次数"
)


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("bihuan.")]


def _height(model: type[models.Model]) -> tuple[int, int]:
    parts = model.__module__.split(".")
    inside = INSIDE_FOUNDATION.index(parts[2]) if parts[1] == "foundation" else 0
    return FLOORS.index(parts[1]), inside


def test_foreign_keys_point_down() -> None:
    up = []
    for model in ours():
        for field in model._meta.get_fields():
            target = field.related_model if isinstance(field, models.ForeignKey | models.ManyToManyField) else None
            if target in ours() and _height(target) > _height(model):  # type: ignore[arg-type]
                up.append(f"{model.__name__}.{field.name} → {target}")
    assert not up


def test_every_moment_has_its_person() -> None:
    alone = []
    for model in ours():
        names = {field.name for field in model._meta.fields}
        for name in names - set(getattr(model, "columns", ())):  # a version copies its row, whose moments have their hands
            who = name.removesuffix("_at") + "_by"
            if name.endswith("_at") and not {who, who + "_person"} & names and name not in NOBODY_DID_IT:
                alone.append(f"{model.__module__.removeprefix('bihuan.')}.{model.__name__}.{name}")
    assert not alone


def test_moments_days_and_people_are_told_by_their_names() -> None:
    wrong = []
    for model in ours():
        for field in model._meta.fields:
            if type(field) is models.DateField and not field.name.endswith(("_on", "day", "date")):
                wrong.append(f"{model.__name__}.{field.name} is a date and should end in _on")
    assert not wrong


def test_nobody_is_counted_or_tracked() -> None:
    names = {f"{model.__name__}.{field.name}": str(getattr(field, "verbose_name", "")) for model in ours() for field in model._meta.fields}
    assert not [name for name, label in names.items() if FORBIDDEN.search(name.split(".")[1]) or FORBIDDEN.search(label)]
    assert not [model.__name__ for model in ours() if FORBIDDEN.search(model.__name__.lower())]


def test_no_setting_counts_or_tracks_anybody() -> None:
    from django.conf import settings

    ours_by_name = [name for name in dir(settings) if name.startswith("BIHUAN_")]
    assert not [name for name in ours_by_name if FORBIDDEN.search(name.lower())]


def test_every_table_says_what_a_row_is() -> None:
    silent = [m.__name__ for m in ours() if not m._meta.auto_created and (m.__doc__ or "").startswith(f"{m.__name__}(")]
    assert not silent


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, verbosity=1)
    except SystemExit:
        pytest.fail(said.getvalue())
