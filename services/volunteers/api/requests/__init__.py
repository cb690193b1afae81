"""Requests: asking, looking, and every turn after that."""

from __future__ import annotations

from services.volunteers.api.requests import asking, choosing, looking, turning, visiting
from services.volunteers.api.requests.blueprint import blp

__all__ = ["asking", "blp", "choosing", "looking", "turning", "visiting"]
