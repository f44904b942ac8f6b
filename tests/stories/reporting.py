"""A campaign made to measure: any table of counts goes through the doors of the product, some by pages, some by files, some by programs.

The counts are those that a results report tells (N01 to N20). Beside what counts, each door is given something that must not: a deputy who is
no head, a body without units, a unit told without a meeting, a letter that was withdrawn, an item that was taken back, a list not yet out."""

import contextlib
import io
import itertools
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import Explained
from bihuan.foundation.accounts.models import User
from bihuan.interfaces.cli.main import main
from bihuan.organisation.models import Person
from tests.interfaces.api.machines import Machine, token_for
from tests.stories.telling import HEAD, account, docx_text, founder

CODE = "REPORT-1"
ROOT = "澄湖县"
_SURNAMES, _MIDDLES, _LASTS = "江林何许石田麦秋云风雨虹", "远舟帆棹岩禾冬葵起息霁桥", "山水木竹松柏桐梅兰菊荷枫"
_NOUNS = (
    "窗口",
    "台账",
    "项目",
    "公文",
    "热线",
    "村社",
    "企业",
    "档案",
    "会议",
    "预算",
    "审批",
    "巡查",
    "回访",
    "物资",
    "道路",
    "学校",
    "医院",
    "河道",
)
_FAULTS = ("拖了两周没有答复", "材料来回补了三次", "责任人说不清由谁办", "定了的事没有下文", "现场没有人到过", "群众跑了四趟", "无人过问")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What a report counts, in the order of its figures. `handed_in` people have items; the others of `people` signed or wrote nothing."""

    units: int
    people: int
    heads: int
    relayed: int
    groups: int
    meetings: int
    weeklies: int
    stages: int
    categories: int
    manifestations: int
    self_checks: int
    pledges: int
    critiques: int
    letters: int
    opinions: int
    lists: int
    joint_units: int
    matters: int
    instances: int

    def figures(self) -> dict[str, int]:
        """The same by the ids of the figures: N11 is the number of lists each subject has, whatever the campaign."""
        told = list(asdict(self).values())
        return {f"N{at:02d}": value for at, value in enumerate([*told[:10], 6, *told[10:]], 1)}

    @property
    def handed_in(self) -> int:
        """So many people have at least one item."""
        return min(self.people - self.pledges, self.self_checks)


def _names() -> Iterator[str]:
    return ("".join(one) for one in itertools.product(_SURNAMES, _MIDDLES, _LASTS))


def sheet(head: Sequence[str], rows: Iterable[Sequence[str]], name: str = "Sheet1") -> bytes:
    """An xlsx."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate((head, *rows)):
            page.write_row(number, 0, row)
    return stream.getvalue()


