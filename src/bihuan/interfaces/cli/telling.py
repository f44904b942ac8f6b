"""What came of a sheet, as the ledger's commands print it: for people line by line, for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bihuan.problems.operations import ImportResult
    from bihuan.problems.operations.taking_over import TakenOver
    from bihuan.problems.sheets import LedgerSheet

_FEW = 40


def tell_json(result: ImportResult, sheet: LedgerSheet) -> None:
    told = {
        "new": result.new, "changed": result.changed, "same": result.same, "gone": len(result.gone),
        "errors": [one.to_json() for one in result.errors], "gone_numbers": list(result.gone), "kept": [one.to_json() for one in result.kept],
        "causes_sorted_by_words": result.guessed, "changed_since_export": result.moved, "edits": [one.to_json() for one in result.edits],
        "units_not_whole": dict(result.shortened), "hints": [one.to_json() for one in result.hints],
        **_sheets(sheet),
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _sheets(sheet: LedgerSheet) -> dict[str, Any]:
    taken = {one.sheet for one in sheet.maps}
    others = [name for name in sheet.names if name not in taken]
    return {"unknown_columns": list(sheet.unknown), "sheets": [one.to_json() for one in sheet.maps], "other_sheets": others}


def tell(result: ImportResult, sheet: LedgerSheet) -> None:
    _tell_sheets(sheet)
    if _told_errors(result.errors):
        return
    print(f"新增 {result.new}，变更 {result.changed}，不变 {result.same}，表中已无 {len(result.gone)}（只提示，不删除）")
    _tell_shortened(result.shortened)
    for edit in result.edits[:_FEW]:
        why = "（导出后台账也改过）" if edit.conflict else "（清空）" if edit.clears else ""
        print(
            f"  {edit.number:04d} {edit.column.label}：{edit.old or '空'} → {edit.new or '空'}{why}{'' if edit.written else '，保持台账'}"
        )
    for one in (*result.kept, *result.hints):
        print(f"  {one}")
    if result.moved:
        print(f"导出以后台账改过、表里没有动的 {result.moved} 格，保持台账。")
    if result.guessed:
        print(f"有 {result.guessed} 条原因没有写明性质，已按文字推定是个人、管理还是制度原因，请核对。")
    if result.gone:
        print(f"表中已无的编号：{'、'.join(result.gone[:20])}{' 等' if len(result.gone) > 20 else ''}")


def _tell_shortened(names: Sequence[tuple[str, str]]) -> None:
    if names:
        print(f"单位写的不是全称，按下面的收：{'；'.join(f'{told} → {meant}' for told, meant in names[:_FEW])}")


def _tell_sheets(sheet: LedgerSheet) -> None:
    for one in sheet.maps:
        columns = "，".join(f"{title.letter} {title.text}→{_label(title.column)}{'（推测）' if title.how == 'guessed' else ''}"
                            for title in one.titles if title.column)  # fmt: skip
        print(f"工作表“{one.sheet}”：表头第 {one.top} 行，{one.rows} 行问题。{columns}")
        for why, count in one.counts.items():
            print(f"  略过{why.label} {count} 行")
        if one.hidden_rows and one.layout.hidden:
            print(f"  含隐藏的 {one.hidden_rows} 行")
        if one.unknown:
            print(f"不认识的列没有导入：{'、'.join(one.unknown)}")


def _label(word: str) -> str:
    from bihuan.problems.rules.sheet import Column

    return Column(word).label if word in Column._value2member_map_ else word


def _told_errors(errors: Any) -> bool:
    for error in errors:
        print(error)
    if errors:
        print(f"共 {len(errors)} 处错误，整份没有导入。请改正后再导。")
    return bool(errors)


def tell_taken_over_json(result: TakenOver, sheet: LedgerSheet) -> None:
    told = {
        "closed_before": result.closed_before, "open": result.open, "states": result.states, "same": result.same,
        "errors": [one.to_json() for one in result.errors], "kept": [one.to_json() for one in result.kept],
        "causes_sorted_by_words": result.guessed, "units_not_whole": dict(result.shortened), **_sheets(sheet),
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False, indent=1))


def tell_taken_over(result: TakenOver, sheet: LedgerSheet) -> None:
    _tell_sheets(sheet)
    if _told_errors(result.errors):
        return
    print(
        f"接续前已销号 {result.closed_before} 件（单独计数，不算本专项销号，回头看时先抽），继续办理 {result.open} 件，台账里已有 {result.same} 件"
    )
    _tell_shortened(result.shortened)
    for one in result.kept[:_FEW]:
        print(f"  {one}")
