"""Rows of finding: who sees a self-check, an opinion, a critique, a report, a talk, an instruction."""

from types import SimpleNamespace as Fact

from bihuan.documents.models import Document
from bihuan.finding import models as finding
from bihuan.finding.policy.self_checks import visible
from bihuan.finding.queries import back_checks, critique, feedback, instructions, opinions, red_black, screening, self_checks, talks
from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.queries import reach
from tests.factories.town import NOW
from tests.rights.organisations import OF_UNITS, PEOPLE, UNITS, WHOLE, Organisation
from tests.rights.told import SERIAL, Kind, Rows, Told, any_unit, keys_of, maybe, near_or_whole, opened

# --- self-checks (A26): the person, the unit head, the reviewer, the office; never the whole unit


def _self_checks(t: Told) -> Rows:
    found = {}
    for who in t.dice.sample(range(PEOPLE), 3):
        where, reviewer, paper = t.where(), maybe(t.dice, PEOPLE), t.dice.random() < 0.3
        state, round_ = t.dice.choice((("drafting", 0), ("drafting", 1), ("handed_in", 1), ("reviewed", 2)))
        row = finding.SelfCheck.objects.create(
            **t.here, person=t.at.people[who], unit=t.at.units[where], state=state, code=f"C{next(SERIAL)}", round=round_, on_paper=paper,
            reviewer=t.at.person(reviewer if reviewer != who else None),
        )  # fmt: skip
        reviewer = reviewer if reviewer != who else None
        found[row.pk] = Fact(who=who, unit=where, reviewer=reviewer, paper=paper, drafting=state == "drafting", handed=round_ > 0)
    return found


def knows_self_check(org: Organisation, who: int, f: Fact) -> bool:
    """That there is one: himself, his reviewer, the office; who heads or leads the unit once it was handed in; the liaison who enters it."""
    if who in (f.who, f.reviewer) or org.has(who, "office"):
        return True
    return (f.handed and org.over(who, f.unit, "unit_head", "leader_in_charge")) or (f.paper and org.over(who, f.unit, "liaison"))


def reads_self_check(org: Organisation, who: int, f: Fact) -> bool:
    """What is written there: himself; once it was handed in the reviewer, the office and the head, of a head's own list the leader in charge;
    the liaison while he enters it. Nobody handles the list of him for whom he stands in."""
    if who == f.who:
        return True
    lent = [grant for lender, grant in org.lent_to(who) if lender != f.who]
    mine = [(duty, unit) for _who, duty, unit in [*(one for one in org.grants if one[0] == who), *lent]]
    here = {duty for duty, unit in mine if unit is None or unit in (f.unit, {3: 0}.get(f.unit))}
    above = "leader_in_charge" if (f.unit, f.who) in org.heads else "unit_head"
    enters = f.paper and f.drafting and "liaison" in here
    return enters or (f.handed and (who == f.reviewer or bool(here & {"office", above})))


def _reads(t: Told, actor: Actor) -> set[int]:
    rows = finding.SelfCheck.objects.filter(**t.here).values_list("pk", flat=True)
    there = set()
    for pk in rows:
        try:
            seen = self_checks.find_list(actor, t.at.campaign, pk)
        except Missing:
            continue
        there |= {pk} if seen.reads else set()
    return there


def _knows(t: Told, actor: Actor) -> set[int]:
    return keys_of(finding.SelfCheck.objects.filter(visible(actor, self_checks.held_over(actor, t.at.campaign.pk)), **t.here))


# --- opinions, letters, gatherings (M58, M59, M77, M86)


def _opinions(t: Told) -> Rows:
    found = {}
    for _n in range(3):
        where, about, settled = t.where(), maybe(t.dice, PEOPLE), t.dice.random() < 0.5
        row = finding.Opinion.objects.create(
            **t.here, unit=t.at.units[where], person=t.at.person(about), text="审批慢", form="seminar", group="served", heard_on=t.today,
            heard_at=NOW, state="entered" if settled else "open", problem=t.problems[where] if settled else None,
        )  # fmt: skip
        found[row.pk] = Fact(unit=where, about=about, settled=settled)
    return found


