"""The bookkeeping of one batch between sending and the broker's answers: no I/O, only what is known so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared.messaging.port import OutgoingMessage, Receipt


class Flight:
    """One batch on one channel.

    ``first_tag`` is the delivery tag the channel gives its next message (it counts them from 1);
    ``window`` how many may be unanswered at once, None for the whole batch.
    """

    def __init__(self, batch: Sequence[OutgoingMessage], first_tag: int = 1, window: int | None = None) -> None:
        self._waiting = iter(batch)
        self._left = len(batch)
        self._next_tag = first_tag
        self._window = window or max(len(batch), 1)
        self._in_flight: dict[int, OutgoingMessage] = {}
        self._returned: dict[str, str] = {}
        self._confirmed: set[int] = set()
        self._refused: dict[int, str] = {}
        self.any_nacked = False
        """Whether the broker could not take some message."""

    @property
    def done(self) -> bool:
        """Whether everything was sent and answered."""
        return not self._left and not self._in_flight

    @property
    def answers(self) -> int:
        """How many messages the broker has answered for: while it grows, the broker is alive."""
        return len(self._confirmed) + len(self._refused)

    @property
    def any_returned(self) -> bool:
        """Whether some message found no queue."""
        return bool(self._returned)

    def to_send(self) -> Iterator[OutgoingMessage]:
        """The messages that may go now, each counted as sent when it is taken."""
        while self._left and len(self._in_flight) < self._window:
            message = next(self._waiting)
            self._left -= 1
            self._in_flight[self._next_tag] = message
            self._next_tag += 1
            yield message

    def acknowledged(self, tag: int, *, multiple: bool) -> None:
        """The broker has taken ``tag`` (and all before it): safe, unless it came back before."""
        for message in self._answered(tag, multiple):
            why = self._returned.get(message.event_id)
            if why is None:
                self._confirmed.add(message.row_id)
            else:
                self._refused[message.row_id] = why

    def refused(self, tag: int, *, multiple: bool) -> None:
        """The broker could not take ``tag`` (and all before it), as during the election of a queue's leader."""
        self.any_nacked = True
        for message in self._answered(tag, multiple):
            self._refused[message.row_id] = "the broker could not take it now (nack)"

    def returned(self, event_id: str, why: str) -> None:
        """A mandatory message came back; its acknowledgement follows and does not count."""
        self._returned[event_id] = why

    def receipt(self) -> Receipt:
        """What is known now."""
        return Receipt(frozenset(self._confirmed), dict(self._refused))

    def _answered(self, tag: int, multiple: bool) -> list[OutgoingMessage]:
        if not multiple:
            message = self._in_flight.pop(tag, None)
            return [message] if message else []
        # Tags are given in order and a dict keeps it, so the answered ones are at the front.
        tags = []
        for sent in self._in_flight:
            if sent > tag:
                break
            tags.append(sent)
        return [self._in_flight.pop(each) for each in tags]
