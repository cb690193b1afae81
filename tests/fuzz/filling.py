"""Calls about whatever there is in a house, written before it is built."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.fuzz.bodies import WARD
from tests.fuzz.house import API, REQUESTS, TEAMS, VISITS, House


def filled(house: House, template: Any) -> Any:
    """``template`` with this house's addresses, and with days that are to come."""
    if isinstance(template, dict):
        return {name: filled(house, value) for name, value in template.items()}
    if isinstance(template, list):
        return [filled(house, value) for value in template]
    if not isinstance(template, str):
        return template
    soon = house.network.now.date() + timedelta(days=3)
    places = {
        "{visit}": f"{VISITS}/{house.ids['visit']}",
        "{request}": f"{REQUESTS}/{house.ids['request']}",
        "{volunteer}": f"{API}/volunteers/{house.ids['volunteer']}",
        "{ward}": f"{API}/wards/{WARD}",
        "{unproven}": f"{REQUESTS}/{house.ids['unproven']}",
        "{offer}": f"{API}/offers/{house.ids['offer']}",
        "{volunteer_id}": house.ids["volunteer"],
        "{teams}": TEAMS,
        "{team}": f"{TEAMS}/{house.ids['team']}",
        "{call_backs}": f"{API}/call-backs",
        "{codes}": "/sessions/api/v1/visit-codes/check",
        "{day}": soon.isoformat(),
        "{next}": (soon + timedelta(days=1)).isoformat(),
    }
    for place, value in places.items():
        template = template.replace(place, value)
    return template
