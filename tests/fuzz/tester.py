"""Schemathesis against one service, as one role: every operation, every check, four kinds of cases."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
from schemathesis import Case, HookContext, Response
from schemathesis.core.failures import Failure
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import Interaction, ScenarioRecorder
from schemathesis.generation.meta import CoveragePhaseData, CoverageScenario
from schemathesis.hooks import GLOBAL_HOOK_DISPATCHER
from schemathesis.openapi.checks import EnsureResourceAvailability

from tests.flows.client import SECONDS
from tests.fuzz.possible import Possible
from tests.fuzz.roles import PEOPLE, ROLES, STAFF
from tests.fuzz.world import World
from tests.openapi import METHODS

SEED = 20251101
EXAMPLES = 3
"""Random cases an operation, beside those that follow from its schema."""

ALIKE = 16
"""One of so many wards is asked for by its code."""
FIRST = 4
"""So many cases of each operation are sent by every role."""
RARELY = 16
"""One of so many further cases is sent by who was always turned away."""
TURNED_AWAY = {401, 403, 404, 405}

REJECTED = ["400", "401", "403", "404", "405", "409", "415", "422", "428"]

CHECKS: dict[str, Any] = {
    "missing_required_header": {
        # 428 is what RFC 6585 has for a change without If-Match.
        "expected-statuses": ["401", "403", "404", "428"],
    },
    "negative_data_rejection": {
        # 412: an If-Match that is no version of ours names no present one (RFC 9110, 13.1.1).
        # 413, 414: what is wrong may be so long that the server does not read on.
        "expected-statuses": [*REJECTED, "412", "413", "414"],
    },
}


@dataclass
class Exploration:
    """What came of one run: what was found wrong or told that is hidden, and which statuses each operation answered."""

    hidden: set[str] = field(default_factory=set)
    """What is another ward's."""
    failures: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    answers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def hear(self, event: events.EngineEvent) -> None:
        if isinstance(event, events.ScenarioFinished):
            self._read(event.recorder)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            self.failures.append(f"the tester could not go on: {event}")

    def _read(self, recorder: ScenarioRecorder) -> None:
        for case_id, interaction in recorder.interactions.items():
            operation = recorder.cases[case_id].value.operation
            # The tester also asks for methods that an address does not have; those answers are no operation's.
            if interaction.response is not None and interaction.request.method == operation.method.upper():
                self.answers[operation.label].add(interaction.response.status_code)
            self._look_for_leaks(operation.label, interaction)
        for case_id, checks in recorder.checks.items():
            for check in checks:
                if check.failure_info is not None:
                    self.failures.append(_told(recorder, case_id, check.name, check.failure_info.failure))

    def _look_for_leaks(self, label: str, interaction: Interaction) -> None:
        """Ids, names and numbers of another ward, unless they were in the question."""
        if interaction.response is None:
            return
        asked = interaction.request.uri + (interaction.request.body or b"").decode(errors="replace")
        told = _in_plain_words(interaction.response)
        found = sorted(sign for sign in self.hidden if sign in told and sign not in asked)
        if found:
            self.leaks.append(f"{label} {interaction.request.uri} told {found}: {told[:1500]}")

    def answered_well(self) -> set[str]:
        """Operations that did what was asked at least once."""
        return {operation for operation, statuses in self.answers.items() if any(200 <= s < 300 for s in statuses)}


