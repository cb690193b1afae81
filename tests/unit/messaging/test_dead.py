"""Why a dead letter died, whatever is written on it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.messaging.dead import why_it_died

ANYTHING = st.recursive(
    st.none() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["x-death", "reason", "queue", "count"]), inner),
    max_leaves=6,
)


def test_the_latest_death_is_told() -> None:
    latest = {"reason": "delivery_limit", "queue": "sessions.inbox", "count": 2}
    headers = {"x-death": [latest, {"reason": "expired", "queue": "elsewhere", "count": 1}]}
    assert why_it_died(headers) == "delivered too often from sessions.inbox (delivery_limit, 2 times)"


def test_a_reason_we_do_not_know_is_told_as_it_is() -> None:
    assert why_it_died({"x-death": [{"reason": "moved", "queue": "q", "count": 1}]}) == "moved from q (moved)"


@pytest.mark.parametrize("headers", [{}, {"x-death": []}, {"x-death": "often"}, {"x-death": [7]}])
def test_a_letter_without_a_cause_is_called_one(headers: dict[str, Any]) -> None:
    assert why_it_died(headers) == "a dead letter without a cause"


@settings(deadline=None)  # a busy machine is no finding
@given(death=ANYTHING)
def test_nothing_written_on_a_letter_can_stop_its_reading(death: object) -> None:
    assert len(why_it_died({"x-death": death})) < 500
