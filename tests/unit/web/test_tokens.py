"""Tokens count only when we signed them, as we sign them, and only while they last."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from shared.clock import ManualClock
from shared.web.keys import SigningKey
from shared.web.tokens import ISSUER, Issuer, Post, TokenExpired, TokenRefused, Verifier
from tests.unit.web.library import BA_DINH, LAN

KEY = SigningKey(OKPKey.generate_key("Ed25519"))


@pytest.fixture
def issuer(clock: ManualClock) -> Issuer:
    return Issuer(KEY, clock)


@pytest.fixture
def verifier(clock: ManualClock) -> Verifier:
    return Verifier(KEY.public(), clock)


def _claims(clock: ManualClock, **changed: Any) -> dict[str, Any]:
    now = clock.now().timestamp()
    claims = {"iss": ISSUER, "sub": LAN, "posts": [], "iat": now, "exp": int(now) + 3600, **changed}
    return {name: value for name, value in claims.items() if value is not None}


def _signed(claims: dict[str, Any], key: OKPKey = KEY.key, **header: Any) -> str:
    return jwt.encode({"alg": "Ed25519", "kid": KEY.kid, **header}, claims, key, algorithms=["Ed25519"])


def _raw(header: dict[str, Any], claims: dict[str, Any], signature: str = "") -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)]
    return ".".join([*parts, signature])


def test_a_token_says_who_and_in_which_posts_for_twelve_hours(
    issuer: Issuer, verifier: Verifier, clock: ManualClock
) -> None:
    token, expires_at = issuer.issue(LAN, [Post("staff", frozenset({BA_DINH}))])

    claims = verifier.read(token)

    assert claims.person_id == LAN
    assert claims.posts == (Post("staff", frozenset({BA_DINH})),)
    assert claims.issued_at == clock.now()
    assert claims.expires_at == expires_at == clock.now() + timedelta(hours=12)


def test_a_token_ends_on_its_last_second(issuer: Issuer, verifier: Verifier, clock: ManualClock) -> None:
    token, _ = issuer.issue(LAN)
    clock.advance(timedelta(hours=12) - timedelta(seconds=1))
    verifier.read(token)
    clock.advance(timedelta(seconds=1))

    with pytest.raises(TokenExpired):
        verifier.read(token)


def test_a_token_holds_no_name_and_no_number(issuer: Issuer) -> None:
    payload = issuer.issue(LAN, [Post("volunteer")])[0].split(".")[1]

    assert set(json.loads(base64.urlsafe_b64decode(payload + "=="))) == {"iss", "sub", "posts", "iat", "exp"}


def test_a_token_from_a_machine_a_little_ahead_counts(verifier: Verifier, clock: ManualClock) -> None:
    ahead = Issuer(KEY, ManualClock(clock.now() + timedelta(seconds=20)))

    verifier.read(ahead.issue(LAN)[0])


def test_a_token_of_the_future_does_not_count(verifier: Verifier, clock: ManualClock) -> None:
    ahead = Issuer(KEY, ManualClock(clock.now() + timedelta(minutes=5)))

    with pytest.raises(TokenRefused):
        verifier.read(ahead.issue(LAN)[0])


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "somebody"},
        {"iss": None},
        {"sub": None},
        {"sub": "' OR 1=1"},
        {"sub": 7},
        {"posts": None},
        {"posts": "city"},
        {"posts": [{"role": "city"}]},
        {"posts": [{"role": "staff", "wards": "00004"}]},
        {"posts": [{"role": ["city"], "wards": []}]},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": True},
        {"exp": 1e300},
        {"iat": None},
        {"iat": []},
        {"nbf": 4102444800},
        {"exp": 4102444800},
    ],
    ids=str,
)
def test_claims_we_would_not_write_do_not_count_even_with_our_signature(
    changed: dict[str, Any], verifier: Verifier, clock: ManualClock
) -> None:
    verifier.read(_signed(_claims(clock)))

    with pytest.raises(TokenRefused):
        verifier.read(_signed(_claims(clock, **changed)))


def test_a_token_signed_with_the_public_key_as_a_secret_does_not_count(verifier: Verifier, clock: ManualClock) -> None:
    secret = OctKey.import_key(json.dumps(verifier.jwks()["keys"][0]))
    forged = jwt.encode({"alg": "HS256", "kid": KEY.kid}, _claims(clock), secret, algorithms=["HS256"])

    with pytest.raises(TokenRefused):
        verifier.read(forged)


def test_an_unsigned_token_does_not_count(verifier: Verifier, clock: ManualClock) -> None:
    with pytest.raises(TokenRefused):
        verifier.read(_raw({"alg": "none", "kid": KEY.kid}, _claims(clock)))


def test_a_key_that_travels_with_the_token_is_not_believed(verifier: Verifier, clock: ManualClock) -> None:
    own = OKPKey.generate_key("Ed25519")

    with pytest.raises(TokenRefused):
        verifier.read(_signed(_claims(clock), own, jwk=own.as_dict(private=False)))


@pytest.mark.parametrize("kid", ["somebody-elses", "../../etc/passwd", ""])
def test_an_unknown_key_does_not_count(verifier: Verifier, clock: ManualClock, kid: str) -> None:
    with pytest.raises(TokenRefused):
        verifier.read(_signed(_claims(clock), OKPKey.generate_key("Ed25519"), kid=kid))


def test_a_token_without_a_key_id_does_not_count(verifier: Verifier, clock: ManualClock) -> None:
    anonymous = jwt.encode({"alg": "Ed25519"}, _claims(clock), KEY.key, algorithms=["Ed25519"])

    with pytest.raises(TokenRefused):
        verifier.read(anonymous)


def test_a_changed_claim_breaks_the_signature(issuer: Issuer, verifier: Verifier, clock: ManualClock) -> None:
    header, _, signature = issuer.issue(LAN)[0].split(".")
    city = _raw({}, _claims(clock, posts=[{"role": "city", "wards": []}])).split(".")[1]

    with pytest.raises(TokenRefused):
        verifier.read(f"{header}.{city}.{signature}")


@pytest.mark.parametrize("hostile", ["", ".", "a.b.c", "e30.e30.", "🔑.🔑.🔑", "A" * 8000, "." * 100])
def test_anything_else_does_not_count(verifier: Verifier, hostile: str) -> None:
    with pytest.raises(TokenRefused):
        verifier.read(hostile)


def test_a_header_nested_without_end_does_not_count(verifier: Verifier) -> None:
    header = base64.urlsafe_b64encode(b"[" * 100_000).decode().rstrip("=")

    with pytest.raises(TokenRefused):
        verifier.read(f"{header}.e30.AA")


def test_the_old_key_counts_beside_the_new_one_while_keys_are_changed(clock: ManualClock) -> None:
    new = SigningKey(OKPKey.generate_key("Ed25519"))
    both = new.public()
    both.keys.extend(KEY.public().keys)
    verifier = Verifier(both, clock)

    assert verifier.read(Issuer(KEY, clock).issue(LAN)[0]).person_id == LAN
    assert verifier.read(Issuer(new, clock).issue(LAN)[0]).person_id == LAN


def test_times_keep_their_fraction_so_that_revoking_is_exact() -> None:
    clock = ManualClock(datetime(2025, 12, 1, 1, 30, 0, 250_000, tzinfo=UTC))

    assert Verifier(KEY.public(), clock).read(Issuer(KEY, clock).issue(LAN)[0]).issued_at == clock.now()
