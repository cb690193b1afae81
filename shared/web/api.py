"""flask-smorest with our manners: problems instead of its errors, and documents that list every answer.

What an operation may answer follows from what it is: who may call it, whether it is a command, what
it takes. Views never list their problems by hand.
"""

from __future__ import annotations

import http
from collections import deque
from collections.abc import Callable
from copy import deepcopy
from functools import partial, wraps
from threading import Lock
from typing import Any, TypeVar

import flask_smorest
from flask import Flask

from shared.web import auth, conditional, idempotency, kinds
from shared.web.bodies import StrictParser, require_body
from shared.web.doors import Door
from shared.web.problems import MEDIA_TYPE, ProblemShape

View = TypeVar("View", bound=Callable[..., Any])

OPENAPI_VERSION = "3.1.0"

_ABOUT = (
    "Vietnamese first: send `Accept-Language: en` for English sentences in problems. Our own pages call with their "
    "cookies instead of `Authorization`; that counts only from this origin."
)
_RETRY_AFTER = {"Retry-After": {"description": "seconds to wait", "schema": {"type": "integer", "minimum": 1}}}
_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"description": "how to authenticate", "schema": {"type": "string"}}},
    429: _RETRY_AFTER,
    503: _RETRY_AFTER,
}
_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": idempotency.HEADER,
    "required": False,
    "description": "Chosen by the client. The same call sent again with the same key does its work once and is "
    "answered alike, for 24 hours.",
    "schema": {"type": "string", "pattern": idempotency.PATTERN, "maxLength": idempotency.LONGEST_KEY},
}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version read last.",
    "schema": {"type": "string", "pattern": r'^"[0-9]{1,15}"$'},
}


class AccessMissing(AssertionError):
    """A view says not who may call it."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(f"{endpoint} does not say who may call it: decorate it with @roles(…), @signed_in or @anyone.")


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc] # flask-smorest publishes no types
    """A group of operations under ``/api/v1``; what every service's ``api`` package makes its routes with."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, import_name: str, *, description: str = "", **options: Any) -> None:
        options.setdefault("url_prefix", "/api/v1")
        super().__init__(name, import_name, description=description, **options)
        self._prepare_doc_cbks.append(_document_door)

    def arguments(
        self, schema: Any, *, location: str = "json", required: bool = True, **options: Any
    ) -> Callable[[View], View]:
        """As flask-smorest's; a required body that is not there is 400, before its fields are asked for."""
        decorate = super().arguments(schema, location=location, required=required, **options)
        if location != "json" or not required:
            return decorate  # type: ignore[no-any-return]

        def with_body(view: View) -> View:
            parsed = decorate(view)

            @wraps(parsed)
            def checked(*args: Any, **values: Any) -> Any:
                require_body()
                return parsed(*args, **values)

            return checked  # type: ignore[return-value]

        return with_body

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """As flask-smorest's: registers and documents the view under ``/api/v1``."""
        return super().route(rule, **options)  # type: ignore[no-any-return]

    def response(self, status: int, schema: Any = None, **options: Any) -> Callable[[View], View]:
        """As flask-smorest's: the answer of success, dumped by ``schema``."""
        return super().response(status, schema, **options)  # type: ignore[no-any-return]

    def register_views_in_doc(self, api: Api, *args: Any, **options: Any) -> None:
        """As flask-smorest's, once somebody asks for the document: a process that only answers needs none."""
        api.later(partial(super().register_views_in_doc, api, *args, **options))

    def may_answer(self, *statuses: int) -> Callable[[View], View]:
        """Document problems that follow from nothing else: ``@blp.may_answer(429)``."""

        def decorate(view: View) -> View:
            apidoc = deepcopy(getattr(view, "_apidoc", {}))
            view._apidoc = {**apidoc, "problems": {*apidoc.get("problems", ()), *statuses}}  # type: ignore[attr-defined]
            return view

        return decorate


class Api(flask_smorest.Api):  # type: ignore[misc] # flask-smorest publishes no types
    """The OpenAPI document of one service."""

    ERROR_SCHEMA = ProblemShape

    def __init__(self, app: Flask) -> None:
        self._unwritten: deque[Callable[[], None]] = deque()
        self._writing = Lock()
        super().__init__(app)

    def later(self, write: Callable[[], None]) -> None:
        """A part of the document, to be written when it is first asked for."""
        self._unwritten.append(write)

    def document(self) -> dict[str, Any]:
        """The whole document."""
        with self._writing:
            while self._unwritten:
                self._unwritten.popleft()()
        whole: dict[str, Any] = self.spec.to_dict()
        return whole

    def _register_error_handlers(self) -> None:
        """Ours are registered by :func:`shared.web.problems.answer_errors_with_problems`."""

    def _register_responses(self) -> None:
        for status in http.HTTPStatus:
            if status >= 400:
                self.spec.components.response(status.name, self._problem(status), lazy=True)
        self.spec.components.response("DEFAULT_ERROR", self._problem(None), lazy=True)

    def _problem(self, status: http.HTTPStatus | None) -> dict[str, Any]:
        kind = kinds.BY_STATUS.get(int(status)) if status else None
        title = f"{kind.title.en}. {kind.remedy.en}" if kind else (status.phrase if status else "Any other problem.")
        content = {MEDIA_TYPE: {"schema": ProblemShape}}
        return {"description": title, "content": content, **_headers(status)}


def make_api(app: Flask, title: str) -> Api:
    """The API of ``app``, without operations yet."""
    options = {
        "info": {"description": _ABOUT},
        "components": {"securitySchemes": auth.SECURITY_SCHEMES},
    }
    app.config.update(API_TITLE=title, API_VERSION="v1", OPENAPI_VERSION=OPENAPI_VERSION, API_SPEC_OPTIONS=options)
    api = Api(app)
    api.ma_plugin.converter.add_attribute_function(_without_null_default)
    return api


def _headers(status: int | None) -> dict[str, Any]:
    return {"headers": _HEADERS[status]} if status in _HEADERS else {}


def _without_null_default(_converter: Any, _field: Any, ret: dict[str, Any]) -> dict[str, Any]:
    # apispec documents load_default=None as a default of null, which a text field does not allow.
    if ret.get("default", ...) is None:
        del ret["default"]
    return {}


def _document_door(doc: dict[str, Any], doc_info: dict[str, Any], *, method: str, **_context: Any) -> dict[str, Any]:
    """Called by flask-smorest for each operation: parameters, security and problems that follow from the view."""
    access: auth.Access | None = doc_info.get("access")
    door: Door | None = doc_info.get("door")
    if access is not None:
        doc["security"] = access.security()
    if door is not None and door.remembers and method == "post":
        doc.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
    if method.upper() in conditional.CHANGING_METHODS:
        doc.setdefault("parameters", []).append(_IF_MATCH)
    responses = doc.setdefault("responses", {})
    for status in _problems(doc, access, door, method) | doc_info.get("problems", set()):
        responses.setdefault(status, http.HTTPStatus(status).name)
    return doc


def _problems(doc: dict[str, Any], access: auth.Access | None, door: Door | None, method: str) -> set[int]:
    found = {400, 401, 404, 414, 431, 503}
    if access is not None and access.roles:
        found.add(403)
    if doc.get("parameters"):
        found.add(422)
    if "requestBody" in doc:
        found |= {413, 415, 422}
    if door is not None:
        found |= {409, 413}
    if method.upper() in conditional.CHANGING_METHODS:
        found |= {412, 428}
    return found
