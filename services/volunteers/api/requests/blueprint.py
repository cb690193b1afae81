"""The operations on requests are one group, whichever module they are in."""

from __future__ import annotations

from typing import Any

from shared.web.api import Blueprint

blp = Blueprint("requests", __name__, description="Requests for help.")

Answer = tuple[dict[str, Any], dict[str, str]]
