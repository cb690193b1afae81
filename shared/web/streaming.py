"""Live boards: the changes of a service's live log as server-sent events (WHATWG HTML, "Server-sent events").

A stream holds a thread of its process and nothing else: no connection of the database, no context of a request. It
looks every second whether the process ends, the caller has gone, or their sign-in is over.
"""

from __future__ import annotations

import json
import select
import socket
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

EVENT_STREAM = "text/event-stream"
JSON = "application/json"

TICK = 1.0
"""Seconds between two looks at whether the stream should end."""

COME_BACK = 2000
"""Milliseconds after which a browser whose stream has ended asks again."""

FULL = 30
"""Seconds until somebody who found no seat may ask again; their board asks for changes meanwhile."""

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
    if ending.begun() or not watch.enter(config.streams):
        raise Unavailable(retry_after=FULL)
    try:
        lines = _Lines(watch, board, wards, _Caller.of_request(), config.beat_seconds)
        answer = Response(lines.since(_last_seen(after)), mimetype=EVENT_STREAM)
    except BaseException:
        watch.leave()
        raise
    answer.call_on_close(watch.leave)
    answer.headers["X-Accel-Buffering"] = "no"
    answer.vary.add("Accept")
    return answer


def _last_seen(after: int | None) -> int | None:
    """What a browser that comes back has seen; before that, what its page had. No number of ours is the oldest."""
    given = request.headers.get("Last-Event-ID", "").strip()
    if not given:
        return after
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _LONGEST_ID else -1


@dataclass(frozen=True)
class _Caller:
    """Who holds the stream open: whether they are still there, and still may."""

    still: Callable[[], Principal]
    connection: socket.socket | None

    @classmethod
    def of_request(cls) -> _Caller:
        app, environ, ask = current_app._get_current_object(), request.environ, g.ask_again  # type: ignore[attr-defined] # Flask's own way to the app itself

        def still() -> Principal:
            with app.request_context(environ):
                who: Principal = ask()
                return who

        return cls(still, environ.get("gunicorn.socket"))

    def gone(self) -> bool:
        """Whether the other end has closed: else its seat would stay taken until the next beat."""
        if self.connection is None:
            return False
        try:
            poll = select.poll()
            poll.register(self.connection, select.POLLIN | select.POLLHUP | select.POLLERR)
            return bool(poll.poll(0)) and not self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except (OSError, ValueError):
            return True


class _Lines:
    """What one stream says, until something ends it."""

    def __init__(self, watch: LiveWatch, board: Board, wards: Wards, caller: _Caller, beat: float) -> None:
        self._watch, self._board, self._wards, self._caller, self._beat = watch, board, wards, caller, beat

    def since(self, last: int | None) -> Iterator[str]:
        """Read here, while the request is in hand, where to begin; the rest is told as it comes."""
        newest = self._watch.where()
        lost = last is not None and not self._watch.can_resume(last)
        start = newest if last is None or lost else last
        return self._tell(start, lost)

    def _tell(self, position: int, lost: bool) -> Iterator[str]:
        yield f"retry: {COME_BACK}\n\n"
        yield _event("reset" if lost else "beat", position, {})
        beaten = time.monotonic()
        while not (ending.begun() or self._watch.closed or self._caller.gone()):
            for change in self._next(position):
                position = change.position
                if change.ward in self._wards:
                    yield _event("change", position, self._board.shape(change))
            if time.monotonic() - beaten >= self._beat:
                if not self._still_may():
                    return
                yield ":\n" + _event("beat", position, {})
                beaten = time.monotonic()

    def _next(self, position: int) -> Sequence[Change]:
        """What comes next; nothing while the database is away, for it comes back and nothing is lost."""
        wait = min(TICK, self._beat)
        try:
            return self._watch.after(position, wait)
        except SQLAlchemyError:
            time.sleep(wait)
            return ()

    def _still_may(self) -> bool:
        try:
            self._wards = self._board.wards(self._caller.still())
        except SQLAlchemyError:  # nobody can say; there is nothing new to tell either
            return True
        except OutreachError:
            return False
        return True


def _event(name: str, position: int, data: Mapping[str, Any]) -> str:
    said = json.dumps({"position": position, **data}, ensure_ascii=False)
    return f"event: {name}\nid: {position}\ndata: {said}\n\n"
