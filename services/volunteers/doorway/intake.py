"""A request for help, from what was filled in."""

from __future__ import annotations

from typing import Any

from services.volunteers.commands import intake
from services.volunteers.domain.asking import Asking, Whereabouts, Wish
from services.volunteers.domain.windows import Window
from services.volunteers.doorway.parsing import consent_of, contact_of
from shared.messaging.unit_of_work import UnitOfWork


def intake_of(body: dict[str, Any], unit: UnitOfWork) -> intake.Intake:
    """What was filled in, by a program or on a page."""
    asked_by = body["asked_by"]
    return intake.Intake(
        resident=contact_of(body["resident"], "resident.", unit.now),
        participants=tuple(
            contact_of(each, f"participants.{index}.", unit.now) for index, each in enumerate(body["participants"])
        ),
        asked_by=contact_of(asked_by, "asked_by.", unit.now) if asked_by else None,
        relation=asked_by["relation"] if asked_by else None,
        ward=body["ward"],
        urgency=body["urgency"],
        asking=_asking(body),
        consent=consent_of(body["consent"]),
    )


def _asking(body: dict[str, Any]) -> Asking:
    where = {name: body[name] for name in ("neighbourhood", "address", "landmark", "met_by")}
    return Asking(
        place=body["place"],
        topics=tuple(body["topics"]),
        windows=tuple(Window(span["start"], span["end"]) for span in body["windows"]),
        minutes=0,
        needed=2 if Wish.PAIR in body["wishes"] else body["needed"],
        whereabouts=Whereabouts(**where, **(body["location"] or {})),
        needs=tuple(body["needs"]),
        wishes=tuple(body["wishes"]),
        device=body["resident"]["device"],
        note=body["note"],
        picture=body["picture"],
    )