def sees_opinion(org: Organisation, who: int, f: Fact) -> bool:
    """The office all; the leading group and who has to do with the unit what names nobody or stands on the ledger. Of what is about himself
    nobody knows before it stands there."""
    if who == f.about:
        return bool(f.settled)
    if org.has(who, "office"):
        return True
    return (f.about is None or f.settled) and (org.has(who, "leader") or org.over(who, f.unit, *OF_UNITS))


def _letters(t: Told) -> Rows:
    found = {}
    for sent in (True, False):
        to = maybe(t.dice, PEOPLE)
        paper = Document.objects.create(**t.here, kind="opinion_letter", series="函", title="函", as_of=NOW, content={}, drafted_at=NOW)
        row = finding.OpinionLetter.objects.create(
            **t.here, document=paper, addressee="同志", person=t.at.person(to), reply_by_on=t.today, state="sent" if sent else "drafted",
            sent_at=NOW if sent else None,
        )  # fmt: skip
        found[row.pk] = Fact(to=to, sent=sent)
    return found


def _gatherings(t: Told) -> Rows:
    found = {}
    for where in (t.where(), None):
        row = finding.Gathering.objects.create(
            **t.here, form="seminar", title="座谈", unit=t.at.unit(where), group="served", held_on=t.today, noted_at=NOW
        )
        found[row.pk] = Fact(unit=where)
    return found


# --- critique (M56, P05)


def _critiques(t: Told) -> Rows:
    found = {}
    for state in ("prepared", "open", "called_off"):
        where, sits = t.where(), t.dice.sample(range(PEOPLE), 2)
        row = finding.CritiqueMeeting.objects.create(
            **t.here, title="互评", unit=t.at.units[where], held_on=t.today, state=state, called_at=NOW
        )
        for one in sits:
            finding.MeetingSeat.objects.create(meeting=row, person=t.at.people[one], role="staff")
        found[row.pk] = Fact(unit=where, sits=sits, off=state == "called_off")
    return found


def _slips(t: Told) -> Rows:
    found = {}
    meeting = finding.CritiqueMeeting.objects.create(
        **t.here, title="互评", unit=t.at.units[t.where()], held_on=t.today, state="open", called_at=NOW
    )
    entry = t.at.campaign.catalogue.categories.first().manifestations.first()  # type: ignore[union-attr]
    for _n in range(2):
        author, typed = t.who(), t.who()
        row = finding.CritiqueSlip.objects.create(
            meeting=meeting, author=t.at.people[author], about=t.at.people[t.who()], manifestation=entry, text="开会走神", written_at=NOW,
            written_by=t.at.user(typed),
        )  # fmt: skip
        found[row.pk] = Fact(author=author, typed=typed)
    return found


def _own_slips(t: Told, actor: Actor) -> set[int]:
    meetings = finding.CritiqueMeeting.objects.filter(**t.here).select_related("campaign")
    return {pk for one in meetings for pk in keys_of(critique.own_slips(actor, one))}


# --- joint check, lists of the best and the worst (M60, M63)


def _reports(t: Told) -> Rows:
    row = finding.SourceReport.objects.create(
        **t.here, kind="supervision", issuer="督查室", reference="1号", title="反馈", dated_on=t.today, registered_at=NOW
    )
    return {row.pk: Fact()}


def _joint_findings(t: Told) -> Rows:
    report = finding.SourceReport.objects.create(
        **t.here, kind="supervision", issuer="督查室", reference="2号", title="反馈", dated_on=t.today, registered_at=NOW
    )
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = finding.JointFinding.objects.create(
            **t.here, report=report, unit=t.at.units[where], matter="窗口", text="等候", problem=t.problems[where], noted_at=NOW
        )
        found[row.pk] = Fact(unit=where)
    return found


