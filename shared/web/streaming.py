"""Live boards: the changes of a service's live log as server-sent events (WHATWG HTML, "Server-sent events").

A stream holds neither a connection of the database nor a context of a request, and in a web process of ours no thread:
the switchboard feeds all of them (:mod:`shared.web.switchboard`). Anywhere else the thread that answers is kept.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from shared.errors import OutreachError
from shared.messaging.live import Change
from shared.messaging.live_watch import LiveWatch
from shared.web import ending
from shared.web.doors import current_runtime
from shared.web.faults import Unavailable
from shared.web.principal import Principal, Wards
from shared.web.switchboard import SWITCHBOARD, TICK, HandedOver, NobodyKnows, Wake

EVENT_STREAM = "text/event-stream"
JSON = "application/json"

COME_BACK = range(1000, 4001)
"""Milliseconds after which a browser whose stream has ended asks again: drawn, or all would come in one moment."""

FULL = 30
"""Seconds until somebody who found no seat may ask again; their board asks for changes meanwhile."""

EACH = 4
"""Boards that one person may have open at a process; the others ask now and then."""

_LONGEST_ID = 18


@dataclass(frozen=True)
class Board:
    """Which changes somebody sees: the wards they may see now, asked anew at every beat."""

    wards: Callable[[Principal], Wards]
    shape: Callable[[Change], Mapping[str, Any]]


def wants_stream() -> bool:
    """Whether the caller asks for events by name; everybody else gets JSON."""
    return request.accept_mimetypes.best_match([JSON, EVENT_STREAM]) == EVENT_STREAM


def the_watch() -> LiveWatch:
    """The live log's reader in this process."""
    watch = current_runtime().live
    if watch is None:
        raise RuntimeError("this service has no live log: name it in bootstrap.py (Parts.live)")
    return watch


def changes_since(board: Board, who: Principal, after: int | None) -> dict[str, Any]:
    """The changes after a number, for whoever asks now and then; ``reset`` when too much was forgotten since."""
    watch = the_watch()
    newest, wards = watch.where(), board.wards(who)
    if after is None or not watch.can_resume(after):
        return {"position": newest, "reset": after is not None, "changes": []}
    found = watch.read_after(after)
    position = found[-1].position if found else after
    shown = [board.shape(change) for change in found if change.ward in wards]
    return {"position": position, "reset": False, "changes": shown}


def stream(board: Board, who: Principal, after: int | None) -> Response:
    """The open answer; raises :class:`Unavailable` when as many look at this process as may."""
    watch, config = the_watch(), current_runtime().config
    wards = board.wards(who)
    if request.method == "HEAD":  # its answer has no body, which nobody would close
        return Response(mimetype=EVENT_STREAM)
    seat = str(who.person_id)
    if ending.begun() or not watch.enter(seat, config.streams, EACH):
        raise Unavailable(retry_after=FULL)
    try:
        told = _Told(watch, board, wards, seat, config.beat_seconds)
        answer = Response(_body(told, told.begin(_last_seen(after))), mimetype=EVENT_STREAM)
    except BaseException:
        watch.leave(seat)
        raise
    answer.call_on_close(told.let_go)
    answer.headers["X-Accel-Buffering"] = "no"
    answer.vary.add("Accept")
    return answer


def _last_seen(after: int | None) -> int | None:
    """What a browser that comes back has seen; before that, what its page had. No number of ours is the oldest."""
    given = request.headers.get("Last-Event-ID", "").strip()
    if not given:
        return after
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _LONGEST_ID else -1


class _Told:
    """What one stream says (a :class:`shared.web.switchboard.Line`), from a number on, until something ends it."""

    def __init__(self, watch: LiveWatch, board: Board, wards: Wards, seat: str, beat_seconds: float) -> None:
        self._watch, self._board, self._wards, self._seat = watch, board, wards, seat
        self._still = _still_there()
        self._began, self._setbacks, self._position = watch.closings, watch.setbacks, 0
        self._handed_over = self._closed = False
        self.beat_seconds = beat_seconds

    def begin(self, last: int | None) -> bytes:
        """Read here, while the request is in hand, where to begin; the rest is told as it comes."""
        newest = self._watch.where()
        lost = last is not None and not self._watch.can_resume(last)
        self._position = newest if last is None or lost else last
        pause = random.choice(COME_BACK)  # noqa: S311 - spreads those who come back, guards no secret
        return f"retry: {pause}\n\n".encode() + _event("reset" if lost else "beat", self._position, {})

    @property
    def ended(self) -> bool:
        return self._watch.closings != self._began

    def wait(self, seconds: float) -> None:
        """Until there is news, for ``seconds`` at most."""
        self._watch.wait_after(self._position, seconds)

    def news(self) -> bytes:
        """The next changes of the wards that may be seen; what befalls others only moves the number on.

        Where the database was put back, the numbers said so far are no longer its own: the list is to be read anew.
        """
        if self._setbacks != self._watch.setbacks:
            self._setbacks, self._position = self._watch.setbacks, self._watch.newest()
            return _event("reset", self._position, {})
        said: list[bytes] = []
        while not said and (found := self._next()):
            self._position = found[-1].position
            mine = (each for each in found if each.ward in self._wards)
            said = [_event("change", each.position, self._board.shape(each)) for each in mine]
        return b"".join(said)

    def _next(self) -> Sequence[Change]:
        try:
            return self._watch.after(self._position)
        except SQLAlchemyError as error:
            raise NobodyKnows from error

    def beat(self) -> bytes | None:
        """Asked anew at every beat: which wards, and whether they are signed in at all."""
        try:
            with self._watch.beside():
                self._wards = self._board.wards(self._still())
        except SQLAlchemyError as error:
            raise NobodyKnows from error
        except OutreachError:
            return None
        return b":\n" + _event("beat", self._position, {})

    def called(self, wake: Wake) -> None:
        self._watch.call(wake)

    def hand_over(self) -> HandedOver:
        """From here on it is closed by whoever takes it, and no more with its request."""
        self._handed_over = True
        return HandedOver(self)

    def let_go(self) -> None:
        """The request is over."""
        if not self._handed_over:
            self.close()

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._watch.leave(self._seat)


def _still_there() -> Callable[[], Principal]:
    """Who holds the stream open, asked again later."""
    app, environ, ask = current_app._get_current_object(), request.environ, g.ask_again  # type: ignore[attr-defined] # Flask's own way to the app itself

    def still() -> Principal:
        with app.request_context(environ):
            who: Principal = ask()
            return who

    return still


def _body(told: _Told, first: bytes) -> Iterator[bytes]:
    """The first lines, and then the switchboard's; where there is none, all of them."""
    hands_over = SWITCHBOARD in request.environ
    return _head(told, first) if hands_over else _all(told, first)


def _head(told: _Told, first: bytes) -> Iterator[bytes]:
    yield first
    raise told.hand_over()


def _all(told: _Told, first: bytes) -> Iterator[bytes]:
    yield first
    wait, beaten = min(TICK, told.beat_seconds), time.monotonic()
    while not (ending.begun() or told.ended):
        try:
            told.wait(wait)
            if news := told.news():
                yield news
            if time.monotonic() - beaten >= told.beat_seconds:
                beaten = time.monotonic()
                if (beat := told.beat()) is None:
                    return
                yield beat
        except NobodyKnows:
            threading.Event().wait(wait)


def _event(name: str, position: int, data: Mapping[str, Any]) -> bytes:
    said = json.dumps({"position": position, **data}, ensure_ascii=False)
    return f"event: {name}\nid: {position}\ndata: {said}\n\n".encode()
