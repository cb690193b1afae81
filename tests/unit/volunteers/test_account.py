"""A number proves itself with a code, and nobody can guess it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.volunteers.domain.account import Account, CodeOrder, Purpose, new_code
from services.volunteers.domain.errors import TooManyCodes
from tests.unit.volunteers.builders import MONDAY, RULES, facts, kinds

SIGN_IN = CodeOrder(Purpose.SIGN_IN, "vi")


def an_account() -> Account:
    return Account("account-1", "+84912345678")


def an_account_with_code() -> Account:
    account = an_account()
    account.send_code("123456", SIGN_IN, MONDAY, RULES)
    return account


def proves(account: Account, text: str, minutes: int = 1) -> bool:
    now = MONDAY + timedelta(minutes=minutes)
    found = account.find(text, Purpose.SIGN_IN, now, RULES)
    if found is None:
        account.count_wrong(Purpose.SIGN_IN, now, RULES)
    return found is not None


def test_a_code_is_six_digits() -> None:
    assert all(len(code) == 6 and code.isdecimal() for code in (new_code() for _ in range(50)))


def test_the_code_is_told_once_and_only_its_hash_is_kept() -> None:
    account = an_account_with_code()
    (fact,) = facts(account)
    assert fact.code == "123456"  # type: ignore[attr-defined]
    assert "123456" not in repr(account.codes)
    assert "code" not in fact.detail()


def test_the_right_code_proves_the_number() -> None:
    assert proves(an_account_with_code(), "123456")


def test_a_used_code_is_good_for_nothing_more() -> None:
    account = an_account_with_code()
    code = account.find("123456", Purpose.SIGN_IN, MONDAY, RULES)
    assert code is not None
    account.use(code)
    assert not proves(account, "123456")


def test_a_code_dies_after_ten_minutes() -> None:
    account = an_account_with_code()
    assert proves(account, "123456", minutes=9)
    assert not proves(account, "123456", minutes=10)


def test_five_wrong_tries_kill_the_code() -> None:
    account = an_account_with_code()
    assert not any(proves(account, "000000") for _ in range(5))
    assert not proves(account, "123456")


def test_four_wrong_tries_do_not() -> None:
    account = an_account_with_code()
    assert not any(proves(account, "000000") for _ in range(4))
    assert proves(account, "123456")


def test_a_try_without_a_live_code_changes_nothing() -> None:
    account = an_account()
    assert not proves(account, "123456")
    assert account.recorded == ()


def test_a_new_code_replaces_the_old_one() -> None:
    account = an_account_with_code()
    account.send_code("654321", SIGN_IN, MONDAY, RULES)
    assert not proves(account, "123456")
    assert proves(account, "654321")


def test_a_code_for_a_request_opens_neither_the_door_nor_another_request() -> None:
    account = an_account()
    account.send_code("123456", CodeOrder(Purpose.REQUEST, "vi", request_id="request-1"), MONDAY, RULES)
    assert not proves(account, "123456")
    assert account.find("123456", Purpose.REQUEST, MONDAY, RULES, request_id="request-2") is None
    assert account.find("123456", Purpose.REQUEST, MONDAY, RULES, request_id="request-1") is not None


def test_a_fourth_code_in_a_quarter_of_an_hour_is_refused_with_the_time_to_wait() -> None:
    account = an_account()
    for minute in (0, 4, 8):
        account.send_code("123456", SIGN_IN, MONDAY + timedelta(minutes=minute), RULES)
    with pytest.raises(TooManyCodes) as refused:
        account.send_code("123456", SIGN_IN, MONDAY + timedelta(minutes=10), RULES)
    assert refused.value.retry_after == 5 * 60
    assert "Chờ 5 phút" in refused.value.sentence("vi")
    account.send_code("123456", SIGN_IN, MONDAY + timedelta(minutes=15), RULES)


def test_an_unknown_number_meets_the_same_limit_and_is_sent_nothing() -> None:
    account = an_account()
    for _ in range(3):
        account.withhold_code(MONDAY, RULES)
    with pytest.raises(TooManyCodes):
        account.withhold_code(MONDAY, RULES)
    assert set(kinds(account)) == {"code_withheld"}
