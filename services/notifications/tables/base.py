"""What all tables of notifications are made with."""

from __future__ import annotations

from sqlalchemy import Column, Uuid

from shared.messaging.tables import kit_tables, service_metadata

metadata = service_metadata()
kit = kit_tables(metadata)


def id_column(name: str, **options: object) -> Column[str]:
    """A UUID, as text."""
    return Column(name, Uuid(as_uuid=False), **options)  # type: ignore[arg-type]
