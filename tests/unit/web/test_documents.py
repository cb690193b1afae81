"""The three services' documents, as they are served."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from flask import Flask

from shared.config import Environment
from shared.contracts import OWNERS
from tests.openapi import assert_good_document, document_of, operations_of

EVERY_SERVICE = {"/api/v1/parked", "/api/v1/parked/{event_id}/replay", "/api/v1/parked/{event_id}/discard"}
EVERY_SERVICE |= {"/api/v1/conflicts", "/api/v1/journal"}


@pytest.fixture(params=OWNERS)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """One service's application; its database is never opened."""
    service = f"services.{request.param}"
    config = importlib.import_module(f"{service}.config").Config.read(Environment({"OUTREACH_DATA_DIR": str(tmp_path)}))
    runtime = importlib.import_module(f"{service}.bootstrap").build(config)
    made: Flask = importlib.import_module(f"{service}.app").create_app(runtime)
    return made


def test_an_independent_validator_accepts_it_and_every_operation_lists_its_problems(app: Flask) -> None:
    assert_good_document(app)


def test_city_staff_find_the_same_tools_in_every_service(app: Flask) -> None:
    assert {path for path, _, _ in operations_of(document_of(app))} >= EVERY_SERVICE


def test_every_text_that_is_sent_has_a_longest_length(app: Flask) -> None:
    document = document_of(app)
    bodies = [
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for _, _, operation in operations_of(document)
        if "requestBody" in operation
    ]
    for name in bodies:
        for field, schema in document["components"]["schemas"][name]["properties"].items():
            bounded = {"maxLength", "enum", "pattern", "format", "const"} & set(schema)
            assert "string" not in schema.get("type", ()) or bounded, f"{name}.{field} has no longest length"
