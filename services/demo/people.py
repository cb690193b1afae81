"""The people of the demo. They live nowhere, and their messages go to a file."""

from __future__ import annotations

from dataclasses import dataclass

WARD = "00004"
"""Phường Ba Đình."""


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as; ``part`` is said in Vietnamese and English."""

    name: str
    phone: str
    part: str
    part_en: str


@dataclass(frozen=True)
class Helper(Person):
    """A volunteer and where they live."""

    birth_year: int
    lat: float
    lon: float
    topics: tuple[str, ...]


STAFF = Person("Đỗ Thị Hoa", "+84912000101", "cán bộ phường", "ward staff")
CITY = Person("Bùi Quang Huy", "+84912000102", "cán bộ thành phố", "city staff")

HELPERS = tuple(
    Helper(name, phone, "tình nguyện viên", "volunteer", born, lat, lon, topics)
    for name, phone, born, lat, lon, topics in (
        ("Nguyễn Văn Minh", "+84912000111", 2003, 21.0383, 105.8376, ("vneid", "public_services", "phone")),
        ("Trần Thu Hà", "+84912000112", 1990, 21.0392, 105.8391, ("vneid", "scams", "video_calls")),
        ("Phạm Đức Long", "+84912000113", 1968, 21.0371, 105.8362, ("vneid", "ihanoi", "health_pension")),
        ("Lê Thị Mai", "+84912000114", 1985, 21.0405, 105.8402, ("payments", "buying", "scams", "vneid")),
        ("Vũ Anh Tuấn", "+84912000115", 1999, 21.0360, 105.8351, ("phone", "video_calls", "learning", "scams")),
    )
)

PEOPLE: tuple[Person, ...] = (STAFF, CITY, *HELPERS)

FAMILY = Person("Hoàng Thu Trang", "+84912000121", "người nhờ hộ", "asks for her grandmother")
RESIDENTS = (
    Person("Nguyễn Thị Lan", "+84912000122", "người cần giúp", "resident"),
    Person("Trịnh Văn Phúc", "+84912000123", "người cần giúp", "resident"),
    Person("Đặng Thị Nhàn", "+84912000124", "người cần giúp", "resident"),
)
