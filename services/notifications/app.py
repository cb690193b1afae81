"""Door: the web application of notifications, ``gunicorn "services.notifications.app:create_app()"``."""

from __future__ import annotations

from flask import Flask

from services.notifications.api import BLUEPRINTS
from services.notifications.bootstrap import build
from services.notifications.config import Config
from services.notifications.pages import PAGES
from services.notifications.queries.people import standing_of
from shared.service import Runtime
from shared.web import make_app
from shared.web.keys import open_key_set
from shared.web.principal import Standing
from shared.web.tokens import Verifier


def create_app(runtime: Runtime[Config] | None = None) -> Flask:
    """The application; ``runtime`` is given where several services share a process."""
    opened = runtime or build()
    config = opened.config
    keys = open_key_set(config.jwks, data_dir=config.data_dir, embedded=config.embedded)

    def standing(person_id: str) -> Standing | None:
        with opened.reading() as connection:
            return standing_of(connection, person_id)

    return make_app(
        opened,
        BLUEPRINTS,
        title="Notifications",
        verifier=Verifier(keys, opened.clock),
        pages=PAGES,
        standing_of=standing,
    )
