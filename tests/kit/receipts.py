"""A library whose shelf keeps a receipt for every time an event took effect.

An upsert that is done twice looks like one that is done once; two receipts do not.
What a handler meets is said by the event's title, and by files in the service's folder.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Integer, String, Table, insert

from shared.contracts import Contract, Event
from shared.messaging.subscriptions import Handler
from shared.messaging.unit_of_work import UnitOfWork
from tests.kit.dying import die
from tests.kit.lending import BOUGHT, LENT, TABLES, shelve, shelve_what_is_known
from tools.waiting import until

POISON = "Kills whoever reads it"
SLOW = "Takes as long as it is let"
ENDLESS = "Has no last page"

RECEIPTS = Table(
    "receipts",
    TABLES.metadata,
    Column("id", Integer, primary_key=True),
    Column("type", String(100), nullable=False),
    Column("book_id", String(36), nullable=False),
)


def broken(folder: Path) -> Path:
    """While this file exists, every handler fails after it has written."""
    return folder / "broken"


def begun(folder: Path) -> Path:
    """Appears when a handler has come to a slow title."""
    return folder / "begun"


def released(folder: Path) -> Path:
    """Lets a handler go on that has come to a slow title."""
    return folder / "released"


def shelve_with_receipt(event: Event, unit: UnitOfWork) -> None:
    """A book was bought."""
    _sign(event, unit)
    shelve(event, unit)
    _meet(event.data["title"], unit.config.data_dir)


def lend_with_receipt(event: Event, unit: UnitOfWork) -> None:
    """A book was lent: its purchase has to be known."""
    _sign(event, unit)
    shelve_what_is_known(event, unit)
    _meet(event.data["title"], unit.config.data_dir)


def _sign(event: Event, unit: UnitOfWork) -> None:
    unit.execute(insert(RECEIPTS).values(type=event.type, book_id=event.subject))


def _meet(title: str, folder: Path) -> None:
    if broken(folder).exists():
        raise RuntimeError("the shelf fell down")
    if title == POISON:
        die()
    if title in (SLOW, ENDLESS):
        begun(folder).touch()
        until(lambda: title == SLOW and released(folder).exists(), seconds=600)


HANDLERS: dict[Contract, Handler] = {BOUGHT: shelve_with_receipt, LENT: lend_with_receipt}
