"""The pages of settings are one group, whichever module they are in."""

from __future__ import annotations

from shared.web.pages import Form, Pages

settings_pages = Pages("settings_pages", "services.volunteers.pages")
"""Templates lie in ``services/volunteers/pages/templates/volunteers/settings``."""

SETTINGS = "/volunteers/settings"

VERSION = "version"
"""The hidden field that names what the form was filled in from: nobody overwrites what they have not seen."""


def is_stale(form: Form, sequence: int) -> bool:
    """Whether somebody has changed it since this form was shown."""
    return form.value(VERSION) != str(sequence)
