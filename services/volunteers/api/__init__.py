"""JSON in and out: parse, open a unit of work, call a command or query, answer."""

from __future__ import annotations

from services.volunteers.api import (
    call_backs,
    catalogue,
    live,
    me,
    offers,
    persons,
    queue,
    requests,
    sign_in,
    staff,
    teams,
    volunteers,
    wards,
)

BLUEPRINTS = (
    catalogue.blp,
    wards.blp,
    call_backs.blp,
    sign_in.blp,
    me.blp,
    requests.blp,
    queue.blp,
    live.blp,
    offers.blp,
    volunteers.blp,
    teams.blp,
    staff.blp,
    persons.blp,
)
