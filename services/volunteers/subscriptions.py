"""Events in: what volunteers hears, and the few lines each leads to."""

from __future__ import annotations

from services.volunteers.commands import agenda, promises, replies
from services.volunteers.domain.appointment import AppointmentNews, Step
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.domain.windows import Window
from shared.contracts import Event
from shared.contracts import notifications as reach
from shared.contracts import sessions as heard
from shared.messaging.subscriptions import Handler, Subscriptions
from shared.messaging.unit_of_work import UnitOfWork


def _follow(event: Event, unit: UnitOfWork, step: Step) -> Request | None:
    data = event.data
    news = AppointmentNews(
        appointment_id=data["appointment_id"],
        sequence=event.sequence,
        offer_ids=tuple(data["offer_ids"]),
        step=step,
        starts_at=data["starts_at"],
        ends_at=data["ends_at"],
        by=data.get("by"),
        reason=data.get("reason"),
        reopen=bool(data.get("reopen")),
        who=data.get("who"),
        volunteer_id=data.get("volunteer_id"),
    )
    return agenda.follow_appointment(unit, data["request_id"], news)


def following(step: Step) -> Handler:
    """Take over one step of an appointment."""

    def handler(event: Event, unit: UnitOfWork) -> None:
        _follow(event, unit, step)

    return handler


_LATEST_STEP = {
    "scheduled": Step.SCHEDULED,
    "confirmed": Step.CONFIRMED,
    "under_way": Step.STARTED,
    "completed": Step.COMPLETED,
    "cancelled": Step.CANCELLED,
    "missed": Step.MISSED,
}


def stated(event: Event, unit: UnitOfWork) -> None:
    """What a restored database has missed of an appointment: the step it has come to, and what follows from that."""
    step = _LATEST_STEP[event.data["status"]]
    if step == Step.COMPLETED:
        completed(event, unit)
    else:
        _follow(event, unit, step)


def completed(event: Event, unit: UnitOfWork) -> None:
    """The request ends; what is left to do becomes the next one, once."""
    request = _follow(event, unit, Step.COMPLETED)
    wanted = event.data["follow_up"]
    if wanted is not None and request is not None and request.status == RequestStatus.DONE:
        windows = tuple(Window(span["start"], span["end"]) for span in wanted["windows"])
        agenda.open_follow_up(unit, request, agenda.FollowUp(tuple(wanted["topics"]), windows))


def unplaced(event: Event, unit: UnitOfWork) -> None:
    agenda.unplace_offer(unit, event.data["request_id"], event.data["offer_id"], event.data["reason"])


def learn_day(event: Event, unit: UnitOfWork) -> None:
    data = event.data
    promises.learn_day(unit, data["day"], data["ward"], data["kind"], data["name"], event.sequence)


def reached(event: Event, unit: UnitOfWork) -> None:
    _note_reach(event, unit, reached=True)


def unreached(event: Event, unit: UnitOfWork) -> None:
    _note_reach(event, unit, reached=False)


def _note_reach(event: Event, unit: UnitOfWork, *, reached: bool) -> None:
    data, about = event.data, event.data["about"]
    whom = (data["person_id"], data["template"], data["step"])
    agenda.note_reach(unit, (about["kind"], about["id"]), *whom, reached=reached)


QUESTIONS_ABOUT_REQUESTS = frozenset({"request.code", "request.agree"})
"""Templates that ask whether somebody wants the help at all."""


def reply(event: Event, unit: UnitOfWork) -> None:
    """Take an answer as if it had been said on the page."""
    data, about = event.data, event.data["about"]
    given = replies.Reply(data["personal"]["phone"], data["person_ids"], data["answer"])
    if about["kind"] == "request" and data["template"] in QUESTIONS_ABOUT_REQUESTS:
        replies.hear_about_request(unit, about["id"], given)
    elif about["kind"] == "offer":
        replies.hear_about_offer(unit, about["id"], given)


SUBSCRIPTIONS = Subscriptions(
    {
        heard.APPOINTMENT_SCHEDULED: following(Step.SCHEDULED),
        heard.APPOINTMENT_CONFIRMED: following(Step.CONFIRMED),
        heard.APPOINTMENT_MOVED: following(Step.MOVED),
        heard.APPOINTMENT_STARTED: following(Step.STARTED),
        heard.APPOINTMENT_OVERDUE: following(Step.OVERDUE),
        heard.APPOINTMENT_CANCELLED: following(Step.CANCELLED),
        heard.APPOINTMENT_MISSED: following(Step.MISSED),
        heard.APPOINTMENT_COMPLETED: completed,
        heard.APPOINTMENT_UNPLACED: unplaced,
        heard.UNPLACED_STATED: unplaced,
        heard.APPOINTMENT_STATED: stated,
        heard.DAY_MARKED: learn_day,
        heard.DAY_STATED: learn_day,
        reach.PERSON_REACHED: reached,
        reach.PERSON_UNREACHED: unreached,
        reach.REPLY_RECEIVED: reply,
    }
)
