"""JSON in and out."""

from __future__ import annotations

from services.sessions.api.appointments import blp as appointments
from services.sessions.api.calendars import blp as calendars
from services.sessions.api.days import blp as days
from services.sessions.api.visit_codes import blp as visit_codes

BLUEPRINTS = (appointments, calendars, days, visit_codes)
