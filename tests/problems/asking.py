"""What several tests of this room ask for: a step that is refused, an item of the quick way."""

from collections.abc import Callable
from typing import Any

import pytest

from bihuan.foundation.kernel import Refused
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source
from tests.factories.town import NOW, OFFICIAL, Town


def refused(no_: type[Refused], step: Callable[..., Any], **what: Any) -> str:
    with pytest.raises(no_) as no:
        step(**{"now": NOW, **what})
    return no.value.sentence


def quick(place: Town, person: str = OFFICIAL, **more: Any) -> Problem:
    return place.find(Source.SELF_CHECK, person=person, text="上班时间浏览购物网页", **more)
