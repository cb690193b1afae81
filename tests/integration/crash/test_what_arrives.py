"""What arrives again, late, early, unreadable or too often: it harms nothing and nothing of it is lost."""

from __future__ import annotations

import pytest

from shared.messaging import parked, topology
from tests.kit.crash_site import TITLES, CrashSite, restarted_until
from tests.kit.lending import ACTOR, LENT, TABLES, an_event
from tests.kit.receipts import POISON
from tools.waiting import until


def test_an_event_that_comes_again_takes_effect_once(library: CrashSite) -> None:
    event, other = an_event(), an_event()
    library.put(event, event, other)
    worker = library.worker("consumer")
    until(lambda: worker.events("repeated") == 1)
    library.put(event)
    until(lambda: worker.events("repeated") == 2)
    library.each_took_effect_once([event.subject, other.subject])


def test_an_event_that_comes_late_does_not_undo_what_is_known(library: CrashSite) -> None:
    newer = an_event(title="Tên mới", sequence=7)
    library.put(newer)
    library.worker("consumer")
    until(lambda: library.statuses() == {"done": 1})
    library.put(an_event(book_id=newer.subject, title="Tên cũ", sequence=2))
    until(lambda: library.statuses() == {"done": 2})
    assert [(row["title"], row["sequence"]) for row in library.rows(TABLES.shelf)] == [("Tên mới", 7)]


def test_an_event_whose_parent_is_unknown_waits_for_it(library: CrashSite) -> None:
    parent = an_event()
    child = an_event(LENT, book_id=parent.subject, lent_to="Lan", sequence=2)
    library.put(child)
    worker = library.worker("consumer", "retries")
    until(lambda: library.statuses() == {"deferred": 1})
    (waiting,) = library.inbox
    assert (waiting["reason"], bytes(waiting["body"])) == ("parent_unknown", child.to_bytes())
    library.put(parent)
    until(lambda: library.statuses() == {"done": 2})
    assert [row["lent_to"] for row in library.rows(TABLES.shelf)] == ["Lan"]
    assert library.effects(LENT) == {child.subject: 1}
    assert library.left_in_the_inbox(worker) == 0


@pytest.mark.parametrize("body", [b"\xff\xfe\x00 no event", b"", b'{"specversion":'], ids=["bytes", "empty", "half"])
def test_what_is_unreadable_is_parked_with_its_bytes_and_holds_nobody_up(library: CrashSite, body: bytes) -> None:
    before, after = an_event(), an_event()
    library.put(before, body, after)
    worker = library.worker("consumer")
    library.each_took_effect_once([before.subject, after.subject])
    until(lambda: library.statuses() == {"done": 2, "parked": 1})
    (held,) = [row for row in library.inbox if row["status"] == "parked"]
    assert (held["reason"], bytes(held["body"])) == ("unreadable", body)
    assert "1 parked" in until(lambda: worker.check("parked"))
    assert library.left_in_the_inbox(worker) == 0


def test_what_kills_every_consumer_ends_among_the_parked_and_takes_nobody_with_it(
    crash_site: CrashSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topology, "DELIVERY_LIMIT", 2)
    crash_site.migrate()
    poison, others = an_event(title=POISON), [an_event() for _ in TITLES]
    crash_site.put(others[0], poison, *others[1:])
    started = restarted_until(lambda: crash_site.worker("consumer", "retries"), lambda: crash_site.statuses()["parked"])
    assert started > topology.DELIVERY_LIMIT
    until(lambda: len(crash_site.inbox) == 4)
    held = {row["event_id"]: row for row in crash_site.inbox if row["status"] == "parked"}
    assert (held[poison.id]["reason"], bytes(held[poison.id]["body"])) == ("delivered_too_often", poison.to_bytes())
    assert "delivered too often" in held[poison.id]["last_error"]
    _replay(crash_site, held.keys() - {poison.id})
    crash_site.each_took_effect_once([event.subject for event in others])


def _replay(site: CrashSite, event_ids: set[str]) -> None:
    """What a person does with ``parked replay``."""
    with site.runtime.unit(ACTOR) as unit:
        parked.replay(unit, sorted(event_ids))
        unit.commit()
