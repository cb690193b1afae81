"""One call makes a service's web application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, g, request

from shared.logs import configure_logs
from shared.service import Runtime
from shared.web.api import AccessMissing, Api, Blueprint, make_api
from shared.web.auth import TokensValidAfter, access_of, authenticate
from shared.web.bodies import MAX_BODY_BYTES, check_limits
from shared.web.docs import docs
from shared.web.doors import RUNTIME
from shared.web.headers import harden
from shared.web.health import ExtraHealth, health
from shared.web.observing import observe
from shared.web.operations import operations
from shared.web.problems import answer_errors_with_problems
from shared.web.proxies import TrustedProxies
from shared.web.static import static_files
from shared.web.tokens import Verifier


def make_app(
    runtime: Runtime[Any],
    blueprints: Sequence[Blueprint],
    *,
    title: str,
    verifier: Verifier,
    tokens_valid_after: TokensValidAfter | None = None,
    extra_health: ExtraHealth | None = None,
) -> Flask:
    """The Flask application of one service.

    ``blueprints`` are its API; health, metrics, documents, static files and the operations every
    service has are added. ``tokens_valid_after`` is asked at each signed-in call. Raises
    :class:`AccessMissing` when a view does not say who may call it.
    """
    configure_logs()
    app = Flask("shared.web", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's default provider has it
    app.extensions[RUNTIME] = runtime
    observe(app, runtime.name, runtime.tracer)
    harden(app, https=runtime.config.public_url.startswith("https://"))
    answer_errors_with_problems(app)
    app.before_request(check_limits)
    api = make_api(app, title)
    _add_operations(app, api, [*blueprints, operations], verifier, tokens_valid_after)
    for routes in (health(runtime, extra_health), docs(api, title), static_files()):
        app.register_blueprint(routes)
    app.wsgi_app = TrustedProxies(app.wsgi_app, runtime.config.trusted_proxies)  # type: ignore[method-assign] # as Flask's manual wraps it
    return app


def _add_operations(
    app: Flask,
    api: Api,
    blueprints: Sequence[Blueprint],
    verifier: Verifier,
    tokens_valid_after: TokensValidAfter | None,
) -> None:
    names = {blueprint.name for blueprint in blueprints}
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in names and access_of(app.view_functions[rule.endpoint]) is None:
            raise AccessMissing(rule.endpoint)

    @app.before_request
    def know_the_caller() -> None:
        # Only the API looks at Authorization: health and documents answer whoever asks, whatever they send.
        if request.blueprint in names:
            g.principal = authenticate(verifier, tokens_valid_after)
