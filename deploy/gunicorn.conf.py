"""How gunicorn serves a service in production: ``WEB_CONCURRENCY`` processes of ``WEB_THREADS`` threads."""

from __future__ import annotations

import os
from typing import Any

from prometheus_client import multiprocess

bind = "0.0.0.0:8000"
worker_class = "shared.web.worker.Worker"
logger_class = "shared.web.log.Log"
preload_app = True  # imported once and forked, so a process that died is back at once; nothing connects before it forks
# For whoever asks for something; live boards hold none of them (shared/web/switchboard.py).
threads = int(os.environ.get("WEB_THREADS", "16"))
graceful_timeout = 8  # a supervisor's SIGKILL comes after ten seconds
worker_tmp_dir = "/dev/shm"  # noqa: S108 - heartbeat files of the processes, which must not wait for a disk
control_socket_disable = True
accesslog = None  # the service writes its own lines, without addresses of people's requests


def child_exit(_server: Any, worker: Any) -> None:
    """A process has ended: its gauges no longer count."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)
