"""The pages of notifications are two groups, whichever module they are in: those of staff, and everybody's own."""

from __future__ import annotations

from services.notifications.queries.inbox import ward_followed
from shared.web.auth import principal
from shared.web.doors import reading
from shared.web.pages import Pages
from shared.web.pages.wording import Ward


def ward_in_hand() -> Ward | None:
    """The ward of the request whose code this browser holds."""
    with reading() as connection:
        return ward_followed(connection, principal())


telling_pages = Pages("telling_pages", "services.notifications.pages")
"""Templates lie in ``services/notifications/pages/templates/notifications``."""

own_pages = Pages("own_pages", "services.notifications.pages", ward_asked=ward_in_hand)

CALLS = "/notifications/calls"
INBOX = "/notifications/inbox"
PREFERENCES = "/notifications/preferences"
MESSAGES = "/notifications/messages"

QUEUE, SLIPS = "/volunteers/queue", "/volunteers/help"
"""Where requests are, for staff and for who asked, in the service that owns them: a link, and nothing more, is known of
it here."""
