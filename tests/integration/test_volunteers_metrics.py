"""What is measured of requests: how many stand where, and how many wait longer than was promised."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from shared.exposition import metrics_text
from tests.integration.volunteers_wiring import Office, volunteers_on


def told(office: Office, metric: str, **labels: str) -> float:
    text, _ = metrics_text("volunteers", office.runtime.standing)
    samples = [s for family in text_string_to_metric_families(text.decode()) for s in family.samples]
    return sum(s.value for s in samples if s.name == metric and labels.items() <= s.labels.items())


def test_requests_are_told_by_where_they_stand_and_overdue_when_their_promise_is_over(
    database_url: str, tmp_path: Path
) -> None:
    with volunteers_on(database_url, tmp_path) as office:
        requests = [office.entered()["id"] for _ in range(3)]
        assert told(office, "outreach_requests", status="open") == 3
        assert office.staff.post(f"/requests/{requests[0]}/close", {}).status_code == 200
        assert told(office, "outreach_requests", status="open") == 2
        assert told(office, "outreach_requests_overdue") == 0
        office.clock.advance(timedelta(days=30))
        assert told(office, "outreach_requests_overdue") == 2
