"""One's own messages as a page, and choosing how they come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.ids import new_id
from shared.web.auth import tracking_hash
from shared.web.tokens import Post
from tests.integration.desk_window import words_of
from tests.integration.notifications_replying import Phones, phones_on
from tests.integration.notifications_wiring import WARD, AStory
from tests.integration.telling_window import INBOX, PREFERENCES, window_of, window_with
from tests.kit.windows import Window

CODE, OTHER = "ABCDEFGHIJKLMNOP", "QRSTUVWXYZ234567"
CHOSEN = {"reach": "call", "level": "needed", "stop": "false"}


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Phones]:
    with phones_on(f"sqlite:///{tmp_path / 'notifications.sqlite'}", tmp_path) as opened:
        yield opened


@pytest.fixture
def story(phones: Phones) -> AStory:
    """Everything up to the fixed time was told."""
    story = AStory(tracking_hash=tracking_hash(CODE))
    phones.hear(*story.background(), story.opened(), story.offer_made(), story.scheduled())
    return story


def helper(phones: Phones, story: AStory) -> Window:
    return window_of(phones, phones.calling(person_id=story.volunteer_id))


def test_who_opened_a_link_reads_what_was_told_of_that_request_with_the_wards_phone(
    phones: Phones, story: AStory
) -> None:
    page = window_with(phones, CODE).get(INBOX)
    assert "Lê Thị Mai đến giúp bác Lan" in words_of(page)
    assert 'href="tel:+842438251234"' in page.text
    assert "không chụp căn cước" in page.text


def test_another_code_reads_nothing_and_chooses_nothing(phones: Phones, story: AStory) -> None:
    other = window_with(phones, OTHER)
    assert "Chưa có tin nào." in words_of(other.get(INBOX))
    assert other.get(PREFERENCES).status_code == 404


def test_a_volunteer_reads_their_own_and_nobody_is_named_in_the_title(phones: Phones, story: AStory) -> None:
    page = helper(phones, story).get(INBOX)
    assert "anh/chị đã nhận việc" in words_of(page)
    assert "<title>Tin đã nhận · Bình dân học vụ số</title>" in page.text


def test_a_volunteer_is_not_told_to_keep_the_code_they_have_to_say(phones: Phones, story: AStory) -> None:
    """The household compares the code of a visit and reads it to nobody; the volunteer says it first."""
    to_say, to_keep = "mã hẹn chỉ nói với người cần giúp", "Mã trong tin chỉ để so với người đến"
    posted = phones.calling(Post("volunteer", frozenset({WARD})), person_id=story.volunteer_id)
    page = words_of(window_of(phones, posted).get(INBOX))
    assert to_say in page
    assert to_keep not in page
    assert to_keep in words_of(window_with(phones, CODE).get(INBOX))


def test_staff_find_the_news_of_their_wards_and_the_way_to_it(phones: Phones, story: AStory) -> None:
    phones.hear(story.escalated())
    page = window_of(phones, phones.staff(WARD)).get(INBOX)
    assert "cần cán bộ xử lý: đã mời đủ các đợt." in words_of(page)
    assert f'href="/volunteers/queue/{story.request_id}"' in page.text
    assert "cần cán bộ xử lý" not in window_of(phones, phones.staff("00256")).get(INBOX).text


def test_who_is_nobody_is_led_to_the_sign_in(phones: Phones) -> None:
    nobody = Window(phones.client.application.test_client(), "/notifications")
    for page in (INBOX, PREFERENCES):
        assert nobody.get(page).headers["Location"].startswith("/volunteers/sign-in?next=")


def test_a_cursor_of_nonsense_is_a_page_that_is_not_there(phones: Phones, story: AStory) -> None:
    assert helper(phones, story).get(f"{INBOX}?cursor=***").status_code == 404


def test_one_chooses_how_messages_come_and_sees_it_chosen(phones: Phones, story: AStory) -> None:
    window = helper(phones, story)
    answer = window.post(PREFERENCES, CHOSEN)
    assert answer.headers["Location"] == f"{PREFERENCES}?done=saved"
    page = window.follow(answer)
    assert "Đã lưu." in words_of(page)
    assert 'value="call" checked' in " ".join(page.text.split())
    kept = phones.calling(person_id=story.volunteer_id).get("/preferences").json
    assert (kept["reach"], kept["level"], kept["stop"]) == ("call", "needed", False)


def test_a_number_is_stopped_by_a_tick_and_takes_messages_again_without_it(phones: Phones, story: AStory) -> None:
    window = helper(phones, story)
    stopped = {"reach": "text", "level": "all", "stop": ["false", "true"]}
    window.post(PREFERENCES, stopped)
    assert phones.calling(person_id=story.volunteer_id).get("/preferences").json["stop"]
    window.post(PREFERENCES, {**stopped, "stop": "false"})
    assert not phones.calling(person_id=story.volunteer_id).get("/preferences").json["stop"]


def test_by_a_link_who_asked_chooses_and_a_number_is_shown_masked(phones: Phones, story: AStory) -> None:
    window = window_with(phones, CODE)
    assert "Tin gửi đến số ••• 321." in words_of(window.get(PREFERENCES))
    window.post(PREFERENCES, CHOSEN)
    assert phones.calling(person_id=story.asked_by_id).get("/preferences").json["reach"] == "call"


def test_of_several_links_the_one_opened_last_chooses_and_not_the_newest_request(phones: Phones, story: AStory) -> None:
    other = AStory(tracking_hash=tracking_hash(OTHER), hungs_phone="+84987654999")
    phones.hear(*other.people(), other.opened())
    assert "Tin gửi đến số ••• 321." in words_of(window_with(phones, f"{CODE}.{OTHER}").get(PREFERENCES))
    window = window_with(phones, f"{OTHER}.{CODE}")
    assert "Tin gửi đến số ••• 999." in words_of(window.get(PREFERENCES))
    window.post(PREFERENCES, CHOSEN)
    chosen = [phones.calling(person_id=each.asked_by_id).get("/preferences").json["reach"] for each in (story, other)]
    assert chosen == ["text", "call"]
    assert "Cho người đã gửi phiếu 4-26-017." in words_of(window.get(PREFERENCES))


def test_from_the_messages_one_comes_back_to_the_request(phones: Phones, story: AStory) -> None:
    page = window_with(phones, CODE).get(INBOX)
    assert 'href="/volunteers/help/4-26-017"' in page.text
    assert "Về phiếu 4-26-017" in page.text
    assert "/volunteers/help/4-26-017" not in helper(phones, story).get(INBOX).text


@pytest.mark.parametrize("form", [{}, {**CHOSEN, "reach": "pigeon"}, {**CHOSEN, "level": ""}])
def test_what_was_not_chosen_is_asked_for_again(phones: Phones, story: AStory, form: dict[str, str]) -> None:
    window = helper(phones, story)
    answer = window.post(PREFERENCES, form)
    assert (answer.status_code, "Chọn một." in words_of(answer)) == (422, True)
    assert phones.calling(person_id=story.volunteer_id).get("/preferences").json["reach"] == "text"


def test_without_a_number_there_is_nothing_to_stop(phones: Phones) -> None:
    story = AStory(asked_by_id=None, lans_phone=None)
    phones.hear(*story.background())
    window = window_of(phones, phones.calling(person_id=story.resident_id))
    assert 'type="checkbox"' not in window.get(PREFERENCES).text
    answer = window.post(PREFERENCES, {**CHOSEN, "stop": "true"})
    assert (answer.status_code, "Chưa có số điện thoại nào nên chưa cần mục này." in words_of(answer)) == (422, True)


def test_who_is_not_known_here_yet_is_told_to_wait(phones: Phones) -> None:
    assert window_of(phones, phones.calling(person_id=new_id())).get(PREFERENCES).status_code == 409


def test_a_form_of_another_site_is_refused(phones: Phones, story: AStory) -> None:
    answer = helper(phones, story).post(PREFERENCES, CHOSEN, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