def command(*words: str) -> str:
    """What a `bihuan` command prints."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        assert main(list(words)) == 0, words
    return printed.getvalue()


class Telling:
    """One campaign as it is filled."""

    def __init__(self, counts: Counts, folder: Path) -> None:
        self.counts, self.folder, self.today = counts, folder, localdate()
        self.dice = random.Random(1)
        self.names = _names()
        self.unit_names = [f"第{n + 1}局" for n in range(counts.units)]
        self.subjects = [(self.unit_names[n % counts.units], next(self.names)) for n in range(counts.people)]
        self.serial = itertools.count(1)

    # --- the doors

    def program(self, of: str | None = None) -> Machine:
        """A program with the token of somebody, the office without a name."""
        return self.office_program if of is None else Machine(token_for(self.user(of)))

    def user(self, name: str) -> User:
        person = Person.objects.select_related("user").get(name=name)
        account(person)
        assert person.user
        return person.user

    def browser(self, name: str) -> Client:
        client = Client()
        client.force_login(self.user(name))
        return client

    def post(self, page: str, told: dict[str, Any], *more: Any, by: Client | None = None) -> Any:
        """A form of a page, taken without a fault: the answer leads on, or (where a page is shown) is there."""
        answer = (by or self.page).post(reverse(page, args=[CODE, *more]), told)
        assert answer.status_code in (200, 302), (page, answer.status_code, getattr(answer, "context", None) and _faults(answer.context))
        return answer

    def ask(self, place: str, told: Any = None, by: Machine | None = None) -> Any:
        """A question to the machine door that is answered."""
        status, answer = (by or self.office_program).post(f"campaigns/{CODE}/{place}", told)
        assert status == 200, (place, status, answer)
        return answer

    def send(self, place: str, name: str, data: bytes, **query: Any) -> Any:
        status, answer = self.office_program.send(f"campaigns/{CODE}/{place}", name, data, **query)
        assert status in (200, 202), (place, status, answer)
        return answer

    def text(self) -> str:
        """A finding in words of its own."""
        noun, other, fault = self.dice.choice(_NOUNS), self.dice.choice(_NOUNS), self.dice.choice(_FAULTS)
        return f"{noun}和{other}的事{fault}，第{next(self.serial)}次记下"

    # --- the story

    def tell(self) -> Campaign:
        """Everything, in the order of a campaign."""
        self.begin()
        self.organise()
        self.meet()
        self.check_themselves()
        self.criticise()
        self.ask_for_opinions()
        self.comb_through()
        self.brief()
        return self.campaign

    def begin(self) -> None:
        """The office by command, the root by a program, the plan as a file and the roster as a sheet on pages."""
        actor = founder()
        user = User.objects.get(pk=actor.user_id)
        self.page, self.office_program = Client(), Machine(token_for(user))
        self.page.force_login(user)
        status, _root = self.office_program.post("units", {"name": ROOT})
        assert status == 200
        file = SimpleUploadedFile("专项.yaml", self.plan().encode())
        answer = self.page.post(reverse("campaigns:prepare"), {"file": file, "root": ROOT, "code": CODE})
        assert answer.status_code == 302, _faults(answer.context)
        roster = SimpleUploadedFile("名册.xlsx", self.roster())
        answer = self.page.post(
            reverse("campaigns:start", args=[CODE]),
            {"sheet": roster, "on": self.today.isoformat(), "gaps_reason": "联络员本周内由各单位明确"},
        )
        assert answer.status_code == 302, _faults(answer.context)
        self.campaign = Campaign.objects.get(code=CODE)
        self.units = {one.unit.name: one.unit_id for one in self.campaign.covered_units.select_related("unit")}

    def plan(self) -> str:
        counts, first, last = self.counts, self.today.isoformat(), (self.today + timedelta(days=90)).isoformat()
        numbers = itertools.count(1)
        share = [
            [next(numbers) for _one in range(len(range(n, counts.manifestations, counts.categories)))] for n in range(counts.categories)
        ]
        told = {
            "bihuan_campaign": 1, "title": "澄湖县作风专项整治", "basis": ["澄湖县作风建设意见"], "decided_by": "澄湖县委",
            "period": {"start": first, "end": last},
            "stages": [{"name": f"第{n + 1}阶段", "start": first, "end": last} for n in range(counts.stages)],
            "catalogue": {"name": "问题目录", "categories": [
                {"name": f"第{n + 1}类", "manifestations": [{"number": str(one), "text": f"第{one}种表现"} for one in some]}
                for n, some in enumerate(share)
            ]},
            "organisation": {"leading_group": {"name": "领导小组"}, "office": {"name": "整治专班"}}, "switches": {"red_black_list": True},
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False, indent=1)  # JSON is YAML, too

    def roster(self) -> bytes:
        """Every unit with a head who is no subject; one subject holds a second post elsewhere, and is still one person."""
        rows: list[Sequence[str]] = [(ROOT, "", "", "", "", "", "")]
        self.chiefs = {unit: next(self.names) for unit in self.unit_names}
        twice = self.subjects[-1] if self.counts.units > 1 else None
        rows += [(unit, ROOT, name, "局长", "正科级", "否", "") for unit, name in self.chiefs.items()]
        rows += [
            (unit, ROOT, name, "副局长", "副科级", "是", "13900000001" if (unit, name) == twice else "") for unit, name in self.subjects
        ]
        if twice:
            other = next(one for one in self.unit_names if one != twice[0])
            rows.append((other, ROOT, twice[1], "副局长", "副科级", "是", "13900000001"))
        return sheet(HEAD, rows, "干部名册")

    def organise(self) -> None:
        """Leaders enter the tree and take their seats by a program; supervision groups by page and program, one of them without units."""
        counts = self.counts
        root, leading = self.campaign.root_id, self.campaign.groups.get(kind="leading").pk
        self.leaders = [next(self.names) for _one in range(counts.heads + counts.letters)]
        for place, name in enumerate(self.leaders):
            told = {"name": name, "unit": root, "title": "县领导", "from_on": self.today.isoformat()}
            status, person = self.office_program.post("people", told)
            assert status == 200, person
            post = "head" if place < counts.heads else "deputy"
            self.ask(f"groups/{leading}/seats", {"person": person["id"], "name": name, "post": post})
        for n in range(counts.groups):
            charged = [self.units[one] for one in self.unit_names[n :: counts.groups]]
            told = {"kind": "supervision", "name": f"第{n + 1}督导组", "units": charged}
            self.post("campaigns:new_group", told) if n % 2 else self.ask("groups", told)
        self.ask("groups", {"kind": "supervision", "name": "待分工督导组"})

    def meet(self) -> None:
        """Units relay, some two together; the last ones are told otherwise. Bodies meet."""
        counts, day = self.counts, self.today.isoformat()
        office = self.campaign.groups.get(kind="office").pk
        keys = [self.units[one] for one in self.unit_names]
        relayed, rest = keys[: counts.relayed], keys[counts.relayed :]
        told = {"topic": "传达动员部署会精神", "purpose": "部署本单位工作", "held_on": day, "kind": "relay"}
        for n in range(0, len(relayed), 2):
            pair = relayed[n : n + 2]
            if n % 4:
                self.ask("meetings", {**told, "unit": pair[0], "units": pair})
            else:
                self.post("campaigns:register_meeting", {**told, "body": f"u{pair[0]}", "units": pair, "use": "record"})
        for unit in rest:
            self.ask("relay", {"unit": unit, "on": day, "means": "工作群转发"})
        kinds = itertools.cycle(("dispatch", "training", "analysis"))
        for n, kind in zip(range(counts.meetings), kinds, strict=False):
            told = {"kind": kind, "topic": f"第{n + 1}次会议", "purpose": "研究整治工作", "held_on": day, "present": 20}
            if n % 2:
                self.ask("meetings", {**told, "group": office})
            else:
                self.post("campaigns:register_meeting", {**told, "body": f"g{office}", "use": "record"})
        for kind in ("mobilisation", "dispatch"):  # a mobilisation is none of these; a meeting registered by mistake is taken back
            more = {"explained": [*Explained]} if kind == "mobilisation" else {}
            row = (
                self.ask("meetings", {**told, **more, "kind": kind, "topic": "动员部署", "group": office, "units": keys})
                if counts.meetings
                else None
            )
            if row and kind == "dispatch":
                self.ask(f"meetings/{row['id']}/withdraw", {"reason": "重复登记"})

    def check_themselves(self) -> None:
        """One writes on pages, another by his program, the rest came on paper and stand in sheets; pledges by page and program."""
        counts = self.counts
        writers, signers = self.subjects[: counts.handed_in], self.subjects[counts.people - counts.pledges :]
        owed = [len(range(n, counts.self_checks, counts.handed_in)) for n in range(counts.handed_in)]
        for (_unit, name), many, write in zip(writers, owed, (self._on_pages, self._by_program), strict=False):
            write(name, many)
        rows = [(unit, name, "自查") for (unit, name), many in list(zip(writers, owed, strict=True))[2:] for _one in range(many)]
        self.take(rows)
        for n, (_unit, name) in enumerate(signers):
            self._sign(name) if n % 2 else self._sign_by_program(name)

    def _on_pages(self, name: str, many: int) -> None:
        """He signs first, takes that back without harm, writes one item too many and takes it back after it was handed in."""
        me = self._sign(name)
        pledge = self.campaign.self_checks.get(person__name=name).pledges.get()
        self.post("finding:withdraw_pledge", {}, pledge.pk, by=me)
        row = self.campaign.self_checks.get(person__name=name)
        for _item in range(many + 1):
            self.post("finding:write_item", {"put_in": "work", "text": self.text(), "doer": row.person_id}, row.pk, by=me)
        self.post("finding:submit_self_check", {}, by=me)
        self.post("finding:fetch_self_check", {}, by=me)
        last = row.items.order_by("pk").last()
        self.post("finding:withdraw_item", {"why": "与前一条重复"}, row.pk, last.pk, by=me)
        self.post("finding:submit_self_check", {}, by=me)

    def _by_program(self, name: str, many: int) -> None:
        me = self.program(name)
        self.ask("self-check", by=me)
        for _item in range(many):
            self.ask("self-check/items", {"put_in": "duty", "text": self.text()}, by=me)
        self.ask("self-check/submit", {}, by=me)

    def _sign(self, name: str) -> Client:
        me = self.browser(name)
        self.post("finding:self_check", {}, by=me)
        read = me.get(reverse("finding:pledge", args=[CODE])).context["form"].initial["read"]
        self.post("finding:pledge", {"read": read, "sure": "on"}, by=me)
        return me

    def _sign_by_program(self, name: str) -> None:
        me = self.program(name)
        self.ask("self-check", by=me)
        text = me.get(f"campaigns/{CODE}/self-check/pledge")[1]["text"]
        self.ask("self-check/pledge", {"read": text}, by=me)

    def take(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Rows of (unit, person, channel) as two sheets: one by a program, one by command."""
        half = len(rows) // 2
        parts = [[(*row, self.text()) for row in some] for some in (rows[:half], rows[half:])]
        for n, part in enumerate(parts):
            if not part:
                continue
            data = sheet(("单位", "责任人", "来源", "问题"), part, "问题台账")
            if n:
                path = self.folder / f"台账{next(self.serial)}.xlsx"
                path.write_bytes(data)
                command("ledger", "import", CODE, str(path))
            else:
                self.send("ledger/import-sheet", "台账.xlsx", data)

    def criticise(self) -> None:
        """At one unit a meeting with critique from phones; the minutes of the others in sheets."""
        counts, at_meeting = self.counts, min(2, self.counts.critiques)
        if at_meeting:
            unit, name = self.subjects[0]
            row = self.ask("critique-meetings", {"unit": self.units[unit], "title": "专题会议", "held_on": self.today.isoformat()})["id"]
            self.ask(f"critique-meetings/{row}/open")
            chief = Person.objects.get(name=self.chiefs[unit]).pk
            manifestation = self.campaign.catalogue.categories.first().manifestations.first().pk
            mine = self.program(name)
            for _slip in range(at_meeting):
                self.ask(
                    f"critique-meetings/{row}/critiques", {"about": chief, "manifestation": manifestation, "text": self.text()}, by=mine
                )
            self.ask(f"critique-meetings/{row}/close")
        self.take([(*self.subjects[n % counts.people], "互查") for n in range(counts.critiques - at_meeting)])

    def ask_for_opinions(self) -> None:
        """Every other letter goes to somebody with an account, who answers by his program; the others are answered with a code. One more is
        sent and withdrawn."""
        counts, due = self.counts, (self.today + timedelta(days=10)).isoformat()
        keys, issuer = list(self.units.values()), "整治专班"
        with_account = self.leaders[counts.heads :][: (counts.letters + 1) // 2]
        by_code = counts.letters - len(with_account)
        said_by_code = _dealt(min(counts.opinions // 2, 6 * by_code), by_code)
        said = _dealt(counts.opinions - sum(said_by_code), len(with_account))
        for name, many in zip(with_account, said, strict=True):
            person = Person.objects.get(name=name).pk
            self.post("finding:new_letters", {"people": [person], "units": keys, "reply_by_on": due, "issuer": issuer})
            self.user(name)
            letter = self._latest_letter()
            self.ask(f"letters/{letter}/send")
            opinions = [{"unit": keys[n % len(keys)], "text": self.text()} for n in range(many)]
            self.ask(f"letters/{letter}/reply", {"opinions": opinions}, by=self.program(name))
        for n, many in enumerate(said_by_code):
            letter = self.ask("letters", {"addressee": f"第{n + 1}位同志", "units": keys, "reply_by_on": due, "issuer": issuer})["id"]
            page = self.post("finding:asked_step", {}, "letter", letter, "send_letter")
            lines = {f"unit_{n}": keys[0] for n in range(1, many + 1)} | {f"text_{n}": self.text() for n in range(1, many + 1)}
            answer = Client().post(reverse("finding:reply"), {"code": page.context["code_shown"], "unit_1": "", **lines})
            assert answer.context["thanks"]
        gone = self.ask("letters", {"addressee": "已调离的同志", "units": keys, "reply_by_on": due, "issuer": issuer})["id"]
        self.ask(f"letters/{gone}/send")
        self.post("finding:asked_step", {"reason": "收函人已调离"}, "letter", gone, "withdraw_letter")

    def _latest_letter(self) -> int:
        status, told = self.office_program.get(f"campaigns/{CODE}/letters")
        assert status == 200
        return int(told["items"][0]["id"])

    def comb_through(self) -> None:
        """Instances from the lists, from reports typed and in sheets, and one that stood on the ledger before it was gathered."""
        counts, day = self.counts, self.today.isoformat()
        keys = list(self.units.items())
        todo = [(keys[n % counts.joint_units], f"第{n % counts.matters + 1}类事项") for n in range(counts.instances)]
        for n in range(counts.lists + 1):  # the last is not published
            told = {
                "year": 2020 + n,
                "quarter": "1",
                "publisher": "县委督查室",
                "criteria": "办结率",
                "decision": "常委会研究",
                "decided_on": day,
            }
            row = self.ask("red-black-lists", told | ({"published_on": day} if n < counts.lists else {}))
            if n == 0 and counts.lists and todo:
                (_name, unit), matter = todo.pop()
                entry = self.ask(f"red-black-lists/{row['id']}/entries", {"side": "black", "unit": unit, "grounds": self.text()})[
                    "entries"
                ][0]
                self.ask(f"red-black-lists/{row['id']}/entries/{entry['id']}/turn", {"matter": matter})
        if todo:
            (_name, unit), matter = todo.pop()
            number = self.ask("ledger", {"unit": unit, "source": "instruction", "text": self.text(), "owner_level": "unit"})["number"]
            self.ask("joint-check/matters", {"matter": matter, "numbers": [number]})
        half = len(todo) // 2
        self._report("supervision", todo[:half], on_page=True)
        self._report("inspection_tour", todo[half:], on_page=False)

    def _report(self, kind: str, some: Sequence[tuple[tuple[str, int], str]], *, on_page: bool) -> None:
        """A report with its problems: the first typed on a page, the rest in a sheet, handed in on the page or by a program."""
        if not some:
            return
        day = self.today.isoformat()
        told = {"kind": kind, "issuer": "督查室", "title": f"反馈 {kind}", "dated_on": day, "reference": f"督〔2026〕{len(some)}号"}
        report = self.ask("feedback-reports", told)["id"]
        (_name, unit), matter = some[0]
        self.post("finding:report_finding", {"unit": unit, "text": self.text(), "matter": matter}, report)
        if len(some) == 1:
            return
        data = sheet(("单位", "问题", "事项"), [(name, self.text(), matter) for (name, _unit), matter in some[1:]])
        if on_page:
            kept = self.post("finding:report_sheet", {"file": SimpleUploadedFile("反馈.xlsx", data)}, report)["Location"]
            near = [one.row for one, _unit, likes in self.page.get(kept).context["fresh"] if likes]
            assert self.page.post(kept, {f"row_{row}": "new" for row in near}).status_code == 302
        else:
            looked = self.send(f"feedback-reports/{report}/sheets", "反馈.xlsx", data)
            decided = [{"row": one["row"], "fate": "new"} for one in looked["rows"] if one["near"]]
            self.ask(f"feedback-reports/{report}/sheets/{looked['id']}/take", {"decided": decided})

    def brief(self) -> None:
        """Weekly briefs, issued by command; a draft is none."""
        for n in range(self.counts.weeklies):
            command("report", "weekly", CODE, "-o", str(self.folder / f"周报{n}.docx"), "--issue")
        command("report", "weekly", CODE, "-o", str(self.folder / "草稿.docx"))

    # --- what is told of it

    def figures(self, *more: str) -> dict[str, Any]:
        """`bihuan figures`."""
        return {code: one["value"] for code, one in json.loads(command("figures", CODE, "--json", *more)).items()}

    def report(self) -> str:
        """The text of the final report, without blanks."""
        path = self.folder / "总结.docx"
        command("report", "final", CODE, "-o", str(path))
        return docx_text(path.read_bytes()).replace(" ", "")


def _dealt(many: int, among: int) -> list[int]:
    """A number in shares as equal as can be."""
    return [len(range(n, many, among)) for n in range(among)]


def _faults(context: Any) -> Any:
    form = context.get("form") if context else None
    return form.errors if form is not None else None


def sentences(c: Counts) -> list[str]:
    """What the final report must say, each figure in its sentence; what there is nothing of is left out."""
    told = [
        f"整治范围包括{c.units}个单位、{c.people}名干部。", f"领导小组设组长{c.heads}名。", f"工作分{c.stages}个阶段推进：",
        f"问题目录分{c.categories}类{c.manifestations}项具体表现，每名整治对象建立6个问题清单。",
        f"干部自查发现问题{c.self_checks}条，", f"班子互查发现问题{c.critiques}条；", f"组织联查涉及{c.joint_units}个单位",
        f"，发现问题{c.instances}个。",
    ]  # fmt: skip
    some = [
        (c.groups, f"设督导组{c.groups}个。"), (c.relayed, f"召开专题会议传达部署的单位有{c.relayed}家。"),
        (c.meetings, f"召开调度会、培训会、研判会等会议{c.meetings}次。"), (c.weeklies, f"编发工作周报{c.weeklies}期。"),
        (c.pledges, f"签订自查无问题承诺书{c.pledges}人，"), (c.letters, f"制发征求意见函{c.letters}份，收集意见{c.opinions}条；"),
        (c.lists, f"通报红黑榜{c.lists}期；"), (c.matters, f"{c.joint_units}个单位、{c.matters}项，发现问题{c.instances}个。"),
    ]  # fmt: skip
    return told + [sentence for many, sentence in some if many]


__all__ = ["CODE", "Counts", "Telling", "sentences"]
