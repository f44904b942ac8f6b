"""Every address × everybody × what he is to the matter behind it, with the answer of a table written by hand (issue: permission matrix).

The own relation is the table of letters of test_matrix; here stands how each other relation changes it. Nothing of this asks the product: who is what to
which row is the story that one_of_each_* tells, and the rules are those of the issue – whoever is named has the voice of the one who is named and no other,
who keeps away has none, another unit has none, what is closed or over opens nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction

from bihuan.accountability import models as m
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.workflow.handling import STANDING
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.organisation.models import Recusal
from bihuan.problems.models import Problem
from tests.factories.town import COLLEAGUE, HEAD, NOW, OFFICIAL, OTHER_HEAD, OTHER_OFFICIAL, TODAY, WATER
from tests.interfaces.web.doors import CAST, ROLES, House, addresses
from tests.interfaces.web.test_matrix import ANSWERS, RULES
from tests.interfaces.web.test_other_unit import changed, told, wrote

NO, AT_MOST = "-", "≤"
"""Beside the letters of test_matrix: nothing is told and nothing done, whichever of these answers says so; and no more than the own relation gives."""
REFUSED = (302, 403, 404, 405, 409)
TWINS = {"other head": ("head", OTHER_HEAD), "other official": ("official", OTHER_OFFICIAL)}
"""Who stands in another unit as somebody of the house stands in this one. The liaison there sits for the personnel department: no twin."""


def _names(room: str, names: str) -> set[str]:
    return {f"{room}:{name}" for name in names.split()}


# Matters of accountability by whom they are about (handled, owned, papered, righted, marked, visited beside this file).
ABOUT = {
    "colleague": _names("accountability", "handling papers new_record take_appeal appeal appeal_step answer new_announcement announcement motion"
                                          " motion_paper motion_appeal motion_proposal motion_step answer_saying card card_hat_off training_paper"
                                          " card_training card_move card_review return_visit visit_step answer_difficulty visits_file open_notes"
                                          " drop_note party_item exemplar exemplar_step"),
    "official": _names("accountability", "step fact_step paper tolerance correct clarification right_paper right_step rating rating_hat_off"),
    "head": _names("accountability", "plan_visits referral answer_referral referral_paper party_unit party_matter party_file"),
}  # fmt: skip
MATTERS = {name for names in ABOUT.values() for name in names}
OF_UNITS = _names("accountability", "party_unit party_matter party_file")
"""These speak to a unit as such: nobody is named in them."""
OWN_PAGES = _names("accountability", "own_matter own_state own_tolerance own_withdraw_tolerance own_accept own_waive own_unwaive own_material own_recusal"
                                     " own_appeal own_withdraw_appeal own_papers own_record")  # fmt: skip
"""The pages of the person himself: of the colleague's matters in this house."""
NOBODYS = _names("accountability", "handlings new_handling bodies new_body seat end_body unseat appeals own_matters own_matters_of own_export tolerances"
                                   " new_tolerance clarifications ask_clarification new_clarification announced announcements marks cite_rule end_rule"
                                   " new_motion new_rewards ask_record party lay_unit party_decide party_pass return_visits study study_plan study_paper"
                                   " end_study_plan new_study_plan session new_session material material_file new_material take_in_material exemplars"
                                   " new_exemplar")  # fmt: skip
"""Lists that begin at a gate, forms without a matter, bodies and rules, study; and what lies before the Party group about the other unit."""


@dataclass(frozen=True)
class Relation:
    """`arrange` makes it so in the house; `says` gives the letter for an address and a role. `alone`: only this role is asked."""

    name: str
    roles: tuple[str, ...]
    arrange: Callable[[House], None]
    says: Callable[[str, str], str]


def own_letter(name: str, role: str) -> str:
    """What the table of letters gives this role."""
    return RULES[name][ROLES.index(role)]


def _subject(name: str) -> str | None:
    return next((role for role, names in ABOUT.items() if name in names), None)


def _of_other_unit(name: str, role: str) -> str:
    """Nothing that belongs to one unit; what belongs to the campaign as the same duty has it here."""
    if role == "other head" and name in OF_FOREST:
        return OF_FOREST[name]
    return NO if name in OF_WATER or name in MATTERS or name in OWN_PAGES else own_letter(name, TWINS[role][0])


def _away_from_unit(name: str, role: str) -> str:
    return own_letter(name, role) if name not in KEPT_APART or role == _subject(name) else NO


def _away_from_people(name: str, role: str) -> str:
    return own_letter(name, role) if name not in MATTERS - OF_UNITS or role == _subject(name) else NO


def _named(name: str, role: str) -> str:
    """Whoever is named gets what the one who is named in the table gets, whatever duties he has."""
    if name in OWN_PAGES:
        return own_letter(name, "colleague")
    who = _subject(name)
    if who is None or name in OF_UNITS:
        return own_letter(name, role)
    return own_letter(name, who) if who != "head" else NO


def _closed(name: str, role: str) -> str:
    """A person's own page stays his when the campaign is over; whatever else, no more than before."""
    return own_letter(name, role) if name in OWN_PAGES | {"accountability:own_matters"} else AT_MOST


def _over(name: str, role: str) -> str:
    """What is over is worked on no more, and stays to be read by whom it is about."""
    if name == "accountability:own_matter":
        return own_letter(name, role)
    return NO if name in WORKED_ON else AT_MOST


