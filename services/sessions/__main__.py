"""Door: the commands of sessions (``python -m services.sessions``)."""

from __future__ import annotations

from services.sessions.bootstrap import build
from services.sessions.config import SERVICE
from shared.commands import service_commands

main = service_commands(SERVICE, build)

if __name__ == "__main__":
    main()
