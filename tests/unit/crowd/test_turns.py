"""Turns come in their order and at their time, and messages find whose phone it is."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

from tools.crowd.agenda import Agenda
from tools.crowd.ledger import Deed, Done, Ledger
from tools.crowd.people import RESIDENTS, Population
from tools.crowd.phones import Message, Phones
from tools.waiting import until


def test_turns_are_taken_in_the_order_they_are_due() -> None:
    agenda, done = Agenda(1), list[str]()
    now = time.monotonic()
    for name, seconds in (("third", 0.06), ("first", 0.0), ("second", 0.03)):
        agenda.at(now + seconds, lambda name=name: done.append(name))  # type: ignore[misc]
    agenda.start()
    until(lambda: not agenda.left)
    agenda.stop()
    assert done == ["first", "second", "third"]


def test_a_turn_that_is_held_up_does_not_move_the_next() -> None:
    begun: list[float] = []
    agenda, blocked = Agenda(2, begun.append), threading.Event()
    now = time.monotonic()
    agenda.at(now, blocked.wait)  # type: ignore[arg-type]
    agenda.at(now + 0.01, blocked.set)
    agenda.start()
    until(lambda: not agenda.left)
    agenda.stop()
    assert begun == [now, now + 0.01]


def test_one_turn_that_fails_ends_nobody_elses_day() -> None:
    agenda, done = Agenda(1), threading.Event()
    agenda.after(0, lambda: [].pop())
    agenda.after(0, done.set)
    agenda.start()
    until(done.is_set)
    agenda.stop()
    assert [type(error) for error in agenda.failed] == [IndexError]


def test_a_line_rings_on_the_phone_it_is_for_once_it_is_whole(tmp_path: Path) -> None:
    file, heard = tmp_path / "messages.jsonl", list[Message]()
    phones = Phones(file)
    phones.give("+84971234567", heard.append)
    phones.start()
    line = json.dumps(
        {
            "message_id": "m1",
            "to": "+84971234567",
            "template": "offer",
            "text": "…",
            "about": {"kind": "offer", "id": "o1"},
            "at": "2027-05-03T08:30:00+07:00",
        }
    )
    with file.open("a") as written:
        written.write(line[:20])
        written.flush()
        written.write(line[20:] + "\n" + line.replace("+84971234567", "+84970000000") + "\n")
    until(lambda: heard)
    phones.stop()
    assert [(message.template, message.about_id) for message in heard] == [("offer", "o1")]


def test_numbers_come_out_of_the_seed_and_none_comes_twice() -> None:
    mine, same, other = (Population(seed) for seed in (3, 3, 4))
    numbers = [mine.number(RESIDENTS) for _ in range(1000)]
    assert len(set(numbers)) == 1000
    assert [same.number(RESIDENTS) for _ in range(1000)] == numbers
    assert other.number(RESIDENTS) not in numbers


def test_the_ledger_tells_what_was_promised_from_what_was_refused_and_from_what_nobody_knows() -> None:
    ledger = Ledger()
    for status in (200, 409, 503, 0):
        ledger.write(Done(Deed.ACCEPT, f"o{status}", "+84970000000", status))
    assert [done.about_id for done in ledger.of(Deed.ACCEPT)] == ["o200"]
    assert [done.about_id for done in ledger.refused] == ["o409"]
    assert [done.about_id for done in ledger.unsure] == ["o503", "o0"]
