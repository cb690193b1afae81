"""What staff see of messages, and what they may send again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.notifications.app import create_app
from shared.ids import new_id
from shared.web.keys import open_signing_key
from shared.web.tokens import Issuer, Post
from tests.integration.notifications_wiring import (
    WARD,
    AStory,
    Notifications,
    arrived,
    hear,
    lines,
    notifications_on,
    send_all,
)

ELSEWHERE = "00256"


@dataclass
class Caller:
    """Somebody with posts, at the API."""

    client: FlaskClient
    person_id: str
    headers: dict[str, str]

    def messages(self, query: str = "") -> Any:
        return self.client.get(f"/api/v1/messages{query}", headers=self.headers)

    def resend(self, message_id: str) -> Any:
        return self.client.post(f"/api/v1/messages/{message_id}/resend", headers=self.headers)


@pytest.fixture
def notifications(database_url: str, tmp_path: Path) -> Iterator[Notifications]:
    with notifications_on(database_url, tmp_path) as runtime:
        yield runtime


def calling(notifications: Notifications, *posts: Post) -> Caller:
    key = open_signing_key(None, data_dir=notifications.config.data_dir, embedded=True)
    person_id = new_id()
    token, _ = Issuer(key, notifications.clock).issue(person_id, posts)
    return Caller(create_app(notifications).test_client(), person_id, {"Authorization": f"Bearer {token}"})


def staff(notifications: Notifications, *wards: str) -> Caller:
    return calling(notifications, Post("staff", frozenset(wards)))


def city(notifications: Notifications) -> Caller:
    return calling(notifications, Post("city"))


@pytest.fixture
def story(notifications: Notifications) -> AStory:
    """Everything up to the fixed time was told."""
    story = AStory()
    hear(notifications, *story.background(), story.opened(), story.scheduled())
    send_all(notifications)
    return story


def test_staff_see_what_their_ward_was_told_with_numbers_masked(notifications: Notifications, story: AStory) -> None:
    found = staff(notifications, WARD).messages(f"?person={story.resident_id}").json["items"]
    assert {item["template"] for item in found} == {"request.received", "visit.confirm", "visit.safety"}
    received = next(item for item in found if item["template"] == "request.received")
    assert (received["status"], received["to"], received["channel"]) == ("sent", "••• 678", "file")
    assert received["about"] == {"kind": "request", "id": story.request_id}
    assert received["text"].startswith("P. Ba Đình đã nhận phiếu 4-26-017 của bác Lan.")


def test_a_visit_code_is_blotted_out(notifications: Notifications, story: AStory) -> None:
    answer = staff(notifications, WARD).messages()
    assert "hoa sen" not in answer.text
    assert "Mã hẹn: •••." in answer.text


def test_a_sign_in_code_is_never_shown_even_before_it_left(notifications: Notifications) -> None:
    hear(notifications, AStory().code_requested())
    (item,) = city(notifications).messages().json["items"]
    assert (item["template"], item["status"], item["text"], item["to"]) == ("request.code", "queued", None, None)


def test_another_wards_messages_are_not_there(notifications: Notifications, story: AStory) -> None:
    elsewhere = staff(notifications, ELSEWHERE)
    assert elsewhere.messages().json["items"] == []
    assert elsewhere.messages(f"?ward={WARD}").status_code == 404
    (message_id, *_) = (item["id"] for item in city(notifications).messages().json["items"])
    assert elsewhere.resend(message_id).status_code == 404


def test_messages_are_listed_latest_first_page_by_page(notifications: Notifications, story: AStory) -> None:
    caller = staff(notifications, WARD)
    everything = [item["id"] for item in caller.messages().json["items"]]
    first = caller.messages("?limit=4").json
    second = caller.messages(f"?limit=4&cursor={first['next']}").json
    assert [item["id"] for page in (first, second) for item in page["items"]] == everything
    assert second["next"] is None
    assert everything == sorted(everything, reverse=True)


def test_messages_are_found_by_their_state(notifications: Notifications) -> None:
    story = AStory(asked_by_id=None, lans_phone=None)
    hear(notifications, *story.background(), story.opened())
    send_all(notifications)
    caller = staff(notifications, WARD)
    assert len(caller.messages("?status=to_call").json["items"]) == 1
    assert [item["template"] for item in caller.messages("?status=sent").json["items"]] == ["staff.unreached"]


@pytest.mark.parametrize("posts", [(), (Post("volunteer", frozenset({WARD})),), (Post("counter", frozenset({WARD})),)])
def test_messages_are_for_staff(notifications: Notifications, posts: tuple[Post, ...]) -> None:
    assert calling(notifications, *posts).messages().status_code == 403


def test_a_stranger_is_asked_to_sign_in(notifications: Notifications) -> None:
    assert create_app(notifications).test_client().get("/api/v1/messages").status_code == 401


def test_a_token_from_before_the_posts_changed_no_longer_counts(notifications: Notifications) -> None:
    caller = city(notifications)
    changed = AStory(resident_id=caller.person_id).resident()
    changed.data["tokens_valid_after"] = "2026-12-01T00:00:00+07:00"
    hear(notifications, changed)
    assert caller.messages().status_code == 401


def test_what_was_sent_can_be_sent_again(notifications: Notifications, story: AStory, tmp_path: Path) -> None:
    caller = staff(notifications, WARD)
    found = caller.messages(f"?person={story.volunteer_id}").json["items"]
    task = next(item for item in found if item["template"] == "task.accepted")
    answer = caller.resend(task["id"])
    assert (answer.status_code, answer.json["status"]) == (202, "queued")
    send_all(notifications)
    assert arrived(tmp_path).count((story.mais_phone, "task.accepted")) == 2
    keys = [line["message_id"] for line in lines(tmp_path) if line["template"] == "task.accepted"]
    assert keys == [task["id"], f"{task['id']}.2"]


def test_whom_nothing_reached_can_be_tried_again_once_a_number_is_known(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory(asked_by_id=None, lans_phone=None)
    hear(notifications, *story.background(), story.opened())
    send_all(notifications)
    caller = staff(notifications, WARD)
    (waiting,) = caller.messages("?status=to_call").json["items"]
    story.lans_phone = "+84900000001"
    hear(notifications, story.resident(sequence=2))
    assert caller.resend(waiting["id"]).status_code == 202
    send_all(notifications)
    assert arrived(tmp_path) == [("+84900000001", "request.received")]


def test_what_is_no_longer_true_is_not_said_again(notifications: Notifications, story: AStory, tmp_path: Path) -> None:
    before = arrived(tmp_path)
    caller = staff(notifications, WARD)
    found = caller.messages(f"?person={story.resident_id}").json["items"]
    received = next(item for item in found if item["template"] == "request.received")
    hear(notifications, story.closed())
    answer = caller.resend(received["id"])
    assert (answer.status_code, answer.json["detail"]) == (
        409,
        "Điều tin này báo không còn đúng nữa, không gửi lại được.",
    )
    send_all(notifications)
    assert arrived(tmp_path) == before
    assert caller.messages("?status=dropped").json["items"] == []


def test_a_code_is_not_sent_again(notifications: Notifications) -> None:
    hear(notifications, AStory().code_requested())
    send_all(notifications)
    caller = city(notifications)
    (code,) = caller.messages().json["items"]
    assert caller.resend(code["id"]).status_code == 409


def test_an_unknown_message_is_not_found(notifications: Notifications) -> None:
    assert city(notifications).resend(new_id()).status_code == 404
