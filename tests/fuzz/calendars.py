"""The link of a volunteer's calendar, made where they make it: on its page."""

from __future__ import annotations

import re

import requests

from tests.flows.client import SECONDS
from tests.fuzz.world import World


def calendar_secret(world: World) -> str:
    """What stands in the address by which the volunteer's visits are read."""
    session = (world.headers["volunteer"] or "").removeprefix("Bearer ")
    page = requests.post(
        f"{world.network.addresses['sessions']}/calendar",
        cookies={"outreach_session": session},
        headers={"Sec-Fetch-Site": "same-origin"},
        timeout=SECONDS,
    )
    found = re.search(r"/calendar/([A-Za-z0-9_-]+)\.ics", page.text)
    assert found, page.text
    return found[1]
