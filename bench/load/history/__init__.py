"""Years of requests in minutes: what a crowd has lived through in one ward is multiplied over wards and months."""

from __future__ import annotations

from bench.load.history.copying import multiply
from bench.load.history.season import Season

__all__ = ["Season", "multiply"]
