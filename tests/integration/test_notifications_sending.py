"""The sender: leases, repeats, retries and the next channel, with real servers and a real process killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from services.notifications.commands.sending import GIVE_UP
from services.notifications.domain.message import BACKOFF, LEASE
from services.notifications.sender import Sender
from services.notifications.tables import messages
from shared.contracts import volunteers as heard
from tests.integration.mail_server import MailServer, mail_server
from tests.integration.notifications_replying import phones_on
from tests.integration.notifications_wiring import (
    WARD,
    AStory,
    Notifications,
    arrived,
    hear,
    lines,
    nobody_rests,
    notifications_on,
    outgoing,
    pass_time,
    run_timers,
    send_all,
    settings,
    stored,
)
from tools.servers.postgres import PostgresServer
from tools.waiting import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def story() -> AStory:
    """Lan has asked for herself and has an e-mail address."""
    return AStory(asked_by_id=None, lans_email="lan@example.org")


@contextmanager
def by_mail(database_url: str, folder: Path, channels: str, story: AStory) -> Iterator[Notifications]:
    """The service with these channels and Lan's request opened, at the time it really is."""
    now, awake = datetime.now(UTC), nobody_rests(folder)
    more = {"NOTIFICATIONS_CHANNELS": channels, "OUTREACH_RULES": awake}
    with notifications_on(database_url, folder, now=now, **more) as runtime:
        hear(runtime, *story.background(), story.opened())
        yield runtime


def test_a_message_refused_for_good_goes_to_the_next_channel_at_once(
    tmp_path: Path, server: MailServer, story: AStory
) -> None:
    server.to_recipient = "550 nobody here"
    channels = f"{server.address()};file://{tmp_path}/messages.jsonl"
    with by_mail(f"sqlite:///{tmp_path}/test.sqlite", tmp_path, channels, story) as notifications:
        send_all(notifications)
        assert arrived(tmp_path) == [(story.lans_phone, "request.received")]
        (told,) = outgoing(notifications)
        assert (told.type, told.data["step"]) == ("notifications.person.reached.v1", "file")


def test_a_busy_server_is_asked_again_after_a_pause(tmp_path: Path, server: MailServer, story: AStory) -> None:
    server.to_data = "451 later"
    with by_mail(f"sqlite:///{tmp_path}/test.sqlite", tmp_path, server.address(), story) as notifications:
        send_all(notifications)
        server.to_data = "250 taken"
        send_all(notifications)
        assert len(server.taken) == 1
        pass_time(notifications, BACKOFF[0])
        send_all(notifications)
        assert len(server.taken) == 2
        (message,) = stored(notifications)
        assert (message["status"], message["repeat"]) == ("sent", False)


def test_whom_no_channel_reaches_in_the_end_is_for_a_person_to_phone(
    tmp_path: Path, server: MailServer, story: AStory
) -> None:
    server.to_data = "451 later"
    with by_mail(f"sqlite:///{tmp_path}/test.sqlite", tmp_path, server.address(), story) as notifications:
        for _ in range(len(BACKOFF) + 1):
            send_all(notifications)
            pass_time(notifications, BACKOFF[-1])
        send_all(notifications)
        assert len(server.taken) == len(BACKOFF) + 1
        message, staffs = stored(notifications)
        assert (message["status"], message["failure"]) == ("to_call", "try_later")
        assert (staffs["notice"], staffs["part"]) == ("staff.unreached", "staff")
        (told,) = outgoing(notifications)
        assert (told.type, told.data["step"]) == ("notifications.person.unreached.v1", "smtp")


def test_what_may_have_arrived_is_marked_when_it_is_sent_again(
    tmp_path: Path, server: MailServer, story: AStory
) -> None:
    server.hangs_up = True
    with by_mail(f"sqlite:///{tmp_path}/test.sqlite", tmp_path, server.address(), story) as notifications:
        send_all(notifications)
        server.hangs_up = False
        pass_time(notifications, BACKOFF[0])
        send_all(notifications)
        first, second = server.taken
        assert first["Message-ID"] == second["Message-ID"]
        assert stored(notifications)[0]["repeat"]


def test_a_sender_killed_between_claim_and_outcome_is_followed_by_another(
    database_url: str, tmp_path: Path, server: MailServer, story: AStory
) -> None:
    server.falls_silent = True
    with by_mail(database_url, tmp_path, server.address(), story) as notifications:
        with a_sender_process(database_url, tmp_path, server.address()) as sender:
            until(lambda: server.taken)
            sender.send_signal(signal.SIGKILL)
            sender.wait(timeout=10)
        server.answer()

        pass_time(notifications, LEASE / 2)
        send_all(notifications)
        assert [message["status"] for message in stored(notifications)] == ["sending"]

        pass_time(notifications, LEASE)
        send_all(notifications)
        keys = [mail["Message-ID"] for mail in server.taken]
        assert keys == [keys[0]] * 2
        (message,) = stored(notifications)
        assert (message["status"], message["repeat"], message["attempts"]) == ("sent", True, 2)
        assert [told.type for told in outgoing(notifications)] == ["notifications.person.reached.v1"]


