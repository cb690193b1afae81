"""The settings of sessions, read once from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from services.sessions.domain.rules import Rules
from shared.config import CommonConfig, Environment
from shared.rules_file import read_rules

SERVICE = "sessions"


@dataclass(frozen=True, kw_only=True)
class Config(CommonConfig):
    """The common settings, the public keys that check tokens (``OUTREACH_JWKS``), and the rules of placing."""

    jwks: str | None = None
    rules: Rules = field(default_factory=Rules)

    @classmethod
    def read(cls, environment: Environment | None = None) -> Self:
        environment = environment or Environment.of_process()
        common: dict[str, Any] = cls.common(SERVICE, environment)
        rules = read_rules(environment, SERVICE, Rules)
        return cls(jwks=environment.optional("OUTREACH_JWKS"), rules=rules, **common)
