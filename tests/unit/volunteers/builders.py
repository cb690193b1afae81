"""Memorable people and days for the tests of the volunteers' domain.

Monday 1 December 2025, 8:30 in Hà Nội, unless a test says otherwise.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from services.volunteers.domain.asking import Asking, Consent, Household, Whereabouts
from services.volunteers.domain.eligibility import Helper, Wanted
from services.volunteers.domain.matching import Candidate
from services.volunteers.domain.person import Contact, Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import Slip
from services.volunteers.domain.tasks import Tasks
from services.volunteers.domain.volunteer import Offering, Profile, Volunteer
from services.volunteers.domain.ward import Point
from services.volunteers.domain.windows import Weekly, Window
from shared.aggregate import Aggregate, Fact
from shared.clock import HANOI

RULES = Rules()
MONDAY = datetime(2025, 12, 1, 8, 30, tzinfo=HANOI)
BA_DINH = "00004"
LAKE = Point(21.0287, 105.8522)
CONSENT = Consent("2025-11", "web", ("visit", "reminders"))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of December 2025, local time. The 1st is a Monday."""
    return datetime(2025, 12, day, hour, minute, tzinfo=HANOI)


def window(day: int, start: int, end: int) -> Window:
    return Window(at(day, start), at(day, end))


WEDNESDAY_MORNING = window(3, 8, 11)
EVERY_MORNING = tuple(Weekly(weekday, time(8), time(11, 30)) for weekday in range(7))


def facts(aggregate: Aggregate) -> list[Fact]:
    return [recorded.fact for recorded in aggregate.recorded]


def kinds(aggregate: Aggregate) -> list[str]:
    return [fact.kind() for fact in facts(aggregate)]


def a_person(name: str = "Nguyễn Thị Lan", phone: str | None = "+84912345678", **more: Any) -> Person:
    return Person.register(f"person-{name}", Contact(name, phone, **more))


def a_volunteer(name: str = "minh", **profile: Any) -> Volunteer:
    chosen: dict[str, Any] = {
        "wards": (BA_DINH,),
        "affiliations": (),
        "languages": ("vi",),
        "birth_year": 1990,
        **profile,
    }
    offering = Offering(("vneid",), EVERY_MORNING, 2)
    return Volunteer.apply(name, Profile(**chosen), offering, CONSENT, MONDAY)


def an_asking(**changes: Any) -> Asking:
    chosen: dict[str, Any] = {
        "place": "home",
        "topics": ("vneid",),
        "windows": (WEDNESDAY_MORNING,),
        "minutes": 60,
        "whereabouts": Whereabouts(address="12 ngõ 5 Đội Cấn"),
        **changes,
    }
    return Asking(**chosen)


def a_request(asked_by: str | None = None, urgency: str = "normal", **asking: Any) -> Request:
    """A request just received, unconfirmed."""
    return Request.receive(
        Slip("request-1", "4-25-001", "ABCDEFGHIJKLMNOP"),
        Household("lan", ("lan",), asked_by),
        BA_DINH,
        urgency,
        an_asking(**asking),
        CONSENT,
        MONDAY,
        "resident",
    )


def an_open_request(**changes: Any) -> Request:
    request = a_request(**changes)
    request.trust("staff", MONDAY, RULES)
    return request


def an_offered_request(*volunteers: str, until: datetime | None = None, **changes: Any) -> Request:
    """A first wave to ``volunteers`` (Minh, Hoa and Tú unless named) whose announcements have left."""
    request = an_open_request(**changes)
    ask(request, *(volunteers or ("minh", "hoa", "tu")), until=until)
    return request


def ask(
    request: Request,
    *volunteers: str,
    until: datetime | None = None,
    now: datetime = MONDAY,
    ids: tuple[str, ...] = (),
) -> None:
    """The next wave; the announcements leave at once."""
    named = ids or tuple(f"offer-{name}-{request.sequence}" for name in volunteers)
    chosen = [(each, Candidate(name, 740.0, ())) for each, name in zip(named, volunteers, strict=True)]
    before = len(request.offers)
    request.ask(chosen, now, until or at(1, 13, 30))
    for offer in request.offers[before:]:
        request.announce(offer, now, RULES)


def offer_to(request: Request, volunteer: str) -> Any:
    """The latest offer to ``volunteer``."""
    return [offer for offer in request.offers if offer.volunteer_id == volunteer][-1]


def says_yes(request: Request, volunteer: str, tasks: Tasks | None = None) -> None:
    request.accept(offer_to(request, volunteer), tasks or Tasks(limit=2), MONDAY)


def a_helper(name: str = "minh", **changes: Any) -> Helper:
    """A helper who fits :func:`wanted`; ``changes`` are fields of the helper, the profile or the offering."""

    def part(kind: Any, **usual: Any) -> Any:
        return kind(**usual | {key: value for key, value in changes.items() if key in kind.__dataclass_fields__})

    profile = part(Profile, wards=(BA_DINH,), affiliations=(), languages=("vi",), birth_year=1990)
    offering = part(Offering, topics=("vneid",), weekly=EVERY_MORNING, max_open_tasks=2)
    of_here = {"wards": profile.wards, "status": "active", "age": 35}
    helper: Helper = part(Helper, volunteer_id=name, profile=profile, offering=offering, **of_here)
    return helper


def wanted(**changes: Any) -> Wanted:
    chosen: dict[str, Any] = {
        "ward": BA_DINH,
        "unit": "phuong",
        "place": "home",
        "topics": ("vneid",),
        "windows": (WEDNESDAY_MORNING,),
        "minutes": 60,
        "language": "vi",
        "wishes": (),
        "point": LAKE,
        "household": frozenset({"lan"}),
        "asked": {},
        **changes,
    }
    return Wanted(**chosen)


def north_of(point: Point, metres: float) -> Point:
    """A point so many metres to the north; a degree of latitude is 111,195 m on the mean sphere."""
    return Point(point.lat + metres / 111_195, point.lon)


def living(metres: float) -> dict[str, Any]:
    """Where a helper lives, so many metres north of the lake."""
    home = north_of(LAKE, metres)
    return {"lat": home.lat, "lon": home.lon}
