"""The broker refuses, cannot route, or is down: the rows stay, say why, and go out by themselves when it can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from pika.exceptions import NackError

from shared.contracts import Event
from tests.kit.crash_site import INBOX, TITLES, CrashSite
from tests.kit.lending import BOUGHT, LENT, an_event
from tests.kit.processes import Worker
from tools.servers.rabbit import RabbitServer
from tools.waiting import until


def stay_and_say(site: CrashSite, why: str, rows: int = len(TITLES)) -> None:
    """Wait until the rows have been tried; each is still there with its attempts and ``why``."""
    until(lambda: site.outbox and all(row["attempts"] > 0 for row in site.outbox))
    assert len(site.outbox) == rows
    assert all(why in row["last_error"] for row in site.outbox)


def warns_of_the_oldest(site: CrashSite, worker: Worker, why: str) -> None:
    """Nobody is alarmed at once; ten minutes later readiness says how many wait, how long, and why."""
    until(lambda: worker.check("outbox").startswith("ok: 3 waiting"))
    site.site.clock.advance(timedelta(minutes=10))
    until(lambda: worker.check("outbox").startswith("warning: 3 waiting, the oldest for 10 min: "))
    assert why in until(lambda: worker.check("outbox"))


def test_what_no_queue_takes_stays_and_goes_out_when_one_does(crash_site: CrashSite) -> None:
    crash_site.migrate([LENT])
    bought = crash_site.buy(*TITLES)
    worker = crash_site.worker()
    stay_and_say(crash_site, f"no queue takes {BOUGHT.type}")
    warns_of_the_oldest(crash_site, worker, "no queue takes")
    crash_site.migrate()
    crash_site.each_took_effect_once(bought)


def test_what_the_broker_refuses_stays_and_goes_out_when_it_takes_it(library: CrashSite, rabbit: RabbitServer) -> None:
    policy = f"policies/{urlsplit(library.site.broker_url).path.strip('/')}/small"
    rabbit.management("PUT", policy, {"pattern": INBOX, "definition": {"max-length": 1}})
    filling = an_event()
    until(lambda: not taken(library, filling))
    bought = library.buy(*TITLES)
    relay = library.worker("relay")
    stay_and_say(library, "nack")
    warns_of_the_oldest(library, relay, "nack")
    library.worker("consumer")  # makes room
    library.each_took_effect_once([filling.subject, *bought])


def taken(site: CrashSite, event: Event) -> bool:
    """Whether the library's inbox takes one more message."""
    try:
        site.put(event)
    except NackError:
        return False
    return True


def test_while_an_inbox_is_missing_nothing_is_sent_and_the_remedy_is_named(library: CrashSite) -> None:
    with library.channel() as channel:
        channel.queue_delete("sessions.inbox")
    bought = library.buy(*TITLES)
    library.worker()
    stay_and_say(library, "python -m services.sessions migrate")
    assert not library.effects()
    library.declare("sessions")
    library.each_took_effect_once(bought)


@pytest.mark.parametrize("end", [RabbitServer.stop, RabbitServer.kill], ids=["stopped", "killed"])
def test_while_the_broker_is_away_commands_succeed_and_afterwards_everything_flows_by_itself(
    library: CrashSite, rabbit: RabbitServer, end: Callable[[RabbitServer], None]
) -> None:
    worker = library.worker()
    before = library.buy("Trước khi dừng")
    library.each_took_effect_once(before)
    end(rabbit)
    meanwhile = library.buy(*TITLES)
    stay_and_say(library, "failed")
    warns_of_the_oldest(library, worker, "failed")
    rabbit.start()
    library.each_took_effect_once([*before, *meanwhile])
    assert worker.running
