"""Words that pages of every service fill in the same way: who comes, and what for."""

from __future__ import annotations

import pytest

from shared.web.pages.wording import together, topics_said

MINH, HA, LONG = "Nguyễn Văn Minh", "Trần Thu Hà", "Phạm {Đức} Long"


@pytest.mark.parametrize(
    ("names", "vi", "en"),
    [
        ([MINH], MINH, MINH),
        ([MINH, HA], f"{MINH} và {HA}", f"{MINH} and {HA}"),
        ([MINH, HA, LONG], f"{MINH}, {HA} và {LONG}", f"{MINH}, {HA} and {LONG}"),
        ([MINH, None], f"{MINH} và một người hướng dẫn", f"{MINH} and a helper"),
        ([], "một người hướng dẫn", "a helper"),
    ],
)
def test_those_who_come_are_named_together(names: list[str | None], vi: str, en: str) -> None:
    said = together(names)
    assert (str(said), said.en) == (vi, en)


def test_a_topic_that_nobody_has_heard_of_yet_is_told_by_its_id() -> None:
    topics = {"vneid": {"name_vi": "VNeID", "name_en": "VNeID"}, "phone": {"name_vi": "Điện thoại", "name_en": "Phone"}}
    assert topics_said(["phone", "vneid", "new"], topics, "vi") == "Điện thoại, VNeID, new"
    assert topics_said(["phone"], topics, "en") == "Phone"
