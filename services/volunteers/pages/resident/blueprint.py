"""The pages of residents are one group, whichever module they are in."""

from __future__ import annotations

from werkzeug.routing import BaseConverter

from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.wording import Ward, ward_called
from shared.web.pages import Pages


def ward_in_hand() -> Ward | None:
    """The ward that whoever asks has named so far."""
    return ward_called(Answers.kept().one("ward"))


help_pages = Pages("help_pages", "services.volunteers.pages", ward_asked=ward_in_hand)
"""Templates lie in ``services/volunteers/pages/templates/volunteers/resident``."""


class SlipNumber(BaseConverter):
    """``<slip:reference>``: the number of a request, ``4-26-017``, and no word that names a page of ours."""

    regex = r"[0-9]{1,5}-[0-9]{2}-[0-9]{1,9}"


help_pages.record_once(lambda state: state.app.url_map.converters.update(slip=SlipNumber))

HELP = "/volunteers/help"
