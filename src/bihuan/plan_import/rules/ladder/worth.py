"""Which rungs that stand together are a ladder (M129, A08): one names a measure against somebody; work of a stage and an announcement are none."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.ladder.counts import Rung
from bihuan.plan_import.rules.ladder.words import COUNT, GRAVE, ON_THE_WAY, ONLY_NAMED, SEVERELY, TIMES
from bihuan.plan_import.rules.topics import Topic


def worthy(doc: Document, group: list[Rung]) -> Iterator[list[Rung]]:
    """A ladder names at least one measure against somebody; the clause that only announces it is no rung."""
    if group and len(group) > 1 and _announces(doc.text, group[0]):
        group = group[1:]
    if sum(bool(re.search(rf"{COUNT}|[一\d]次", rung.trigger)) for rung in group) < 2:
        group = [rung for rung in group if not rung.nth]
    grave = [rung for rung in group if GRAVE.search(doc.text, *rung.rest)]
    if all(_on_the_way(doc, rung) for rung in grave):
        return
    if len(group) >= 2 and grave:
        yield group
    elif (
        grave
        and not grave[0].bare
        and not _among_duties(doc, grave[0])
        and GRAVE.search(SEVERELY.sub("", doc.text[slice(*grave[0].rest)]))
        and (TIMES.search(grave[0].trigger) or not re.search(r"(?:问题|情况|(?:发现|反映)的?[^，]{0,6}行为)$", grave[0].trigger))
        and re.search(
            r"(?:给予|予以|责令|依规依纪|依法依规|依法(?:强制|吊销|追究|处罚|立案|从重|查处)|取消|扣[发减除]|严肃|从严|约谈|一律|追究)",
            doc.text[grave[0].rest[0] : grave[0].end],
        )
    ):
        yield grave


def _among_duties(doc: Document, rung: Rung) -> bool:
    """县甲委负责…，对整治不力的严肃问责: what a unit is there for."""
    node = doc.node_at(rung.start)
    return doc.within(node, Topic.TASKS) and not doc.within(node, Topic.ACCOUNTABILITY)


def _on_the_way(doc: Document, rung: Rung) -> bool:
    """Handing over, penalties by law and orders to mend inside a stage are its work, no ladder."""
    return doc.within(doc.node_at(rung.start), Topic.STAGES) and not GRAVE.search(ON_THE_WAY.sub("", doc.text[slice(*rung.rest)]))


def _announces(text: str, rung: Rung) -> bool:
    """对检查中发现的问题，按规定进行问责处理。 stands before the rungs themselves."""
    if ONLY_NAMED.match(text, rung.rest[0]):
        return True
    return bool(re.search(r"(?<![首初再一二两三四多]次)(?<!重复)(?:发现|查出)的?(?:问题)?$", rung.trigger)) and not re.search(
        r"批评|诫勉|通报|约谈|停职|警告", text[rung.rest[0] : rung.end]
    )
