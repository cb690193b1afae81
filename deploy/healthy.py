"""The container's health: 0 when the web process or worker inside answers ``/healthz`` on port 8000."""

from __future__ import annotations

import sys
from urllib.error import URLError
from urllib.request import urlopen

ADDRESS = "http://127.0.0.1:8000/healthz"


def main() -> int:
    """0 while the process lives, 1 with the reason otherwise."""
    try:
        with urlopen(ADDRESS, timeout=4):
            return 0
    except (URLError, TimeoutError) as error:
        sys.stderr.write(f"{ADDRESS}: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
