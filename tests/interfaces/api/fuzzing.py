"""Asks the machine door everything its document allows, and some things it does not: no answer may be a fault of the server.

Each example is asked in a transaction that is undone, so that the next finds the same town; sequences are undone as a whole. Ids that
exist are put in by the toss of a coin, else nothing but "not found" would be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from bihuan.interfaces.api.v1.urls import api

load_all_checks()
_CHECKS = [CHECKS.get_one(name) for name in ("status_code_conformance", "content_type_conformance", "response_schema_conformance")]
_IDS = ("unit", "person", "principal", "deputy", "doer", "leader", "root", "parent", "category", "manifestation", "stage", "group", "place")


@dataclass
class Tally:
    """How often each operation was asked, what statuses came, and what was wrong."""

    asked: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, name: str, case: Any, answer: Any) -> None:
        self.asked[name] += 1
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            return self._tell(f"{answer.status_code} {name}", case, answer.text[:300])
        try:
            case.validate_response(answer, checks=_CHECKS)
        except (Exception, BaseExceptionGroup) as fault:  # whatever a check raises is told
            self._tell(name, case, str(fault)[:600])

    def _tell(self, what: str, case: Any, why: str) -> None:
        self.wrong.append(f"{what} {case.path_parameters} {case.query} {str(case.body)[:300]}: {why}")
        print(self.wrong[-1], flush=True)


@dataclass
class Fuzz:
    """One run with the token of one account; `known` are values that exist: name → list. Each `seed` asks other questions."""

    token: str
    known: dict[str, list[Any]]
    seed: int = 0
    tally: Tally = field(default_factory=Tally)
    _made: dict[str, st.SearchStrategy[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
        schema.app = get_wsgi_application()
        self.operations = [found.ok() for found in schema.get_all_operations()]

    def cases(self, operation: Any) -> st.SearchStrategy[Any]:
        """Cases of one operation, right ones and wrong ones; made once, for it takes as long as a question."""
        if operation.label not in self._made:
            modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
            self._made[operation.label] = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))
        return self._made[operation.label]

    def ask(self, data: Any, operation: Any) -> None:
        """One question, with ids that exist by the toss of a coin."""
        case = data.draw(self.cases(operation))
        for place in (case.path_parameters, case.query, case.body):
            if isinstance(place, dict):
                for name in [one for one in place if self.known.get(one) and (place is case.path_parameters or one in _IDS)]:
                    if data.draw(st.integers(0, 4)):
                        place[name] = data.draw(st.sampled_from(self.known[name]))
        headers = {"Authorization": f"Bearer {self.token}"}
        cache.clear()  # the rate is not what is tried here
        answer = case.call(headers=headers)
        self.tally.note(operation.label, case, answer)

    def every_operation(self, examples: int) -> Tally:
        """So many examples of each operation."""
        for operation in self.operations:
            self._run(examples, lambda data, one=operation: self.ask(data, one))
        return self.tally

    def sequences(self, count: int, length: int = 6) -> Tally:
        """So many sequences of operations, each finding what the one before left."""
        writes = [one for one in self.operations if one.method.lower() == "post"]

        def sequence(data: Any) -> None:
            for _step in range(length):
                self.ask(data, data.draw(st.sampled_from(data.draw(st.sampled_from((writes, self.operations))))))

        self._run(count, sequence)
        return self.tally

    def _run(self, examples: int, work: Any) -> None:
        @settings(
            max_examples=examples,
            phases=[Phase.generate],
            deadline=None,
            derandomize=not self.seed,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def run(data: Any) -> None:
            with transaction.atomic():
                work(data)
                transaction.set_rollback(True)

        with _one_connection():
            seed(self.seed)(run)() if self.seed else run()


@contextmanager
def _one_connection() -> Iterator[None]:
    """The connection stays open from one request to the next, as with Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
