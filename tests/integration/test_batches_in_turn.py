"""Batches of one service that two workers take at the same moment: they wait for each other, never both at once."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
import structlog

from services.notifications.subscriptions import SUBSCRIPTIONS
from shared.contracts import Event
from shared.contracts import notifications as reach
from shared.ids import new_id
from shared.messaging.incoming import read_delivery
from shared.messaging.port import Delivery
from shared.messaging.tables import WAITING
from shared.service import Runtime
from tests.integration.notifications_wiring import AStory, Notifications, notifications_on, told
from tests.integration.volunteers_wiring import Office, volunteers_on

STORIES = 12
ROUNDS = 5


@pytest.fixture
def notifications(postgres_url: str, tmp_path: Path) -> Iterator[Notifications]:
    with notifications_on(postgres_url, tmp_path) as running:
        yield running


@pytest.fixture
def office(postgres_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(postgres_url, tmp_path) as running:
        yield running


def test_what_came_in_opposite_orders_is_taken_by_two_workers_without_a_deadlock(notifications: Notifications) -> None:
    stories = [AStory() for _ in range(STORIES)]
    for story in stories:
        notifications.dispatcher.deliver([Delivery(each.to_bytes()) for each in story.background()])
    for sequence in range(2, 2 + 2 * ROUNDS, 2):
        here = [story.opened(sequence) for story in stories]
        there = [story.opened(sequence + 1) for story in reversed(stories)]
        assert _taken_at_once(notifications, here, there) == []


def test_what_became_of_messages_is_noted_by_two_workers_without_a_deadlock(office: Office) -> None:
    requests = [office.entered(resident={"name": "Nguyễn Thị Lan", "phone": f"+8491234{n:04}"}) for n in range(STORIES)]
    for _ in range(ROUNDS):
        here, there = [_reached(each["id"]) for each in requests], [_reached(each["id"]) for each in reversed(requests)]
        assert _taken_at_once(office.runtime, here, there) == []


@pytest.mark.parametrize("seed", range(5))
def test_every_worker_takes_the_same_requests_in_the_same_order_and_each_as_it_came(seed: int) -> None:
    stories = [AStory() for _ in range(5)]
    shuffled = random.Random(seed).sample(stories, len(stories))  # noqa: S311 - an order, not a secret
    arrived = [event for story in shuffled for event in (story.opened(2), story.offer_made(3), *story.people())]
    arrived.sort(key=lambda event: event.sequence, reverse=True)
    read = [read_delivery(Delivery(each.to_bytes()), SUBSCRIPTIONS) for each in arrived]
    taken = [each.event for each in sorted(read, key=lambda each: each.turn) if each.event]
    people = 3 * len(stories)
    assert all(".person." in each.type for each in taken[:people]), "what others rest on comes first"
    ids = [each.subject for each in taken[people:]]
    assert ids == sorted(ids), "by request"
    assert [each.sequence for each in taken[people:]] == [3, 2] * len(stories), "of one request as they came"


def test_what_nobody_knows_yet_is_kept_without_taking_its_batch_apart(notifications: Notifications) -> None:
    story = AStory()
    notifications.dispatcher.deliver([Delivery(each.to_bytes()) for each in story.background()])
    strange = replace(story.opened(2), id=new_id(), type="volunteers.request.dreamt.v1", data={"about": ["nobody"]})
    assert _taken_at_once(notifications, [strange, story.opened(3)]) == []
    with notifications.reading() as connection:
        kept = connection.execute(notifications.parts.kit.inbox.select().where(WAITING)).mappings().all()
    assert [(row["event_id"], row["reason"]) for row in kept] == [(strange.id, "type_unknown")]


def _reached(request_id: str) -> Event:
    about = {"about": {"kind": "request", "id": request_id}, "request_id": request_id}
    message = {"message_id": new_id(), "person_id": new_id(), "template": "request.received", "step": "file"}
    return told(reach.PERSON_REACHED, message["message_id"], 1, message | about)


def _taken_at_once(running: Runtime[Any], *batches: Sequence[Event]) -> list[str]:
    """Deliver the batches at the same moment; what was said of a batch that had to be taken apart."""
    ready = Barrier(len(batches))

    def take(batch: Sequence[Event]) -> None:
        ready.wait(timeout=30)
        running.dispatcher.deliver([Delivery(each.to_bytes()) for each in batch])

    with structlog.testing.capture_logs() as said, ThreadPoolExecutor(len(batches)) as workers:
        list(workers.map(take, batches))
    return [str(line) for line in said if line["event"] == "batch_taken_singly"]
