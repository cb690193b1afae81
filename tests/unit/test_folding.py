"""Names as people write them, and the neighbourhood they mean."""

from __future__ import annotations

import pytest

from shared.folding import by_given_name, in_alphabetical_order, the_one_called

TO_12 = ("to-12", ("Tổ 12", "khu tập thể Thành Công"))
TO_2 = ("to-2", ("Tổ dân phố số 2",))
DOAI = ("thon-doai", ("Thôn Đoài",))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("to-12", "to-12"),
        ("tổ 12", "to-12"),
        ("12", "to-12"),
        ("TDP số 012", "to-12"),
        ("Tổ dân phố 12", "to-12"),
        ("Tập thể Thành Công", "to-12"),
        ("tổ 2", "to-2"),
        ("doai", "thon-doai"),
        ("xóm Đoài", "thon-doai"),
        ("1", None),
        ("tổ", None),
        ("Đoài Thượng", None),
    ],
)
def test_a_neighbourhood_is_found_by_what_people_say_at_their_own_door(written: str, meant: str | None) -> None:
    assert the_one_called(written, (TO_12, TO_2, DOAI)) == meant


def test_what_could_mean_two_neighbourhoods_means_neither() -> None:
    both = (TO_12, ("thon-12", ("Thôn 12",)))
    assert the_one_called("12", both) is None
    assert the_one_called("thôn 12", both) == "thon-12"


def test_people_are_listed_by_their_given_name_as_a_dictionary_does() -> None:
    listed = [
        "Nguyễn Văn An",
        "Trần Thị Ân",
        "Lê Văn Bình",
        "Nguyễn Văn Dũng",
        "Bùi Thị Đào",
        "Phạm Thị Hoa",
        "Đỗ Thị Hòa",
        "Hoàng Văn Lan",
        "Nguyễn Thị Lan",
    ]
    backwards = listed[::-1]
    assert sorted(backwards, key=by_given_name) == listed
    assert by_given_name("") < by_given_name("An")


def test_wards_stand_on_a_list_as_in_a_dictionary() -> None:
    listed = [
        "Dân Hòa",
        "Dương Nội",
        "Đa Phúc",
        "Đại Mỗ",
        "Đan Phượng",
        "Đông Ngạc",
        "Quang Minh",
        "Quảng Bị",
        "Quảng Oai",
    ]
    backwards = listed[::-1]
    assert sorted(backwards, key=in_alphabetical_order) == listed
