"""What must hold once all is quiet. Each check yields one sentence for each thing that does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.system import pictures
from tests.system.campaign import promises
from tests.system.campaign.scene import SERVICES, Scene
from tools.crowd import Asked, Crowd
from tools.crowd.phones import Message

READERS = 4
"""Threads that read every request through the gateway."""

Check = Callable[[Scene, Crowd], Iterator[str]]

RESIDENT, ASKED_BY = HOUSEHOLD = ("resident", "asked_by")
RECEIVED = {RESIDENT: "request.received", ASKED_BY: "request.received"}
PLACED = {RESIDENT: "visit.confirm", ASKED_BY: "visit.confirm.relative"}
"""By which notice each of a household learns that its request is seen to, and when somebody comes."""


def promised_and_lost(scene: Scene, crowd: Crowd) -> Iterator[str]:
    """Nothing that was answered with success is lost; every request is there for whoever holds its code."""
    yield from promises.lost(scene.rows, crowd.accepted)
    with ThreadPoolExecutor(READERS) as pool:
        yield from filter(None, pool.map(lambda asked: _unread(scene, asked), crowd.accepted.requests.values()))
    canaries = {asked.request_id for asked in scene.canary.asked}
    known = {str(id) for (id,) in scene.rows("volunteers", "SELECT request_id FROM requests")}
    yield from (f"canary {id} is lost" for id in sorted(canaries - known))


def _unread(scene: Scene, asked: Asked) -> str | None:
    address = f"{scene.cluster.address}/volunteers/api/v1/requests/{asked.request_id}"
    answer = requests.get(address, headers={"Authorization": f"Tracking {asked.tracking_code}"}, timeout=30)
    if answer.status_code == 200 and answer.json()["reference"] == asked.reference:
        return None
    return f"request {asked.request_id} was taken in and is answered {answer.status_code}"


def done_twice(scene: Scene, crowd: Crowd) -> Iterator[str]:
    """What was asked once was done once, however often it was sent."""
    yield from promises.doubled(scene.rows, crowd.accepted)


def numbered_once(scene: Scene, _crowd: Crowd) -> Iterator[str]:
    """No fact of an aggregate is missing from its journal, and none is in it twice."""
    query = """SELECT subject_kind, subject_id, count(*), count(DISTINCT sequence), max(sequence) FROM journal
               WHERE sequence > 0 GROUP BY 1, 2
               HAVING count(*) <> count(DISTINCT sequence) OR count(*) <> max(sequence)"""
    for service in SERVICES:
        for kind, id, lines, different, last in scene.rows(service, query):
            yield f"the journal of {service} has {lines} lines ({different} different) for {last} facts of {kind} {id}"


def still_waiting(scene: Scene, _crowd: Crowd) -> Iterator[str]:
    """Outboxes are empty, nothing is deferred, nothing parked, and nothing contradicted anything."""
    for service in SERVICES:
        for type_, error in scene.rows(service, "SELECT type, last_error FROM outbox"):
            yield f"{service}: {type_} is still in the outbox ({error})"
        query = "SELECT status, type, reason, last_error FROM inbox WHERE status <> 'done'"
        for status, type_, reason, error in scene.rows(service, query):
            yield f"{service}: {type_} is {status}: {reason} ({error})"
        for type_, code, detail in scene.rows(service, "SELECT type, code, detail FROM conflicts"):
            yield f"{service}: {type_} contradicted: {code} ({detail})"


def waiting_messages(scene: Scene, _crowd: Crowd) -> Iterator[str]:
    """Every message left, or says why not."""
    query = """SELECT id, notice, status, failure FROM messages
               WHERE status IN ('queued', 'sending')
               OR (status IN ('to_call', 'failed', 'dropped') AND failure IS NULL)"""
    for id, notice, status, failure in scene.rows("notifications", query):
        yield f"message {id} ({notice}) is {status}: {failure}"


def pictures_apart(scene: Scene, _crowd: Crowd) -> Iterator[str]:
    """Each accepted offer has its one standing appointment and back, and each service knows what the others are."""
    yield from pictures.differences({service: scene.cluster.superuser_url(service) for service in SERVICES})


def told_nothing(scene: Scene, _crowd: Crowd) -> Iterator[str]:
    """Resident and asker of every request that was opened were told so, and of every visit its time: each of them by a
    message of their own, which left or says why not."""
    query = "SELECT notice, part, coalesce(appointment_id, request_id) FROM messages WHERE part IN (%s, %s)"
    told = {(str(notice), str(part), str(id)) for notice, part, id in scene.rows("notifications", query, *HOUSEHOLD)}
    opened = scene.rows("volunteers", "SELECT request_id, asked_by_id FROM requests WHERE opened_at IS NOT NULL")
    visits = scene.rows("sessions", "SELECT id, asked_by_id FROM appointments")
    for notices, all_ in ((RECEIVED, opened), (PLACED, visits)):
        for id, asked_by in all_:
            for part, notice in notices.items():
                if (part == RESIDENT or asked_by) and (notice, part, str(id)) not in told:
                    yield f"the {part} was never told {notice} about {id}"


LOST: Mapping[str, Check] = {"promised and lost": promised_and_lost, "told nothing": told_nothing}
DOUBLED: Mapping[str, Check] = {"done twice": done_twice, "numbered once": numbered_once}
STUCK: Mapping[str, Check] = {"still waiting": still_waiting, "waiting messages": waiting_messages}
APART: Mapping[str, Check] = {"pictures": pictures_apart}


class Letters:
    """Every message that arrived, by its id: to be given to the crowd as ``hear``."""

    def __init__(self) -> None:
        self.came: Counter[str] = Counter()

    def __call__(self, message: Message) -> None:
        self.came[message.message_id] += 1


def repeats(scene: Scene, came: Counter[str]) -> tuple[Counter[str], list[str]]:
    """How often each message came once too often, and those among them that are not marked as repeats."""
    again = Counter({id: times - 1 for id, times in came.items() if times > 1})
    ids = [id.partition(".")[0] for id in again]
    marked = {
        str(id)
        for (id,) in scene.rows("notifications", "SELECT id FROM messages WHERE id = ANY(%s::uuid[]) AND repeat", ids)
    }
    return again, [
        f"message {id} came {again[id] + 1} times and is not marked"
        for id in again
        if id.partition(".")[0] not in marked
    ]