def _reports_seen(t: Told, actor: Actor) -> set[int]:
    mine, rows = reach(actor, t.at.campaign.pk), finding.SourceReport.objects.filter(**t.here).values_list("pk", flat=True)
    return opened(lambda pk: feedback.find_report(mine, t.at.campaign, pk), iter(rows))


def _findings_of_reports(t: Told, actor: Actor) -> set[int]:
    mine, rows = reach(actor, t.at.campaign.pk), finding.SourceReport.objects.filter(**t.here).select_related("campaign")
    seen = _reports_seen(t, actor)
    return {one.finding.pk for row in rows if row.pk in seen for one in feedback.findings_of(mine, row)}


def _quarterly(t: Told) -> Rows:
    found = {}
    for quarter, out in (("1", True), ("2", False)):
        row = finding.RedBlackList.objects.create(
            **t.here, year=2026, quarter=quarter, publisher="督查室", criteria="办结率", decision="研究", decided_on=t.today,
            published_on=t.today if out else None, kept_at=NOW,
        )  # fmt: skip
        found[row.pk] = Fact(out=out)
    return found


def works_on_sources(org: Organisation, who: int, _f: Fact) -> bool:
    """Office, leading group, supervision groups (M60)."""
    return org.has(who, *WHOLE, "supervisor")


# --- talks, home visits, back-checks, screenings (M71–M73, M78)


