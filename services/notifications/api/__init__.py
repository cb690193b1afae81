"""JSON in and out."""

from __future__ import annotations

from services.notifications.api.calls import blp as calls
from services.notifications.api.gateways import blp as gateways
from services.notifications.api.inbox import blp as inbox
from services.notifications.api.messages import blp as messages

BLUEPRINTS = (messages, calls, inbox, gateways)
