"""Who may do what, and where; everybody else is told what they lack, or that there is nothing."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from shared.clock import ManualClock
from shared.web import Blueprint, make_app
from shared.web.api import AccessMissing
from shared.web.auth import roles
from shared.web.principal import ALL, INCLUDES, Principal, Standing, within
from shared.web.tokens import Post, Verifier
from tests.kit.lending import TABLES, a_library
from tests.unit.web.library import BA_DINH, BOOKS, CUA_NAM, HUNG, LAN, Library, a_library_app

ME = "/api/v1/me"
CODE = "k7wq3m9xz2pd5tvc"


def test_nobody_in_particular_is_told_how_to_sign_in(library: Library) -> None:
    answer = library.client.get(ME)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "Bearer" in answer.json["detail"]


def test_a_signed_in_person_is_known(library: Library) -> None:
    assert library.client.get(ME, headers=library.token(None)).json == {"kind": "person", "person": LAN, "hashes": []}


def test_the_holder_of_a_tracking_code_is_known_by_its_hash(library: Library) -> None:
    answer = library.client.get(ME, headers={"Authorization": f"Tracking {CODE}"})

    assert answer.json == {"kind": "tracking", "person": None, "hashes": [hashlib.sha256(CODE.encode()).hexdigest()]}


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b",
        "Basic YTpi",
        "Tracking",
        "Tracking x",
        "Tracking a b",
        CODE,
        f"Tracking {'x' * 65}",
        "Tracking ../../etc",
        "Bearer a.b.c, Bearer a.b.c",
    ],
)
def test_an_authorization_nobody_can_read_is_401_even_where_anyone_may(library: Library, header: str) -> None:
    answer = library.buy(Authorization=header)

    assert answer.status_code == 401
    assert library.titles() == []


def test_health_and_documents_answer_whatever_authorization_is_sent(library: Library) -> None:
    for path in ("/healthz", "/metrics", "/api/openapi.json", "/api/docs"):
        assert library.client.get(path, headers={"Authorization": "nonsense"}).status_code == 200


def test_an_expired_sign_in_says_so(library: Library, clock: ManualClock) -> None:
    headers = library.token()
    clock.advance(timedelta(hours=12))

    answer = library.client.get(ME, headers=headers)

    assert answer.status_code == 401
    assert answer.json["detail"] == "Phiên đăng nhập đã hết hạn. Đăng nhập lại."


def test_a_wrong_role_is_403_and_names_the_right_one(library: Library) -> None:
    answer = library.client.get(BOOKS, headers=library.token("volunteer"))

    assert answer.status_code == 403
    assert answer.json["detail"] == "Việc này dành cho cán bộ điểm phục vụ hành chính công."


def test_a_tracking_code_is_not_enough_where_a_role_is_wanted(library: Library) -> None:
    answer = library.client.get(BOOKS, headers={"Authorization": f"Tracking {CODE}"})

    assert answer.status_code == 401
    assert "mã theo dõi chưa đủ" in answer.json["detail"]


def test_who_may_is_asked_before_what_was_sent_is_read(library: Library) -> None:
    assert library.client.post(f"{BOOKS}/{LAN}/lend", json={"nonsense": 1}).status_code == 401


def test_another_wards_is_not_there(library: Library) -> None:
    book = library.buy(ward=CUA_NAM).json["book_id"]
    lend = f"{BOOKS}/{book}/lend"

    assert library.client.post(lend, json={"to": "Lan"}, headers=library.token("staff", BA_DINH)).status_code == 404
    assert library.client.post(lend, json={"to": "Lan"}, headers=library.token("staff", CUA_NAM)).status_code == 200


def test_a_list_holds_ones_own_wards_and_for_the_city_all(library: Library) -> None:
    library.buy("A", BA_DINH)
    library.buy("B", CUA_NAM)

    def seen(role: str, *wards: str) -> list[str]:
        items = library.client.get(BOOKS, headers=library.token(role, *wards)).json["items"]
        return [book["title"] for book in items]

    assert seen("counter", BA_DINH) == ["A"]
    assert seen("head", BA_DINH, CUA_NAM) == ["A", "B"]
    assert seen("city") == ["A", "B"]


def test_a_revoked_sign_in_does_not_count_and_a_later_one_does(tmp_path: Path, clock: ManualClock) -> None:
    revoked: dict[str, Standing] = {}
    library = a_library_app(f"sqlite:///{tmp_path / 'l.sqlite'}", tmp_path, clock, standing_of=revoked.get)
    before = library.token()
    clock.advance(timedelta(milliseconds=100))
    revoked[LAN] = Standing(clock.now())
    after, others = library.token(), library.token(person=HUNG)

    assert library.client.get(ME, headers=before).status_code == 401
    assert library.client.get(ME, headers=after).status_code == 200
    assert library.client.get(ME, headers=others).status_code == 200
    library.runtime.stop()


def test_the_journal_names_the_person_and_the_part_they_played(library: Library) -> None:
    library.buy(**library.token("head"))
    book = library.buy().json["book_id"]
    library.client.post(f"{BOOKS}/{book}/lend", json={"to": "Lan"}, headers=library.token("head"))

    journal = TABLES.kit.journal
    with library.runtime.reading() as connection:
        rows = connection.execute(select(journal.c.actor_kind, journal.c.actor_id, journal.c.actor_role)).all()

    assert [tuple(row) for row in rows] == [
        ("person", LAN, None),
        ("anonymous", None, None),
        ("person", LAN, "staff"),
    ]


def test_an_app_does_not_start_with_a_view_that_says_not_who_may(tmp_path: Path, library: Library) -> None:
    blp = Blueprint("open", __name__)

    @blp.route("/open")
    @blp.response(200)
    def open_to_all() -> None:
        """Forgotten."""

    with pytest.raises(AccessMissing, match=r"open\.open_to_all does not say who may call it"):
        make_app(
            a_library("sqlite://", tmp_path),
            [blp],
            title="X",
            verifier=Verifier(library.issuer.key.public(), library.clock),
        )


def test_a_role_there_is_not_is_refused_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="manager"):
        roles("manager")


def test_posts_include_what_the_sheet_says() -> None:
    ward, other = frozenset({BA_DINH}), CUA_NAM

    def may(post: str, role: str, where: str = BA_DINH) -> bool:
        return Principal("person", LAN, (Post(post, ward),)).may(role, where)

    assert may("staff", "counter")
    assert not may("counter", "staff")
    assert may("head", "staff")
    assert not may("head", "staff", other)
    assert may("safeguarding", "staff")
    assert not may("leader", "staff")
    assert may("city", "head", other)
    assert not may("city", "volunteer")
    assert not may("somebody", "staff")


def test_a_person_may_where_any_of_their_posts_lets_them() -> None:
    who = Principal("person", LAN, (Post("staff", frozenset({BA_DINH})), Post("volunteer", frozenset({CUA_NAM}))))

    assert who.wards_of("staff") == {BA_DINH}
    assert who.wards_of("staff", "volunteer") == {BA_DINH, CUA_NAM}
    assert who.wards_of("city") == frozenset()
    assert who.part({"volunteer"}) == "volunteer"
    assert who.part({"counter"}) == "staff"


def test_the_city_is_in_every_ward() -> None:
    wards = Principal("person", LAN, (Post("city"),)).wards_of("staff")

    assert wards is ALL
    assert "99999" in wards
    assert str(within(TABLES.books.c.ward, wards)) == "true"


def test_every_post_includes_itself() -> None:
    assert all(post in included for post, included in INCLUDES.items())
