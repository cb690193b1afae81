"""The consumer dies before or after its commit: the broker gives its messages to the next one."""

from __future__ import annotations

import pytest

from tests.kit.crash_site import TITLES, CrashSite
from tests.kit.dying import Dies
from tests.kit.lending import an_event
from tools.waiting import until

BEFORE_THE_COMMIT = [
    Dies("before", "shared.messaging.dispatch:Dispatcher.deliver"),
    Dies("after", "shared.messaging.inbox:remember"),
    Dies("after", "shared.messaging.unit_of_work:UnitOfWork.harvest", thread="consumer"),
    Dies("before", "sqlalchemy.orm:Session.commit", thread="consumer"),
]
AFTER_THE_COMMIT = [
    Dies("after", "sqlalchemy.orm:Session.commit", thread="consumer"),
    Dies("before", "shared.messaging.feed:Feed.acknowledge"),
]


@pytest.mark.parametrize("number", [1, 3], ids=["one event", "a batch"])
@pytest.mark.parametrize("step", BEFORE_THE_COMMIT, ids=str)
def test_a_consumer_killed_before_its_commit_leaves_no_trace_and_the_message_goes_to_the_next(
    library: CrashSite, step: Dies, number: int
) -> None:
    events = [an_event() for _ in range(number)]
    library.put(*events)
    library.worker("consumer", dies=step).killed_itself()
    assert not library.inbox
    assert not library.effects()
    library.worker("consumer")
    library.each_took_effect_once([event.subject for event in events])


@pytest.mark.parametrize("step", AFTER_THE_COMMIT, ids=str)
def test_a_consumer_killed_between_its_commit_and_the_ack_gets_the_message_again_and_does_nothing_twice(
    library: CrashSite, step: Dies
) -> None:
    events = [an_event() for _ in TITLES]
    library.put(*events)
    library.worker("consumer", dies=step).killed_itself()
    handled = sum(library.effects().values())
    assert handled > 0
    worker = library.worker("consumer")
    until(lambda: worker.events("repeated") == handled)
    library.each_took_effect_once([event.subject for event in events])
    assert library.left_in_the_inbox(worker) == 0
