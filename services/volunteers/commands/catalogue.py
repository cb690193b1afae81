"""Wards and topics: what the service ships with, and what the city makes of a topic."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from services.volunteers.domain.nearness import neighbours_of
from services.volunteers.domain.topic import Skill, Topic, TopicData
from services.volunteers.domain.ward import Ward, WardData
from services.volunteers.storage.unit_names import keep_own_names
from shared.messaging.unit_of_work import UnitOfWork

DATA = Path(__file__).parent.parent / "data"
_UNITS = {"Phường": "phuong", "Xã": "xa"}


def seed(unit: UnitOfWork) -> None:
    """Load the city's wards and the catalogue of topics; only what differs changes, and is told."""
    _seed_wards(unit, dict(shipped_wards()))
    for position, (topic_id, topic_data) in enumerate(shipped_topics(), start=1):
        topic = unit.get(Topic, topic_id)
        if topic is None:
            unit.add(Topic.enter(topic_id, topic_data, position))
        else:
            topic.revise(topic_data, position)


def _seed_wards(unit: UnitOfWork, shipped: dict[str, WardData]) -> None:
    for code, data in shipped.items():
        ward = unit.get(Ward, code)
        if ward is None:
            unit.add(Ward.enter(code, data, neighbours_of(code, shipped)))
        else:
            ward.revise(data)
            if ward.neighbours is None:
                ward.border_on(neighbours_of(code, shipped))
    keep_own_names(unit, {code: data.name for code, data in shipped.items()})


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


def edit_topic(topic: Topic, changes: Mapping[str, Any]) -> None:
    """The city's own words and numbers: ``changes`` by the names of :class:`TopicData`, what is left out stays."""
    topic.edit(replace(topic.data, **changes))


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
