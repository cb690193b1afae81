"""What somebody asks for: the values of a request as intake brings them, and what intake refuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Point
from services.volunteers.domain.windows import Window
from shared.clock import HANOI
from shared.errors import Invalid


class Place(StrEnum):
    HOME = "home"
    WARD_OFFICE = "ward_office"
    PHONE = "phone"
    CLASS = "class"


class Urgency(StrEnum):
    NORMAL = "normal"
    TODAY = "today"


class Relation(StrEnum):
    """What the one who asks is to the one who is helped."""

    CHILD = "child"
    GRANDCHILD = "grandchild"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    PARENT = "parent"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    FRIEND = "friend"
    TEAM_LEADER = "team_leader"
    SOCIAL_WORKER = "social_worker"
    OTHER = "other"


class Device(StrEnum):
    TOUCH = "touch"
    BUTTONS = "buttons"
    LANDLINE = "landline"
    SHARED = "shared"
    NONE = "none"
    UNKNOWN = "unknown"


class Need(StrEnum):
    """Health data: never in an offer, an event or a log."""

    HARD_OF_HEARING = "hard_of_hearing"
    POOR_SIGHT = "poor_sight"
    READ_ALOUD = "read_aloud"
    HARD_TO_WALK = "hard_to_walk"
    SHAKY_HANDS = "shaky_hands"


class Wish(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    PAIR = "pair"
    FAMILY_PRESENT = "family_present"
    SAME_HELPER = "same_helper"


class Picture(StrEnum):
    """What a resident remembers and the helper names at the door, after the two words of the visit code.

    A false message can bring a false code: so the picture is in no message, no event and no log.
    """

    BUTTERFLY = "butterfly"
    RABBIT = "rabbit"
    CRAB = "crab"
    BEAR = "bear"
    FROG = "frog"
    BANANA = "banana"
    GRAPES = "grapes"
    CORN = "corn"
    CARROT = "carrot"
    MUSHROOM = "mushroom"
    COCONUT_PALM = "coconut_palm"
    KEY = "key"
    CUP = "cup"
    SHIRT = "shirt"
    GLASSES = "glasses"
    BELL = "bell"
    BALL = "ball"
    SUN = "sun"
    CLOUD = "cloud"
    STAR = "star"
    HEART = "heart"
    BOAT = "boat"
    KITE = "kite"
    RICE_CAKE = "rice_cake"


class ConsentHow(StrEnum):
    """How somebody agreed: on the web, read out on the phone, or face to face, at the counter or on paper."""

    WEB = "web"
    PHONE = "phone"
    IN_PERSON = "in_person"
    COUNTER = "counter"
    PAPER = "paper"


class ConsentPurpose(StrEnum):
    VISIT = "visit"
    REMINDERS = "reminders"
    PHOTO = "photo"
    CALL_30_DAYS = "call_30_days"


@dataclass(frozen=True)
class Consent:
    """To which words (``version``), how, and for what somebody agreed (law 91/2025/QH15)."""

    version: str
    how: str
    purposes: tuple[str, ...]


@dataclass(frozen=True)
class Whereabouts:
    """How to find the house: as one would tell a guest. ``lat`` and ``lon`` are WGS 84, where known.

    ``cell`` is the coarse H3 cell others may know, of the place itself or of its neighbourhood's centre.
    """

    neighbourhood: str | None = None
    address: str | None = None
    landmark: str | None = None
    met_by: str | None = None
    lat: float | None = None
    lon: float | None = None
    cell: str | None = None

    @property
    def point(self) -> Point | None:
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)


@dataclass(frozen=True)
class Household:
    """Who the request is about: ``participants`` are all who are to learn, the resident first."""

    resident_id: str
    participants: tuple[str, ...]
    asked_by_id: str | None = None
    relation: str | None = None

    @property
    def on_behalf(self) -> bool:
        return self.asked_by_id is not None

    @property
    def members(self) -> frozenset[str]:
        """Everybody who cannot be the helper too."""
        return frozenset({*self.participants, self.resident_id} | ({self.asked_by_id} if self.asked_by_id else set()))


@dataclass(frozen=True)
class Asking:
    """What is wanted, where and when. ``minutes`` is how long the visit takes, ``needed`` how many come.

    ``money`` when a topic deals with it: then the resident is asked in person. ``picture`` is what they remember.
    """

    place: str
    topics: tuple[str, ...]
    windows: tuple[Window, ...]
    minutes: int
    needed: int = 1
    whereabouts: Whereabouts = Whereabouts()
    needs: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    device: str | None = None
    note: str | None = None
    money: bool = False
    picture: str | None = None


def visit_minutes(of_topics: Iterable[int], rules: Rules) -> int:
    """How long one visit for several topics takes, capped: nobody learns well after two hours."""
    return min(sum(of_topics), rules.longest_visit_minutes)


def check(asking: Asking, now: datetime, rules: Rules) -> None:
    """Raise :class:`Invalid` naming every field that keeps this from being carried out."""
    wrong: dict[str, list[tuple[str, str]]] = {}
    wrong.update(_wrong_windows(asking, now, rules))
    where = asking.whereabouts
    if asking.place == Place.HOME and not (where.address or where.landmark):
        wrong["address"] = [
            (
                "Cần biết nhà ở đâu thì người giúp mới tìm đến được ạ. Ghi địa chỉ (address) hoặc gần đâu (landmark).",
                "We need to know where you live so that the helper can find you: write an address or a landmark.",
            )
        ]
    if wrong:
        raise Invalid(wrong)


def check_learners(birth_years: Sequence[int | None], asking: Asking, now: datetime, rules: Rules) -> None:
    """A learner who may be under 16 has an adult beside them: one who learns too, or somebody of the family.

    Only years are known, so nobody is taken to be older than is certain. Raises :class:`Invalid`.
    """
    ages = [now.astimezone(HANOI).year - year - 1 for year in birth_years if year is not None]
    child = any(age < rules.learns_alone_from for age in ages)
    attended = any(age >= rules.adult_from for age in ages) or Wish.FAMILY_PRESENT in asking.wishes
    if child and not attended and asking.place != Place.CLASS:
        age = rules.learns_alone_from
        raise Invalid.one(
            "wishes",
            vi=f"Người học dưới {age} tuổi cần người lớn ngồi cùng. Thêm family_present, hoặc ghi người lớn cùng học.",
            en=f"A learner under {age} needs an adult present. Add family_present, or name an adult who learns too.",
        )


def _wrong_windows(asking: Asking, now: datetime, rules: Rules) -> dict[str, list[tuple[str, str]]]:
    if not asking.windows and asking.place != Place.CLASS:
        return {"windows": [("Ghi ít nhất một khoảng giờ tiện.", "Give at least one time that suits.")]}
    if len(asking.windows) > rules.max_windows:
        most = rules.max_windows
        return {"windows": [(f"Ghi nhiều nhất {most} khoảng giờ.", f"Give at most {most} times.")]}
    found = {f"windows.{index}.{field}": [sentence] for index, field, sentence in _faults(asking.windows, now, rules)}
    return dict(found)


def _faults(windows: Sequence[Window], now: datetime, rules: Rules) -> Iterable[tuple[int, str, tuple[str, str]]]:
    for index, window in enumerate(windows):
        if window.end <= window.start:
            yield index, "end", ("Giờ kết thúc phải sau giờ bắt đầu.", "The end must be after the start.")
        elif window.end <= now:
            yield index, "end", ("Khoảng giờ này đã qua.", "This time has already passed.")
        elif max(window.start, window.end) > now + rules.windows_ahead:
            yield index, "end", ("Chỉ nhận lịch trong một năm tới.", "Only times within the next year are taken.")
        elif window.start.astimezone(HANOI).date() != window.end.astimezone(HANOI).date():
            yield index, "end", ("Bắt đầu và kết thúc phải trong cùng một ngày.", "Start and end must be on one day.")
