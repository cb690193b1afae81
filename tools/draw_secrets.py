"""Fills the empty lines of ``.env.example``.

A password for each login, what the broker's nodes know each other by, the key that signs and its public half.

Reads the example from standard input and writes the filled file to standard output. Each run draws new secrets.
"""

from __future__ import annotations

import json
import secrets
import sys

from joserfc.jwk import KeySet, OKPKey

from shared.web.keys import new_private_jwk


def fill(example: str) -> str:
    """``example`` with every ``NAME=`` given a value; raises ``ValueError`` for a name it cannot make."""
    signing_key = new_private_jwk()
    public = KeySet([OKPKey.import_key(signing_key)]).as_dict(private=False)
    made = {"OUTREACH_SIGNING_KEY": _quoted(signing_key), "OUTREACH_JWKS": _quoted(public)}
    return "".join(_filled(line, made) for line in example.splitlines(keepends=True))


def _filled(line: str, made: dict[str, str]) -> str:
    name, equals, value = line.strip().partition("=")
    if line.startswith("#") or not equals or value:
        return line
    if name.endswith(("_PASSWORD", "_COOKIE")):
        return f"{name}={secrets.token_hex(24)}\n"
    if name not in made:
        raise ValueError(f".env.example asks for {name}, which has no rule here")
    return f"{name}={made[name]}\n"


def _quoted(value: object) -> str:
    return f"'{json.dumps(value, separators=(',', ':'))}'"


if __name__ == "__main__":
    sys.stdout.write(fill(sys.stdin.read()))
