"""The token somebody gets who has proven who they are."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from services.volunteers.commands.sign_in import SignedIn
from shared.web.tokens import Issuer, Post

ISSUER = "volunteers.issuer"
"""Where the app keeps what signs its tokens, in ``app.extensions``."""


def token_of(found: SignedIn) -> tuple[str, datetime]:
    """The token of whoever just signed in, and the moment it ends."""
    issuer: Issuer = current_app.extensions[ISSUER]
    return issuer.issue(found.person.person_id, [Post(post.role, frozenset(post.wards)) for post in found.posts])
