"""What the header offers: the pages that one's posts allow."""

from __future__ import annotations

from dataclasses import dataclass

from shared.web.language import Sentence
from shared.web.principal import Principal


@dataclass(frozen=True)
class Place:
    """A page in the header, for the holders of ``role`` or of a post that includes it."""

    role: str
    url: str
    name: Sentence


PLACES: tuple[Place, ...] = (
    Place("volunteer", "/volunteers/tasks", Sentence("Việc của tôi", "My tasks")),
    Place("leader", "/volunteers/team", Sentence("Tổ của tôi", "My team")),
    Place("counter", "/volunteers/queue", Sentence("Hàng chờ", "Queue")),
    Place("counter", "/volunteers/today", Sentence("Việc hôm nay", "Today")),
    Place("counter", "/sessions/agenda", Sentence("Lịch hẹn", "Visits")),
    Place("counter", "/volunteers/people", Sentence("Tình nguyện viên", "Volunteers")),
    Place("counter", "/volunteers/dashboard", Sentence("Số liệu", "Numbers")),
    Place("counter", "/volunteers/wards", Sentence("Phường, xã", "Wards")),
    Place("counter", "/notifications/calls", Sentence("Cần gọi", "Calls")),
    Place("staff", "/notifications/messages", Sentence("Tin đã gửi", "Messages")),
    Place("volunteer", "/notifications/inbox", Sentence("Tin đã nhận", "My messages")),
    Place("staff", "/volunteers/settings", Sentence("Cài đặt", "Settings")),
    Place("city", "/volunteers/parked", Sentence("Vận hành", "Operations")),
)
"""In the order they are shown; whoever makes such a page adds it here."""


def places_for(who: Principal) -> list[Place]:
    """The places this caller may go to."""
    return [place for place in PLACES if who.holds(place.role)]