class Share:
    """Which of the cases that follow from a schema a role sends: as many as can still find something.

    An operation that is open to anyone answers all roles alike, so its cases are shared out among them; the
    others are shared among staff, and among those who are not. Who is turned away at first is turned away
    whatever follows. The city's 126 wards are alike.
    """

    def __init__(self, role: str) -> None:
        self._role = role
        self._group = STAFF if role in STAFF else PEOPLE
        self._seen: dict[str, int] = defaultdict(int)
        self._answers: dict[str, set[int]] = defaultdict(set)

    def holds(self, case: Case) -> bool:
        assert case.meta is not None
        if not isinstance(case.meta.phase.data, CoveragePhaseData):
            return True
        operation, data = case.operation, case.meta.phase.data
        self._seen[operation.label] += 1
        number = self._seen[operation.label]
        if data.scenario is CoverageScenario.ENUM_VALUE and data.parameter in ("ward", "code"):
            return number % ALIKE == 0
        if number <= FIRST:
            return True
        if {} not in operation.definition.raw["security"] and self._answers[operation.label] <= TURNED_AWAY:
            return number % RARELY == 0
        sharing = ROLES if {} in operation.definition.raw["security"] else self._group
        return number % len(sharing) == sharing.index(self._role)

    def hear(self, case: Case, status: int) -> None:
        self._answers[case.operation.label].add(status)


def explore(world: World, service: str, role: str) -> Exploration:
    """Send everything the service's document lets one think of."""
    found = Exploration(world.hidden_from(role))
    schema = schemathesis.openapi.from_dict(document(world, service), config=_config(world, service, role))
    with _hooked(world, service, role):
        for event in from_schema(schema).execute():
            found.hear(event)
    return found


def document(world: World, service: str) -> dict[str, Any]:
    """The service's own, without ``default``: an answer counts as documented when its status is named."""
    raw: dict[str, Any] = requests.get(f"{world.network.addresses[service]}/api/openapi.json", timeout=SECONDS).json()
    for item in raw["paths"].values():
        for method in METHODS:
            item.get(method, {}).get("responses", {}).pop("default", None)
    return raw


def _config(world: World, service: str, role: str) -> schemathesis.Config:
    settings: dict[str, Any] = {
        "seed": SEED,
        "base-url": world.network.addresses[service],
        "continue-on-failure": True,
        "request-timeout": SECONDS,
        "generation": {"max-examples": EXAMPLES, "no-shrink": True, "database": "none"},
        "checks": CHECKS,
        "phases": {"stateful": {"enabled": True, "generation": {"max-examples": EXAMPLES}}},
    }
    header = world.header(role, service)
    if header is not None:
        scheme, _, credential = header.partition(" ")
        kinds = {"Bearer": {"bearer": {"bearer": credential}}, "Tracking": {"tracking": {"api_key": header}}}
        settings["auth"] = {"openapi": kinds[scheme]}
    return schemathesis.Config.from_dict(settings)


@contextmanager
def _hooked(world: World, service: str, role: str) -> Iterator[None]:
    possible, share = Possible(world, service, role), Share(role)

    def filter_case(_context: HookContext, case: Case) -> bool:
        return share.holds(case)

    def before_call(_context: HookContext, case: Case, _kwargs: dict[str, Any]) -> None:
        possible.prepare(case)

    def after_call(_context: HookContext, case: Case, response: Response) -> None:
        share.hear(case, response.status_code)
        possible.hear(case, response.status_code)

    def filter_failure(_context: HookContext, failure: Failure, _case: Case, _response: Response) -> bool:
        # What somebody asks for is opened by the tracking code it was answered with, and by the ward's staff:
        # to whoever else is signed in it is not there.
        return role in STAFF or not isinstance(failure, EnsureResourceAvailability)

    hooks = (filter_case, before_call, after_call, filter_failure)
    for hook in hooks:
        schemathesis.hook(hook)
    try:
        yield
    finally:
        for hook in hooks:
            GLOBAL_HOOK_DISPATCHER.unregister(hook)


def _in_plain_words(response: Response) -> str:
    """The answer with letters instead of escapes."""
    text = (response.content or b"").decode(errors="replace")
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def _told(recorder: ScenarioRecorder, case_id: str, check: str, failure: Any) -> str:
    """One failure, with all that is needed to see it again."""
    interaction, case = recorder.interactions.get(case_id), recorder.cases[case_id].value
    response = interaction.response if interaction else None
    answer = f"{response.status_code} {response.text}" if response is not None else "no answer"
    lines = (f"{check}: {failure.operation}: {failure.message}", case.as_curl_command(), answer)
    return "\n    ".join(line[:1500] for line in lines)
