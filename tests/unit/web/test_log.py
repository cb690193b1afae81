"""gunicorn writes into our log as everybody does: JSON, and nothing of what people sent."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
from gunicorn.config import Config
from shared.web.log import Log
log = Log(Config())
log.info("Booting worker with pid: %s", 42)
try:
    raise ValueError("Nguyễn Thị Lan")
except ValueError:
    log.exception("Error handling request %s %s", "GET", "/help/0912345678?code=123456")
log.setup(Config())
log.warning("Worker (pid:%s) was sent SIGTERM!", 42)
"""


def test_its_lines_are_json_once_each_and_without_addresses_of_requests() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    booted, failed, ended = [json.loads(line) for line in run.stderr.splitlines()]

    assert (booted["event"], booted["level"]) == ("Booting worker with pid: 42", "info")
    assert (failed["event"], failed["error"]) == ("Error handling request", "ValueError")
    assert ended["event"] == "Worker (pid:42) was sent SIGTERM!"
    for personal in ("0912345678", "123456", "Lan"):
        assert personal not in run.stderr
