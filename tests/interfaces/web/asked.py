"""One of everything that is asked for and said, for the table of addresses: none of it on the ledger."""

from datetime import timedelta
from typing import Any

from bihuan.finding import operations as ops
from bihuan.finding.operations import Asked, Called, Held, Remark, Said
from bihuan.finding.vocabulary.opinions import OpinionForm, PeopleGroup
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, NOW, OFFICE, TODAY, WATER, Town


def one_of_each_asked(place: Town) -> dict[str, dict[str, Any]]:
    """What the addresses stand for: a seminar with an opinion, a letter that was sent, a meeting at which the colleague wrote."""
    office, water = {"actor": place.actor(OFFICE), "now": NOW}, place.units[WATER]
    gathering = ops.hold_gathering(
        campaign=place.campaign, held=Held(OpinionForm.SEMINAR, "座谈会", PeopleGroup.SERVED, TODAY, unit=water), **office
    )
    opinion = ops.gather(gathering, said=Said(water, "材料要跑三趟"), **office)
    asked = Asked("夕照同志", [water], TODAY + timedelta(days=9), "专班")
    letter = ops.draft_letters(campaign=place.campaign, asked=[asked], **office)[0]
    ops.send_letter(letter, **office)
    liaison = {"actor": place.actor(LIAISON), "now": NOW}
    meeting = ops.call_critique(campaign=place.campaign, called=Called(water, "专题会议", TODAY), **liaison)
    ops.open_critique(meeting, **liaison)
    chosen = place.campaign.catalogue.categories.get(name="推诿扯皮").manifestations.first()
    assert chosen is not None
    slip = ops.write_critique(
        meeting, remark=Remark(place.people[HEAD], chosen, "会上定了的事没有跟到底"), actor=place.actor(COLLEAGUE), now=NOW
    )
    in_meeting = ("critique_meeting", "write_critique", "import_minutes", "minutes_template", "criticism_list", "critique_author")
    return {
        **{f"finding:{one}": {"pk": gathering.pk} for one in ("gathering", "amend_gathering", "gathering_form")},
        **{f"finding:{one}": {"pk": letter.pk} for one in ("letter", "reply_slip", "reply_form")},
        **{f"finding:{one}": {"pk": meeting.pk} for one in in_meeting},
        "finding:opinion": {"pk": opinion.pk}, "finding:critique_slip": {"pk": meeting.pk, "slip": slip.pk},
        "finding:asked_step": {"kind": "opinion", "pk": opinion.pk, "action": "enter_opinion"},
    }  # fmt: skip
