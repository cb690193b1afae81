"""What is measured of messages: how many wait and since when, how long one waited, and what channels answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.exposition import metrics_text
from tests.integration.mail_server import MailServer, mail_server
from tests.integration.notifications_wiring import (
    AStory,
    Notifications,
    hear,
    nobody_rests,
    notifications_on,
    pass_time,
    send_all,
)

Told = Callable[..., float]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def office(database_url: str, tmp_path: Path, server: MailServer) -> Iterator[Notifications]:
    """The service with e-mail before text messages, and a message for Lan that is due."""
    channels = f"{server.address()};file://{tmp_path}/messages.jsonl"
    more = {"NOTIFICATIONS_CHANNELS": channels, "OUTREACH_RULES": nobody_rests(tmp_path)}
    story = AStory(asked_by_id=None, lans_email="lan@example.org")
    with notifications_on(database_url, tmp_path, now=datetime.now(UTC), **more) as runtime:
        hear(runtime, *story.background(), story.opened())
        yield runtime


@pytest.fixture
def told(office: Notifications) -> Told:
    """What a scrape says; of what is counted, what was added since this test began."""
    before = {
        name: value for name, value in _samples(office).items() if "_messages_" in name[0] or "_message_" in name[0]
    }

    def ask(metric: str, **labels: str) -> float:
        now = _samples(office)
        wanted = [key for key in now if key[0] == metric and labels.items() <= set(key[1])]
        standing = not metric.endswith(("_total", "_sum", "_count"))
        return sum(now[key] - (0 if standing else before.get(key, 0)) for key in wanted)

    return ask


def _samples(office: Notifications) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    text, _ = metrics_text(office.name, office.standing)
    found = [s for family in text_string_to_metric_families(text.decode()) for s in family.samples]
    return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in found}


def test_a_message_that_waits_is_told_with_the_time_it_has_been_due(office: Notifications, told: Told) -> None:
    pass_time(office, timedelta(seconds=75))
    assert told("outreach_messages", status="queued") == 1
    assert told("outreach_message_oldest_due_seconds") == pytest.approx(75, abs=1)
    send_all(office)
    assert told("outreach_messages", status="queued") == 0
    assert told("outreach_message_oldest_due_seconds") == 0


def test_how_long_it_waited_is_counted_for_the_channel_that_took_it(office: Notifications, told: Told) -> None:
    pass_time(office, timedelta(seconds=75))
    send_all(office)
    assert told("outreach_messages_tried_total", channel="smtp", outcome="sent") == 1
    assert told("outreach_message_wait_seconds_sum", channel="smtp") == pytest.approx(75, abs=1)
    assert told("outreach_message_send_seconds_count", channel="smtp") == 1


def test_a_channel_that_refuses_is_told_by_its_reason_and_the_next_by_what_it_took(
    office: Notifications, told: Told, server: MailServer
) -> None:
    server.to_recipient = "550 nobody here"
    send_all(office)
    assert told("outreach_messages_tried_total", channel="smtp", outcome="refused") == 1
    assert told("outreach_messages_tried_total", channel="file", outcome="sent") == 1
    assert told("outreach_message_wait_seconds_count", channel="smtp") == 0


def test_whom_no_channel_reaches_is_told_until_somebody_phones(
    office: Notifications, told: Told, server: MailServer, tmp_path: Path
) -> None:
    server.to_recipient = "550 nobody here"
    (tmp_path / "messages.jsonl").mkdir()  # the file cannot be written
    for _ in range(6):
        send_all(office)
        pass_time(office, timedelta(minutes=10))
    assert told("outreach_messages", status="to_call") == 1
    assert told("outreach_messages_decided_total", status="to_call") == 1
