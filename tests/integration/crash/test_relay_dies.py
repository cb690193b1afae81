"""The relay dies between each two of its steps: its rows remain, go out again and take effect once."""

from __future__ import annotations

import pytest

from tests.kit.crash_site import COPIES, TITLES, CrashSite
from tests.kit.dying import Dies

TOOK_ITS_ROWS = Dies("after", "shared.messaging.outbox:take")
PUBLISHED = Dies("after", "shared.messaging.publisher:PikaPublisher.publish")
DELETED_THEM = Dies("after", "shared.messaging.outbox:forget")
COMMITTED = Dies("before", "shared.messaging.relay:Relay._more")
SENT_SOME = Dies("before", "socket:socket.send", nth=23, thread="relay")  # 16 open the link, 13 carry 400 messages
HEARD_A_CONFIRM = Dies("after", "shared.messaging.flight:Flight.acknowledged")


@pytest.mark.parametrize(
    ("step", "rows_left", "sent"),
    [
        pytest.param(TOOK_ITS_ROWS, 3, 0, id="it had taken its rows"),
        pytest.param(PUBLISHED, 3, 3, id="it had published"),
        pytest.param(DELETED_THEM, 3, 3, id="it had deleted its rows"),
        pytest.param(COMMITTED, 0, 3, id="it had committed"),
    ],
)
def test_rows_of_a_killed_relay_remain_until_they_are_confirmed_and_deleted(
    library: CrashSite, step: Dies, rows_left: int, sent: int
) -> None:
    library.keep_copies()
    bought = library.buy(*TITLES)
    library.worker("relay", dies=step).killed_itself()
    assert len(library.outbox) == rows_left
    assert len(library.take(COPIES)) == sent
    library.worker("consumer")
    library.effects_reach(sent)  # what comes again then comes later, not in the same batch
    library.worker("relay")
    library.each_took_effect_once(bought)
    assert len(library.take(COPIES)) == rows_left, "exactly the rows that remained were sent again"


@pytest.mark.parametrize(
    ("step", "most"),
    [
        pytest.param(SENT_SOME, 399, id="it had sent some"),
        pytest.param(HEARD_A_CONFIRM, 400, id="it had heard a confirm"),
    ],
)
def test_a_relay_killed_in_the_middle_of_a_batch_loses_none_of_it_and_repeats_without_effect(
    library: CrashSite, step: Dies, most: int
) -> None:
    library.keep_copies()
    bought = library.buy(*(f"Tập {number}" for number in range(400)))
    library.worker("relay", dies=step).killed_itself()
    assert len(library.outbox) == 400
    sent = library.take(COPIES)
    assert 0 < len(sent) <= most
    library.worker("consumer")
    library.effects_reach(len(sent))
    library.worker("relay")
    library.each_took_effect_once(bought)
    sent += library.take(COPIES)
    assert len(sent) > 400, "what it had sent already was sent again"
