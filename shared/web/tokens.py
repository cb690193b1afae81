"""Sign-in tokens: JWTs signed with Ed25519 (RFC 7519, RFC 9864), valid for twelve hours, without a name in them.

A token is checked against one algorithm and the keys we know by ``kid``; what its header claims
beyond that is not believed (RFC 8725).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from shared.clock import Clock
from shared.errors import Unauthenticated
from shared.web.keys import ALGORITHM, SigningKey

LIFETIME = timedelta(hours=12)
ISSUER = "outreach"
LEEWAY = timedelta(seconds=30)
"""How far the clocks of two machines may differ before a fresh token counts as not yet valid."""

_UNREADABLE = (JoseError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What reading a hostile token can raise."""

_PERSON_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class TokenExpired(Unauthenticated):
    """The twelve hours are over."""

    vi = "Phiên đăng nhập đã hết hạn. Đăng nhập lại."
    en = "The sign-in has expired. Sign in again."


class TokenRefused(Unauthenticated):
    """Not our signature, not our claims, or not valid yet."""

    vi = "Mã phiên không dùng được. Đăng nhập lại để nhận mã mới."
    en = "This token does not count. Sign in again for a new one."


@dataclass(frozen=True)
class Post:
    """A part a person plays, in the wards named by their codes."""

    role: str
    wards: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Claims:
    """What a token says: who, in which posts, since and until when."""

    person_id: str
    posts: tuple[Post, ...]
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Issuer:
    """Signs tokens; only the service that owns people has one."""

    key: SigningKey
    clock: Clock
    lifetime: timedelta = LIFETIME

    def issue(self, person_id: str, posts: Iterable[Post] = ()) -> tuple[str, datetime]:
        """A token and the moment it ends (UTC, whole seconds)."""
        now = self.clock.now()
        expires = math.floor((now + self.lifetime).timestamp())
        claims = {
            "iss": ISSUER,
            "sub": person_id,
            "posts": [{"role": post.role, "wards": sorted(post.wards)} for post in posts],
            # With its fraction (RFC 7519, section 2), so that a token made just after a revocation counts.
            "iat": now.timestamp(),
            "exp": expires,
        }
        header = {"alg": ALGORITHM, "kid": self.key.kid}
        token = jwt.encode(header, claims, self.key.key, algorithms=[ALGORITHM])
        return token, datetime.fromtimestamp(expires, UTC)


@dataclass(frozen=True)
class Verifier:
    """Checks tokens with public keys."""

    keys: KeySet
    clock: Clock

    def read(self, token: str) -> Claims:
        """What the token says; raises :class:`TokenExpired` or :class:`TokenRefused`."""
        try:
            decoded = jwt.decode(token, self.keys, algorithms=[ALGORITHM])
            if "kid" not in decoded.header:
                raise TokenRefused
            claims = _claims(decoded.claims)
        except _UNREADABLE as error:
            raise TokenRefused from error
        now = self.clock.now()
        if claims.expires_at <= now:
            raise TokenExpired
        if claims.issued_at > now + LEEWAY or claims.expires_at > claims.issued_at + LIFETIME:
            raise TokenRefused
        return claims

    def jwks(self) -> dict[str, Any]:
        """The public keys as ``/.well-known/jwks.json`` shows them."""
        return dict(self.keys.as_dict(private=False))


def _claims(claims: dict[str, Any]) -> Claims:
    """Typed claims, checked by hand; raises ``ValueError`` (and kin) for anything we did not write."""
    person_id, posts = claims["sub"], claims["posts"]
    if claims["iss"] != ISSUER or not _PERSON_ID.fullmatch(person_id) or not isinstance(posts, list):
        raise ValueError("not our claims")
    not_before = _moment(claims.get("nbf", claims["iat"]))
    return Claims(
        person_id=person_id,
        posts=tuple(_post(post) for post in posts),
        issued_at=max(_moment(claims["iat"]), not_before),
        expires_at=_moment(claims["exp"]),
    )


def _post(post: Any) -> Post:
    role, wards = post["role"], post["wards"]
    if not isinstance(role, str) or not isinstance(wards, list) or not all(isinstance(ward, str) for ward in wards):
        raise ValueError("not a post of ours")
    return Post(role, frozenset(wards))


def _moment(value: Any) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("not a NumericDate")
    return datetime.fromtimestamp(value, UTC)
