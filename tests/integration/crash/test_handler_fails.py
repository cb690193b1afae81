"""A handler raises: its event is deferred, later parked, and given back by a person. It holds nobody up."""

from __future__ import annotations

import pytest

from shared.contracts import Event
from shared.messaging import inbox, parked
from tests.kit.crash_site import TITLES, CrashSite
from tests.kit.dying import Dies
from tests.kit.lending import ACTOR, LENT, an_event
from tests.kit.receipts import broken
from tools.waiting import until


@pytest.fixture
def failing(library: CrashSite) -> Event:
    """An event in the inbox whose handler fails after it has written, for now."""
    broken(library.site.folder).touch()
    event = an_event()
    library.put(event)
    return event


def test_what_a_failing_handler_wrote_is_rolled_back_and_its_event_is_deferred(
    library: CrashSite, failing: Event
) -> None:
    worker = library.worker("consumer")
    until(lambda: library.statuses() == {"deferred": 1})
    (row,) = library.inbox
    assert (row["attempts"], row["last_error"]) == (1, "RuntimeError: the shelf fell down")
    assert bytes(row["body"]) == failing.to_bytes()
    assert not library.effects()
    assert library.left_in_the_inbox(worker) == 0


def test_a_failing_event_holds_up_no_other(library: CrashSite) -> None:
    good = [an_event(title=title) for title in TITLES]
    bad = an_event(LENT, book_id=good[0].subject, lent_to="trouble", sequence=2)
    library.put(good[0], bad, *good[1:])
    library.worker("consumer")
    library.each_took_effect_once([event.subject for event in good])
    until(lambda: library.statuses() == {"done": 3, "deferred": 1})


def test_a_deferred_event_survives_its_worker_and_is_done_by_the_next(library: CrashSite, failing: Event) -> None:
    worker = library.worker("consumer", "retries")
    until(lambda: library.statuses() == {"deferred": 1})
    worker.kill()
    broken(library.site.folder).unlink()
    step = Dies("after", "shared.messaging.dispatch:Dispatcher._handle", thread="retries")
    library.worker("consumer", "retries", dies=step).killed_itself()
    assert library.statuses() == {"deferred": 1}
    assert not library.effects()
    library.worker("consumer", "retries")
    until(lambda: library.statuses() == {"done": 1})
    assert library.effects() == {failing.subject: 1}


def test_after_its_last_attempt_it_is_parked_and_a_replay_brings_it_back(library: CrashSite, failing: Event) -> None:
    worker = library.worker("consumer", "retries")

    def parked_in_time() -> bool:
        library.site.clock.advance(inbox.LONGEST_RETRY)
        return library.statuses() == {"parked": 1}

    until(parked_in_time)
    (held,) = library.inbox
    assert (held["attempts"], held["reason"]) == (inbox.ATTEMPTS_OF_FAILING, "handler_failed")
    assert bytes(held["body"]) == failing.to_bytes()
    assert until(lambda: worker.check("parked")).startswith("warning: 1 parked")
    broken(library.site.folder).unlink()
    with library.runtime.unit(ACTOR) as unit:
        parked.replay(unit, [failing.id])
        unit.commit()
    library.each_took_effect_once([failing.subject])
    until(lambda: library.statuses() == {"done": 1})
