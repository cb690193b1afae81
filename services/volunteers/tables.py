"""The tables of volunteers, and which aggregate lives in which."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    event,
    false,
    text,
)
from sqlalchemy.orm import registry, relationship

from services.volunteers.domain import (
    account,
    asking,
    call_back,
    offer,
    pause,
    person,
    request,
    team,
    topic,
    volunteer,
    ward,
)
from services.volunteers.domain.slip import LIVING
from shared.database import Code, Texts, UtcDateTime, Values, json_type
from shared.messaging.live import live_tables
from shared.messaging.tables import kit_tables, service_metadata
from shared.rules import Narrowing

metadata = service_metadata()
kit = kit_tables(metadata)
live = live_tables(metadata)

_PHONE = String(20)


def _id(name: str, **options: object) -> Column[str]:
    return Column(name, Uuid(as_uuid=False), **options)  # type: ignore[arg-type]


def _sequence() -> Column[int]:
    return Column("sequence", BigInteger, nullable=False)


accounts = Table(
    "accounts",
    metadata,
    _id("account_id", primary_key=True),
    Column("phone", _PHONE, nullable=False, unique=True),
    Column("codes", Values(account.Code), nullable=False),
    Column("asked", Values(datetime), nullable=False),
    Column("last_asked_at", UtcDateTime, index=True),
    _sequence(),
)

persons = Table(
    "persons",
    metadata,
    _id("person_id", primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded_name", Text, nullable=False),
    Column("phone", _PHONE),
    Column("phone_owner", Code(20), nullable=False),
    Column("email", Text),
    Column("language", Code(2), nullable=False),
    Column("address_form", Code(10)),
    Column("birth_year", Integer),
    Column("posts", Values(person.Post), nullable=False),
    Column("parts", Values(person.Part), nullable=False),
    Column("posts_end_on", Date, index=True),
    Column("tokens_valid_after", UtcDateTime),
    _id("merged_into", index=True),
    _sequence(),
    UniqueConstraint("phone", "folded_name"),  # the same person twice, however simultaneous, is one
    Index(None, "folded_name"),
)

person_wards = Table(
    "person_wards",
    metadata,
    Column("ward", Code(5), primary_key=True),
    _id("person_id", primary_key=True),
    Column("post", Boolean, nullable=False),
    Index(None, "person_id"),
    Index("ix_person_wards_posts", "person_id", postgresql_where=text("post"), sqlite_where=text("post = 1")),
)
"""The wards every person has to do with, so that a ward finds its people; ``post`` where they hold one there.

Who holds a post for the whole city stands under the ward ``city``.
"""

wards = Table(
    "wards",
    metadata,
    Column("code", Code(5), primary_key=True),
    Column("data", Values(ward.WardData), nullable=False),
    Column("phone", _PHONE),
    Column("neighbourhoods", Values(ward.Neighbourhood), nullable=False),
    Column("settings", Values(Narrowing), nullable=False, server_default=text("'{}'")),
    Column("pauses", Values(pause.Pause), nullable=False, server_default=text("'[]'")),
    Column("neighbours", Texts()),
    Column("helps", Texts(), nullable=False, server_default=text("'[]'")),
    _sequence(),
)

unit_names = Table(
    "unit_names",
    metadata,
    Column("ward", Code(5), ForeignKey("wards.code"), primary_key=True),
    Column("folded_name", String(100), primary_key=True),
    Column("kind", Code(20), primary_key=True),
    Column("name", Text, nullable=False),
)
"""Names that lead to today's units: their own, and those of the wards and districts there were before."""

