"""What a worker's loop says of the trouble it is in."""

from __future__ import annotations

import pytest

from shared.messaging.loops import Loop
from shared.messaging.port import InboxMissing
from tools.waiting import until


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("Key (phone)=(+84912345678) already exists"), "ValueError"),
        (InboxMissing("sessions"), str(InboxMissing("sessions"))),
    ],
)
def test_trouble_is_told_in_our_own_words_only(error: Exception, said: str) -> None:
    def fails() -> bool:
        raise error

    loop = Loop("timers", fails)
    loop.start()
    until(lambda: loop.trouble is not None)
    loop.stop()
    assert loop.join(10)
    assert loop.trouble == said
