"""JSON in and out: parse, open a unit of work, call a command or query, answer."""

from __future__ import annotations

from services.volunteers.api import catalogue, me, offers, persons, requests, sign_in, staff, teams, volunteers

BLUEPRINTS = (
    catalogue.blp,
    sign_in.blp,
    me.blp,
    requests.blp,
    offers.blp,
    volunteers.blp,
    teams.blp,
    staff.blp,
    persons.blp,
)
