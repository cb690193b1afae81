"""A ward in which things happen: staff, volunteers who can do different things, and what they may be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.scene import Scene, session_of
from tests.flows.client import Client
from tests.flows.network import EmbeddedNetwork, Network
from tests.flows.people import STAFF, VOLUNTEERS, a_member_of_staff, an_active_volunteer

MINH, HA, LONG, MAI = VOLUNTEERS
CAN: Mapping[str, tuple[str, ...]] = {MINH: ("video_calls",), HA: ("vneid",), LONG: ("scams",), MAI: ("scams",)}
"""What each of the volunteers is asked for; nobody else is."""

RULES = """
[network]
notice = "PT1H"
notice_today = "PT1H"
"""
"""A visit may be on the same day: a story ends before its clock has come to the next."""


@dataclass(frozen=True)
class Town(Scene):
    """A scene of which ``tokens`` let in "staff" and each volunteer by name; the same people call its API, too."""

    staff: Client
    volunteers: Mapping[str, Client]


def peopled(network: Network) -> Town:
    """Staff of a ward and its volunteers, on a network that runs."""
    staff = a_member_of_staff(network)
    volunteers = {
        name: an_active_volunteer(network, staff, name, VOLUNTEERS[name], topics=list(topics))
        for name, topics in CAN.items()
    }
    tokens = {name: session_of(network, VOLUNTEERS[name]) for name in CAN}
    return Town(
        network,
        tokens={"staff": session_of(network, STAFF), **tokens},
        codes={},
        drafts={},
        ids={},
        staff=staff,
        volunteers=volunteers,
    )


@contextmanager
def a_town(folder: Path) -> Iterator[Town]:
    """A network of one process with these people, until the end of the block."""
    network = EmbeddedNetwork(folder, RULES)
    try:
        network.run()
        yield peopled(network)
    finally:
        network.stop()
