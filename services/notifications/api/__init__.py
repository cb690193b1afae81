"""JSON in and out."""

from __future__ import annotations

from services.notifications.api.messages import blp as messages

BLUEPRINTS = (messages,)
