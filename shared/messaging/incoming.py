"""A delivery, read: which event it is and who hears it, or why nobody can now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.contracts import Event, UnreadableEvent
from shared.correlation import Correlation
from shared.ids import id_of_bytes
from shared.messaging.inbox import DEFERRED, PARKED, Arrived, Verdict
from shared.messaging.port import Delivery
from shared.messaging.subscriptions import Handler, Subscriptions

_ID_LENGTH = 60


@dataclass(frozen=True)
class Incoming:
    """One delivery, read: either an event with its handler, or the verdict that nobody can handle it now."""

    arrived: Arrived
    event: Event | None = None
    handler: Handler | None = None
    verdict: Verdict | None = None

    @property
    def correlation(self) -> Correlation:
        """What it belongs to; what cannot be read belongs to nothing."""
        if self.event is None:
            return Correlation.new()
        return Correlation(self.event.correlation_id, self.event.id, self.event.traceparent)

    @property
    def turn(self) -> tuple[int, str, str]:
        """Its place in a batch, the same for every worker: who locks rows in one order cannot lock another out.

        First what many rest on (people, wards), by what it is of; then requests and their visits, by
        request; last what was said about them. Sorting keeps the order of arrival within each. What no
        handler takes locks nothing, and what it says is not looked at: nobody has checked it.
        """
        if self.event is None or self.handler is None:
            return (0, "", "")
        data, subject = self.event.data, self.event.subject
        if data.get("request_id"):
            return (1, str(data["request_id"]), "")
        if data.get("about"):
            return (2, str(data["about"]["id"]), "")
        return (0, subject, self.event.type.rpartition(".v")[0].rpartition(".")[0])


def read_delivery(delivery: Delivery, subscriptions: Subscriptions) -> Incoming:
    """Read the bytes and find the handler. Pure: decides, and touches nothing."""
    try:
        event = Event.from_bytes(delivery.body)
    except UnreadableEvent as error:
        return Incoming(
            Arrived(id_of_bytes(delivery.body), delivery.body), verdict=Verdict(PARKED, "unreadable", error.reason)
        )
    if len(event.id) > _ID_LENGTH or len(event.subject) > _ID_LENGTH or len(event.type) > 100:
        verdict = Verdict(PARKED, "unreadable", "id, subject or type is longer than ours ever are")
        return Incoming(Arrived(id_of_bytes(delivery.body), delivery.body), verdict=verdict)
    arrived = Arrived(event.id, delivery.body, event.type, event.subject)
    known = subscriptions.get(event.type)
    if known is None:
        reason = Verdict(DEFERRED, "type_unknown", f"{event.type} is not known to this program yet")
        return Incoming(arrived, event, verdict=reason)
    contract, handler = known
    try:
        loaded = replace(event, data=contract.load(event.data))
    except UnreadableEvent as error:
        return Incoming(arrived, event, verdict=Verdict(PARKED, "invalid", error.reason))
    return Incoming(arrived, loaded, handler)
