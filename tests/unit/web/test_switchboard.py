"""The switchboard: what many streams are told by one thread, and what becomes of who leaves, sleeps or may no more."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from shared.web.switchboard import BEATS, NobodyKnows, Switchboard, Wake
from tools.waiting import until

LARGE = 8 * 1024 * 1024
"""Bytes, more than a connection takes that nobody reads."""


class Said:
    """A line that says what the test has it say."""

    beat_seconds = 3600.0

    def __init__(self) -> None:
        self.waiting: list[bytes] = []
        self.ended = self.closed = self.lost = False
        self.asked_in_vain = 0
        self.may: bytes | None = b":beat"
        self.wake: Wake = lambda: None

    def say(self, text: bytes) -> None:
        self.waiting.append(text)
        self.wake()

    def news(self) -> bytes:
        if self.lost:
            self.asked_in_vain += 1
            raise NobodyKnows
        return self.waiting.pop(0) if self.waiting else b""

    def beat(self) -> bytes | None:
        return self.may

    def called(self, wake: Wake) -> None:
        self.wake = wake

    def close(self) -> None:
        self.closed = True


class Board:
    """One stream, at both ends."""

    def __init__(self, switchboard: Switchboard, *, chunked: bool = False, beat_seconds: float = 3600.0) -> None:
        self.browser, server = socket.socketpair()
        self.browser.settimeout(60)
        self.line = Said()
        self.line.beat_seconds = beat_seconds
        switchboard.take(server, self.line, chunked=chunked)

    def hears(self, wanted: bytes) -> None:
        heard = b""
        while len(heard) < len(wanted):
            heard += self.browser.recv(len(wanted) - len(heard))
        assert heard == wanted

    def has_ended(self) -> bool:
        return self.browser.recv(1) == b""


class Room:
    """A switchboard, and the boards that are open at it."""

    def __init__(self) -> None:
        self.switchboard = Switchboard()
        self.boards: list[Board] = []

    def board(self, **how: Any) -> Board:
        self.boards.append(Board(self.switchboard, **how))
        return self.boards[-1]

    def close(self) -> None:
        self.switchboard.end()
        for board in self.boards:
            board.browser.close()


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room()
    yield room
    room.close()


def test_everybody_is_told_what_is_theirs(room: Room) -> None:
    boards = [room.board() for _ in range(5)]
    for number, board in enumerate(boards):
        board.line.say(b"news %d" % number)
    for number, board in enumerate(boards):
        board.hears(b"news %d" % number)


def test_chunks_are_framed_where_the_head_said_so_and_the_last_ends_them(room: Room) -> None:
    board = room.board(chunked=True)
    board.line.say(b"0123456789abcdef")
    board.hears(b"10\r\n0123456789abcdef\r\n")
    board.line.ended = True
    board.line.wake()
    board.hears(b"0\r\n\r\n")
    assert board.has_ended()
    until(lambda: board.line.closed)


def test_who_leaves_gives_the_seat_back_at_once(room: Room) -> None:
    board = room.board()
    board.browser.close()
    until(lambda: board.line.closed)


def test_a_silent_stream_gives_signs_of_life_until_whoever_listens_may_no_more(room: Room) -> None:
    board = room.board(beat_seconds=0)
    board.hears(b":beat:beat")
    board.line.may = None
    while board.browser.recv(4096):
        pass
    until(lambda: board.line.closed)


def test_who_does_not_read_is_told_no_more_and_given_up_and_others_are_told_meanwhile(room: Room) -> None:
    asleep, awake = room.board(beat_seconds=0.5), room.board()
    asleep.line.say(b"x" * LARGE)
    asleep.line.say(b"y")
    awake.line.say(b"news")
    awake.hears(b"news")
    until(lambda: asleep.line.closed)
    assert asleep.line.waiting == [b"y"]


def test_who_reads_again_in_time_gets_everything_in_order(room: Room) -> None:
    board = room.board()
    board.line.say(b"x" * LARGE)
    board.line.say(b"y")
    board.hears(b"x" * LARGE + b"y")


def test_while_the_database_is_away_nothing_is_told_and_nothing_is_lost(room: Room) -> None:
    board = room.board()
    board.line.lost = True
    board.line.say(b"news")
    until(lambda: board.line.asked_in_vain)
    board.line.lost = False
    board.line.wake()
    board.hears(b"news")
    assert not board.line.closed


def test_a_stream_that_fails_ends_alone(room: Room) -> None:
    broken, other = room.board(), room.board()
    broken.line.news = lambda: b"%d" % (1 // 0)  # type: ignore[method-assign] # a fault that nobody foresaw
    broken.line.wake()
    assert broken.has_ended()
    other.line.say(b"news")
    other.hears(b"news")


def test_one_that_cannot_be_closed_keeps_nobody_else_from_news(room: Room) -> None:
    broken, other = room.board(), room.board()
    broken.line.close = lambda: fails(ZeroDivisionError)  # type: ignore[assignment,method-assign]
    broken.browser.close()
    other.line.say(b"news")
    other.hears(b"news")
    left = room.board()
    left.browser.close()
    until(lambda: left.line.closed)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_has_ended_is_begun_anew_with_the_next_board(room: Room) -> None:
    before = set(threading.enumerate())
    first = room.board()
    (thread,) = set(threading.enumerate()) - before
    first.line.news = lambda: fails(SystemExit)  # type: ignore[method-assign] # which no thread survives
    first.line.wake()
    until(lambda: not thread.is_alive())
    first.line.news = lambda: Said.news(first.line)  # type: ignore[method-assign]
    first.line.say(b"waits")
    second = room.board()
    second.line.say(b"news")
    second.hears(b"news")
    first.hears(b"waits")


def test_news_never_waits_for_more_than_a_few_signs_of_life(room: Room) -> None:
    asked: list[str] = []
    boards = [room.board(beat_seconds=0) for _ in range(2 * BEATS)]
    for board in boards:
        board.line.news = lambda: note(asked, "news", b"")  # type: ignore[method-assign]
        board.line.beat = lambda: note(asked, "beat", b":beat")  # type: ignore[method-assign]
    until(lambda: asked.count("beat") > 5 * BEATS)
    runs = "".join(each[0] for each in asked).split("n")
    assert max(len(run) for run in runs) <= BEATS
    for board in boards:
        assert board.browser.recv(5) == b":beat"


def fails(how: type[BaseException]) -> bytes:
    raise how


def note(asked: list[str], what: str, said: bytes) -> bytes:
    asked.append(what)
    return said


def test_at_the_end_every_stream_ends(room: Room) -> None:
    boards = [room.board() for _ in range(3)]
    room.switchboard.end()
    assert all(board.has_ended() and board.line.closed for board in boards)
