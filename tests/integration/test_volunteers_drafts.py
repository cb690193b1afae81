"""What was typed and not sent: kept for one browser, for a day, and for nobody else's eyes."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from services.volunteers.commands.drafts import drop_draft, read_draft, save_draft
from shared.messaging.unit_of_work import Actor
from tests.integration.volunteers_wiring import STAFF_PHONE, Office, volunteers_on
from tests.kit.windows import Window

SECRET, OTHER = "x" * 22, "y" * 22
LAN = {"resident.name": "Nguyễn Thị Lan", "topics": ["vneid", "zalo"]}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        yield office


def save(office: Office, data: dict[str, Any], kind: str = "request", secret: str = SECRET) -> None:
    with office.runtime.unit(Actor("anonymous")) as unit:
        save_draft(unit, secret, kind, data)
        unit.commit()


def read(office: Office, kind: str = "request", secret: str = SECRET) -> dict[str, Any] | None:
    with office.runtime.reading() as connection:
        return read_draft(connection, secret, kind, office.clock.now())


def kept(office: Office) -> list[dict[str, Any]]:
    return office.rows(office.runtime.parts.metadata.tables["drafts"])


def test_a_draft_is_read_by_whoever_has_its_secret(office: Office) -> None:
    save(office, LAN)
    assert read(office) == LAN
    assert read(office, secret=OTHER) is None
    assert read(office, kind="join") is None


def test_a_draft_of_one_person_is_not_read_by_the_next_at_the_same_machine(office: Office) -> None:
    with office.runtime.unit(Actor("anonymous")) as unit:
        save_draft(unit, SECRET, "people", {"q": "Lan"}, of="hoa")
        unit.commit()
    with office.runtime.reading() as connection:
        read_by = [read_draft(connection, SECRET, "people", office.clock.now(), of) for of in ("hoa", "minh", None)]
    assert read_by == [{"q": "Lan"}, None, None]


def test_whoever_begins_gets_a_key_of_their_own(office: Office) -> None:
    window = Window(office.anyone.client, "/volunteers")
    window.client.set_cookie("outreach_draft_request", SECRET)
    window.post("/volunteers/help/who", {"who": "me"})
    mine = window.cookie("outreach_draft_request")
    assert mine != SECRET, "a key that was planted opens nothing"
    window.post("/volunteers/help/who", {"who": "family"})
    again = window.cookie("outreach_draft_request")
    assert again != mine, "nor does the key of whoever sat here before"
    window.post("/volunteers/help/topics", {"topics": "vneid"})
    assert window.cookie("outreach_draft_request") == again
    assert len(kept(office)) == 1


def test_what_two_windows_answer_at_once_is_kept_together(office: Office) -> None:
    window = Window(office.anyone.client, "/volunteers")
    window.post("/volunteers/help/who", {"who": "me"})
    key, ready = window.cookie("outreach_draft_request") or "", Barrier(2)

    def answer(page: str, form: dict[str, str]) -> int:
        mine = Window(office.anyone.client.application.test_client(), "/volunteers")
        mine.client.set_cookie("outreach_draft_request", key)
        ready.wait(timeout=30)
        return mine.post(f"/volunteers/help/{page}", form).status_code

    with ThreadPoolExecutor(2) as threads:
        sent = [("topics", {"topics": "vneid"}), ("device", {"resident.device": "touch"})]
        assert list(threads.map(lambda each: answer(*each), sent)) == [303, 303]
    data = read(office, secret=key)
    assert data is not None
    assert set(data["done"]) == {"who", "topics", "device"}


def test_the_secret_itself_is_not_kept(office: Office) -> None:
    save(office, LAN)
    assert [row["key"] for row in kept(office)] == [hashlib.sha256(SECRET.encode()).hexdigest()]


def test_saving_again_replaces_what_was_there(office: Office) -> None:
    save(office, LAN)
    save(office, {"resident.name": "Trần Văn Hùng"})
    assert read(office) == {"resident.name": "Trần Văn Hùng"}


def test_what_was_sent_is_gone_and_the_other_forms_stay(office: Office) -> None:
    save(office, LAN)
    save(office, {}, kind="join")
    with office.runtime.unit(Actor("anonymous")) as unit:
        drop_draft(unit, SECRET, "request")
        unit.commit()
    assert read(office) is None
    assert read(office, kind="join") == {}


def test_after_a_day_it_is_gone_however_often_it_was_changed(office: Office) -> None:
    save(office, LAN)
    office.clock.advance(timedelta(hours=23))
    save(office, {"resident.name": "Trần Văn Hùng"})
    office.clock.advance(timedelta(hours=1))
    assert read(office) is None, "before any timer has run"
    office.tick()
    assert kept(office) == []


def test_a_new_draft_may_begin_where_an_old_one_ended(office: Office) -> None:
    save(office, LAN)
    office.clock.advance(timedelta(hours=24))
    save(office, {"resident.name": "Trần Văn Hùng"})
    office.tick(timedelta(hours=23))
    assert read(office) == {"resident.name": "Trần Văn Hùng"}


def test_timers_leave_what_is_younger(office: Office) -> None:
    save(office, LAN)
    office.tick(timedelta(hours=23, minutes=59))
    assert read(office) == LAN


def test_a_browser_keeps_its_key_where_no_script_reads_it_and_no_log_tells_what_was_typed(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    window = Window(office.anyone.client, "/volunteers")
    with caplog.at_level(logging.DEBUG):
        answer = window.post("/volunteers/sign-in", {"phone": STAFF_PHONE})
    (said,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("outreach_draft_sign_in=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=86400"} <= set(said.split("; "))
    assert len(window.cookie("outreach_draft_sign_in") or "") == 22
    assert STAFF_PHONE.removeprefix("+84") not in caplog.text


@pytest.mark.parametrize("secret", ["", "short", "x" * 200, "' or 1=1 --" + "x" * 11])
def test_a_key_that_is_not_ours_opens_nothing_and_is_replaced(office: Office, secret: str) -> None:
    window = Window(office.anyone.client, "/volunteers")
    window.client.set_cookie("outreach_draft_sign_in", secret)
    assert window.get("/volunteers/sign-in/code").status_code == 303
    window.post("/volunteers/sign-in", {"phone": STAFF_PHONE})
    assert window.cookie("outreach_draft_sign_in") != secret
