"""What a web application costs that does nothing but keep what it is sent: one view, one insert."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from flask import Flask, request
from sqlalchemy import Column, MetaData, Table, Uuid, insert

from shared.database import UtcDateTime, json_type, make_engine
from shared.ids import new_id

DATABASE = "BENCH_FLASK_DATABASE"
PATH = "/requests"

metadata = MetaData()
asked = Table(
    "asked",
    metadata,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("body", json_type(), nullable=False),
)


def create_tables(database: str) -> None:
    """What the application needs in an empty database."""
    engine = make_engine(database)
    metadata.create_all(engine)
    engine.dispose()


def create_app() -> Flask:
    """The application, on our engine."""
    app = Flask(__name__)
    engine = make_engine(os.environ[DATABASE])

    @app.post(PATH)
    def ask() -> tuple[dict[str, Any], int]:
        row = {"id": new_id(), "at": datetime.now(UTC), "body": request.get_json()}
        with engine.begin() as connection:
            connection.execute(insert(asked), row)
        return {"id": row["id"]}, 201

    @app.get("/")
    def front() -> str:
        return "<!doctype html><title>Bare</title>"

    return app
