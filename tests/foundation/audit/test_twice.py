"""The same name stored by two at the same moment: one has it, the other is told so in words; what else a database refuses stays a fault."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from bihuan.campaigns.models import SavedView
from bihuan.campaigns.operations import save_view
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.forms.models import Form
from bihuan.forms.operations import add_form
from bihuan.foundation.audit.changing import creating, one_write
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import BadInput, Conflict
from bihuan.problems.models import SheetLayout
from bihuan.problems.operations.laying_out import keep_layout
from bihuan.problems.rules.sheet.layout import Layout
from tests.factories.town import NOW, OFFICE, OFFICE_2, Town, town
from tests.forms.blanks import blank
from tests.problems.test_at_once import at_once

pytestmark = pytest.mark.django_db


def _view(place: Town) -> SavedView:
    return SavedView(user_id=place.actor(OFFICE).user_id, campaign=place.campaign, name="超期", query="state=open")


def test_what_slipped_in_after_the_question_is_refused_in_words() -> None:
    place = town()
    save_view(campaign=place.campaign, name="超期", query="state=open", actor=place.actor(OFFICE), now=NOW)
    for inside in (False, True):
        with pytest.raises(Conflict, match="同样的名称"):  # the question whether the name is free was asked a moment too early
            if inside:
                with one_write(), creating(_view(place), CampaignAction.SAVE_VIEW, actor=place.actor(OFFICE), now=NOW):
                    pass
            else:
                with creating(_view(place), CampaignAction.SAVE_VIEW, actor=place.actor(OFFICE), now=NOW):
                    pass
    assert SavedView.objects.count() == 1 and verify().fault is None


@pytest.mark.django_db(transaction=True)
def test_names_of_forms_views_and_heads_at_the_same_moment() -> None:
    place = town()
    data = blank(("甲单位",))

    def form(who: str) -> Any:
        return add_form(campaign=place.campaign, name="月报", data=data, file_name="月报.xlsx", actor=place.actor(who), now=NOW)

    def head(who: str) -> Any:
        return keep_layout(campaign=place.campaign, shape="ab12", titles=["问题"], layout=Layout(), actor=place.actor(who), now=NOW)

    for deed, model in ((form, Form), (head, SheetLayout)):
        found = at_once(lambda deed=deed: deed(OFFICE), lambda deed=deed: deed(OFFICE_2))
        assert all(isinstance(one, model | Conflict | BadInput) for one in found), found
        assert model.objects.count() == 1
    assert verify().fault is None


def test_other_rules_of_the_database_stay_faults() -> None:
    place = town()
    broken = SavedView(user_id=None, campaign=place.campaign, name="x", query="")
    with pytest.raises(IntegrityError), creating(broken, CampaignAction.SAVE_VIEW, actor=place.machine, now=NOW + timedelta(days=1)):
        pass
