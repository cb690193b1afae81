"""A town with two whole wards, and every call answered to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.properties.town import Caller, Town, a_town
from tests.roles.calls import Calls, request_of
from tests.roles.cast import Cast, Household, move_in
from tests.roles.walk import Answer, Route, Walker, routes_of

BA_DINH, HOAN_KIEM = "00004", "00008"
LAN = Household(
    resident="Nguyễn Thị Lan",
    asker="Hoàng Thu Trang",
    address="số 12, ngõ 34 phố Đội Cấn",
    met_by="Bà Tư ở tầng một",
    note="Cụ nặng tai, xin nói to",
    email="trang@example.org",
)
TAM = Household(
    resident="Hoàng Văn Tám",
    asker="Đặng Thu Phúc",
    address="số 99, ngách 7 phố Hàng Bạc",
    met_by="Ông Sáu hàng xóm",
    note="Nhà có chó dữ ngoài sân",
    email="phuc@example.org",
)
CITY_PHONE = "+84931000001"


@dataclass(repr=False)
class World:
    """``here`` is the ward whose things are asked for, ``there`` the other; ``answers`` by route and caller."""

    town: Town
    here: Cast
    there: Cast
    answers: dict[tuple[Route, str], Answer] = field(default_factory=dict)

    def ask_everything(self) -> None:
        """Every call of the API, by everybody."""
        calls, walker = Calls(self.here), Walker(self.town)
        for route in filter(lambda each: each.api, routes_of(self.town)):
            for who in self.here.callers:
                authorization = self.here.authorization(who, request_of(route))
                sent = calls.sent(route, who)
                self.answers[route, who] = walker.send(route, sent, authorization, signed=who == "gateway")
        walker.close()

    def statuses(self, route: Route) -> dict[str, int]:
        return {who: answer.status for (asked, who), answer in self.answers.items() if asked == route}


@contextmanager
def a_world(template: Path, folder: Path) -> Iterator[World]:
    """Two wards at work; nothing asked yet."""
    with a_town(template, folder) as town:
        there = move_in(town, HOAN_KIEM, 2, TAM, "Sơn")
        here = move_in(town, BA_DINH, 1, LAN, "An")
        here.callers |= {
            **dict.fromkeys(("nobody", "gateway"), town.anyone),
            **{f"other-{role}": there.callers[role] for role in ("leader", "staff", "head")},
            "holder": Caller(town),
            "city": town.official("Đỗ Thị Thành", CITY_PHONE, "city"),
        }
        yield World(town, here, there)
