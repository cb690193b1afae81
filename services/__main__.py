"""The whole network in one process: ``python -m services``.

SQLite in the data directory, the embedded broker, gunicorn with one threaded worker. The services
meet here and nowhere else, and even here they talk only by events.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from werkzeug.middleware.dispatcher import DispatcherMiddleware

import services.notifications.app
import services.notifications.bootstrap
import services.sessions.app
import services.sessions.bootstrap
import services.volunteers.app
import services.volunteers.bootstrap
from services.demo import add_demo_staff, demo, demo_page
from shared.commands import database_of
from shared.config import WrongSetting
from shared.logs import configure_logs
from shared.messaging.embedded import EmbeddedBroker
from shared.service import GRACE_SECONDS, Runtime

THREADS = 16
"""Requests served at once. SQLite lets one of them write at a time; the others read or wait."""

LOG = "log.jsonl"
"""Where the demo writes its log, in the data directory; other installations write to standard error."""

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Network:
    """The three services of one process, sharing one embedded broker."""

    def __init__(self) -> None:
        broker = EmbeddedBroker()
        volunteers = services.volunteers.bootstrap.build(broker=broker)
        self.config = volunteers.config
        self.runtimes: tuple[Runtime[Any], ...] = (
            volunteers,
            services.sessions.bootstrap.build(broker=broker),
            services.notifications.bootstrap.build(broker=broker),
        )
        if not self.config.embedded:
            raise click.ClickException(
                "OUTREACH_BROKER_URL names a RabbitMQ: run web and worker of each service apart "
                "(see docker-compose.yml), or leave it unset to run everything in this process."
            )

    def migrate(self) -> None:
        for runtime in self.runtimes:
            click.echo(f"Preparing {runtime.name} …")
            with database_of(runtime.name):
                runtime.migrate()

    def close(self) -> None:
        """Let go of every connection, so that none is inherited by the server's worker."""
        for runtime in self.runtimes:
            runtime.close()

    def wsgi(self) -> WsgiApp:
        """One origin, three prefixes."""
        creators: tuple[Callable[[Any], WsgiApp], ...] = (
            services.volunteers.app.create_app,
            services.sessions.app.create_app,
            services.notifications.app.create_app,
        )
        apps = [create(runtime) for create, runtime in zip(creators, self.runtimes, strict=True)]
        prefixes: dict[str, Any] = {f"/{runtime.name}": app for runtime, app in zip(self.runtimes, apps, strict=True)}
        if self.config.demo:
            prefixes["/demo"] = demo_page(self.config.public_url, str(self.config.data_dir / "messages.jsonl"))
        return DispatcherMiddleware(_front(apps[0]), prefixes)


def _front(volunteers: WsgiApp) -> WsgiApp:
    """Volunteers at the root, for the front page and static files only: its API has one address."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO") or "/"
        if path != "/" and not path.startswith("/static/"):
            # What explains the refusal stands under the service's prefix.
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = "/volunteers", "/nothing-is-here"
        return volunteers(environ, start_response)

    return answer


class _Server(BaseApplication):
    """gunicorn with one threaded worker; the loops live and die with that worker.

    ``network`` comes with every connection closed: the worker's connections and threads are its own.
    """

    def __init__(self, network: Network, application: WsgiApp, host: str) -> None:
        self._network, self._application, self._host = network, application, host
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": f"{self._host}:{self._network.config.port}",
            "worker_class": "shared.web.worker.Worker",
            "logger_class": "shared.web.log.Log",
            "workers": 1,
            "threads": THREADS,
            "graceful_timeout": int(GRACE_SECONDS),
            "accesslog": None,
            "loglevel": "warning",
            "worker_exit": lambda _server, _worker: self._stop(),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> WsgiApp:
        """Called in the worker."""
        for runtime in self._network.runtimes:
            runtime.start()
        return self._application

    def _stop(self) -> None:
        for runtime in self._network.runtimes:
            runtime.stop()


@click.group(invoke_without_command=True, help=__doc__)
@click.option(
    "--demo", "with_demo", is_flag=True, help="Load the demo ward once the server answers (needs OUTREACH_DEMO=1)."
)
@click.pass_context
def main(context: click.Context, with_demo: bool) -> None:
    if context.invoked_subcommand is None:
        serve(with_demo=with_demo)


def serve(*, with_demo: bool) -> None:
    """Migrate, then serve until SIGTERM or Ctrl-C."""
    network = Network()
    config = network.config
    if with_demo and not config.demo:
        raise click.UsageError("--demo needs OUTREACH_DEMO=1 in the environment.")
    # The demo tells codes to whoever asks, so nobody outside this machine may ask.
    host = "127.0.0.1" if config.demo else "0.0.0.0"  # noqa: S104
    _refuse_taken_port(host, config.port)
    network.migrate()
    if config.demo:  # the terminal belongs to the person who tries it
        configure_logs(config.data_dir / LOG)
    application = network.wsgi()  # here and not in the worker, so that a wrong setting ends the process
    network.close()
    loader = _start_demo() if with_demo else None
    click.echo(f"Serving at {config.public_url}/ (Ctrl-C stops it)")
    master = os.getpid()
    try:
        _Server(network, application, host).run()
    finally:
        if loader is not None and os.getpid() == master:  # a worker leaves through here too
            loader.terminate()


def _refuse_taken_port(host: str, port: int) -> None:
    """Asked before anything is changed, so that the demo is never loaded into another server at this address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WrongSetting("OUTREACH_PORT", f"write a free port, not {port} ({error.strerror}).") from error


def _start_demo() -> subprocess.Popen[bytes]:
    """The demo's loader is a client like any other: a process that waits until the server answers."""
    add_demo_staff()
    return subprocess.Popen([sys.executable, "-m", "services", "demo"])


main.add_command(demo)

if __name__ == "__main__":
    main()
