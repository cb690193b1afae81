"""``/.well-known/jwks.json``: the public keys tokens are checked with (RFC 7517), for the service that signs them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from shared.web.tokens import Verifier


def public_keys(verifier: Verifier) -> Blueprint:
    """The route, outside the API: ``app.register_blueprint(public_keys(verifier))``."""
    routes = Blueprint("outreach_keys", __name__)

    @routes.get("/.well-known/jwks.json")
    def jwks() -> tuple[dict[str, Any], dict[str, str]]:
        return verifier.jwks(), {"Cache-Control": "public, max-age=300"}

    return routes
