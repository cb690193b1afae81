"""The pages of volunteers are one group, whichever module they are in."""

from __future__ import annotations

from shared.web.pages import Pages

volunteer_pages = Pages("volunteer_pages", "services.volunteers.pages")
"""Templates lie in ``services/volunteers/pages/templates/volunteers/helping``."""

TASKS = "/volunteers/tasks"
AVAILABILITY = f"{TASKS}/availability"
TEAM = "/volunteers/team"
JOIN = "/volunteers/join"