days = Table(
    "days",
    metadata,
    Column("ward", Code(5), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("mark", Code(20), nullable=False),
    Column("name", Text, nullable=False),
    _sequence(),
)
"""Days unlike others, as sessions tells them; ``ward`` is empty for the whole city."""

recounts = Table("recounts", metadata, Column("ward", Code(5), primary_key=True))
"""Wards whose promises have to be counted anew, because a day or a pause has changed."""

call_backs = Table(
    "call_backs",
    metadata,
    _id("call_back_id", primary_key=True),
    Column("phone", _PHONE, nullable=False, unique=True),
    Column("asked", Values(datetime), nullable=False),
    Column("last_asked_at", UtcDateTime, nullable=False, index=True),
    _sequence(),
)

callers = Table(
    "callers",
    metadata,
    Column("caller", Code(64), primary_key=True),
    Column("asked", Values(datetime), nullable=False),
    Column("last_asked_at", UtcDateTime, nullable=False, index=True),
)
"""Where the program before this one counted who left numbers; the next release takes it away."""

strangers = Table(
    "strangers",
    metadata,
    Column("kind", Code(20), primary_key=True),
    Column("caller", Code(64), primary_key=True),
    Column("slice", UtcDateTime, primary_key=True, index=True),
    Column("times", Integer, nullable=False),
)
"""How often whom nobody knows (the SHA-256 of an address, or all of them) did something in five minutes."""

drafts = Table(
    "drafts",
    metadata,
    Column("key", Code(64), primary_key=True),
    Column("kind", Code(20), primary_key=True),
    Column("data", json_type(), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
"""What was typed into the forms of one browser and not sent yet; ``key`` is the SHA-256 of its cookie."""

topics = Table(
    "topics",
    metadata,
    Column("topic_id", Code(), primary_key=True),
    Column("data", Values(topic.TopicData), nullable=False),
    Column("position", Integer, nullable=False),
    Column("edited", Boolean, nullable=False, server_default=false()),
    _sequence(),
)

leaves = Table(
    "leaves",
    metadata,
    _id("leave_id", primary_key=True),
    _id("person_id", nullable=False, index=True),
    _id("cover_id"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False, index=True),
)
"""From which day to which somebody of the staff is away, and who sees to their requests meanwhile."""

_SUSPENDED, _APPLIED = text("status = 'suspended'"), text("status = 'applied'")
APPLIED = text("volunteers.status = 'applied'")
"""Applications that wait, said as the index says it."""

volunteers = Table(
    "volunteers",
    metadata,
    Column("volunteer_id", Uuid(as_uuid=False), ForeignKey("persons.person_id"), primary_key=True),
    Column("status", Code(20), nullable=False),
    Column("profile", Values(volunteer.Profile), nullable=False),
    Column("offering", Values(volunteer.Offering), nullable=False),
    Column("consent", Values(asking.Consent), nullable=False),
    Column("applied_at", UtcDateTime, nullable=False, index=True),
    Column("approved_at", UtcDateTime),
    Column("joined", Boolean, nullable=False),
    Column("approved_wards", Texts(), nullable=False, server_default=text("'[]'")),
    Column("suspended_because", Code(20)),
    Column("many_looks_at", UtcDateTime),
    _sequence(),
    Index("ix_volunteers_suspended", "volunteer_id", postgresql_where=_SUSPENDED, sqlite_where=_SUSPENDED),
    Index("ix_volunteers_applied", "volunteer_id", postgresql_where=_APPLIED, sqlite_where=_APPLIED),
)

volunteer_wards = Table(
    "volunteer_wards",
    metadata,
    Column("ward", Code(5), primary_key=True),
    _id("volunteer_id", primary_key=True),
    Index(None, "volunteer_id"),
)
"""The wards of every profile, so that a ward's volunteers are found without reading all."""

teams = Table(
    "teams",
    metadata,
    _id("team_id", primary_key=True),
    Column("ward", Code(5), ForeignKey("wards.code"), nullable=False, index=True),
    Column("data", Values(team.TeamData), nullable=False),
    Column("leader_id", Uuid(as_uuid=False), ForeignKey("persons.person_id"), index=True),
    _sequence(),
)

team_members = Table(
    "team_members",
    metadata,
    _id("team_id", primary_key=True),
    _id("volunteer_id", primary_key=True),
    Index(None, "volunteer_id"),
)
"""The teams of every profile, so that a team's members are found without reading all."""

reference_counters = Table(
    "reference_counters",
    metadata,
    Column("ward", Code(5), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)
"""The number of the last request of a ward in a year; the row is the lock of whoever takes the next."""

NOTHING_OWED = datetime(9999, 1, 1, tzinfo=UTC)
"""Where no promise runs: after everything that is owed."""

_LIVING = ", ".join(f"'{status}'" for status in LIVING)
_IS_LIVING = text(f"status IN ({_LIVING})")
OPEN = text(f"requests.status IN ({_LIVING})")
"""The requests of the boards, of all there ever were. Said as the indexes say it, or none of them would be used."""

_OWNED = text("owner_id IS NOT NULL")

requests = Table(
    "requests",
    metadata,
    _id("request_id", primary_key=True),
    Column("reference", Code(20), nullable=False, unique=True),
    Column("tracking_code", Code(20), nullable=False),
    Column("tracking_hash", Code(64), nullable=False, index=True),
    Column("resident_id", Uuid(as_uuid=False), ForeignKey("persons.person_id"), nullable=False, index=True),
    Column("participants", Texts(), nullable=False),
    Column("asked_by_id", Uuid(as_uuid=False), ForeignKey("persons.person_id"), index=True),
    Column("relation", Code(20)),
    Column("ward", Code(5), ForeignKey("wards.code"), nullable=False),
    Column("urgency", Code(20), nullable=False),
    Column("asking", Values(asking.Asking), nullable=False),
    Column("consent", Values(asking.Consent), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("status", Code(20), nullable=False),
    Column("phone_proven", Boolean, nullable=False),
    Column("resident_agreed", Boolean, nullable=False),
    Column("opened_at", UtcDateTime),
    Column("due_at", UtcDateTime),
    Column("owed_at", UtcDateTime, nullable=False, server_default=text("'9999-01-01 00:00:00+00'")),
    Column("promise_since", UtcDateTime),
    Column("watch_due_at", UtcDateTime, index=True),
    Column("reopened_at", UtcDateTime),
    Column("hurried", Boolean, nullable=False, server_default=false()),
    Column("wave", Integer, nullable=False),
    Column("next_wave_at", UtcDateTime, index=True),
    Column("reason", Code()),
    Column("outcome", Code(20)),
    Column("referred_to", Text),
    Column("referred_papers", Text),
    Column("ended_by", Code(20)),
    Column("windows_at", UtcDateTime),
    Column("placing_since", UtcDateTime, index=True),
    _id("appointment_id", index=True),
    Column("appointment_sequence", BigInteger, nullable=False),
    Column("starts_at", UtcDateTime),
    Column("ends_at", UtcDateTime),
    Column("follows", Uuid(as_uuid=False), ForeignKey("requests.request_id")),
    _id("owner_id"),
    _sequence(),
    Index(None, "ward", "received_at"),
    Index(None, "status", "ward"),
    Index("ix_requests_owed", "ward", "owed_at", "request_id", postgresql_where=_IS_LIVING, sqlite_where=_IS_LIVING),
    Index("ix_requests_owed_anywhere", "owed_at", "request_id", postgresql_where=_IS_LIVING, sqlite_where=_IS_LIVING),
    Index("ix_requests_visits", "ward", "starts_at", postgresql_where=_IS_LIVING, sqlite_where=_IS_LIVING),
    Index("ix_requests_owned", "owner_id", postgresql_where=_OWNED, sqlite_where=_OWNED),
)
"""``owed_at`` is the place on the board: the end of the promise while one runs, else :data:`NOTHING_OWED`."""

visits = Table(
    "visits",
    metadata,
    _id("appointment_id", primary_key=True),
    Column("request_id", Uuid(as_uuid=False), ForeignKey("requests.request_id"), nullable=False),
)
"""For which request each appointment was made, also one that stands no more: messages about it come later."""

looks = Table(
    "looks",
    metadata,
    _id("volunteer_id", primary_key=True),
    Column("at", UtcDateTime, primary_key=True),
)
"""When each volunteer looked at a resident's contact, as far back as many looks are counted."""

_UNANNOUNCED = text("announced_at IS NULL AND status = 'pending'")
_HELD = text("NOT fulfilled AND status IN ('pending', 'accepted')")
HELD = text("NOT offers.fulfilled AND offers.status IN ('pending', 'accepted')")
"""The few offers that keep a volunteer busy, of all that were ever made. Said as the index says it, or years of
visits would be read with every wave."""

offers = Table(
    "offers",
    metadata,
    _id("offer_id", primary_key=True),
    Column("request_id", Uuid(as_uuid=False), ForeignKey("requests.request_id"), nullable=False, index=True),
    Column("volunteer_id", Uuid(as_uuid=False), ForeignKey("volunteers.volunteer_id"), nullable=False),
    Column("wave", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("distance_m", Integer),
    Column("reasons", Values(offer.Reason), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("made_as", BigInteger, nullable=False),
    Column("status", Code(20), nullable=False),
    Column("announced_at", UtcDateTime),
    Column("ended_because", Code()),
    Column("minor", Boolean, nullable=False, server_default=false()),
    Column("fulfilled", Boolean, nullable=False, server_default=false()),
    Index(None, "volunteer_id", "status"),
    Index("ix_offers_held", "volunteer_id", "status", postgresql_where=_HELD, sqlite_where=_HELD),
    Index("ix_offers_unannounced", "request_id", postgresql_where=_UNANNOUNCED, sqlite_where=_UNANNOUNCED),
)

mapper = registry(metadata=metadata)
_versioned = {"version_id_generator": False}

mapper.map_imperatively(account.Account, accounts, version_id_col=accounts.c.sequence, **_versioned)
mapper.map_imperatively(person.Person, persons, version_id_col=persons.c.sequence, **_versioned)
mapper.map_imperatively(call_back.CallBack, call_backs, version_id_col=call_backs.c.sequence, **_versioned)
mapper.map_imperatively(ward.Ward, wards, version_id_col=wards.c.sequence, **_versioned)
mapper.map_imperatively(topic.Topic, topics, version_id_col=topics.c.sequence, **_versioned)
mapper.map_imperatively(team.Team, teams, version_id_col=teams.c.sequence, **_versioned)
mapper.map_imperatively(volunteer.Volunteer, volunteers, version_id_col=volunteers.c.sequence, **_versioned)
mapper.map_imperatively(offer.Offer, offers)
mapper.map_imperatively(
    request.Request,
    requests,
    version_id_col=requests.c.sequence,
    properties={
        "offers": relationship(offer.Offer, order_by=offers.c.made_as, cascade="all, delete-orphan", lazy="selectin")
    },
    **_versioned,
)


@event.listens_for(request.Request, "before_insert")
@event.listens_for(request.Request, "before_update")
def _keep_place(_mapper: object, _connection: object, changed: request.Request) -> None:
    """Whatever has changed it, a request that is written stands where it belongs on the board."""
    changed.owed_at = changed.owed or NOTHING_OWED  # type: ignore[attr-defined] # a column of the table alone
