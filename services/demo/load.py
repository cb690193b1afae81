"""The sample ward: volunteers who applied, requests at different turns of their lives, one visit in the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count, islice
from typing import Any

import click

from services.demo.client import Client, wait_for
from services.demo.people import FAMILY, HELPERS, RESIDENTS, STAFF, WARD, Helper, Person
from shared.clock import HANOI
from shared.rules import Tet

API = "/volunteers/api/v1"
CONSENT = {"version": "2026-03", "how": "web", "purposes": ["visit", "reminders"]}


def load(anyone: Client, now: datetime) -> bool:
    """Enter the sample ward; False when it was there already. What an earlier try had entered is not entered twice.

    ``now`` is the network's own time. Stops with a sentence at a person it did not make: a real ward's data are
    nobody's demo.
    """
    staff = anyone.signed_in(STAFF.phone)
    _stop_at_strangers(staff)
    if staff.get(f"{API}/requests?ward={WARD}")["items"]:
        return False
    active = {each["name"] for each in staff.get(f"{API}/volunteers?ward={WARD}&status=active")["items"]}
    for helper in HELPERS:
        if helper.name not in active:
            _join(anyone, staff, helper)
        click.echo(f"  {helper.name} may be asked")
    _asked_by_family(anyone, staff, now)
    click.echo(f"  {FAMILY.name} asked for {RESIDENTS[0].name}; a visit is in the calendar")
    staff.post(f"{API}/requests", request_of(RESIDENTS[1], "phone", days_of(now, hours=48)))
    click.echo(f"  staff entered a request for {RESIDENTS[1].name}; volunteers are being asked")
    anyone.post(f"{API}/requests", request_of(RESIDENTS[2], "scams", days_of(now, hours=72)))
    click.echo(f"  {RESIDENTS[2].name} asked from home; the phone is not proven yet, so nobody is asked")
    return True


def _stop_at_strangers(staff: Client) -> None:
    known = {helper.name for helper in HELPERS}
    name = staff.get(f"{API}/me")["name"]
    strangers = [name] if name != STAFF.name else []
    strangers += [each["name"] for each in staff.get(f"{API}/volunteers?ward={WARD}")["items"]]
    strangers = [stranger for stranger in strangers if stranger not in known and stranger != STAFF.name]
    if strangers:
        raise click.ClickException(
            f"{strangers[0]} is not a person of the demo, so this is not the demo's data: nothing was changed. "
            "Name an empty folder with OUTREACH_DATA_DIR to run the demo beside it."
        )


def _join(anyone: Client, staff: Client, helper: Helper) -> None:
    free = [{"weekday": day, "start": "08:00", "end": "11:30"} for day in range(7)]
    free += [{"weekday": day, "start": "14:00", "end": "17:00"} for day in range(7)]
    applied = anyone.post(
        f"{API}/volunteers",
        {
            "name": helper.name,
            "phone": helper.phone,
            "birth_year": helper.birth_year,
            "affiliations": [{"kind": "community_team"}],
            "wards": [WARD],
            "location": {"lat": helper.lat, "lon": helper.lon},
            "topics": list(helper.topics),
            "languages": ["vi"],
            "weekly": free,
            "max_open_tasks": 3,
            "consent": CONSENT,
        },
    )
    staff.post(f"{API}/volunteers/{applied['id']}/approve", {})


def _asked_by_family(anyone: Client, staff: Client, now: datetime) -> None:
    """A granddaughter asks, proves her phone, the ward hears the resident's yes, and the first volunteer accepts."""
    asked_by = {"name": FAMILY.name, "phone": FAMILY.phone, "relation": "grandchild"}
    body = {**request_of(RESIDENTS[0], "vneid", days_of(now, hours=24)), "asked_by": asked_by}
    received = anyone.post(f"{API}/requests", body)
    path = f"{API}/requests/{received['id']}"
    family = Client(anyone.origin, f"Tracking {received['tracking_code']}")
    family.post(f"{path}/verify", {"code": received["demo_code"]})
    staff.post(f"{path}/verify", {"resident_agreed": True})
    volunteer = anyone.signed_in(HELPERS[0].phone)
    (offer,) = wait_for(
        lambda: volunteer.get(f"{API}/offers")["items"], f"{HELPERS[0].name} was not asked: see /volunteers/readyz"
    )
    volunteer.post(f"{API}/offers/{offer['id']}/accept", {})
    wait_for(lambda: family.get("/sessions/api/v1/appointments")["items"], "no visit was placed: see /sessions/readyz")


def days_of(now: datetime, *, hours: int) -> list[datetime]:
    """Three midnights, the first at least ``hours`` from now; around Tết, when nothing is placed, those after it."""
    first = (now.astimezone(HANOI) + timedelta(hours=hours)).replace(hour=0, minute=0, second=0, microsecond=0)
    ahead = (first + timedelta(days=number) for number in count(1))
    return list(islice((day for day in ahead if not Tet().nothing_on(day.date())), 3))


def request_of(resident: Person, topic: str, days: Sequence[datetime]) -> dict[str, Any]:
    """Help at home, wanted on a morning or an afternoon of these days."""
    spans = [(day.replace(hour=8), day.replace(hour=11)) for day in days]
    spans += [(day.replace(hour=14), day.replace(hour=17)) for day in days]
    return {
        "resident": {"name": resident.name, "phone": resident.phone, "phone_owner": "self"},
        "ward": WARD,
        "address": "số 12, ngõ 34",
        "landmark": "cạnh nhà văn hóa",
        "met_by": "người nhà đứng ở đầu ngõ",
        "location": {"lat": 21.0386, "lon": 105.8380},
        "place": "home",
        "topics": [topic],
        "picture": "kite",
        "windows": [{"start": start.isoformat(), "end": end.isoformat()} for start, end in sorted(spans)],
        "consent": CONSENT,
    }
