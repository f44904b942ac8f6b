"""Finding somebody by name, for whoever may give him a duty: a number alone tells nobody's name."""

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of
from bihuan.interfaces.api.v1.words import PRINTED, Code
from bihuan.organisation.queries import find_people, place_of


class Somebody(Schema):
    """Somebody with unit and post, so that people of one name can be told apart."""

    id: int
    name: str
    posts: list[str] = Field(description="现任职务")


class NameAsked(Schema):
    """A name, or some characters of one."""

    name: str = Field("", max_length=40, pattern=PRINTED, description="姓名或其中几个字")


@router.get("/campaigns/{code}/people", response=list[Somebody], auth=READ, summary="按姓名找人")
def find(request: HttpRequest, code: Path[Code], wanted: Query[NameAsked]) -> list[Somebody]:
    """People whose name holds these characters, at most 20: for the office, and whoever has a duty of his own to hand over."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    delegates = actor.person_id is not None and queries.delegable(actor.person_id, campaign)
    if not delegates and not queries.run_by(actor, campaign):
        raise NotAllowed()
    words = wanted.name.strip()
    found = find_people(words) if words else []
    return [Somebody(id=one.pk, name=one.name, posts=[place_of(post) for post in getattr(one, "posts_now", ())]) for one in found]
