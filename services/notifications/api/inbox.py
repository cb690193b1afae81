"""What one was told oneself, and how one wants to be told."""

from __future__ import annotations

from typing import Any

from services.notifications.commands import preferring
from services.notifications.domain.preferences import Wish
from services.notifications.queries.inbox import holder_of, inbox_of, preferences_of
from services.notifications.schemas import InboxItemSchema, PreferencesBody, PreferencesSchema
from shared.web.api import Blueprint
from shared.web.auth import principal, signed_in
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, current_runtime, current_unit, reading
from shared.web.language import language
from shared.web.paging import Page, Paged, page_of

blp = Blueprint("inbox", __name__, description="One's own messages, and how one wants to be reached.")


@blp.route("/inbox")
@blp.response(200, page_of(InboxItemSchema))
@signed_in(tracking=True)
@blp.arguments(Paged, location="query")
def list_inbox(query: dict[str, Any]) -> Page:
    """What one was told, latest first; for staff also what concerns their wards"""
    with reading() as connection:
        return inbox_of(connection, principal(), query, language(), current_runtime().clock.now())


@blp.route("/preferences")
@blp.response(200, PreferencesSchema)
@blp.may_answer(403, 409)
@signed_in(tracking=True)
def get_preferences() -> tuple[dict[str, Any], dict[str, str]]:
    """How one is reached; by a tracking code, how who asked is reached"""
    with reading() as connection:
        shown, sequence = preferences_of(connection, holder_of(connection, principal()))
    return shown, etag(sequence)


@blp.route("/preferences", methods=["PUT"])
@command
@blp.response(200, PreferencesSchema)
@blp.may_answer(403)
@signed_in(tracking=True)
@blp.arguments(PreferencesBody)
def put_preferences(body: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Say how one wants to be reached"""
    unit = current_unit()
    holder = holder_of(unit, principal())
    check_if_match(preferences_of(unit, holder)[1])
    preferring.choose(unit, holder, Wish(body["reach"], body["level"]), body["stop"])
    unit.session.flush()
    shown, sequence = preferences_of(unit, holder)
    return shown, etag(sequence)
