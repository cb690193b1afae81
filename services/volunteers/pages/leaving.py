"""Leaving a machine that others use: signing out, or "Xóa khỏi máy này", which is the same."""

from __future__ import annotations

from flask import Response

from services.volunteers.commands.sign_in import sign_out
from services.volunteers.pages.drafts import drop_every_draft
from shared.web.auth import principal
from shared.web.doors import current_unit
from shared.web.pages import SESSION, TRACKING, drop_cookie, see_other
from shared.web.pages.offline import FORGET


def leave_machine() -> Response:
    """This browser knows nobody any more and keeps nothing of theirs; a copy of its cookies counts no more."""
    person_id = principal().person_id
    drop_every_draft(of=person_id)
    if person_id is not None:
        sign_out(current_unit(), person_id)
    answer = see_other("/")
    drop_cookie(answer, SESSION)
    drop_cookie(answer, TRACKING)
    answer.headers.update(FORGET)
    return answer
