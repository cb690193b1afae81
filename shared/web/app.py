"""One call makes a service's web application."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request

from shared.errors import Unauthenticated
from shared.logs import configure_logs
from shared.service import Runtime
from shared.web.api import AccessMissing, Api, Blueprint, make_api
from shared.web.auth import StandingOf, access_of, authenticate, cookie_holder, tracking_holder
from shared.web.bodies import MAX_BODY_BYTES, check_limits
from shared.web.docs import docs
from shared.web.doors import RUNTIME
from shared.web.headers import harden
from shared.web.health import ExtraHealth, health
from shared.web.observing import observe
from shared.web.operations import operations
from shared.web.origin import PUBLIC_URL
from shared.web.pages.blueprint import Pages
from shared.web.pages.commanding import once
from shared.web.pages.operations import operation_pages
from shared.web.pages.refusals import answer_strays_with_pages
from shared.web.pages.rendering import furnish
from shared.web.principal import Principal
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
    pages: Sequence[Pages] = (),
    standing_of: StandingOf | None = None,
    extra_health: ExtraHealth | None = None,
) -> Flask:
    """The Flask application of one service.

    ``blueprints`` are its API, ``pages`` what people see of it; health, metrics, documents, static files and the
    operations every service has are added. ``standing_of`` is asked at each signed-in call. Raises
    :class:`AccessMissing` when a view does not say who may call it.
    """
    configure_logs()
    app = Flask("shared.web", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's default provider has it
    app.config[PUBLIC_URL] = runtime.config.public_url
    app.extensions[RUNTIME] = runtime
    observe(app, runtime.name, runtime.tracer)
    harden(app, https=runtime.config.public_url.startswith("https://"))
    answer_errors_with_problems(app)
    app.before_request(check_limits)
    api = make_api(app, title)
    callers = Callers(verifier, standing_of)
    _add_operations(app, api, [*blueprints, operations], callers)
    _add_pages(app, [*pages, operation_pages], callers)
    for routes in (health(runtime, extra_health), docs(api, title), static_files()):
        app.register_blueprint(routes)
    app.wsgi_app = TrustedProxies(app.wsgi_app, runtime.config.trusted_proxies)  # type: ignore[method-assign] # as Flask's manual wraps it
    return app


@dataclass(frozen=True)
class Callers:
    """Knows who calls: the API by ``Authorization`` or our cookies, pages by cookies alone."""

    verifier: Verifier
    standing_of: StandingOf | None

    def of_the_api(self) -> Principal:
        return authenticate(self.verifier, self.standing_of)

    def of_a_page(self) -> Principal:
        """Whose sign-in is over is signed out: they are no stranger who sent something wrong."""
        try:
            return cookie_holder(self.verifier, self.standing_of)
        except Unauthenticated:
            g.session_over = True
            return tracking_holder()


def _add_operations(app: Flask, api: Api, blueprints: Sequence[Blueprint], callers: Callers) -> None:
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    _know_the_caller(app, {blueprint.name for blueprint in blueprints}, callers.of_the_api)


def _add_pages(app: Flask, pages: Sequence[Pages], callers: Callers) -> None:
    furnish(app)
    app.jinja_env.globals["once"] = once
    answer_strays_with_pages(app)
    for blueprint in pages:
        app.register_blueprint(blueprint)
    _know_the_caller(app, {blueprint.name for blueprint in pages}, callers.of_a_page)


def _know_the_caller(app: Flask, names: set[str], who: Callable[[], Principal]) -> None:
    """Every view of these blueprints says who may call it, and knows who does.

    Nothing else looks at Authorization: health and documents answer whoever asks, whatever they send.
    """
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in names and access_of(app.view_functions[rule.endpoint]) is None:
            raise AccessMissing(rule.endpoint)

    @app.before_request
    def know_the_caller() -> None:
        if request.blueprint in names:
            g.ask_again, g.principal = who, who()
