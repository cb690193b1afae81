"""The pages of ward staff are one group, whichever module they are in."""

from __future__ import annotations

from shared.web.pages import Pages

staff_pages = Pages("staff_pages", "services.volunteers.pages")
"""Templates lie in ``services/volunteers/pages/templates/volunteers/queue``, ``people`` and ``today``."""

QUEUE = "/volunteers/queue"
PEOPLE = "/volunteers/people"
TODAY = "/volunteers/today"
TEAMS = "/volunteers/people/teams"
WARDS = "/volunteers/wards"
DASHBOARD = "/volunteers/dashboard"
