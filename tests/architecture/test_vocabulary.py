"""Words with a Chinese label stand in the vocabulary of their room, so that the printed reference holds them all."""

import ast

from tests.architecture.source import modules, short, tree

_ELSEWHERE = {
    "kernel": "the ground of the house is no room: its words stand beside what they are about", "seals": "no room either: keys and envelopes",
    "Column": "the columns of a sheet are the shape of that sheet", "DutyColumn": "the same",
    "Part": "the parts of a comparison are the pages of its sheet", "How": "how a sheet is laid out, told beside its layout", "Why": "the same",
}  # fmt: skip


def test_terms_stand_in_a_vocabulary() -> None:
    found = {
        (short(path), node.name)
        for path in modules()
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id == "Term" for base in node.bases)
    }
    away = {(path, name) for path, name in found if "vocabulary" not in path}
    lost = [one for one in away if not {*one[0].split("/"), one[1]} & _ELSEWHERE.keys()]
    assert len(found) > 60 and not lost, "move it to the vocabulary of its room"
    assert {word for path, name in away for word in (*path.split("/"), name)} >= _ELSEWHERE.keys()
