from __future__ import annotations

import json
import resource
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.notifications.channels.file import FileChannel
from services.notifications.domain.letter import Failure
from tests.unit.notifications.builders import a_letter


def test_a_message_is_one_json_line_with_the_promised_fields(tmp_path: Path) -> None:
    path = tmp_path / "new" / "messages.jsonl"
    assert FileChannel(path).send(a_letter()) is None
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "message_id": "message",
        "to": "+84912345678",
        "channel": "file",
        "template": "request.received",
        "language": "vi",
        "subject": "P. Ba Đình đã nhận phiếu 4-26-017",
        "text": "P. Ba Đình đã nhận phiếu 4-26-017 của bác Lan.",
        "about": {"kind": "request", "id": "request"},
        "at": "2026-11-30T08:30:00+07:00",
    }


def test_lines_of_several_senders_never_mix(tmp_path: Path) -> None:
    path = tmp_path / "messages.jsonl"

    def send(sender: int) -> None:
        for number in range(20):
            FileChannel(path).send(a_letter(message_id=f"{sender}.{number}", text="ạ" * 5000))

    senders = [threading.Thread(target=send, args=(sender,)) for sender in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert sorted(line["message_id"] for line in lines) == sorted(f"{s}.{n}" for s in range(4) for n in range(20))


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "messages.jsonl"
    FileChannel(path).send(a_letter())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_a_channel_that_is_away(tmp_path: Path) -> None:
    assert FileChannel(tmp_path).send(a_letter()) == Failure("unavailable")


def test_a_full_disk_leaves_no_half_line(tmp_path: Path) -> None:
    path = tmp_path / "messages.jsonl"
    channel = FileChannel(path)
    channel.send(a_letter())
    before = path.read_bytes()
    with files_no_longer_than(len(before) + 20):
        assert channel.send(a_letter()) == Failure("disk_full")
    assert path.read_bytes() == before
    assert channel.send(a_letter()) is None


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """The kernel takes only a part of a write that goes beyond ``size``, as on a disk that fills up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
