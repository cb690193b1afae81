"""The public keys that sign-in tokens are checked with, at the place everybody looks (RFC 8615)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from shared.web.tokens import Verifier


def keys(verifier: Verifier) -> Blueprint:
    """``/.well-known/jwks.json``: no operation of the API, and open to whoever asks."""
    routes = Blueprint("keys", __name__)

    @routes.get("/.well-known/jwks.json")
    def jwks() -> dict[str, Any]:
        return verifier.jwks()

    return routes
