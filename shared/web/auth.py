"""Who may call an operation: ``Authorization: Bearer <token>`` or ``Authorization: Tracking <code>``, or our cookies.

Every view of the API and every page says who may call it: :func:`roles`, :func:`signed_in` or :func:`anyone`.
The app refuses to start when one does not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, TypeVar, overload

from flask import g, request

from shared.errors import Forbidden, Unauthenticated
from shared.web import cookies
from shared.web.origin import check_origin
from shared.web.principal import ALL, INCLUDES, ROLE_NAMES, AllWards, Principal, Standing, Wards, within
from shared.web.tokens import Claims, Post, TokenRefused, Verifier

View = TypeVar("View", bound=Callable[..., Any])
StandingOf = Callable[[str], Standing | None]
"""Person → what the service knows of them, None for nothing yet: then their tokens count."""

BEARER, TRACKING = "bearer", "tracking"

SECURITY_SCHEMES: dict[str, dict[str, str]] = {
    BEARER: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "From POST /sign-in/token."},
    TRACKING: {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Tracking <code>`, the tracking code of one request.",
    },
}

_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_CODE = re.compile(r"[A-Za-z0-9_-]{8,64}")


class MalformedAuthorization(Unauthenticated):
    """The header is there and is neither of the two forms."""

    vi = "Không đọc được Authorization. Ghi Bearer <mã phiên> hoặc Tracking <mã theo dõi>, hoặc bỏ hẳn."
    en = "Authorization cannot be read. Write Bearer <token> or Tracking <code>, or leave it out."


class TokenRevoked(Unauthenticated):
    """Signed out everywhere, suspended, or posts changed since the token was made."""

    vi = "Phiên này đã bị kết thúc. Đăng nhập lại."
    en = "This sign-in was ended. Sign in again."


class TrackingNotEnough(Unauthenticated):
    """A tracking code where a person must be signed in."""

    vi = "Việc này cần đăng nhập, mã theo dõi chưa đủ."
    en = "This needs a signed-in person; a tracking code is not enough."


class RoleMissing(Forbidden):
    """Signed in without any of the posts that may do this."""

    vi = "Việc này dành cho {vi_roles}."
    en = "This is for {en_roles}."

    def __init__(self, *roles: str) -> None:
        vi, en = zip(*(ROLE_NAMES[role] for role in ROLE_NAMES if role in roles), strict=True)
        super().__init__(vi_roles=" và ".join(vi), en_roles=" and ".join(en))


@dataclass(frozen=True)
class Access:
    """Who may call a view. Without ``roles`` any signed-in person may; ``anyone`` lets all in."""

    roles: frozenset[str] = frozenset()
    tracking: bool = False
    anyone: bool = False

    def check(self, who: Principal) -> None:
        """Raise :class:`Unauthenticated` or :class:`Forbidden` unless ``who`` may."""
        if self.anyone or (self.tracking and who.tracking_hashes):
            return
        if who.kind == "anonymous":
            raise Unauthenticated
        if who.kind == "tracking":
            raise TrackingNotEnough
        if self.roles and not who.holds(*self.roles):
            raise RoleMissing(*self.roles)

    def security(self) -> list[dict[str, list[str]]]:
        """The OpenAPI security requirement: one of these is enough."""
        schemes: list[dict[str, list[str]]] = [{BEARER: []}]
        if self.tracking:
            schemes.append({TRACKING: []})
        return [{}, *schemes] if self.anyone else schemes


def roles(*names: str, tracking: bool = False) -> Callable[[View], View]:
    """Only holders of one of these roles, or of a post that includes it; with ``tracking`` also a tracking code.

    The tracking code's holder is only known by its hash: the view asks whether they track the request in hand.
    """
    if not names or not set(names) <= set(INCLUDES):
        raise ValueError(f"name one or more of the roles {sorted(INCLUDES)}, not {names}")
    return _guard(Access(roles=frozenset(names), tracking=tracking))


@overload
def signed_in(view: View, /) -> View: ...
@overload
def signed_in(*, tracking: bool) -> Callable[[View], View]: ...
def signed_in(view: Any = None, /, *, tracking: bool = False) -> Any:
    """Only a signed-in person, whatever their posts; with ``tracking=True`` also a tracking code."""
    guard = _guard(Access(tracking=tracking))
    return guard if view is None else guard(view)


@overload
def anyone(view: View, /) -> View: ...
@overload
def anyone(*, tracking: bool) -> Callable[[View], View]: ...
def anyone(view: Any = None, /, *, tracking: bool = False) -> Any:
    """Everybody, signed in or not; the view may look at :func:`principal`."""
    guard = _guard(Access(tracking=tracking, anyone=True))
    return guard if view is None else guard(view)


def access_of(view: Callable[..., Any]) -> Access | None:
    """Who may call this view, as its decorators say; None when none does."""
    access: Access | None = getattr(view, "_apidoc", {}).get("access")
    return access


def principal() -> Principal:
    """Who sent the request in hand."""
    who: Principal = g.principal
    return who


def authenticate(verifier: Verifier, standing_of: StandingOf | None) -> Principal:
    """Read ``Authorization``, or our cookies without it; raises :class:`Unauthenticated` for what does not count.

    Whoever is known by a cookie must call from a page of ours (:class:`shared.web.origin.CrossSite`).
    """
    given = request.headers.get("Authorization")
    if given is None:
        who = cookie_holder(verifier, standing_of)
        if who.kind != "anonymous":
            check_origin()
        return who
    scheme, _, credential = given.partition(" ")
    if scheme.lower() == "bearer" and _TOKEN.fullmatch(credential):
        return _person(verifier.read(credential), standing_of)
    if scheme.lower() == "tracking" and _CODE.fullmatch(credential):
        return Principal("tracking", tracking_hashes=(tracking_hash(credential),))
    raise MalformedAuthorization


def cookie_holder(verifier: Verifier, standing_of: StandingOf | None) -> Principal:
    """Whom our cookies name: a person, the holder of tracking codes, or a person who holds some.

    Raises :class:`Unauthenticated` for a sign-in that is over.
    """
    tracked, token = tracking_holder(), cookies.read_cookie(cookies.SESSION)
    if token is None:
        return tracked
    if not _TOKEN.fullmatch(token):
        raise TokenRefused
    return replace(_person(verifier.read(token), standing_of), tracking_hashes=tracked.tracking_hashes)


def tracking_holder() -> Principal:
    """The holder of the tracking codes in the cookie, or nobody known."""
    codes = [code for code in cookies.held_codes() if _CODE.fullmatch(code)]
    return Principal("tracking", tracking_hashes=tuple(map(tracking_hash, codes))) if codes else Principal()


def tracking_hash(code: str) -> str:
    """The SHA-256 of a tracking code, in hex: how request events name its holder."""
    return hashlib.sha256(code.encode()).hexdigest()


def _person(claims: Claims, standing_of: StandingOf | None) -> Principal:
    standing = standing_of(claims.person_id) if standing_of else None
    since = standing.tokens_valid_after if standing else None
    if since is not None and claims.issued_at < since:
        raise TokenRevoked
    name = standing.name if standing else None
    return Principal("person", person_id=claims.person_id, posts=claims.posts, name=name)


def _guard(access: Access) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **values: Any) -> Any:
            access.check(principal())
            return view(*args, **values)

        guarded._apidoc = {**deepcopy(getattr(view, "_apidoc", {})), "access": access}  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


__all__ = [
    "ALL",
    "Access",
    "AllWards",
    "Post",
    "Principal",
    "Wards",
    "anyone",
    "principal",
    "roles",
    "signed_in",
    "tracking_hash",
    "within",
]
