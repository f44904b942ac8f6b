"""The pages of the organisation are for whoever keeps it; for everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.organisation.queries import may_keep

View = Callable[..., HttpResponse]


def keepers(view: View) -> View:
    """A page for the organisation's desk."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep(actor_of(request)):
            raise Missing()
        return view(request, *args, **kwargs)

    return guarded
