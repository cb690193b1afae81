"""The envelope of every event: CloudEvents 1.0 in structured JSON mode.

Source: CloudEvents specification 1.0.2 with the ``sequence``, ``correlation`` and distributed
tracing extensions (https://github.com/cloudevents/spec).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cloudevents.core.exceptions import BaseCloudEventException
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from shared.correlation import TRACEPARENT

CONTENT_TYPE = "application/cloudevents+json"
_FORMAT = JSONFormat()


class UnreadableEvent(ValueError):
    """The bytes are no event of ours; ``reason`` says what is wrong in words for the person who looks."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Event:
    """One fact as it travels.

    ``type`` is ``<owner>.<subject>.<fact>.v<major>`` and also the routing key; ``subject`` is the
    aggregate's id; ``sequence`` the aggregate's number of this fact; ``time`` the moment it became
    true (UTC). ``data`` is the aggregate's public state, the fact's own fields and, where needed,
    ``personal``. On the wire ``data`` holds JSON values; a handler receives what the contract loaded.
    """

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    sequence: int
    data: dict[str, Any]
    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None

    def to_bytes(self) -> bytes:
        """The event as structured JSON."""
        attributes: dict[str, Any] = {
            "specversion": "1.0",
            "id": self.id,
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": self.time,
            "datacontenttype": "application/json",
            "sequence": str(self.sequence),
            "correlationid": self.correlation_id,
        }
        if self.causation_id:
            attributes["causationid"] = self.causation_id
        if self.traceparent:
            attributes["traceparent"] = self.traceparent
        return _FORMAT.write(CloudEvent(attributes, self.data))

    @classmethod
    def from_bytes(cls, body: bytes) -> Event:
        """Read an event; raises :class:`UnreadableEvent` for anything else, however hostile."""
        try:
            read = _FORMAT.read(CloudEvent, body)
        except BaseCloudEventException as error:
            raise UnreadableEvent(str(error)) from error
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise UnreadableEvent(f"not a CloudEvent in JSON: {error}") from error
        return cls._of(read)

    @classmethod
    def _of(cls, read: Any) -> Event:
        data, time, sequence = read.get_data(), read.get_time(), read.get_extension("sequence")
        if not isinstance(data, dict):
            raise UnreadableEvent("data: expected an object")
        if time is None or time.tzinfo is None:
            raise UnreadableEvent("time: expected a moment with its offset")
        if not (isinstance(sequence, str) and sequence.isascii() and sequence.isdecimal() and len(sequence) < 19):
            raise UnreadableEvent("sequence: expected a decimal number as text")
        for name in ("subject", "correlationid"):
            if not isinstance(read.get_attributes().get(name), str):
                raise UnreadableEvent(f"{name}: expected text")
        return cls(
            id=read.get_id(),
            source=read.get_source(),
            type=read.get_type(),
            subject=read.get_subject(),
            time=time,
            sequence=int(sequence),
            data=data,
            correlation_id=read.get_extension("correlationid"),
            causation_id=read.get_extension("causationid"),
            traceparent=_traceparent(read.get_extension("traceparent")),
        )


def _traceparent(given: Any) -> str | None:
    """A trace is a help and no part of the fact: one that cannot be read is as good as none."""
    return given if isinstance(given, str) and TRACEPARENT.fullmatch(given) else None