def _talks(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        with_, by = t.dice.sample(range(PEOPLE), 2)
        noted, where = t.who(), t.where()
        row = finding.Talk.objects.create(
            **t.here, unit=t.at.units[where], person=t.at.people[with_], talker=t.at.people[by], held_on=t.today, subject="谈心", record="谈了",
            noted_at=NOW, noted_by=t.at.user(noted),
        )  # fmt: skip
        found[row.pk] = Fact(there={with_, by, noted})
    return found


def _home_visits(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        person, goes, asked = t.who(), t.dice.sample(range(PEOPLE), 2), t.who()
        row = finding.HomeVisit.objects.create(
            **t.here, problem=t.problems[t.where()], person=t.at.people[person], purpose="了解困难", planned_on=t.today, asked_at=NOW,
            asked_by=t.at.user(asked),
        )  # fmt: skip
        row.visitors.set([t.at.people[one] for one in goes])
        found[row.pk] = Fact(person=person, goes=goes, asked=asked)
    return found


def works_still(org: Organisation, who: int) -> bool:
    """One of the duties by which visits are asked for and back-checks opened: what he began he follows no longer than that."""
    return org.has(who, "office", "supervisor", "unit_head")


def handles(org: Organisation, who: int, f: Fact) -> bool:
    """He goes there, or asked for it and still works here (M71)."""
    return who in f.goes or (who == f.asked and works_still(org, who))


def _records(t: Told, actor: Actor) -> set[int]:
    return {one.pk for one in talks.home_visits_of(actor, t.at.campaign) if talks.reads_record(actor, one)}


def _back_checks(t: Told) -> Rows:
    found = {}
    for state in ("open", "concluded"):
        where, opened, traced = t.where(), t.who(), maybe(t.dice, PEOPLE)
        row = finding.BackCheck.objects.create(
            **t.here, unit=t.at.units[where], number=next(SERIAL), title="倒查", start="event", state=state, opened_at=NOW,
            opened_by=t.at.user(opened),
        )  # fmt: skip
        if traced is not None:
            finding.Node.objects.create(
                back_check=row, kind="responsibility", text="未尽责", person=t.at.person(traced), body="task_force", added_at=NOW
            )
        found[row.pk] = Fact(unit=where, opened=opened, traced=traced if state == "open" else None)
    return found


def sees_back_check(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all, groups those of their units, whoever opened it as long as he works here; nobody looks on while he is
    traced himself (P04)."""
    opened = who == f.opened and works_still(org, who)
    return who != f.traced and (org.has(who, *WHOLE) or org.over(who, f.unit, "supervisor") or opened)


def _screenings(t: Told) -> Rows:
    category = t.at.campaign.catalogue.categories.first()
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = finding.Screening.objects.create(**t.here, unit=t.at.units[where], category=category, begun_at=NOW)
        found[row.pk] = Fact(unit=where)
    return found


# --- instructions (M61)


def _instructions(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        units = t.dice.sample(range(UNITS), t.dice.randint(1, 2))
        row = finding.Instruction.objects.create(**t.here, leader="县长", words="请办", given_on=t.today, scan=t.file(), registered_at=NOW)
        for where in units:
            finding.InstructionPart.objects.create(instruction=row, unit=t.at.units[where], text="办", due_on=t.today)
        found[row.pk] = Fact(units=units)
    return found


def _parts(t: Told) -> Rows:
    row = finding.Instruction.objects.create(**t.here, leader="书记", words="请办", given_on=t.today, scan=t.file(), registered_at=NOW)
    made = [
        (finding.InstructionPart.objects.create(instruction=row, unit=one, text="办", due_on=t.today), n)
        for n, one in enumerate(t.at.units)
    ]
    return {part.pk: Fact(unit=n) for part, n in made}


def _parts_seen(t: Told, actor: Actor) -> set[int]:
    rows = instructions.visible_instructions(actor, t.at.campaign).select_related("campaign")
    return {one.pk for row in rows if row.leader == "书记" for one in instructions.parts_of(actor, row)}


FINDING = (
    Kind("self-check", _self_checks, knows_self_check, _knows),
    Kind("what a self-check says", _self_checks, reads_self_check, _reads),
    Kind("opinion", _opinions, sees_opinion, lambda t, a: keys_of(opinions.opinions_of(a, t.at.campaign))),
    Kind("letter", _letters, lambda o, w, f: o.has(w, *WHOLE) or (f.sent and w == f.to), lambda t, a: keys_of(opinions.letters_of(a, t.at.campaign))),
    Kind("gathering", _gatherings, near_or_whole, lambda t, a: keys_of(opinions.gatherings_of(a, t.at.campaign))),
    Kind("critique meeting", _critiques, lambda o, w, f: near_or_whole(o, w, f) or (w in f.sits and not f.off),
         lambda t, a: keys_of(critique.meetings_of(a, t.at.campaign))),
    Kind("critique slip", _slips, lambda _o, w, f: w == f.author == f.typed, _own_slips),
    Kind("report", _reports, works_on_sources, _reports_seen),
    Kind("finding of a report", _joint_findings, lambda o, w, f: works_on_sources(o, w, f) and near_or_whole(o, w, f), _findings_of_reports),
    Kind("red and black list", _quarterly, lambda o, w, f: f.out or works_on_sources(o, w, f),
         lambda t, a: keys_of(red_black.lists_of(reach(a, t.at.campaign.pk), t.at.campaign))),
    Kind("talk", _talks, lambda o, w, f: o.has(w, "office") or w in f.there, lambda t, a: keys_of(talks.talks_of(a, t.at.campaign))),
    Kind("home visit", _home_visits, lambda o, w, f: o.has(w, "office") or w == f.person or handles(o, w, f),
         lambda t, a: keys_of(talks.home_visits_of(a, t.at.campaign))),
    Kind("record of a home visit", _home_visits, lambda o, w, f: w != f.person and ((w, "office", None) in o.grants or handles(o, w, f)), _records),
    Kind("back-check", _back_checks, sees_back_check, lambda t, a: keys_of(back_checks.back_checks_of(a, t.at.campaign))),
    Kind("screening", _screenings, near_or_whole, lambda t, a: keys_of(screening.screenings_of(a, t.at.campaign))),
    Kind("instruction", _instructions, any_unit, lambda t, a: keys_of(instructions.visible_instructions(a, t.at.campaign))),
    Kind("part of an instruction", _parts, near_or_whole, _parts_seen),
)  # fmt: skip
