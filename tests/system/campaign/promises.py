"""What was promised and what became of it: every deed the crowd was answered with success is a line in a journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tools.crowd import Deed, Done, Ledger

Read = Callable[[str, str], Sequence[tuple[object, ...]]]
"""Reads the database of a service: PostgreSQL or SQLite, whose common language the queries here are written in."""

_SUBJECT, _OFFER = "subject_id", "detail->>'offer_id'"


@dataclass(frozen=True)
class Line:
    """Where a deed stands: the journal of ``service``, lines of ``kinds`` that name ``key``.

    ``once`` when a second line would mean that the deed was done twice.
    """

    service: str
    kinds: Sequence[str]
    key: str = _SUBJECT
    once: bool = True
    by_request: bool = False


LINES: Mapping[Deed, Line] = {
    Deed.ASK: Line("volunteers", ["request_received"]),
    # What was cancelled meanwhile needs no proof any more, and is answered so.
    Deed.VERIFY: Line("volunteers", ["phone_proven", "resident_agreed", "request_cancelled"], once=False),
    Deed.ACCEPT: Line("volunteers", ["offer_accepted"], _OFFER),
    Deed.DECLINE: Line("volunteers", ["offer_declined"], _OFFER),
    Deed.CANCEL: Line("volunteers", ["request_cancelled"]),
    Deed.HAND_BACK: Line("volunteers", ["offer_handed_back"], by_request=True, once=False),
    Deed.CONFIRM: Line("sessions", ["appointment_confirmed"], once=False),
    Deed.MOVE: Line("sessions", ["appointment_moved"], once=False),
    Deed.COMPLETE: Line("sessions", ["appointment_completed"]),
}


def lost(read: Read, ledger: Ledger) -> Iterator[str]:
    """Each deed that was answered with success and is in no journal, in words."""
    for deed, line in LINES.items():
        written = _written(read, line)
        for done in ledger.of(deed):
            if not written[_about(done, line)]:
                yield f"{deed} of {_about(done, line)} by {done.by} at {done.at:%H:%M:%S} was promised and is nowhere"


def doubled(read: Read, ledger: Ledger) -> Iterator[str]:
    """Each deed that was done more than once, and each household that was taken in twice, in words."""
    for deed, line in LINES.items():
        if line.once:
            yield from (
                f"{deed} of {key} was done {times} times" for key, times in _written(read, line).items() if times > 1
            )
    query = (
        "SELECT phone, count(*) FROM requests JOIN persons ON person_id = resident_id GROUP BY 1 HAVING count(*) > 1"
    )
    often = {str(phone): times for phone, times in read("volunteers", query)}
    phones = {asked.phone for asked in ledger.requests.values()}
    yield from (f"the household of {each} asked once and has {often[each]} requests" for each in phones & often.keys())


def _written(read: Read, line: Line) -> Counter[str]:
    kinds = ", ".join(f"'{kind}'" for kind in line.kinds)
    query = f"SELECT {line.key}, count(*) FROM journal WHERE kind IN ({kinds}) GROUP BY 1"
    return Counter({str(key): int(str(times)) for key, times in read(line.service, query)})


def _about(done: Done, line: Line) -> str:
    return str(done.request_id) if line.by_request else done.about_id
