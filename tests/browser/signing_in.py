"""Somebody half way through signing in: their number is typed, or their code was right and two share the number."""

from __future__ import annotations

import requests

from tests.flows.network import Network


def waiting_for_a_code(network: Network, phone: str) -> str:
    """The key of the draft, as the browser's cookie holds it, once the number was sent."""
    with requests.Session() as browser:
        _sent(browser, network, "/sign-in", phone=phone)
        return _key(browser)


def with_the_right_code(network: Network, phone: str) -> str:
    """The key of the draft once the code was right, and it is asked who of those with this number it is."""
    seen = len(network.phone(phone).messages("signin.code"))
    with requests.Session() as browser:
        _sent(browser, network, "/sign-in", phone=phone)
        led = _sent(browser, network, "/sign-in/code", code=network.phone(phone).code("signin.code", seen + 1))
        assert led.endswith("/sign-in/person"), led
        return _key(browser)


def _sent(browser: requests.Session, network: Network, page: str, **fields: str) -> str:
    """Where the answer leads."""
    sent = browser.post(
        f"{network.addresses['volunteers']}{page}",
        fields,
        headers={"Sec-Fetch-Site": "same-origin"},
        allow_redirects=False,
        timeout=60,
    )
    assert sent.status_code == 303, f"{page}: {sent.text}"
    return sent.headers["Location"]


def _key(browser: requests.Session) -> str:
    return str(browser.cookies["outreach_draft_sign_in"])
