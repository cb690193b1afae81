"""The settings of sessions, read once from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from services.sessions.domain.rules import Rules
from shared.config import CommonConfig, Environment

SERVICE = "sessions"


@dataclass(frozen=True, kw_only=True)
class Config(CommonConfig):
    """The common settings and the rules of placing."""

    rules: Rules = field(default_factory=Rules)

    @classmethod
    def read(cls, environment: Environment | None = None) -> Self:
        common: dict[str, Any] = cls.common(SERVICE, environment or Environment.of_process())
        return cls(**common)
