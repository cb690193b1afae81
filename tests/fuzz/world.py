"""What the tester may know of a running network: who is in it, and real ids, codes and versions."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.flows.client import Client
from tests.flows.network import Network
from tests.fuzz.roles import strange_to

API = "/volunteers/api/v1"

Known = dict[str, list[str]]
"""Values that exist, by the parameter they are given as."""


@dataclass
class World:
    """``headers`` are the roles' authorizations, ``known`` what one ward knows, ``own`` what a single role does.

    ``turned`` holds requests, volunteers and persons kept for one operation each, by its name: what it does must not
    hinder the others. ``needed`` are the ids of the roles themselves: whoever loses a post is signed out.
    """

    network: Network
    headers: dict[str, str] = field(default_factory=dict)
    known: Known = field(default_factory=dict)
    own: dict[str, Known] = field(default_factory=dict)
    turned: dict[str, list[str]] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    private: dict[str, set[str]] = field(default_factory=dict)
    """Ward → ids, names, numbers and addresses that nobody outside it may be told."""
    applied: list[str] = field(default_factory=list)
    """Numbers of people who may sign in and have not yet. Their codes are asked for when they do: codes grow old."""
    unconfirmed: dict[str, str] = field(default_factory=dict)
    """A request that waits for its code: ``header`` of its holder, and the ``phone`` that is to be proven."""
    codes_asked: int = 1
    """How many codes that phone was sent."""

    def header(self, role: str, service: str) -> str | None:
        """Who holds a tracking code holds, at volunteers, that of a request that still waits for its proof."""
        if (role, service) == ("tracking", "volunteers"):
            return self.unconfirmed["header"]
        return self.headers.get(role)

    def known_to(self, role: str) -> Known:
        """A tracking code opens one request and its visit, a leader has a team, another ward its own people."""
        return {**self.known, **self.own.get(role, {})}

    def strange_to(self, role: str) -> Known:
        """What exists in the other ward; to the city nothing is strange."""
        if role == "city":
            return {"code": self.own["other_staff"]["code"]}
        return self.known if role == "other_staff" else self.own["other_staff"]

    def hidden_from(self, role: str) -> set[str]:
        """What is told to nobody outside those wards but the city."""
        return {sign for ward in strange_to(role) for sign in self.private[ward]}

    def newest_code(self) -> str:
        """What the holder of the request that waits reads on the phone."""
        return self.network.phone(self.unconfirmed["phone"]).code("request.code", self.codes_asked)

    def client(self, role: str) -> Client:
        return Client(self.network, self.headers.get(role))

    def sign_in(self, role: str, phone: str) -> None:
        """The person with this number is the role from now on."""
        answer = Client(self.network).post(f"{API}/sign-in/token", code_for(self.network, phone), expect=200)
        self.headers[role] = f"Bearer {answer['token']}"
        self.needed.add(answer["person"]["id"])


def signed_in(network: Network, phone: str) -> str:
    """The authorization of whoever signs in with this number."""
    answer = Client(network).post(f"{API}/sign-in/token", code_for(network, phone), expect=200)
    return f"Bearer {answer['token']}"


def code_for(network: Network, phone: str) -> dict[str, str]:
    """What is typed in to sign in with this number."""
    Client(network).post(f"{API}/sign-in/code", {"phone": phone}, expect=202)
    return {"phone": phone, "code": network.phone(phone).code("signin.code")}
