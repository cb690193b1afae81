"""Events out: the table from a recorded fact to the contract that tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.aggregate import Aggregate, Fact
from shared.contracts import Contract


@dataclass(frozen=True)
class Publication:
    """How one kind of fact is told.

    ``data`` gives the aggregate's public state and the fact's own fields as the contract wants
    them; ``subject`` the event's subject where that is not the aggregate's own id.
    """

    contract: Contract
    data: Callable[[Any, Any], dict[str, Any]]
    subject: Callable[[Any, Any], str] | None = None


Publications = dict[type[Fact], Publication]
"""A fact that is not in the table is journalled and not told."""


@dataclass(frozen=True)
class Restatement:
    """How the present state of every aggregate of ``aggregate`` is told as ``<owner>.<subject>.stated``."""

    contract: Contract
    aggregate: type[Aggregate]
    data: Callable[[Any], dict[str, Any]]
