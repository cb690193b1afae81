"""JSON in and out: parse, open a unit of work, call a command or query, answer."""

from __future__ import annotations

from services.volunteers.api import catalogue, me, offers, requests, sign_in, volunteers

BLUEPRINTS = (catalogue.blp, sign_in.blp, me.blp, requests.blp, offers.blp, volunteers.blp)