WORKED_ON = _names("accountability", "step fact_step answer new_record take_appeal new_announcement plan_visits visit_step")
KEPT_APART = MATTERS
OF_WATER = (
    _names("accountability", "party session")
    | _names("problems", "problem around history local_form hidden_form cell step remind answer_reminder evidence evidence_copy evidence_shot"
                         " decision_paper person_lists")
    | _names("finding", "opinion gathering gathering_form amend_gathering asked_step talk talk_step home_visit one_screening screening_step instruction"
                        " instruction_scan report_part coverage_unit coverage_list withdraw_none critique_meeting write_critique import_minutes"
                        " minutes_template")
    | _names("inspections", "visit visit_file new_heard give_conclusion conclusion observation photo notice notice_file step")
    | _names("campaigns", "task finish_task pass_on_task meeting meeting_file complete_meeting withdraw_meeting withdraw_conveyed delegation_order")
    | _names("institutions", "institution_step")
)  # fmt: skip
"""What is the water bureau's beside matters: its items, findings, visits, tasks, meetings, what was said to it, its study."""
OF_FOREST = {
    "institutions:check": "o",
    "institutions:check_answer": "o",
    "institutions:withdraw_check": "f",
    "institutions:return_answer": "f",
}
"""Which unit is asked for an answer: the head there gives it, and takes nothing back."""


# How each is made so --------------------------------------------------------------------------------------------------------------------


def _nothing(_built: House) -> None:
    pass


def _keeps(built: House, name: str, asked_by: str, **whom: Any) -> None:
    person, by = built.town.people[name], built.town.people[asked_by].user_id
    Recusal.objects.create(person=person, ground="other", from_on=TODAY, state="in_force", asked_at=NOW, asked_by_id=by, **whom)


def _unit_kept(built: House) -> None:
    """Everybody of the house keeps away from the water bureau: half of them said so, for half it was asked and granted."""
    for number, name in enumerate(CAST.values()):
        _keeps(built, name, name if number % 2 else OTHER_HEAD, unit=built.town.units[WATER])


def _people_kept(built: House) -> None:
    for number, name in enumerate(CAST.values()):
        for party in (COLLEAGUE, OFFICIAL, HEAD):
            if party != name:
                _keeps(built, name, party if number % 2 else name, party=built.town.people[party])


def _all_about(built: House, role: str) -> None:
    """Every matter of the house is about this one."""
    person = built.town.people[CAST[role]]
    m.Rating.objects.filter(kind="striver").update(state="ended")  # nobody is rated twice
    for kind in (m.Handling, m.Tolerance, m.Clarification, m.Motion, m.Card, m.ReferralEntry, m.Exemplar):
        kind._default_manager.exclude(person=None).update(person=person)
    m.Rating.objects.filter(kind="flat").update(person=person)
    Problem.objects.filter(person=built.town.people[COLLEAGUE]).update(person=person)


def _campaign_closed(_built: House) -> None:
    Campaign.objects.update(state=CampaignState.CLOSED)


def _matters_over(_built: House) -> None:
    m.Handling.objects.filter(state__in=STANDING).update(state=HandlingState.LIFTED, appeal_until_on=TODAY)
    m.Handling.objects.exclude(state=HandlingState.LIFTED).update(state=HandlingState.DROPPED)
    m.ReturnVisit.objects.update(state="ended")


RELATIONS = (
    Relation("own", ROLES, _nothing, own_letter),
    Relation("other unit", tuple(TWINS), _nothing, _of_other_unit),
    Relation("keeps away from the unit", tuple(CAST), _unit_kept, _away_from_unit),
    Relation("keeps away from the people", tuple(CAST), _people_kept, _away_from_people),
    *(Relation(f"named: {role}", (role,), partial(_all_about, role=role), _named) for role in CAST),
    Relation("closed campaign", ROLES, _campaign_closed, _closed),
    Relation("matters over", tuple(CAST), _matters_over, _over),
)


# Asking ---------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Check:
    """One question, and the letter that answers it; `own`: the letter of the own relation."""

    relation: Relation
    role: str
    method: str
    name: str
    arguments: frozenset[str]

    @property
    def letter(self) -> str:
        return self.relation.says(self.name, self.role)

    def unexpected(self, status: int, did: bool) -> str:
        """ "" where it is as the table says."""
        own = own_letter(self.name, TWINS.get(self.role, (self.role,))[0])
        letter = own if self.letter == AT_MOST else self.letter
        if self.method == "get" and self.letter in ANSWERS:
            fine = status == ANSWERS[letter]
        elif letter == "o" or (letter == "m" and self.method == "post"):
            fine = status < 500
        else:
            led = (
                letter == "." and self.method == "post"
            )  # an address that only leads on may take what one sends for oneself: a plan, a pledge
            fine = (led and status < 500) or (status in REFUSED and not did)
        return (
            ""
            if fine
            else f"{self.relation.name}, {self.role}: {self.method} {self.name} {status}{' and wrote' if did else ''}, not {letter}"
        )


def every_check() -> Iterator[Check]:
    """All questions, relation by relation."""
    for relation in RELATIONS:
        for role in relation.roles:
            for name, arguments in addresses():
                for method in ("get", "post"):
                    yield Check(relation, role, method, name, frozenset(arguments))


def asked(built: House, checks: list[Check]) -> list[str]:
    """Ask them of a house; everything is taken back. What was unexpected."""
    built.clients |= {role: built.town.client(name) for role, (_twin, name) in TWINS.items() if role not in built.clients}
    form, wrong = told(built), []
    for relation in RELATIONS:
        mine = [one for one in checks if one.relation is relation]
        if not mine:
            continue
        with transaction.atomic():
            relation.arrange(built)
            before = wrote()
            for one in mine:
                client, address = built.clients[one.role], built.address(one.name, set(one.arguments))
                send = partial(client.get, address) if one.method == "get" else partial(client.post, address, form)
                answer, did = changed(before, send, noted=True)
                wrong += [said] if (said := one.unexpected(answer.status_code, did)) else []
            transaction.set_rollback(True)
    return wrong
