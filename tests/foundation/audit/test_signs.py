"""No write keeps a sign that nobody sees, whichever door and whichever field it came by: one gate stands in all of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

from bihuan.campaigns.models import SavedView
from bihuan.campaigns.operations import add_task, prepare_campaign, save_view, set_column
from bihuan.campaigns.rules.campaign_file import load
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.audit.lengths import readable
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.rules.gate import safe_name
from bihuan.foundation.files.rules.secrecy import mark_in_name, mark_in_text
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.kernel.unseen import legible
from bihuan.plan_import.rules.cleaning.characters import ODD
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from tests.factories.town import FILE, OFFICE, OFFICE_2, WATER, town

pytestmark = pytest.mark.django_db
TURNS = ["\u202e", "\u2066", "\u061c", "\U000e0041", "\x9f"]
NOTHING = ["\u3164", "\u180b", "\u2800"]
CLINGS = ["\u200b", "\ufeff", "\u00ad"]


@pytest.mark.parametrize("sign", TURNS + NOTHING + CLINGS)
def test_every_text_of_the_store_passes_the_gate(sign: str) -> None:
    passed = 0
    for model in (one for one in apps.get_models() if one.__module__.startswith("bihuan.")):
        for field in model._meta.concrete_fields:
            if not isinstance(field, CharField | TextField) or field.choices:
                continue
            passed += 1
            if isinstance(field, CharField) and sign not in CLINGS:
                with pytest.raises(BadInput):
                    readable(model, field.attname, f"作风{sign}整治")
            elif sign not in NOTHING:
                assert readable(model, field.attname, f"作风{sign}整治") == "作风整治"
    assert passed > 100


def test_blanks_and_lines_of_a_text_stay() -> None:
    text = "一、\u3000作风\n二、\t窗口\u00a0无人 — “好” 𠮷 ⺀"
    assert legible(text) is text or legible(text) == text
    assert readable(Problem, "text", text) == text
    assert readable(Problem, "number", 5) == 5 and readable(Problem, "person", None) is None


@pytest.mark.parametrize("sign", TURNS + NOTHING)
def test_a_name_that_can_deceive_is_refused_by_every_operation(sign: str) -> None:
    made = town()
    who: dict[str, Any] = {"actor": made.actor(OFFICE), "now": made.now, "campaign": made.campaign}
    file = (FILE % ("false", 10)).replace("QS-2026", "QS-2027")
    before = Record.objects.count()
    with pytest.raises(BadInput, match="视图|名称|符号"):
        save_view(name=f"我{sign}的", query="", **who)
    with pytest.raises(BadInput, match="看不见"):
        add_task(title=f"修订{sign}办法", unit=made.units[WATER], **who)
    with pytest.raises(BadInput, match="看不见"):
        set_column(column=OwnColumn(name=f"备{sign}注", kind=ColumnKind.TEXT), **who)
    for old in ("推诿扯皮", "查摆问题", "青石县作风专项整治"):
        with pytest.raises(BadInput):
            prepare_campaign(
                file=load(file.replace(old, f"{old[:2]}{sign}{old[2:]}")), root=made.campaign.root, actor=made.machine, now=made.now
            )
    assert Record.objects.count() == before


@pytest.mark.parametrize("sign", TURNS + CLINGS)
def test_a_long_text_is_kept_as_it_is_read(sign: str) -> None:
    made = town()
    row = made.find(text=f"窗口{sign}无人{sign}受理")
    assert Problem.objects.get(pk=row.pk).text == "窗口无人受理"
    do.amend(problem=row, values={"text": f"窗口{sign}仍然无人"}, actor=made.actor(OFFICE), now=made.now)
    told = Record.objects.filter(kind="problem", row=row.pk).latest("position")
    assert Problem.objects.get(pk=row.pk).text == "窗口仍然无人" and sign not in str(told.changes)
    do.suspend(
        problem=made.to("rectifying", row),
        reason=f"等{sign}候",
        until=made.now.date() + timedelta(days=5),
        actor=made.actor(OFFICE_2),
        now=made.now,
    )
    assert Record.objects.filter(kind="problem", row=row.pk).latest("position").reason == "等候"
    assert row.suspensions.get().reason == "等候", "what stands beside a row passes it, too"
    office = {"actor": made.actor(OFFICE), "now": made.now}
    do.report_progress(problem=do.resume(problem=row, **office), text=f"轮{sign}值", **office)
    assert row.progress.get().text == "轮值"


def test_what_clings_to_a_pasted_name_is_taken_out() -> None:
    made = town()
    save_view(campaign=made.campaign, name="我\u200b的", query="", actor=made.actor(OFFICE), now=made.now)
    assert SavedView.objects.get().name == "我的"


@pytest.mark.parametrize("sign", TURNS + NOTHING + CLINGS)
def test_a_file_is_called_what_one_reads_and_hides_no_mark(sign: str) -> None:
    assert safe_name(f"说明{sign}cod.txt", FileKind.TXT) == "说明cod.txt"
    assert mark_in_name(f"机{sign}密★10年 方案.docx") and mark_in_text(f"机{sign}密★10年\n方案")


@pytest.mark.parametrize("sign", TURNS + CLINGS)
def test_a_plan_is_cleaned_of_all_that_the_gate_takes_out(sign: str) -> None:
    """Its facts keep their places in its text: what the gate took out of it afterwards would move them."""
    found = ODD.search(f"甲{sign}乙")
    assert found and found.lastgroup == "zero"
