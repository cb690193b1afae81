"""Guards grow stale in silence: every patch fits the code as it is, and the tests it names exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guards.guard import FOLDER, ROOT, BadPatch, Guard, all_guards
from tests.guards.trial import read_endings


@pytest.mark.parametrize("guard", all_guards(), ids=lambda guard: guard.name)
def test_a_patch_fits_the_code_and_names_tests_that_exist(guard: Guard) -> None:
    guard.take_away(ROOT, only_try=True)
    for test in guard.tests:
        file, _, function = test.partition("::")
        assert re.search(rf"^def {function.partition('[')[0]}\(", (ROOT / file).read_text(), re.MULTILINE), test


def test_a_patch_that_does_not_fit_any_more_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadPatch, match=r"relay-gives-up\.patch does not fit the code any more"):
        Guard.read(FOLDER / "relay-gives-up.patch").take_away(tmp_path)


def test_a_patch_without_a_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bare.patch").write_text("Row: nobody knows\n\n--- a/x\n+++ b/x\n")
    with pytest.raises(BadPatch, match=r"bare\.patch has no Guard, Fails"):
        Guard.read(tmp_path / "bare.patch")


@pytest.mark.parametrize(
    ("report", "ending"),
    [
        ('{"test": "t", "phase": "call", "outcome": "failed", "error": "AssertionError", "message": ""}', True),
        ('{"test": "t", "phase": "call", "outcome": "failed", "error": "Failed", "message": "DID NOT RAISE"}', True),
        ('{"test": "t", "phase": "call", "outcome": "failed", "error": "ImportError", "message": ""}', False),
        ('{"test": "t", "phase": "setup", "outcome": "failed", "error": "AssertionError", "message": ""}', False),
        ('{"test": "t", "phase": "call", "outcome": "passed", "error": null, "message": ""}', False),
        ("", False),
    ],
    ids=["an assertion", "no error where one was due", "an import", "a fixture", "passed", "not collected"],
)
def test_only_a_broken_promise_counts_as_a_failure(report: str, ending: bool) -> None:
    assert [each.broke_a_promise for each in read_endings(["t"], report)] == [ending]
