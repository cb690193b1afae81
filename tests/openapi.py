"""What every service's OpenAPI document must be; one call for any app."""

from __future__ import annotations

from typing import Any

from flask import Flask
from openapi_spec_validator import validate

METHODS = ("get", "post", "put", "patch", "delete")
PROBLEM = "application/problem+json"


def document_of(app: Flask) -> dict[str, Any]:
    """The document as it is served."""
    answer = app.test_client().get("/api/openapi.json")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.get_json()
    return document


def assert_good_document(app: Flask) -> None:
    """An independent validator accepts it, and every operation lists its problems and says who may call it."""
    document = document_of(app)
    validate(document)
    assert document["openapi"].startswith("3.1")
    responses = document["components"]["responses"]
    for path, method, operation in operations_of(document):
        listed = operation["responses"]
        assert {"400", "401", "default"} <= set(listed), f"{method} {path} lists only {sorted(listed)}"
        assert operation.get("summary"), f"{method} {path} has no summary: write a docstring"
        assert "security" in operation, f"{method} {path} does not say who may call it"
        for status, response in listed.items():
            if status == "default" or status >= "400":
                name = response["$ref"].rpartition("/")[2]
                assert PROBLEM in responses[name]["content"], f"{method} {path} {status} is no problem document"


def operations_of(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of each operation."""
    return [
        (path, method, item[method]) for path, item in document["paths"].items() for method in METHODS if method in item
    ]