def test_an_outcome_outlasts_a_database_that_was_away_when_it_came_and_nothing_is_sent_again(
    postgres: PostgresServer, postgres_url: str, tmp_path: Path, server: MailServer, story: AStory
) -> None:
    server.falls_silent = True
    with by_mail(postgres_url, tmp_path, server.address(), story) as notifications:
        sender, ended = Sender(notifications), threading.Event()

        def send() -> None:
            with suppress(OperationalError):
                sender.step()
            ended.set()

        threading.Thread(target=send, daemon=True).start()
        until(lambda: server.taken)
        postgres.stop()
        server.answer()
        assert ended.wait(60)
        postgres.start()

        sender.step()
        (message,) = stored(notifications)
        assert (message["status"], message["repeat"]) == ("sent", False)
        pass_time(notifications, LEASE)
        send_all(notifications)
        assert len(server.taken) == 1


@contextmanager
def a_sender_process(database_url: str, folder: Path, channels: str) -> Iterator[subprocess.Popen[bytes]]:
    """``python -m services.notifications send`` as an operator starts it."""
    variables = settings(database_url, folder, NOTIFICATIONS_CHANNELS=channels, OUTREACH_RULES=nobody_rests(folder))
    process = subprocess.Popen(
        [sys.executable, "-m", "services.notifications", "send"], cwd=ROOT, env={**os.environ, **variables}
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=10)


def test_a_sender_that_is_asked_to_stop_finishes_what_is_in_hand(
    tmp_path: Path, server: MailServer, story: AStory
) -> None:
    server.falls_silent = True
    database_url = f"sqlite:///{tmp_path}/test.sqlite"
    with by_mail(database_url, tmp_path, server.address(), story) as notifications:
        with a_sender_process(database_url, tmp_path, server.address()) as sender:
            until(lambda: server.taken)
            sender.terminate()
            server.answer()
            assert sender.wait(timeout=PATIENCE) == 0
        assert [message["status"] for message in stored(notifications)] == ["sent"]


def test_several_senders_send_each_message_once(database_url: str, tmp_path: Path) -> None:
    stories = [AStory(asked_by_id=None, lans_phone=f"+849123456{number:02}") for number in range(12)]
    with notifications_on(database_url, tmp_path) as notifications:
        for story in stories:
            hear(notifications, *story.background(), story.opened())

        def send() -> None:
            sender = Sender(notifications)
            while sender.step():
                pass

        senders = [threading.Thread(target=send) for _ in range(3)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        assert sorted(line["to"] for line in lines(tmp_path)) == sorted(str(story.lans_phone) for story in stories)
        assert {(message["status"], message["attempts"]) for message in stored(notifications)} == {("sent", 1)}


def test_a_message_nobody_can_put_into_words_holds_up_no_other_and_a_person_phones(tmp_path: Path) -> None:
    with phones_on(f"sqlite:///{tmp_path}/test.sqlite", tmp_path) as phones:
        strange, other = AStory(asked_by_id=None), AStory(asked_by_id=None, lans_phone="+84912000111")
        hear(phones.runtime, *strange.background(), strange.opened())
        with phones.runtime.engine.begin() as connection:  # as a program newer than this one left it
            connection.execute(update(messages).values(notice="request.from_tomorrow"))
        hear(phones.runtime, *other.background(), other.opened())
        send_all(phones.runtime)
        assert arrived(tmp_path) == [(other.lans_phone, "request.received")]
        assert stored(phones.runtime)[0]["waits_for"] == "fault"
        pass_time(phones.runtime, GIVE_UP)
        send_all(phones.runtime)
        assert (stored(phones.runtime)[0]["status"], stored(phones.runtime)[0]["failure"]) == ("to_call", "fault")
        (call,) = phones.staff(WARD).get("/calls").json["items"]
        assert (call["why"], call["name"]) == ("unreached", "Nguyễn Thị Lan")
        hear(phones.runtime, strange.request(heard.REQUEST_CANCELLED, 3, "cancelled", by="resident", reason="other"))
        assert phones.staff(WARD).post(f"/calls/{call['id']}", {"outcome": "reached"}).status_code == 200


def test_a_queued_message_wakes_the_sender_of_its_process(tmp_path: Path) -> None:
    with notifications_on(f"sqlite:///{tmp_path}/test.sqlite", tmp_path) as notifications:
        notifications.start("sender")
        story = AStory(asked_by_id=None)
        hear(notifications, *story.background(), story.opened())
        until(lambda: lines(tmp_path))


def test_a_lease_is_left_alone_until_it_runs_out(tmp_path: Path, server: MailServer, story: AStory) -> None:
    server.falls_silent = True
    database_url = f"sqlite:///{tmp_path}/test.sqlite"
    with (
        by_mail(database_url, tmp_path, server.address(), story) as notifications,
        a_sender_process(database_url, tmp_path, server.address()),
    ):
        until(lambda: server.taken)
        pass_time(notifications, LEASE - timedelta(seconds=20))
        assert not run_timers(notifications)
        assert not Sender(notifications).step()
