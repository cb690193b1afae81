"""Every page there is, and who looks at it: one line a page, added by whoever makes the page.

``tests/unit/web/test_pages_looked_at.py`` knows the pages from the services themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A page as somebody sees it. ``path`` may name ``{request}`` ``{reference}`` ``{offer}`` … of the scene.

    ``who`` is a key of the scene's ``tokens`` or ``codes`` (``staff`` ``city`` ``volunteer`` ``resident``), or None.
    With ``post`` it is the answer to the page's form, in which these fields were filled in before its button was
    pressed; ``shows`` selects what only that answer has.
    """

    path: str
    who: str | None = None
    status: int = 200
    post: Mapping[str, str] | None = None
    shows: str | None = None

    def __str__(self) -> str:
        answer = "" if self.post is None else f" answers {self.shows or self.status}"
        return f"{self.path}{answer} {self.who or 'anyone'}"


PAGES: tuple[Look, ...] = (
    Look("/"),
    Look("/", "staff"),
    Look("/", "volunteer"),
    Look("/volunteers/sign-in"),
    Look("/volunteers/sign-in", status=422, post={"phone": "12"}),
    Look("/volunteers/sign-in/code", "wanting_in"),
    Look("/volunteers/sign-in/person", "one_of_two"),
    Look("/volunteers/nothing-is-here", status=404),
    Look("/volunteers/help"),
    Look("/volunteers/help?ward=00004"),
    Look("/volunteers/help", status=422, post={"phone": "12"}),
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
    Look("/volunteers/help/phone", "asker", 422, post={"resident.phone": "12"}),
    Look("/volunteers/help/relation", "asker"),
    Look("/volunteers/help/asker", "asker"),
    Look("/volunteers/help/consent", "asker"),
    Look("/volunteers/help/picture", "asker"),
    Look("/volunteers/help/ward/which", "asker"),
    Look("/volunteers/help/check", "asker"),
    Look("/volunteers/help/called?ward=00004"),
    Look("/volunteers/help/{unproven}/code", "unproven"),
    Look("/volunteers/help/{unproven}/done", "unproven"),
    Look("/volunteers/help/{reference}/done", "resident"),
    Look("/volunteers/help/look"),
    Look("/volunteers/help/look", post={"reference": "{reference}", "phone": "0912000021"}, shows=".reference"),
    Look("/volunteers/help/{reference}", "resident"),
    Look("/volunteers/help/{visited}", "visited"),
    Look("/volunteers/help/{unproven}", "unproven"),
    Look("/volunteers/help/{reference}/times", "resident"),
    Look("/volunteers/help/{reference}/cancel", "resident"),
    Look("/volunteers/wards/00004/poster"),
    Look("/volunteers/join"),
    Look("/volunteers/join?ward=00004"),
    Look("/volunteers/join?ward=00004", status=422, post={"phone": "12"}),
    Look("/volunteers/join/sent"),
    Look("/volunteers/tasks", "volunteer"),
    Look("/volunteers/tasks?done=accepted", "volunteer"),
    Look("/volunteers/tasks?sorry=too_late", "volunteer"),
    Look("/volunteers/tasks", "city"),
    Look("/volunteers/tasks/{task}", "volunteer"),
    Look("/volunteers/tasks/{task}/contact", "volunteer"),
    Look("/volunteers/tasks/{todays}/contact", "visitor", post={}, shows=".govuk-summary-list"),
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
    Look("/volunteers/queue/{request}?lines=first", "staff"),
    Look("/volunteers/queue/{task}", "staff"),
    Look("/volunteers/queue/new", "staff"),
    Look("/volunteers/queue/new", "staff", 422, post={"resident.phone": "12"}),
    Look("/volunteers/queue/new", "city"),
    Look("/volunteers/queue/new?ward=00004", "city"),
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
    Look("/sessions/code?ward=00004", post={"code": "{spoken}"}, shows=".notice-good"),
    Look("/sessions/code?ward=00004", post={"code": "không biết"}, shows=".notice-bad"),
    Look("/volunteers/help/{awaited}", "awaiting"),
    Look("/sessions/appointments/{visit}", "awaiting"),
    Look("/sessions/appointments/{visit}?done=confirmed", "awaiting"),
    Look("/sessions/appointments/{visit}/move", "awaiting"),
    Look("/sessions/appointments/{visit}/cancel", "awaiting"),
    Look("/sessions/appointments/{call}", "visited"),
    Look("/sessions/appointments/{visit}", "volunteer"),
    Look("/sessions/appointments/{call}", "volunteer"),
    Look("/sessions/appointments/{visit}/move", "volunteer"),
    Look("/sessions/appointments/{begun}", "visitor"),
    Look("/sessions/appointments/{begun}/report", "visitor"),
    Look("/sessions/appointments/{begun}/report", "visitor", 422, post={"minutes": "?"}),
    Look("/sessions/appointments/{begun}/missed", "visitor"),
    Look("/sessions/appointments/{begun}/missed", "host"),
    Look("/sessions/appointments/{visit}", "staff"),
    Look("/sessions/appointments/{visit}/report", "staff"),
    Look("/sessions/appointments/{visit}/missed", "staff"),
    Look("/sessions/appointments/{visit}/cancel", "staff"),
    Look("/sessions/agenda", "staff"),
    Look("/sessions/agenda?view=week", "staff"),
    Look("/sessions/agenda?view=week", "city"),
    Look("/sessions/agenda", "volunteer"),
    Look("/sessions/calendar", "volunteer"),
    Look("/sessions/calendar", "visitor", post={}, shows=".secret"),
    Look("/volunteers/settings", "staff"),
    Look("/volunteers/settings", "city"),
    Look("/volunteers/settings/wards/00004", "staff"),
    Look("/volunteers/settings/wards/00004", "city"),
    Look("/volunteers/settings/wards/00004", "city", 422, post={"phone": "12", "settings.promise_days": "?"}),
    Look("/volunteers/settings/topics/vneid", "city"),
    Look("/volunteers/parked", "city"),
    Look("/notifications/parked", "city"),
    Look("/notifications/parked/{parked}", "city"),
    Look("/sessions/conflicts", "city"),
    Look("/volunteers/journal", "city"),
    Look("/notifications/calls", "staff"),
    Look("/notifications/calls?done=no_answer", "city"),
    Look("/notifications/inbox", "staff"),
    Look("/notifications/inbox", "resident"),
    Look("/notifications/inbox", "volunteer"),
    Look("/notifications/preferences", "resident"),
    Look("/notifications/preferences?done=saved", "volunteer"),
    Look("/notifications/messages", "staff"),
    Look("/notifications/messages?request={request}", "city"),
)
