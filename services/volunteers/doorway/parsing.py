"""From what was sent to the domain's values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.volunteers.commands.helping import Application
from services.volunteers.domain.asking import Consent
from services.volunteers.domain.person import Contact
from services.volunteers.domain.volunteer import Affiliation, Offering, Profile, away
from services.volunteers.domain.windows import Weekly, Window, merged
from shared.clock import HANOI
from shared.errors import Invalid

_END_FIRST = ("Giờ kết thúc phải sau giờ bắt đầu.", "The end must be after the start.")


def offering_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent of topics, weekly spans, conditions and limit; raises :class:`Invalid` for a span backwards."""
    found: dict[str, Any] = {}
    if "topics" in body:
        found["topics"] = tuple(body["topics"])
    if "weekly" in body:
        found["weekly"] = _weekly(body["weekly"])
    if "conditions" in body:
        found["conditions"] = tuple(body["conditions"])
    if "max_open_tasks" in body:
        found["max_open_tasks"] = body["max_open_tasks"]
    return found


def changed_offering(offering: Offering, body: Mapping[str, Any], now: datetime) -> Offering:
    """What a volunteer offers after a change; what is left out stays."""
    changed = replace(offering, **offering_of(body))
    if "absences" in body:
        changed = replace(changed, absences=windows_of(body["absences"], "absences"))
    return away(changed, body["away_until"], now) if "away_until" in body else changed


def application_of(body: Mapping[str, Any], now: datetime) -> Application:
    """What somebody who wants to help filled in."""
    return Application(
        contact=contact_of(body, "", now),
        profile=Profile(
            wards=tuple(body["wards"]),
            affiliations=tuple(Affiliation(each["kind"], each["team_id"]) for each in body["affiliations"]),
            languages=tuple(body["languages"]),
            birth_year=body["birth_year"],
            gender=body["gender"],
            **(body["location"] or {}),
        ),
        offering=Offering(**offering_of(body)),
        consent=consent_of(body["consent"]),
    )


def windows_of(spans: Sequence[Mapping[str, datetime]], field: str) -> tuple[Window, ...]:
    """Spans of time in their order; raises :class:`Invalid` naming those that end before they start."""
    _refuse_backwards(spans, field)
    return tuple(sorted(Window(span["start"], span["end"]) for span in spans))


def consent_of(body: Mapping[str, Any]) -> Consent:
    return Consent(body["version"], body["how"], tuple(body["purposes"]))


def contact_of(body: Mapping[str, Any], field: str, now: datetime) -> Contact:
    """How somebody is called and reached; raises :class:`Invalid` for a year of birth to come."""
    year = body.get("birth_year")
    if year is not None and year > now.astimezone(HANOI).year:
        raise Invalid.one(
            f"{field}birth_year", vi="Năm sinh này chưa tới. Ghi đủ bốn chữ số.", en="This year has not come yet."
        )
    names = ("name", "phone", "phone_owner", "email", "language", "address_form", "birth_year")
    given = {name: body[name] for name in names if name in body}
    return Contact(**{"phone": None, **given})


def _weekly(spans: Sequence[Mapping[str, Any]]) -> tuple[Weekly, ...]:
    _refuse_backwards(spans, "weekly")
    return merged(Weekly(span["weekday"], span["start"], span["end"]) for span in spans)


def _refuse_backwards(spans: Sequence[Mapping[str, Any]], field: str) -> None:
    wrong = [index for index, span in enumerate(spans) if span["end"] <= span["start"]]
    if wrong:
        raise Invalid({f"{field}.{index}.end": [_END_FIRST] for index in wrong})
