"""The settings of volunteers, read once from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from services.volunteers.domain.rules import Rules
from shared.config import CommonConfig, Environment
from shared.rules_file import read_rules

SERVICE = "volunteers"


@dataclass(frozen=True, kw_only=True)
class Config(CommonConfig):
    """The common settings, the rules, and the keys that sign and check tokens as they were given (JSON or path)."""

    rules: Rules = field(default_factory=Rules)
    signing_key: str | None = field(default=None, repr=False)
    jwks: str | None = None

    @classmethod
    def read(cls, environment: Environment | None = None) -> Self:
        environment = environment or Environment.of_process()
        common: dict[str, Any] = cls.common(SERVICE, environment)
        return cls(
            **common,
            rules=read_rules(environment, SERVICE, Rules),
            signing_key=environment.optional("OUTREACH_SIGNING_KEY"),
            jwks=environment.optional("OUTREACH_JWKS"),
        )
