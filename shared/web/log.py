"""gunicorn's own lines in our log: JSON like every other, and without the addresses of people's requests."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from shared.logs import configure_logs


class Log(Logger):  # type: ignore[misc] # gunicorn publishes no types
    """``logger_class`` of every gunicorn of ours; see :mod:`shared.logs`."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        configure_logs()
        for handler in list(self.error_log.handlers):
            self.error_log.removeHandler(handler)
        self.error_log.propagate = True

    def exception(self, msg: Any, *args: Any, **_more: Any) -> None:
        """Where it happened; what gunicorn would add is the whole address, with whatever was typed into it."""
        said = msg if isinstance(msg, str) else type(msg).__name__
        self.error_log.error(" ".join(word for word in said.split() if "%" not in word), exc_info=True)
