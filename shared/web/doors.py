"""The doors of the API: they open the unit of work, and they alone commit it.

::

    @blp.route("/appointments/<uuid:appointment_id>/complete", methods=["POST"])
    @command
    @blp.response(200, AppointmentSchema)
    @roles("volunteer")             # above the arguments: who may is asked before what was sent is read
    @blp.arguments(CompleteBody)
    def complete(body: dict[str, Any], appointment_id: UUID) -> Appointment:
        return commands.complete(current_unit(), str(appointment_id), **body)

    @blp.route("/topics")
    @blp.response(200, TopicSchema(many=True))
    @anyone
    def list_topics() -> list[Topic]:
        with reading() as connection:
            return queries.topics(connection)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import Any, TypeVar, cast, overload

from flask import Response, current_app, g, request
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from shared.errors import OutreachError
from shared.messaging.faults import TRIES, crossed
from shared.messaging.unit_of_work import Actor, UnitOfWork
from shared.service import Runtime
from shared.web import conditional, idempotency
from shared.web.auth import access_of, principal
from shared.web.faults import Unavailable

View = TypeVar("View", bound=Callable[..., Any])

RUNTIME = "outreach.runtime"
"""Where the app keeps its runtime, in ``app.extensions``."""


class Kept(Exception):
    """Answer with ``error``, but keep what was done so far: a wrong code must count although it is refused.

    ::

        except WrongCode as error:
            raise Kept(error) from error
    """

    def __init__(self, error: OutreachError) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True)
class Door:
    """What :func:`command` documents of a view."""

    remembers: bool


@overload
def command(view: View, /) -> View: ...
@overload
def command(*, remember: bool) -> Callable[[View], View]: ...
def command(view: Any = None, /, *, remember: bool = True) -> Any:
    """Run the view in a unit of work, with the principal as actor, and commit it before answering.

    Goes directly under ``@blp.route``, above ``@blp.response``. A POST may carry an
    ``Idempotency-Key``; ``remember=False`` is for answers that hold secrets (sign-in), which are
    never stored. When two units meet, the loser is run again at once.
    """

    def decorate(decorated: View) -> View:
        @wraps(decorated)
        def opened(*args: Any, **values: Any) -> Response:
            call = idempotency.call_in_hand(principal()) if remember and request.method == "POST" else None
            return carry_out(decorated, partial(decorated, *args, **values), call)

        apidoc = {**deepcopy(getattr(decorated, "_apidoc", {})), "door": Door(remember)}
        opened._apidoc = apidoc  # type: ignore[attr-defined]
        return cast(View, opened)

    return decorate if view is None else decorate(view)


def current_unit() -> UnitOfWork:
    """The unit of work of the command in hand."""
    unit: UnitOfWork | None = g.get("unit")
    if unit is None:
        raise RuntimeError("there is no unit of work here: put @command directly under @blp.route")
    return unit


def current_runtime() -> Runtime[Any]:
    """The service this app belongs to."""
    runtime: Runtime[Any] = current_app.extensions[RUNTIME]
    return runtime


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection for a query; see :meth:`shared.service.Runtime.reading`."""
    with current_runtime().reading() as connection:
        yield connection


def acting_as(role: str) -> None:
    """Name the part the caller plays in this deed (``resident`` ``asked_by`` …) for the journal and events."""
    unit = current_unit()
    unit.actor = replace(unit.actor, role=role)


def carry_out(
    view: Callable[..., Any],
    act: Callable[[], Any],
    call: idempotency.Call | None,
    commits: Callable[[Response], bool] = lambda _answer: True,
) -> Response:
    """The answer of ``act``, which calls ``view``, in a unit of work; once for ``call``, however often it is sent.

    What it did is undone when ``commits`` says no to its answer.
    """
    actor = _actor(view)
    for _ in range(TRIES):
        try:
            return _once(act, actor, call, commits)
        except Exception as error:
            # A row somebody else inserted meanwhile is found by the next try.
            if not crossed(error) and not isinstance(error, IntegrityError):
                raise
            met = error
    if isinstance(met, IntegrityError):
        raise met
    raise Unavailable(retry_after=1) from met


def _once(
    act: Callable[[], Any], actor: Actor, call: idempotency.Call | None, commits: Callable[[Response], bool]
) -> Response:
    with current_runtime().unit(actor) as unit:
        stored = idempotency.reserve(unit, call) if call else None
        if stored is not None:
            return stored
        g.unit = unit
        try:
            answer: Response = current_app.make_response(act())
            conditional.assert_checked()
            if commits(answer):
                _settle(unit, call, answer)
        except Kept as kept:
            if call:
                idempotency.release(unit, call)
            unit.commit()
            raise kept.error from kept
        finally:
            g.unit = None
        return answer


def _settle(unit: UnitOfWork, call: idempotency.Call | None, answer: Response) -> None:
    if call and answer.status_code < 400:
        idempotency.store(unit, call, answer)
    elif call:
        idempotency.release(unit, call)
    unit.commit()


def _actor(view: Callable[..., Any]) -> Actor:
    who, access = principal(), access_of(view)
    return Actor(who.kind, who.person_id, who.part(access.roles) if access else None)
