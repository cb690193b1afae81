"""The pages of residents are one group, whichever module they are in."""

from __future__ import annotations

from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.wording import Ward, ward_called
from shared.web.pages import Pages


def ward_in_hand() -> Ward | None:
    """The ward that whoever asks has named so far."""
    return ward_called(Answers.kept().one("ward"))


help_pages = Pages("help_pages", "services.volunteers.pages", ward_asked=ward_in_hand)
"""Templates lie in ``services/volunteers/pages/templates/volunteers/resident``."""

HELP = "/volunteers/help"
