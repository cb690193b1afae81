"""The phones of the stories: what is on them once it is there."""

from __future__ import annotations

import json
from pathlib import Path

from tests.flows.network import Phone

LAN = "+84912000003"


def test_a_line_that_is_still_being_written_is_no_message_yet(tmp_path: Path) -> None:
    phone = Phone(tmp_path / "messages.jsonl", LAN)
    message = {"to": LAN, "template": "signin.code", "text": "Mã của bác: 123456"}
    line = json.dumps(message, ensure_ascii=False).encode() + b"\n"
    for written in range(len(line)):
        phone.path.write_bytes(line + line[:written])
        assert phone.messages("signin.code") == [message]
    phone.path.write_bytes(line + line)
    assert phone.messages("signin.code") == [message, message]
