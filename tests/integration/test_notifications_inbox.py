"""What people read of their own messages, and how they choose to be reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.ids import new_id
from shared.web.auth import tracking_hash
from tests.integration.notifications_replying import Phones, phones_on
from tests.integration.notifications_wiring import WARD, AStory, arrived, send_all

CODE = "ABCDEFGHIJKLMNOP"
TEXT = {"reach": "text", "level": "all", "stop": False}


@pytest.fixture
def phones(database_url: str, tmp_path: Path) -> Iterator[Phones]:
    with phones_on(database_url, tmp_path) as opened:
        yield opened


@pytest.fixture
def story(phones: Phones) -> AStory:
    """Everything up to the fixed time was told."""
    story = AStory(tracking_hash=tracking_hash(CODE))
    phones.hear(*story.background(), story.opened(), story.offer_made(), story.scheduled())
    return story


def templates(answer: object) -> set[str]:
    return {item["template"] for item in answer.json["items"]}  # type: ignore[attr-defined]


def test_one_reads_what_one_was_told_oneself(phones: Phones, story: AStory) -> None:
    mine = phones.calling(person_id=story.volunteer_id).get("/inbox")
    assert templates(mine) == {"offer", "task.accepted"}
    assert mine.json["items"][0]["text"].startswith("P. Ba Đình: ")


def test_the_holder_of_a_tracking_code_reads_what_was_told_of_that_request(phones: Phones, story: AStory) -> None:
    told = templates(phones.tracking(CODE).get("/inbox"))
    assert {"request.received", "visit.confirm", "visit.confirm.relative"} <= told
    assert not told & {"offer", "task.accepted"}


def test_another_code_reads_nothing(phones: Phones, story: AStory) -> None:
    assert templates(phones.tracking("QRSTUVWXYZ234567").get("/inbox")) == set()
    assert phones.tracking("QRSTUVWXYZ234567").get("/preferences").status_code == 404


def test_who_signed_in_and_opened_a_link_in_the_same_browser_reads_both(phones: Phones, story: AStory) -> None:
    token = phones.calling(person_id=story.volunteer_id).headers["Authorization"].removeprefix("Bearer ")
    browser = phones.client.application.test_client()
    browser.set_cookie("outreach_session", token)
    browser.set_cookie("outreach_tracking", CODE)
    assert {"offer", "request.received"} <= templates(browser.get("/api/v1/inbox"))


def test_nobody_reads_an_inbox_without_saying_who_they_are(phones: Phones, story: AStory) -> None:
    assert phones.client.get("/api/v1/inbox").status_code == 401


def test_staff_find_what_concerns_their_wards(phones: Phones, story: AStory) -> None:
    phones.hear(story.escalated())
    assert "staff.escalated" in templates(phones.staff(WARD).get("/inbox"))
    assert templates(phones.staff("00256").get("/inbox")) == set()


def test_staff_read_their_inbox_in_either_language(phones: Phones, story: AStory) -> None:
    phones.hear(story.escalated())
    staff = phones.staff(WARD)
    assert staff.get("/inbox").json["items"][0]["text"] == "Yêu cầu 4-26-017 cần cán bộ xử lý: đã mời đủ các đợt."
    staff.headers["Accept-Language"] = "en"
    english = staff.get("/inbox").json["items"][0]
    assert (english["language"], english["text"]) == ("en", "Request 4-26-017 needs staff: every wave has been asked.")


def test_until_somebody_chooses_they_get_text_messages(phones: Phones, story: AStory) -> None:
    answer = phones.calling(person_id=story.volunteer_id).get("/preferences")
    assert answer.json == {**TEXT, "phone": "••• 444", "email": None}
    assert answer.headers["ETag"] == '"0"'


def test_who_is_not_known_here_yet_is_told_to_wait(phones: Phones, story: AStory) -> None:
    assert phones.calling(person_id=new_id()).get("/preferences").status_code == 409


def test_one_chooses_how_one_is_reached(phones: Phones, story: AStory) -> None:
    mai = phones.calling(person_id=story.volunteer_id)
    chosen = {"reach": "call", "level": "needed", "stop": False}
    answer = mai.put("/preferences", chosen, '"0"')
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert {name: mai.get("/preferences").json[name] for name in chosen} == chosen


def test_nobody_overwrites_a_choice_they_have_not_seen(phones: Phones, story: AStory) -> None:
    mai = phones.calling(person_id=story.volunteer_id)
    mai.put("/preferences", TEXT, '"0"')
    assert mai.put("/preferences", TEXT, '"0"').status_code == 412
    assert mai.put("/preferences", TEXT, None).status_code == 428


def test_stopping_on_the_page_stops_the_number(phones: Phones, story: AStory, tmp_path: Path) -> None:
    mai = phones.calling(person_id=story.volunteer_id)
    assert mai.put("/preferences", {**TEXT, "stop": True}, '"0"').json["stop"]
    before = arrived(tmp_path)
    other = AStory(volunteer_id=story.volunteer_id, asked_by_id=None, lans_phone=None)
    phones.hear(other.resident(), other.opened(), other.offer_made())
    assert arrived(tmp_path) == before


def test_who_wants_messages_again_gets_them(phones: Phones, story: AStory, tmp_path: Path) -> None:
    mai = phones.calling(person_id=story.volunteer_id)
    phones.write(story.mais_phone, "STOP")
    send_all(phones.runtime)
    assert mai.get("/preferences").json["stop"]
    assert not mai.put("/preferences", TEXT, '"0"').json["stop"]
    other = AStory(volunteer_id=story.volunteer_id, asked_by_id=None, lans_phone=None)
    phones.hear(other.resident(), other.opened(), other.offer_made())
    assert arrived(tmp_path)[-1] == (story.mais_phone, "offer")


def test_by_a_tracking_code_who_asked_chooses(phones: Phones, story: AStory) -> None:
    holder = phones.tracking(CODE)
    assert holder.get("/preferences").json["phone"] == "••• 321"
    assert holder.put("/preferences", {**TEXT, "reach": "email"}, '"0"').json["reach"] == "email"
    assert phones.calling(person_id=story.asked_by_id).get("/preferences").json["reach"] == "email"


def test_what_cannot_be_chosen_is_refused_with_its_remedy(phones: Phones, story: AStory) -> None:
    mai = phones.calling(person_id=story.volunteer_id)
    answer = mai.put("/preferences", {"reach": "pigeon", "level": "all", "stop": False}, '"0"')
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["reach"])
    assert mai.get("/preferences").json["reach"] == "text"


def test_without_a_number_there_is_nothing_to_stop(phones: Phones) -> None:
    story = AStory(asked_by_id=None, lans_phone=None)
    phones.hear(*story.background())
    lan = phones.calling(person_id=story.resident_id)
    answer = lan.put("/preferences", {**TEXT, "stop": True}, '"0"')
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["stop"])
