"""Door: the commands of notifications."""

from __future__ import annotations

import sys

from services.notifications.bootstrap import build
from services.notifications.commands.queueing import SENDER
from services.notifications.config import SERVICE
from shared.commands import service_commands
from shared.worker import run_worker

main = service_commands(SERVICE, build)


@main.command(help="Only send messages. Several may run; the timers give back what one that died had taken.")
def send() -> None:
    sys.exit(0 if run_worker(build(), SENDER) else 1)


if __name__ == "__main__":
    main()
