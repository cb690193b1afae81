"""The signing key: made once, read by all, never by others; and what stops a process with a remedy."""

from __future__ import annotations

import json
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from joserfc.jwk import OKPKey

from shared.config import WrongSetting
from shared.web.keys import FILE_NAME, new_private_jwk, open_key_set, open_signing_key


def _open_at_once(folder: Path, ready: Barrier, kids: Connection) -> None:
    ready.wait(timeout=30)
    kids.send(open_signing_key(None, data_dir=folder, embedded=True).kid)


def test_three_processes_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "var"
    forking = multiprocessing.get_context("fork")
    ready, (ours, theirs) = forking.Barrier(3), forking.Pipe(duplex=False)
    starting = [forking.Process(target=_open_at_once, args=(folder, ready, theirs)) for _ in range(3)]
    for process in starting:
        process.start()

    kids = {ours.recv() for _ in starting}

    for process in starting:
        process.join(timeout=30)
    assert len(kids) == 1
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]


def test_nobody_else_on_the_machine_may_read_the_key(tmp_path: Path) -> None:
    open_signing_key(None, data_dir=tmp_path, embedded=True)

    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_the_public_keys_hold_no_private_part(tmp_path: Path) -> None:
    key = open_signing_key(None, data_dir=tmp_path, embedded=True)

    (public,) = key.public().as_dict(private=False)["keys"]

    assert set(public) == {"kty", "crv", "x", "kid", "alg", "use"}
    assert public["kid"] == key.kid


def test_a_key_may_be_given_as_text_or_as_a_file(tmp_path: Path) -> None:
    jwk = json.dumps(new_private_jwk())
    file = tmp_path / "key.json"
    file.write_text(jwk)

    as_text = open_signing_key(jwk, data_dir=tmp_path, embedded=False)
    as_file = open_signing_key(str(file), data_dir=tmp_path, embedded=False)

    assert as_text.kid == as_file.kid


def test_public_keys_are_public_even_when_private_ones_are_given(tmp_path: Path) -> None:
    jwks = json.dumps({"keys": [new_private_jwk(), new_private_jwk()]})

    keys = open_key_set(jwks, data_dir=tmp_path, embedded=False)

    assert len(keys.keys) == 2
    assert not any(key.is_private for key in keys.keys)


@pytest.mark.parametrize(
    "given",
    [
        None,
        "{",
        "{}",
        '{"kty":"RSA"}',
        "/nowhere/key.json",
        json.dumps(OKPKey.generate_key("Ed448").as_dict(private=True)),
        json.dumps(OKPKey.generate_key("Ed25519").as_dict(private=False)),
    ],
    ids=["unset", "torn", "empty", "rsa", "nowhere", "another curve", "public only"],
)
def test_a_signing_key_that_is_none_stops_the_process_with_the_remedy(given: str | None, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"OUTREACH_SIGNING_KEY: write a private Ed25519 JWK"):
        open_signing_key(given, data_dir=tmp_path, embedded=False)


@pytest.mark.parametrize("given", [None, "{", "{}", '{"keys":[]}', '{"keys":[{"kty":"oct","k":"AA"}]}', "/nowhere"])
def test_public_keys_that_are_none_stop_the_process_with_the_remedy(given: str | None, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="OUTREACH_JWKS: write a JWK set"):
        open_key_set(given, data_dir=tmp_path, embedded=False)
