"""The pages of notifications are one group, whichever module they are in."""

from __future__ import annotations

from shared.web.pages import Pages

telling_pages = Pages("telling_pages", "services.notifications.pages")
"""Templates lie in ``services/notifications/pages/templates/notifications``."""

CALLS = "/notifications/calls"
INBOX = "/notifications/inbox"
PREFERENCES = "/notifications/preferences"
MESSAGES = "/notifications/messages"

QUEUE = "/volunteers/queue"
"""Where requests are, in the service that owns them: a link, and nothing more, is known of it here."""
