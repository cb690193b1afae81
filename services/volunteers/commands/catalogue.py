"""Wards and topics: what the service ships with, and what staff keep."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from services.volunteers.domain.names import fold
from services.volunteers.domain.topic import Skill, Topic, TopicData
from services.volunteers.domain.ward import Neighbourhood, Ward, WardData
from shared.errors import Invalid
from shared.messaging.unit_of_work import UnitOfWork

DATA = Path(__file__).parent.parent / "data"
_UNITS = {"Phường": "phuong", "Xã": "xa"}


def seed(unit: UnitOfWork) -> None:
    """Load the city's wards and the catalogue of topics; only what differs changes, and is told."""
    for code, ward_data in shipped_wards():
        ward = unit.get(Ward, code)
        if ward is None:
            unit.add(Ward.enter(code, ward_data))
        else:
            ward.revise(ward_data)
    for position, (topic_id, topic_data) in enumerate(shipped_topics(), start=1):
        topic = unit.get(Topic, topic_id)
        if topic is None:
            unit.add(Topic.enter(topic_id, topic_data, position))
        else:
            topic.revise(topic_data, position)


def shipped_wards() -> Iterator[tuple[str, WardData]]:
    """Code and data of each of the 126 units."""
    with (DATA / "hanoi_wards.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield (
                row["code"],
                WardData(
                    row["name"], _UNITS[row["type"]], float(row["lat"]), float(row["lon"]), float(row["area_km2"])
                ),
            )


def shipped_topics() -> Iterator[tuple[str, TopicData]]:
    """Id and data of each topic, in the order people see."""
    for entry in tomllib.loads((DATA / "topics.toml").read_text(encoding="utf-8"))["topic"]:
        yield entry["id"], _topic_data(entry)


def edit_ward(ward: Ward, phone: str | None, neighbourhoods: tuple[Neighbourhood, ...]) -> None:
    """What staff keep of a ward. Raises :class:`Invalid` when two neighbourhoods answer to one name."""
    taken: set[str] = set()
    for index, each in enumerate(neighbourhoods):
        names = {each.neighbourhood_id, *(fold(name) for name in (each.name, *each.aliases))}
        if names & taken:
            raise Invalid.one(
                f"neighbourhoods.{index}.name",
                vi="Tên hoặc tên khác này đã có ở một tổ, thôn ghi phía trên.",
                en="A neighbourhood above has this name, alias or id already.",
            )
        taken |= names
    ward.edit(phone, neighbourhoods)


def _topic_data(entry: dict[str, Any]) -> TopicData:
    return TopicData(
        name_vi=entry["vi"],
        name_en=entry["en"],
        minutes=entry["minutes"],
        audience=tuple(entry["audience"]),
        skills=tuple(Skill(skill["vi"], skill["en"]) for skill in entry["skills"]),
        phone_solvable=entry["phone_solvable"],
        money=entry["money"],
    )
