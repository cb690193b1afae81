"""Who agrees agrees to words: a version names one text, and no text changes under its version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import time, timedelta

import pytest

from services.volunteers.domain.rules import Rules
from services.volunteers.pages.wording import ruled
from services.volunteers.pages.words_consent import READ, TEXTS, WEB, WEB_FOR_OTHERS, WEB_VOLUNTEERS, version_of

DIGESTS = {
    "2026-03": "f6bbb334c2752369",
    "2026-03-nguoi-nho": "9c91633c514475ec",
    "2026-01-doc": "aa58a8344ba7d6fd",
    "volunteer-2026-02": "299a74e9c0f5371a",
}
"""Changed a sentence? Give its text the next version in words_consent, and its digest a new line here."""


def digest_of(version: str) -> str:
    text = sorted((key, str(sentence), sentence.en) for key, sentence in TEXTS[version].items())
    return hashlib.sha256(json.dumps(text, ensure_ascii=False).encode()).hexdigest()[:16]


@pytest.mark.parametrize("version", TEXTS)
def test_a_text_changes_only_together_with_its_version(version: str) -> None:
    assert digest_of(version) == DIGESTS[version]


def test_what_is_asked_for_oneself_for_another_read_out_and_of_a_volunteer_are_four_texts() -> None:
    assert len({digest_of(version) for version in (WEB, WEB_FOR_OTHERS, READ, WEB_VOLUNTEERS)}) == 4


def test_under_other_rules_the_notice_tells_other_numbers_and_has_another_version() -> None:
    other = replace(Rules(), address_from=time(19, 30), contact_until=timedelta(hours=36))
    assert version_of(WEB, Rules()) == WEB
    assert version_of(WEB_FOR_OTHERS, other) == "2026-03-nguoi-nho-1930-36h"
    assert str(ruled(other)["address_from"]) == "7 giờ 30 tối"
    assert [ruled(other)["contact_until"].said(language) for language in ("vi", "en")] == ["36 giờ", "36 hours"]
    assert str(ruled(Rules())["contact_until"]) == "một ngày"
