"""What residents read when something breaks: that what they wrote is kept, and whom to phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Response

from shared.clock import ManualClock
from shared.errors import NotFound
from shared.web.auth import anyone
from shared.web.pages import Pages
from shared.web.pages.wording import Ward
from tests.kit.windows import Window
from tests.unit.web.library import a_library_app

BA_DINH = {"code": "00004", "name": "Phường Ba Đình", "kind": "phuong", "phone": "+842438237420"}
KEPT = "Máy đang trục trặc. Những gì bác đã ghi vẫn còn. Mời bác thử lại, hoặc gọi"


def known() -> Ward:
    return BA_DINH


def forgotten() -> Ward:
    raise RuntimeError("the draft cannot be read either")


asked = Pages("asked", __name__, url_prefix="/asked", ward_asked=known)
asked_in_vain = Pages("asked_in_vain", __name__, url_prefix="/vain", ward_asked=forgotten)


@asked.get("/broken")
@asked_in_vain.get("/broken")
@anyone
def broken() -> Response:
    raise RuntimeError("Nguyễn Thị Lan")


@asked.get("/lost")
@anyone
def lost() -> Response:
    raise NotFound


@pytest.fixture
def window(tmp_path: Path, clock: ManualClock) -> Iterator[Window]:
    database = f"sqlite:///{tmp_path / 'library.sqlite'}"
    made = a_library_app(database, tmp_path, clock, pages=[asked, asked_in_vain])
    yield Window(made.client)
    made.runtime.stop()


def test_what_breaks_says_that_all_is_kept_and_whom_to_phone(window: Window) -> None:
    page = window.get("/asked/broken")
    assert page.status_code == 500
    assert f'{KEPT} <a class="phone" href="tel:+842438237420">024 3823 7420</a>.' in page.text
    assert "Lan" not in page.text
    assert "What you wrote is kept." in window.get("/asked/broken?lang=en").text


def test_where_the_ward_cannot_be_told_either_the_way_to_all_numbers_is_shown(window: Window) -> None:
    page = window.get("/vain/broken")
    assert page.status_code == 500
    assert f"{KEPT} phường, xã." in page.text
    assert "/#so-dien-thoai" in page.text


def test_a_page_there_is_not_has_the_promise_and_the_wards_number_too(window: Window) -> None:
    page = window.get("/asked/lost")
    assert page.status_code == 404
    assert "tel:+842438237420" in page.text
    assert "không thu tiền" in page.text
    assert "/volunteers/sign-in" not in page.text
