"""What follows from a generated call, the same in every run."""

from __future__ import annotations

import hashlib
import hmac
import json
import zlib
from typing import Any
from uuid import UUID

import requests
from schemathesis import Case

from tests.flows.network import SECRET

Body = dict[str, Any]


def signature(case: Case) -> str:
    """The gateway's, over the bytes that will be sent."""
    sent = {name: value for name, value in case.as_transport_kwargs().items() if name in ("data", "json")}
    body = requests.Request("POST", "http://localhost", **sent).prepare().body or b""
    raw = body if isinstance(body, bytes) else body.encode()
    return f"sha256={hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()}"


def forwards(weekly: list[Body]) -> list[Body]:
    """Spans of the week that end after they start."""
    times = [(span, *sorted((span["start"], span["end"]))) for span in weekly]
    return [{**span, "start": start, "end": end} for span, start, end in times if start < end]


def without(values: Any, name: str) -> Body:
    return {key: value for key, value in values.items() if key != name}


def number_of(drawn: Any) -> int:
    """A number that follows from what was drawn."""
    try:
        return UUID(drawn).int
    except (ValueError, AttributeError, TypeError):
        return zlib.crc32(json.dumps(drawn, sort_keys=True, default=str).encode())
