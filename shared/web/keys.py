"""The key that signs sign-in tokens (Ed25519, RFC 8037), and the public keys that check them (JWKS, RFC 7517).

Only volunteers signs. Everyone checks with ``OUTREACH_JWKS``. The embedded default makes a key
once, in the data directory, and all services of that machine find it there.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet, OKPKey

from shared.config import WrongSetting

ALGORITHM = "Ed25519"
FILE_NAME = "signing-key.json"
_REMEDY_KEY = (
    'write a private Ed25519 JWK ({"kty":"OKP","crv":"Ed25519","x":…,"d":…}), or the path of a file that holds one.'
)
_REMEDY_JWKS = 'write a JWK set ({"keys":[…]}) of public Ed25519 keys, or the path of a file that holds one.'


@dataclass(frozen=True)
class SigningKey:
    """A private Ed25519 key; its ``kid`` is its thumbprint (RFC 7638)."""

    key: OKPKey

    @property
    def kid(self) -> str:
        return self.key.thumbprint()

    def public(self) -> KeySet:
        """What others check tokens with."""
        return KeySet([_public(self.key)])


def open_signing_key(given: str | None, *, data_dir: Path, embedded: bool) -> SigningKey:
    """The key of ``OUTREACH_SIGNING_KEY``, else, when embedded, the one made once in ``data_dir``."""
    if given is not None:
        return _signing_key("OUTREACH_SIGNING_KEY", _text("OUTREACH_SIGNING_KEY", given, _REMEDY_KEY))
    if not embedded:
        raise WrongSetting("OUTREACH_SIGNING_KEY", _REMEDY_KEY)
    path = data_dir / FILE_NAME
    if not path.exists():
        _make_once(path)
    return _signing_key(str(path), path.read_text(encoding="ascii"))


def open_key_set(given: str | None, *, data_dir: Path, embedded: bool) -> KeySet:
    """The public keys of ``OUTREACH_JWKS``, else, when embedded, the public part of the key in ``data_dir``."""
    if given is None and not embedded:
        raise WrongSetting("OUTREACH_JWKS", _REMEDY_JWKS)
    if given is None:
        return open_signing_key(None, data_dir=data_dir, embedded=True).public()
    try:
        keys = json.loads(_text("OUTREACH_JWKS", given, _REMEDY_JWKS))["keys"]
        imported: list[Key] = [_public(OKPKey.import_key(key)) for key in keys]
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise WrongSetting("OUTREACH_JWKS", _REMEDY_JWKS) from error
    if not imported:
        raise WrongSetting("OUTREACH_JWKS", _REMEDY_JWKS)
    return KeySet(imported)


def new_private_jwk() -> dict[str, Any]:
    """A new private key as a JWK."""
    return {**OKPKey.generate_key("Ed25519").as_dict(private=True), "alg": ALGORITHM, "use": "sig"}


def _text(name: str, given: str, remedy: str) -> str:
    if given.lstrip().startswith("{"):
        return given
    try:
        return Path(given).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise WrongSetting(name, remedy) from error


def _signing_key(name: str, text: str) -> SigningKey:
    try:
        key = OKPKey.import_key(json.loads(text))
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise WrongSetting(name, _REMEDY_KEY) from error
    if not key.is_private or key.curve_name != "Ed25519":
        raise WrongSetting(name, _REMEDY_KEY)
    return SigningKey(key)


def _public(key: OKPKey) -> OKPKey:
    if key.curve_name != "Ed25519":
        raise ValueError("expected an Ed25519 key")
    members = {name: value for name, value in key.as_dict(private=False).items() if name in ("kty", "crv", "x")}
    return OKPKey.import_key({**members, "kid": key.thumbprint(), "alg": ALGORITHM, "use": "sig"})


def _make_once(path: Path) -> None:
    """Write a key where there is none; of several processes that start together exactly one wins.

    The finished file is linked to its name, which fails when the name is taken: nobody ever
    reads half a key or replaces another's.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".signing-key-")  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(new_private_jwk(), file)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        os.unlink(draft)
