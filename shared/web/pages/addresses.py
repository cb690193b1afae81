"""What an address asks of a list, and the address of a list that is asked so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import marshmallow as ma
from flask import request

from shared.errors import NotFound
from shared.web.pages.forms import Form, Said


def asked_for(schema: type[ma.Schema], said: Said | None = None) -> dict[str, Any]:
    """What was asked for, as a schema of the API reads it; ``said`` is what the address says, or was sent instead.

    Raises :class:`NotFound`: nonsense is an address that is not there.
    """
    form = Form.read(schema, request.args if said is None else said)
    if not form.ok:
        raise NotFound
    return form.values


def address(page: str, chosen: Mapping[str, Any]) -> str:
    """The page with what was chosen; what is blank is left out."""
    said = {name: value for name, value in chosen.items() if value}
    return f"{page}?{urlencode(said)}" if said else page
