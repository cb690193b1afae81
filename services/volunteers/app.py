"""Door: the web application of volunteers, for gunicorn (``services.volunteers.app:create_app()``)."""

from __future__ import annotations

from flask import Flask

from services.volunteers.api import BLUEPRINTS
from services.volunteers.api.keys import keys
from services.volunteers.bootstrap import build
from services.volunteers.config import Config
from services.volunteers.doorway.tokens import ISSUER
from services.volunteers.pages import PAGES
from services.volunteers.queries.people import standing_of
from shared.service import Runtime
from shared.web import make_app
from shared.web.keys import open_key_set, open_signing_key
from shared.web.principal import Standing
from shared.web.tokens import Issuer, Verifier


def create_app(runtime: Runtime[Config] | None = None) -> Flask:
    """The application of ``runtime``, or of one made from the environment."""
    opened = runtime or build()
    config = opened.config
    signing_key = open_signing_key(config.signing_key, data_dir=config.data_dir, embedded=config.embedded)
    known = signing_key.public()
    if config.jwks:  # tokens of an earlier key count until they end
        known = open_key_set(config.jwks, data_dir=config.data_dir, embedded=config.embedded)
    verifier = Verifier(known, opened.clock)

    def standing(person_id: str) -> Standing | None:
        with opened.reading() as connection:
            return standing_of(connection, person_id)

    app = make_app(opened, BLUEPRINTS, title="Volunteers", verifier=verifier, pages=PAGES, standing_of=standing)
    app.extensions[ISSUER] = Issuer(signing_key, opened.clock)
    app.register_blueprint(keys(verifier))
    return app
