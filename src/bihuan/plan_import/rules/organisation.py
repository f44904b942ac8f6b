"""Leading group, office, task force, supervision groups, with their members as written (M01-M15)."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.chinese import to_int
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Body, Span
from bihuan.plan_import.vocabulary import OrganisationRole

KINDS = (
    (OrganisationRole.LEADING_GROUP, r"领导小组|领导组|指挥部|工作领导小组|委员会|理事会"),
    (OrganisationRole.OFFICE, r"(?:领导小组|工作)?办公室|(?:整治|治理|专项|专班|(?<=下设)[\u3400-\u9fff]{2})办(?![公理法事件结])"),
    (OrganisationRole.TASK_FORCE, r"(?:工作)?专班"),
    (OrganisationRole.SUPERVISION_GROUP, r"督[导查]组|检查组|巡查组|暗访组|监督组|督察组|督办组|巡回指导组|监督团"),
    (OrganisationRole.GROUP, r"工作组|小组|[\u3400-\u9fff]{2,4}组"),
)
BODY = "|".join(pattern for _role, pattern in KINDS)
WORD = r"(?:“[^”\n]{1,40}”|\"[^\"\n]{1,40}\"|[^，。；：:、\n（(“\" ])"
NO_GROUP = "(?![长织成建员合的])"  # 组长, 组织; 移送纪检组的直通车
NUMBER = r"[一二三四五六七八九十两\d]{1,3}个"
FOUND = re.compile(
    rf"(?:成立|设立|组建|建立|组成|组织(?=[\u3400-\u9fff]{{0,4}}督[导查]组)|抽调[^，。；]{{0,20}}?组[建成]|派出|下设|(?<![建假])[内增]?设(?![在于立置施计备区想定]))(?:了|的)?(?P<name>{WORD}{{0,40}}?(?:{BODY})){NO_GROUP}"
)
SEVERAL = re.compile(
    r"(?:设|组建|成立|组成|派出|抽调|建立|组织)[^。；\n]{0,40}?[一二三四五六七八九十两\d]+ ?个(?P<name>(?:专项|联合|交叉)?(?:督[导查]组|督察组|检查组|巡查组|工作组|工作专班|专项组|专业组|核查组|验收组|暗访组))"
)
AND_MORE = re.compile(
    rf"(?:[（(][^（）()\n]{{0,60}}[）)])?[、和及与](?P<name>(?![一二三四五六七八九十两\d]个)[\u3400-\u9fff]{{2,10}}?(?:组|专班))(?=[、和及与，。；（(]|{NUMBER})"
)
TWOFOLD = re.compile(  # 成立集中整治形式主义、官僚主义工作领导小组
    rf"(?:成立|组建)了?(?P<name>(?:(?!组|专班|办公室|指挥部)[\u3400-\u9fff“”]){{2,20}}、(?:(?!组|专班|办公室|指挥部)[\u3400-\u9fff“”]){{2,20}}领导小组){NO_GROUP}"
)
ANNOUNCED = re.compile(rf"(?P<name>{NUMBER}(?:工作|专项|专业)?(?:小组|组|专班))[：:。]\n?")
NAMED = re.compile(
    r"(?:[：:；;。\n]|(?<=[：:；;。\n])[（(]?[一二三四五六七八九十\d]{1,2}[）).、．]|[一二三四五六七八九]是) ?(?P<name>(?!第)[\u3400-\u9fff“”]{2,12}?(?:组|专班))(?=[。：:，,（(由]|牵头|负责|\n|$)"
)
CONVENED = re.compile(  # no group by name, but with one who calls it together
    r"建立(?:了)?(?P<name>[\u3400-\u9fff“”]{2,20}(?:机制|联席会议))，[^。；\n]{2,40}召集人"
)
HEADED = re.compile(r"^(?P<name>[\u3400-\u9fff“”]{0,24}(?:领导小组|指挥部|工作专班))[ ：:](?=(?:组长|总指挥|召集人)由)", re.MULTILINE)
COMPOSED = re.compile(
    r"由(?P<members>[^。；\n由]{4,80}?)(?:组成|参加|参与)的(?P<name>[\u3400-\u9fff]{2,10}?(?:组|专班|监督团|工作队))(?![长织成建员合])"
)
COUNT = re.compile(r"^(?:[一二三四五六七八九十两\d]+个|若干个?|全[市县区镇校院局]的?)")
SEATED = re.compile(
    r"(?P<name>(?:(?:[^，。；：:\n]{0,24}?)?(?:领导小组|小组|指挥部|专班|委员会|领导组))?办公室)(?:\s*[（(][^）)\n]{0,30}[）)])?[，,（(]?(?:设在|设于|放在|挂靠在?)(?P<seat>[^，。；）)\n]{2,30})"
)
BY = re.compile(
    r"成立(?:了)?(?P<members>(?:由|以)[^。；\n]{2,120}?)(?:的)(?P<name>[^，。；、\n]{0,30}?(?:领导小组|工作小组|指挥部|专班|工作组))"
)
LISTED = re.compile(rf"[组班]{NUMBER}$")  # 综合协调组、宣传报道组2个工作组: they have been named
ALONE = ("专班", "工作专班", "领导小组", "工作领导小组")
SAME_GROUP = 80
SAME_OFFICE = 40  # characters in which the bare word follows the office
FARTHEST = 240  # characters from one group to the next
MEMBERS = re.compile(r"(?:任(?:双)?(?:副)?组长|为(?:副)?组长|任主任|为成员|担任|(?:副?组\s*长|主\s*任|成\s*员)[：:]|组成|兼任)")


def read_organisation(doc: Document) -> list[Body]:
    named = list(_named_groups(doc))
    founded = [body for body in _founded(doc) if not any(_holds(span, body.source) for span, _groups in named)]
    bodies = [*founded, *_by(doc), *(body for _span, groups in named for body in groups)]
    bodies += [office for office in _seated(doc) if not _told_before(office, founded)]
    bodies = [body for body in bodies if body.body not in ALONE or not any(_same(body, other) for other in bodies)]
    return list(_once(sorted(bodies, key=lambda body: body.source.start)))


def _same(body: Body, other: Body) -> bool:
    """成立专班。成立甲县专项整治专班…: the bare word of a heading means what is named right behind it."""
    return other.body != body.body and other.body.endswith(body.body) and 0 <= other.source.start - body.source.start <= SAME_GROUP


def _holds(span: Span, inner: Span) -> bool:
    return span.start <= inner.start and inner.end <= span.end


def _told_before(office: Body, founded: list[Body]) -> bool:
    """下设专项整治办公室，办公室设在…: the bare word means the office just founded."""
    return office.body == "办公室" and any(
        body.role is OrganisationRole.OFFICE
        and body.body != office.body
        and body.source.start <= office.source.start <= body.source.end + SAME_OFFICE
        for body in founded
    )


def _named_groups(doc: Document) -> Iterator[tuple[Span, list[Body]]]:
    """Groups announced by number (下设三个工作组：…) with what each is called, and the place of the announcement."""
    for told in ANNOUNCED.finditer(doc.text):
        count = to_int(re.match(r"[^个]+", told["name"])[0]) or 0  # type: ignore[index]
        groups: list[Body] = []
        at = told.end() - 1 - told[0].endswith("\n")
        while len(groups) < count and (group := NAMED.search(doc.text, at, at + FARTHEST)):
            groups.append(_body(doc, group.start("name"), group.end("name")))
            at = group.end()
        if len(groups) >= 2:
            yield Span(told.start() - 1, told.end()), groups


def _founded(doc: Document) -> Iterator[Body]:
    for found in FOUND.finditer(doc.text):
        count = COUNT.match(found["name"])
        start = found.start("name") + (count.end() if count else 0)
        yield _body(doc, start, found.end("name"))
        at = found.end("name")
        most = at + 200  # characters in which groups stand side by side
        while (more := AND_MORE.match(doc.text, at)) and more.end() < most:
            yield _body(doc, more.start("name"), more.end("name"))
            at = more.end()
    for found in SEVERAL.finditer(doc.text):
        if not LISTED.search(doc.text, max(0, found.start("name") - 8), found.start("name")):
            yield _body(doc, found.start("name"), found.end("name"))
    for pattern in (TWOFOLD, HEADED):
        for found in pattern.finditer(doc.text):
            yield _body(doc, found.start("name"), found.end("name"))
    for found in CONVENED.finditer(doc.text):
        yield Body(
            found["name"], OrganisationRole.LEADING_GROUP, found[0][found.end("name") - found.start() + 1 :], Span(*found.span("name"))
        )


def _body(doc: Document, start: int, end: int) -> Body:
    return Body(doc.text[start:end].strip(), _role(doc.text[start:end]), _members(doc, start, end), Span(start, end))


def _role(name: str) -> OrganisationRole:
    return next((role for role, pattern in KINDS if re.search(rf"(?:{pattern})$", name)), OrganisationRole.OFFICE)


def _by(doc: Document) -> Iterator[Body]:
    for pattern in (BY, COMPOSED):
        for found in pattern.finditer(doc.text):
            name = found["name"].strip()
            yield Body(name, _role(name), found["members"], Span(found.start(), found.end()))


def _seated(doc: Document) -> Iterator[Body]:
    for found in SEATED.finditer(doc.text):
        yield Body(
            found["name"].strip(),
            OrganisationRole.OFFICE,
            _members(doc, found.start(), found.end()),
            Span(found.start("name"), found.end()),
        )


def _members(doc: Document, start: int, end: int) -> str | None:
    """The rest of the sentence, or the lines 组长：… below it."""
    stop = doc.sentence_end(end)
    rest = doc.text[end:stop].strip("，,：: ")
    lines = doc.text[stop : stop + 600].split("\n")
    below = []
    for line in lines[1:] if doc.text[stop : stop + 1] in ("\n", "。") else []:
        if not re.match(r"(?:副?组\s*长|常务副组长|主\s*任|副主任|成\s*员|第一组长|总?指挥)[：:]", line):
            break
        below.append(line)
    written = "；".join(([rest] if MEMBERS.search(rest) else []) + below)
    return written or None


def _named_body(name: str) -> bool:
    """No name is 由局长任组, cut out of 由局长任组长, nor 以局党组, cut out of 成立以局党组书记为组长的领导小组."""
    return bool(name) and not re.search(r"任组$|^[由以的]", name)


def _once(bodies: list[Body]) -> Iterator[Body]:
    seen: set[str] = set()
    for body in bodies:
        if _named_body(body.body) and body.body not in seen:
            seen.add(body.body)
            yield body
