"""Writes ``deploy/rabbitmq/definitions.json``: who may do what on the broker, from what the services say they hear.

======================= ===================================================================================
``<service>``           publishes events of its own types, reads its own inbox and dead letters, declares nothing
``<service>_migrate``   declares the exchange and the service's two queues, and binds exactly what its
                        ``subscriptions.py`` names (and takes away what its ``former`` names)
``operator``            may do everything: whoever looks after the broker in its management page
======================= ===================================================================================

Passwords stand in it by the name of their variable; ``definitions.sh`` fills them when the broker starts.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

import click

import services.notifications.bootstrap
import services.sessions.bootstrap
import services.volunteers.bootstrap
from shared.messaging import topology
from shared.service import Parts

FILE = Path(__file__).parents[1] / "deploy/rabbitmq/definitions.json"
VHOST = "outreach"
NOTHING = "^$"
ALL: tuple[Parts, ...] = (
    services.volunteers.bootstrap.PARTS,
    services.sessions.bootstrap.PARTS,
    services.notifications.bootstrap.PARTS,
)
"""The parts of each service, with its table of subscriptions."""

_DEAD_LETTERS_LEAVE_BY = "amq.default"
"""A dead letter leaves through the nameless exchange, and only who may write there may declare that it does."""


class Unnamed(Exception):
    """A type whose line left a table without being named as former: its binding would stay for ever."""


def definitions() -> dict[str, Any]:
    """RabbitMQ's definitions for all services."""
    logins = [login for parts in ALL for login in (parts.name, _migrate(parts))]
    return {
        "vhosts": [{"name": VHOST}],
        "users": [*map(_user, logins), _user("operator", tags=["administrator"])],
        "permissions": [
            *(right for parts in ALL for right in _permissions(parts)),
            _right("operator", configure=".*", write=".*", read=".*"),
        ],
        "topic_permissions": [right for parts in ALL for right in _topic_permissions(parts)],
    }


def _migrate(parts: Parts) -> str:
    return f"{parts.name}_migrate"


def _user(name: str, tags: Collection[str] = ()) -> dict[str, Any]:
    return {"name": name, "password": f"${{{name.upper()}_BROKER_PASSWORD}}", "tags": [*tags]}


def _permissions(parts: Parts) -> list[dict[str, str]]:
    queues = (topology.inbox(parts.name), topology.dead(parts.name))
    both = _exactly(topology.EXCHANGE, *queues)
    return [
        _right(parts.name, configure=NOTHING, write=_exactly(topology.EXCHANGE), read=_exactly(*queues)),
        _right(_migrate(parts), configure=both, write=_exactly(_DEAD_LETTERS_LEAVE_BY, *queues), read=both),
    ]


def _topic_permissions(parts: Parts) -> list[dict[str, str]]:
    """On the exchange of events ``write`` is asked for the type published, ``read`` for the type bound."""
    own, heard = f"^{re.escape(parts.name)}\\.", _exactly(*_bindable(parts))
    return [
        _right(parts.name, exchange=topology.EXCHANGE, write=own, read=NOTHING),
        _right(_migrate(parts), exchange=topology.EXCHANGE, write=NOTHING, read=heard),
    ]


def _bindable(parts: Parts) -> list[str]:
    return sorted({*parts.subscriptions, *parts.subscriptions.former})


def _right(user: str, **rights: str) -> dict[str, str]:
    return {"vhost": VHOST, "user": user, **rights}


def _exactly(*names: str) -> str:
    return f"^({'|'.join(map(re.escape, names))})$"


def text() -> str:
    """The file as it is committed."""
    return json.dumps(definitions(), indent=2) + "\n"


def check_nothing_is_forgotten(before: str) -> None:
    """Raise :class:`Unnamed` when a service could bind a type by the file's text ``before`` and could not any more."""
    may_now = {parts.name: _bindable(parts) for parts in ALL}
    for right in json.loads(before)["topic_permissions"]:
        service, _, migrates = right["user"].partition("_")
        if not migrates:
            continue
        bound = right["read"].removeprefix("^(").removesuffix(")$").replace("\\", "").split("|")
        lost = sorted(set(bound) - {*may_now.get(service, bound)})
        if lost:
            raise Unnamed(
                f"{service} no longer hears {', '.join(lost)}: name it in `former` of services/{service}/"
                "subscriptions.py, so that migrate may take its binding away. When every broker has seen that, "
                "take it out there and run this with --forget."
            )


@click.command(help="Write deploy/rabbitmq/definitions.json from the subscriptions of the three services.")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 when the file is not what the tables say.")
@click.option("--forget", is_flag=True, help="No broker holds a binding any more that the present file allows.")
def main(check: bool, forget: bool) -> None:
    before = FILE.read_text() if FILE.exists() else ""
    if check and before != text():
        raise click.ClickException(f"{FILE.name} is not what the subscriptions say: python -m tools.broker_rights")
    if check or before == text():
        sys.exit(0)
    try:
        if before and not forget:
            check_nothing_is_forgotten(before)
    except Unnamed as forgotten:
        raise click.ClickException(str(forgotten)) from forgotten
    FILE.write_text(text())
    click.echo(f"Wrote {FILE}. RabbitMQ takes it at its next start.")


if __name__ == "__main__":
    main()
