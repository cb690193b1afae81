"""The pages of residents are one group, whichever module they are in."""

from __future__ import annotations

from shared.web.pages import Pages

help_pages = Pages("help_pages", "services.volunteers.pages")
"""Templates lie in ``services/volunteers/pages/templates/volunteers/resident``."""

HELP = "/volunteers/help"
