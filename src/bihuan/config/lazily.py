"""Addresses that are loaded when somebody asks for one of them."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language


class Lazily(URLResolver):
    """A branch of addresses without names, whose module costs too much to load with every start (the machine door: half a second)."""

    def __init__(self, prefix: str, module: str) -> None:
        super().__init__(RoutePattern(prefix), module)

    def _populate(self) -> None:
        """Nothing to look up by name."""
        language = get_language()
        self._reverse_dict[language] = MultiValueDict()
        self._namespace_dict[language] = {}  # type: ignore[attr-defined]
        self._app_dict[language] = {}  # type: ignore[attr-defined]
        self._populated = True
