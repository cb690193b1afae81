"""Sends messages: claims one in a transaction, sends it outside, marks the outcome in another.

Several senders may run. One that dies in between leaves its claim behind; when the lease has run out
the message is sent again with the same key, marked "may have been sent".
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

import structlog
from prometheus_client import Counter, Histogram

from services.notifications.channels import Channel, open_channels
from services.notifications.commands import sending
from services.notifications.commands.queueing import SENDER
from services.notifications.commands.sending import Claim
from services.notifications.config import SERVICE, Config
from services.notifications.domain.letter import Failure
from shared.correlation import correlated
from shared.messaging.faults import TRIES, crossed, database_away
from shared.messaging.loops import Loop
from shared.messaging.metrics import LAG_BUCKETS, WORK_BUCKETS
from shared.messaging.unit_of_work import Actor
from shared.service import Runtime
from shared.tracing import Span

log = structlog.get_logger(__name__)

TRIED = Counter(
    "outreach_messages_tried_total",
    "Letters given to a channel, by how it ended (sent, or the channel's reason).",
    ["service", "channel", "outcome"],
)
DECIDED = Counter(
    "outreach_messages_decided_total",
    "Messages a sender did not give to a channel, by what became of them (held, to_call, dropped, failed …).",
    ["service", "status"],
)
WAITED = Histogram(
    "outreach_message_wait_seconds",
    "From the moment a message was due to the moment a channel took it.",
    ["service", "channel"],
    buckets=LAG_BUCKETS,
)
SEND_SECONDS = Histogram(
    "outreach_message_send_seconds",
    "What a channel took for one letter, taken or not.",
    ["service", "channel"],
    buckets=WORK_BUCKETS,
)

_ACTOR = Actor("timer", SENDER)
_IDLE = 0.5
"""Seconds between two looks; a message queued in the same process wakes the sender at once."""


class Sender:
    """One sender: each step deals with one message."""

    def __init__(self, runtime: Runtime[Config], channels: Sequence[Channel] | None = None) -> None:
        self._runtime = runtime
        self._channels = open_channels(runtime.config) if channels is None else channels
        self._routes = [channel.route for channel in self._channels]
        self._outcome: tuple[Claim, Failure | None] | None = None

    def step(self) -> bool:
        """Deal with the next message; whether there was one.

        An outcome that could not be kept because the database went away is kept first: forgotten, it would have the
        message sent again when its lease has run out.
        """
        self._keep_outcome()
        with self._runtime.unit(_ACTOR) as unit:
            taken = sending.claim_next(unit, self._routes)
            unit.commit()
        if isinstance(taken, Claim):
            with correlated(taken.correlation):
                self._outcome = taken, self._send(taken)
                self._keep_outcome()
        elif taken is not None:
            DECIDED.labels(SERVICE, taken.status).inc()
        return taken is not None

    def _send(self, claim: Claim) -> Failure | None:
        channel = claim.letter.channel
        with self._traced(claim) as span, SEND_SECONDS.labels(SERVICE, channel).time():
            failure = self._channels[claim.channel].send(claim.letter)
            if failure:
                span.failed(failure.reason)
        TRIED.labels(SERVICE, channel, failure.reason if failure else "sent").inc()
        if failure is None:
            waited = self._runtime.clock.now() - claim.due_at
            WAITED.labels(SERVICE, channel).observe(max(0.0, waited.total_seconds()))
        log.info(
            "message_failed" if failure else "message_sent",
            message_id=claim.message_id,
            template=claim.letter.template,
            channel=channel,
            repeat=claim.repeat,
            reason=failure.reason if failure else None,
        )
        return failure

    def _traced(self, claim: Claim) -> AbstractContextManager[Span]:
        letter, parent = claim.letter, claim.correlation.traceparent
        said = {"messaging.message.id": claim.message_id, "outreach.template": letter.template}
        return self._runtime.tracer.span(f"send {letter.channel}", "client", parent=parent, attributes=said)

    def _keep_outcome(self) -> None:
        if self._outcome is None:
            return
        try:
            self._mark(*self._outcome)
        except Exception as error:
            if not database_away(error):
                self._outcome = None
            raise
        self._outcome = None

    def _mark(self, claim: Claim, failure: Failure | None) -> None:
        """Keep the outcome; one that meets a timer or another sender is tried again at once."""
        for tries_left in reversed(range(TRIES)):
            try:
                with self._runtime.unit(_ACTOR) as unit:
                    sending.mark_outcome(unit, claim, failure)
                    unit.commit()
                    return
            except Exception as error:
                if not crossed(error) or not tries_left:
                    raise


def sender_loops(runtime: Runtime[Config]) -> list[Loop]:
    """The sender's loop."""
    return [Loop(SENDER, Sender(runtime).step, idle=_IDLE)]
