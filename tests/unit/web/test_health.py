"""What machines ask of a web process, and what each request leaves behind: no name, no number, no secret."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from shared.clock import ManualClock
from shared.health import Check
from shared.logs import configure_logs
from shared.messaging.inbox import PARKED
from tests.kit.lending import TABLES
from tests.unit.web.library import BOOKS, Library, a_library_app

_ENVIRONMENT = """
from shared.migrations import run_environment
from tests.kit.lending import TABLES

run_environment(TABLES.metadata)
"""
_REVISION = """
revision = "0001"
down_revision = None

def upgrade():
    pass
"""


@pytest.fixture
def migrated(library: Library) -> Library:
    """The library at its newest schema."""
    folder = library.runtime.parts.migrations
    (folder / "versions").mkdir()
    (folder / "env.py").write_text(_ENVIRONMENT)
    (folder / "versions" / "0001_first.py").write_text(_REVISION)
    library.runtime.migrate()
    return library


def _lines(library: Library) -> dict[str, str]:
    return {line["name"]: line["status"] for line in library.client.get("/readyz").json["checks"]}


def test_a_living_process_says_so(library: Library) -> None:
    assert library.client.get("/healthz").json == {"status": "ok"}


def test_a_service_is_ready_with_its_database_at_the_right_schema(migrated: Library) -> None:
    answer = migrated.client.get("/readyz")

    assert answer.status_code == 200
    assert _lines(migrated)["database"] == _lines(migrated)["schema"] == "ok"


def test_a_worker_never_seen_and_a_parked_event_are_warnings_and_no_reason_to_stop(migrated: Library) -> None:
    with migrated.runtime.engine.begin() as connection:
        row = {"event_id": "e-1", "status": PARKED, "received_at": migrated.clock.now()}
        connection.execute(insert(TABLES.kit.inbox).values(row))

    answer = migrated.client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json["status"] == "warning"
    assert _lines(migrated)["parked"] == _lines(migrated)["worker"] == "warning"


def test_the_wrong_schema_is_503(migrated: Library) -> None:
    (migrated.runtime.parts.migrations / "versions" / "0002_next.py").write_text(
        _REVISION.replace('"0001"', '"0002"').replace("None\n", '"0001"\n', 1)
    )

    answer = migrated.client.get("/readyz")

    assert answer.status_code == 503
    assert _lines(migrated)["schema"] == "failing"


def test_no_database_is_503_and_the_process_still_lives(tmp_path: Path, clock: ManualClock) -> None:
    library = a_library_app(f"sqlite:///{tmp_path / 'l.sqlite'}", tmp_path, clock)
    library.runtime.engine.dispose()
    (tmp_path / "l.sqlite").rename(tmp_path / "gone")
    (tmp_path / "l.sqlite").mkdir()

    assert library.client.get("/readyz").status_code == 503
    assert library.client.get("/healthz").status_code == 200
    assert library.buy().status_code == 503


def test_a_service_may_add_lines_of_its_own(tmp_path: Path, clock: ManualClock) -> None:
    phones = Check("ward_phones", "warning", "3 wards have no phone")
    library = a_library_app("sqlite://", tmp_path, clock, extra_health=lambda: [phones])

    assert {"name": "ward_phones", "status": "warning", "detail": "3 wards have no phone"} in library.client.get(
        "/readyz"
    ).json["checks"]


def test_requests_are_counted_by_the_template_of_their_route(library: Library) -> None:
    library.client.post(f"{BOOKS}/019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e/lend", json={})
    library.client.get("/api/v1/nguyen-thi-lan")

    text = library.client.get("/metrics").text

    labels = 'method="POST",route="/api/v1/books/<uuid:book_id>/lend",service="library",status="401"'
    assert f"outreach_http_requests_total{{{labels}}}" in text
    assert 'route="unmatched",service="library",status="404"' in text
    assert "019aa3c2" not in text
    assert "nguyen-thi-lan" not in text


def test_three_apps_in_one_process_count_apart(tmp_path: Path, clock: ManualClock) -> None:
    from shared.web.observing import REQUESTS

    library = a_library_app("sqlite://", tmp_path / "a", clock)
    a_library_app("sqlite://", tmp_path / "b", clock)
    REQUESTS.labels("somebody_else", "GET", "/", 200).inc()

    assert "somebody_else" not in library.client.get("/metrics").text


def test_several_processes_of_a_service_are_counted_together(tmp_path: Path) -> None:
    program = (
        "from shared.exposition import metrics_text\n"
        "from shared.web.observing import REQUESTS\n"
        "REQUESTS.labels('library', 'GET', '/', 200).inc()\n"
        "print(metrics_text('library')[0].decode())\n"
    )
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    runs = [
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]

    assert 'outreach_http_requests_total{method="GET",route="/",service="library",status="200"} 2.0' in runs[1].stdout


@pytest.mark.parametrize("given", ["req-0123456789", "00-" + "a" * 32 + "-" + "b" * 16 + "-01"])
def test_a_request_keeps_the_id_it_came_with(library: Library, given: str) -> None:
    header = "traceparent" if given.startswith("00-") else "X-Request-ID"
    answer = library.client.post(BOOKS, json={"title": "A"}, headers={header: given})

    expected = "a" * 32 if header == "traceparent" else given
    with library.runtime.reading() as connection:
        journalled = connection.execute(select(TABLES.kit.journal.c.correlation_id)).scalar_one()
        event = json.loads(connection.execute(select(TABLES.kit.outbox.c.body)).scalar_one())
    assert answer.headers["X-Request-ID"] == journalled == event["correlationid"] == expected
    assert event.get("traceparent") == (given if header == "traceparent" else None)


@pytest.mark.parametrize(
    "hostile", ["short", "x" * 65, "a b c d e f g", "Nguyễn Thị Lan".encode().decode("latin-1"), "{{7*7}}12345"]
)
def test_an_id_that_is_none_is_replaced(library: Library, hostile: str) -> None:
    answer = library.client.get("/healthz", headers={"X-Request-ID": hostile})

    assert len(answer.headers["X-Request-ID"]) == 36


def test_two_requests_never_share_an_id_of_ours(library: Library) -> None:
    ids = {library.client.get("/healthz").headers["X-Request-ID"] for _ in range(3)}

    assert len(ids) == 3


def test_the_log_names_routes_and_outcomes_and_nothing_people_wrote(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    book = library.buy("Nhật ký của Lan").json["book_id"]
    headers = library.token()
    with caplog.at_level(logging.INFO):
        body = {"to": "Nguyễn Thị Lan", "phone": "0912345678"}
        library.client.post(f"{BOOKS}/{book}/lend", json=body, headers=headers)
        library.client.get(f"{BOOKS}?q=Lan0912", headers=headers)
        library.client.get("/nguyen-thi-lan/0912345678")

    assert "/api/v1/books/<uuid:book_id>/lend" in caplog.text
    assert "'status': 200" in caplog.text
    for personal in ("Lan", "lan", "0912", "Nguyễn", headers["Authorization"].split()[1]):
        assert personal not in caplog.text


def test_health_checks_do_not_fill_the_log(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        library.client.get("/healthz")
        library.client.get("/readyz")

    assert "'event': 'request'" not in caplog.text


def test_a_line_of_the_log_is_json_with_its_correlation() -> None:
    program = (
        "import structlog\n"
        "from shared.correlation import Correlation, correlated\n"
        "from shared.logs import configure_logs\n"
        "configure_logs(); configure_logs()\n"
        "log = structlog.get_logger('shared.x')\n"
        "with correlated(Correlation('c-1', 'e-1')):\n"
        "    try:\n        raise ValueError('Nguyễn Thị Lan')\n"
        "    except ValueError:\n        log.exception('handler_failed', subject='s-1')\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    (line,) = run.stderr.splitlines()
    said = json.loads(line)

    assert said["event"] == "handler_failed"
    assert (said["correlation_id"], said["causation_id"], said["subject"]) == ("c-1", "e-1", "s-1")
    assert said["error"] == "ValueError"
    assert "Nguyễn" not in line


def test_logging_is_set_up_once() -> None:
    configure_logs()
    handlers = list(logging.getLogger().handlers)
    configure_logs()

    assert logging.getLogger().handlers == handlers
