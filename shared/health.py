"""What a process says of itself: a line a check, for people and for load balancers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["ok", "warning", "failing"]


@dataclass(frozen=True)
class Check:
    """One line. ``failing`` takes the process out of service; ``warning`` asks a person to look."""

    name: str
    status: Status
    detail: str


def summary(checks: Sequence[Check]) -> tuple[int, dict[str, Any]]:
    """HTTP status (503 only when a check fails) and the body of ``/readyz``."""
    worst = next((s for s in ("failing", "warning") if any(c.status == s for c in checks)), "ok")
    lines = [{"name": c.name, "status": c.status, "detail": c.detail} for c in checks]
    return 503 if worst == "failing" else 200, {"status": worst, "checks": lines}
