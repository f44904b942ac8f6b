"""What a visitor wrote: read from the form, checked, and carried through the steps in the form itself. Nothing is kept between two steps but on the
visitor's own page."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Self, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.contents import FILES_MOST, LINE_MOST, REAL_NAME, TEXT_MOST, Content, FileNote, Identity
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.published import Question
from bihuan.foundation.sealedbox.vocabulary import What

T = TypeVar("T")
SHORT_MOST = 2_000
"""Characters of a field that is not the text itself."""
_QUESTION = "q_"
_SEED_SIZE = 32


def fresh_seed() -> str:
    """The secret field of a form, from which its receipt code is computed."""
    return secrets.token_hex(_SEED_SIZE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, told beside it and at the top of the page."""

    field: str
    told: str


@dataclass(frozen=True, slots=True)
class Written:
    """A report as far as it is written. `concerns` and `named` are "", "yes" or "no": a question not answered is no answer."""

    seed: str
    text: str = ""
    about: str = ""
    happened: str = ""
    concerns: str = ""
    named: str = "no"
    name: str = ""
    contact: str = ""
    unit: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    notes: tuple[FileNote, ...] = ()

    @classmethod
    def of(cls, given: QueryDict) -> Self:
        """What came with a form."""
        return cls(
            seed=given.get("seed", ""),
            text=_text(given.get("text", "")),
            about=_text(given.get("about", "")),
            happened=_text(given.get("happened", "")),
            concerns=_one_of(given.get("concerns", ""), ("yes", "no")),
            named=_one_of(given.get("named", ""), ("yes", "no")) or "no",
            name=_line(given.get("name", "")),
            contact=_line(given.get("contact", "")),
            unit=_line(given.get("unit", "")),
            answers={name[len(_QUESTION) :]: _text(given.get(name, "")) for name in given if name.startswith(_QUESTION)},
            notes=tuple(_notes(given.getlist("note"))),
        )

    def faults(self, questions: tuple[Question, ...], goes_round: bool) -> list[Fault]:
        """What has to be changed before it can be sent. No question is ever forced: only something to go by is asked for."""
        found = []
        if not self.text:
            found.append(Fault("text", _("请写下您要反映的事情。写多少都可以，一句话也行。")))
        labels: dict[str, tuple[str, int]] = {
            "text": (self.text, TEXT_MOST),
            "about": (self.about, SHORT_MOST),
            "happened": (self.happened, SHORT_MOST),
            "name": (self.name, LINE_MOST),
            "contact": (self.contact, LINE_MOST),
            "unit": (self.unit, LINE_MOST),
            **{f"{_QUESTION}{one.key}": (self.answers.get(one.key, ""), SHORT_MOST) for one in questions},
        }
        for name, (value, most) in labels.items():
            if len(value) > most:
                over = {"most": most, "over": len(value) - most}
                found.append(Fault(name, _("这一栏最多 %(most)s 个字，现在多了 %(over)s 个。您写的都还在，请删减后再继续。") % over))
        if self.named == "yes":
            found += [] if self.name else [Fault("name", _("实名举报请填写姓名或单位名称；不愿填写的，请改选“匿名”。"))]
            found += [] if self.contact else [Fault("contact", _("实名举报请留下能找到您的联系方式；不愿留的，请改选“匿名”。"))]
        if self.concerns == "yes" and not goes_round:
            found.append(Fault("concerns", _("这里还没有指定另外的人受理涉及受理人员或本单位领导的举报，请改用“其他渠道”页上的渠道。")))
        return found

    @property
    def identity(self) -> Identity:
        """Who reports; empty where no name is given, whatever else was typed."""
        return Identity(self.name, self.contact, self.unit) if self.named == "yes" else Identity()

    @property
    def code(self) -> ReceiptCode:
        """The receipt code. It hangs on the secret field, on who reports and on whom it goes round: sent twice it is the same, and whoever goes
        back to give his name, or to keep the report from those here, files anew, at a place that has nothing to do with the first.
        Raises BadInput where the secret field is damaged."""
        try:
            seed = bytes.fromhex(self.seed)
        except ValueError as wrong:
            raise BadInput(codes.SEED_DAMAGED) from wrong
        if len(seed) != _SEED_SIZE:
            raise BadInput(codes.SEED_DAMAGED)
        round_them = b"round" if self.concerns == "yes" else b"desk"
        return codes.from_seed(hashlib.sha256(b"\0".join((seed, round_them, self.identity.told()))).digest())

    def content(self, what: What, entry: str, language: str, keys: ReportKeys, asked: tuple[Question, ...]) -> Content:
        """What is sealed."""
        known = {one.key for one in asked}
        answers = {key: value for key, value in self.answers.items() if value and key in known and key != REAL_NAME}
        return Content(
            what=what,
            entry=entry,
            language=language,
            text=self.text,
            address=keys.address,
            salt=keys.salt.hex(),
            about=self.about,
            happened=self.happened,
            concerns_handlers=self.concerns == "yes",
            answers={**answers, REAL_NAME: "yes"} if self.identity.named else answers,
            files=tuple(replace(one, name=_line(one.name), media=_line(one.media)) for one in self.notes),  # as it is read: one digest
        )


def carried(note: FileNote) -> str:
    """A note of a file that is sealed already, as the form carries it on."""
    return json.dumps(asdict(note), ensure_ascii=False)


def _notes(given: list[str]) -> list[FileNote]:
    """Those a form brought along; one that is damaged is dropped, and its file has to be added again."""
    found = []
    for one in given[:FILES_MOST]:
        try:
            values = json.loads(one)
            note = FileNote(
                name=_label(values, "name"),
                media=_label(values, "media"),
                size=_count(values, "size"),
                digest=_told(values, "digest", str),
                sealed_size=_count(values, "sealed_size"),
                pieces=tuple(bytes.fromhex(each).hex() for each in _told(values, "pieces", list)),
            )
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        found.append(note)
    return found


def _told(values: Mapping[str, object], name: str, kind: type[T]) -> T:
    value = values[name]
    if type(value) is not kind:
        raise ValueError(name)
    return value


def _label(values: Mapping[str, object], name: str) -> str:
    """As a device told it; half a sign, which some devices have in the names of files, cannot be sealed."""
    return _told(values, name, str)[:LINE_MOST].encode("utf-8", "replace").decode()


def _count(values: Mapping[str, object], name: str) -> int:
    """Never less than nothing: that would make room for more files than are taken in."""
    number = _told(values, name, int)
    if number < 0:
        raise ValueError(name)
    return number


def _text(value: str) -> str:
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if sign in "\n\t" or ord(sign) >= 32).strip()


def _line(value: str) -> str:
    return " ".join(_text(value).split())


def _one_of(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""
