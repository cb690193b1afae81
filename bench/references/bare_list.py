"""What a page of a long list costs that says only names: one view, fifty rows by an index, one small template."""

from __future__ import annotations

import os

from flask import Flask, render_template_string
from sqlalchemy import BigInteger, Column, Engine, MetaData, String, Table, Text, select

from shared.database import make_engine

DATABASE = "BENCH_LIST_DATABASE"
PATH = "/list"
ROWS = 50

PAGE = (
    "<!doctype html><title>List</title>"
    "<ol>{% for row in rows %}<li>{{ row.name }}, {{ row.ward }}</li>{% endfor %}</ol>"
)

metadata = MetaData()
listed = Table(
    "listed",
    metadata,
    Column("place", BigInteger, primary_key=True),
    Column("ward", String(5), nullable=False),
    Column("name", Text, nullable=False),
)


def fill(engine: Engine, number: int) -> None:
    """So many rows in an empty database."""
    metadata.create_all(engine)
    values = f"SELECT n, '00004', 'Nguyễn Thị Lan' FROM generate_series(1, {number}) AS n"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO listed (place, ward, name) {values}")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE listed")


def create_app() -> Flask:
    """The application, on our engine."""
    app = Flask(__name__)
    engine = make_engine(os.environ[DATABASE])

    @app.get(PATH)
    def first_page() -> str:
        with engine.connect() as connection:
            rows = connection.execute(select(listed).order_by(listed.c.place).limit(ROWS)).all()
        return render_template_string(PAGE, rows=rows)

    @app.get("/")
    def front() -> str:
        return "<!doctype html><title>Bare</title>"

    return app
