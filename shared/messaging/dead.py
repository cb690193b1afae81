"""Why a dead letter died, read from what RabbitMQ wrote on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_REASONS: Final = {
    "delivery_limit": "delivered too often",
    "rejected": "rejected",
    "expired": "waited too long",
    "maxlen": "the queue was full",
}


def why_it_died(headers: Mapping[str, Any]) -> str:
    """One sentence for the person who looks, from the ``x-death`` header (its latest death is first).

    Never raises: what is written on a dead letter is as untrustworthy as its body.
    Source: RabbitMQ, "Dead Letter Exchanges".
    """
    deaths = headers.get("x-death")
    if not (isinstance(deaths, list) and deaths and isinstance(deaths[0], Mapping)):
        return "a dead letter without a cause"
    latest = deaths[0]
    reason, queue, count = (str(latest.get(name, "unknown"))[:100] for name in ("reason", "queue", "count"))
    times = "" if count == "1" else f", {count} times"
    return f"{_REASONS.get(reason, reason)} from {queue} ({reason}{times})"
