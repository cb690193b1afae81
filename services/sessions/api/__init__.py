"""JSON in and out."""

from __future__ import annotations

from services.sessions.api.appointments import blp as appointments

BLUEPRINTS = (appointments,)
