"""Security headers on every answer. JSON may load nothing and be shown in no frame; pages bring their own policy."""

from __future__ import annotations

from flask import Flask, Response

API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Content-Security-Policy of answers that are not pages (OWASP REST Security Cheat Sheet)."""


def harden(app: Flask, *, https: bool) -> None:
    """Set the headers a view has not set itself; ``https`` adds HSTS."""

    @app.after_request
    def add(answer: Response) -> Response:
        headers = answer.headers
        headers.setdefault("Content-Security-Policy", API_POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "no-referrer")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Cache-Control", "no-store")
        if https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return answer
