"""Sends messages: claims one in a transaction, sends it outside, marks the outcome in another.

Several senders may run. One that dies in between leaves its claim behind; when the lease has run out
the message is sent again with the same key, marked "may have been sent".
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from prometheus_client import Counter

from services.notifications.channels import Channel, open_channels
from services.notifications.commands import sending
from services.notifications.commands.queueing import SENDER
from services.notifications.commands.sending import Claim
from services.notifications.config import Config
from services.notifications.domain.letter import Failure
from shared.messaging.faults import TRIES, crossed
from shared.messaging.loops import Loop
from shared.messaging.unit_of_work import Actor
from shared.service import Runtime

log = structlog.get_logger(__name__)

TRIED = Counter(
    "outreach_messages_tried_total",
    "Letters given to a channel, by how it ended (sent, or the channel's reason).",
    ["channel", "outcome"],
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

    def step(self) -> bool:
        """Deal with the next message; whether there was one."""
        with self._runtime.unit(_ACTOR) as unit:
            taken = sending.claim_next(unit, self._routes)
            unit.commit()
        if isinstance(taken, Claim):
            self._mark(taken, self._send(taken))
        return taken is not None

    def _send(self, claim: Claim) -> Failure | None:
        failure = self._channels[claim.channel].send(claim.letter)
        TRIED.labels(claim.letter.channel, failure.reason if failure else "sent").inc()
        log.info(
            "message_failed" if failure else "message_sent",
            message_id=claim.message_id,
            template=claim.letter.template,
            channel=claim.letter.channel,
            repeat=claim.repeat,
            reason=failure.reason if failure else None,
        )
        return failure

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
