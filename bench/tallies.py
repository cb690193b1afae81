"""The smallest service that hears anything: one handler, one insert. It shows the most the kit can do.

``python -m bench.tallies consume`` runs it like any other service.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import BigInteger, Column, Table, Uuid
from sqlalchemy.orm import registry

from shared.commands import service_commands
from shared.config import CommonConfig, Environment
from shared.contracts import Event
from shared.contracts.volunteers import VOLUNTEER_AVAILABILITY_CHANGED
from shared.messaging.subscriptions import Subscriptions
from shared.messaging.tables import kit_tables, service_metadata
from shared.messaging.unit_of_work import UnitOfWork
from shared.service import Parts, Runtime, open_runtime

SERVICE = "tallies"

metadata = service_metadata()
kit = kit_tables(metadata)
tallies = Table(
    "tallies",
    metadata,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
)


@dataclass(eq=False)
class Tally:
    """That an event about ``id`` was heard."""

    id: str
    sequence: int


registry(metadata=metadata).map_imperatively(Tally, tallies)


def tally(event: Event, unit: UnitOfWork) -> None:
    """Write down that it was heard: the unit of work inserts the rows of a batch together."""
    unit.session.add(Tally(event.subject, event.sequence))


def build() -> Runtime[CommonConfig]:
    """The service with the settings of this process."""
    common: dict[str, object] = CommonConfig.common(SERVICE, Environment.of_process())
    parts = Parts(
        name=SERVICE,
        metadata=metadata,
        kit=kit,
        publications={},
        subscriptions=Subscriptions({VOLUNTEER_AVAILABILITY_CHANGED: tally}),
        migrations=Path(__file__).parent,  # it has none: its tables are created as they are
    )
    return open_runtime(parts, CommonConfig(**common))  # type: ignore[arg-type]  # the names are its fields


if __name__ == "__main__":
    service_commands(SERVICE, build)()
