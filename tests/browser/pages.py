"""Every page there is, and who looks at it: one line a page, added by whoever makes the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A page as somebody sees it. ``path`` may name ``{request}`` ``{reference}`` ``{offer}`` of the scene.

    ``who`` is a key of the scene's ``tokens`` or ``codes`` (``staff`` ``city`` ``volunteer`` ``resident``), or None.
    """

    path: str
    who: str | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} {self.who or 'anyone'}"


PAGES: tuple[Look, ...] = (
    Look("/"),
    Look("/", "staff"),
    Look("/", "volunteer"),
    Look("/volunteers/sign-in"),
    Look("/volunteers/nothing-is-here", status=404),
    Look("/volunteers/help"),
    Look("/volunteers/help?ward=00004"),
    Look("/volunteers/help", "asker"),
    Look("/volunteers/help/who", "asker"),
    Look("/volunteers/help/agreed", "asker"),
    Look("/volunteers/help/topics", "asker"),
    Look("/volunteers/help/device", "asker"),
    Look("/volunteers/help/place", "asker"),
    Look("/volunteers/help/ward", "asker"),
    Look("/volunteers/help/neighbourhood", "asker"),
    Look("/volunteers/help/address", "asker"),
    Look("/volunteers/help/when", "asker"),
    Look("/volunteers/help/needs", "asker"),
    Look("/volunteers/help/name", "asker"),
    Look("/volunteers/help/phone", "asker"),
    Look("/volunteers/help/relation", "asker"),
    Look("/volunteers/help/asker", "asker"),
    Look("/volunteers/help/consent", "asker"),
    Look("/volunteers/help/picture", "asker"),
    Look("/volunteers/help/ward/which", "asker"),
    Look("/volunteers/help/check", "asker"),
    Look("/volunteers/help/called?ward=00004"),
    Look("/volunteers/help/code", "unproven"),
    Look("/volunteers/help/done", "unproven"),
    Look("/volunteers/help/done", "resident"),
    Look("/volunteers/help/look"),
    Look("/volunteers/help/{reference}", "resident"),
    Look("/volunteers/help/{visited}", "visited"),
    Look("/volunteers/help/{unproven}", "unproven"),
    Look("/volunteers/help/{reference}/times", "resident"),
    Look("/volunteers/help/{reference}/cancel", "resident"),
    Look("/volunteers/wards/00004/poster"),
    Look("/volunteers/join"),
    Look("/volunteers/join?ward=00004"),
    Look("/volunteers/join/sent"),
    Look("/volunteers/tasks", "volunteer"),
    Look("/volunteers/tasks?done=accepted", "volunteer"),
    Look("/volunteers/tasks?sorry=too_late", "volunteer"),
    Look("/volunteers/tasks", "city"),
    Look("/volunteers/tasks/{task}", "volunteer"),
    Look("/volunteers/tasks/{task}/contact", "volunteer"),
    Look("/volunteers/tasks/{task}/hand-back", "volunteer"),
    Look("/volunteers/tasks/availability", "volunteer"),
    Look("/volunteers/tasks/offline"),
    Look("/volunteers/team", "leader"),
    Look("/volunteers/queue", "staff"),
    Look("/volunteers/queue", "city"),
    Look("/volunteers/queue?view=wall", "staff"),
    Look("/volunteers/queue?status=unconfirmed", "staff"),
    Look("/volunteers/queue?topic=ihanoi&overdue=true", "staff"),
    Look("/volunteers/queue/{request}", "staff"),
    Look("/volunteers/queue/{task}", "staff"),
    Look("/volunteers/queue/new", "staff"),
    Look("/volunteers/queue/new", "city"),
    Look("/volunteers/today", "staff"),
    Look("/volunteers/today/leave", "staff"),
    Look("/volunteers/dashboard", "staff"),
    Look("/volunteers/dashboard", "city"),
    Look("/volunteers/dashboard?ward=00008", "city"),
    Look("/volunteers/wards", "staff"),
    Look("/volunteers/wards/00004/pauses", "staff"),
    Look("/volunteers/people", "staff"),
    Look("/volunteers/people?status=active", "city"),
    Look("/volunteers/people/{volunteer}", "staff"),
    Look("/volunteers/people/staff", "city"),
    Look("/volunteers/people/staff/new", "city"),
    Look("/volunteers/people/staff/{staff}", "city"),
    Look("/volunteers/people/teams", "staff"),
    Look("/volunteers/people/teams/new", "staff"),
    Look("/volunteers/people/teams/{team}", "staff"),
    Look("/sessions/code"),
    Look("/sessions/code?ward=00004", "resident"),
    Look("/volunteers/help/{awaited}", "awaiting"),
    Look("/sessions/appointments/{visit}", "awaiting"),
    Look("/sessions/appointments/{visit}?done=confirmed", "awaiting"),
    Look("/sessions/appointments/{visit}/move", "awaiting"),
    Look("/sessions/appointments/{visit}/cancel", "awaiting"),
    Look("/sessions/appointments/{call}", "visited"),
    Look("/sessions/appointments/{visit}", "volunteer"),
    Look("/sessions/appointments/{call}", "volunteer"),
    Look("/sessions/appointments/{visit}/move", "volunteer"),
    Look("/sessions/appointments/{visit}", "staff"),
    Look("/sessions/appointments/{visit}/report", "staff"),
    Look("/sessions/appointments/{visit}/missed", "staff"),
    Look("/sessions/appointments/{visit}/cancel", "staff"),
    Look("/sessions/agenda", "staff"),
    Look("/sessions/agenda?view=week", "staff"),
    Look("/sessions/agenda?view=week", "city"),
    Look("/sessions/agenda", "volunteer"),
    Look("/sessions/calendar", "volunteer"),
)
