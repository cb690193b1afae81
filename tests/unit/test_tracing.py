"""Tracing is off unless a receiver is named, says no more than codes, and knows its packages."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.sessions.config import Config
from shared.config import Environment, WrongSetting
from shared.contracts import Event
from shared.correlation import Correlation
from shared.tracing import NoTracer, open_tracer, otlp, within
from shared.tracing.otlp import LINE, OtlpTracer
from tests.architecture.test_requirements import pins
from tests.kit.lending import an_event
from tests.kit.receiver import Receiver, a_receiver
from tools.waiting import PATIENCE, until

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
ROOT = Path(__file__).parents[2]
STARTED = "from services.sessions.__main__ import main; main(['rules'], standalone_mode=False)"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with a_receiver() as made:
        yield made


@pytest.fixture
def tracer(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Iterator[OtlpTracer]:
    """Its end waits for the receiver as long as a test does."""
    monkeypatch.setattr(otlp, "LAST_SECONDS", PATIENCE)
    made = OtlpTracer("library", "1.2.3", f"{receiver.address}/v1/traces")
    yield made
    made.close()


def started(program: str, **changed: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", **changed}
    return subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("settings", "receiver"),
    [
        ({}, None),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}, "http://collector:4318/v1/traces"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318/"}, "http://collector:4318/v1/traces"),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://a.example/take"}, "https://a.example/take"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_SDK_DISABLED": "true"}, None),
    ],
)
def test_it_is_on_where_the_standard_says_so(settings: dict[str, str], receiver: str | None) -> None:
    assert Config.read(Environment(settings)).traces == receiver


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OUTREACH_VERSION", "1.0 of Monday"),
    ],
)
def test_a_wrong_setting_says_what_to_write(setting: str, value: str) -> None:
    settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", setting: value}
    with pytest.raises(WrongSetting, match=f"{setting}: write "):
        Config.read(Environment(settings))


def test_without_the_packages_the_process_stops_and_says_how_to_install_them() -> None:
    ended = started(f"import sys; sys.modules['opentelemetry'] = None; {STARTED}")
    assert ended.returncode == 1
    assert ended.stderr.startswith("OTEL_EXPORTER_OTLP_ENDPOINT: tracing needs what requirements-tracing.txt pins")
    assert len(ended.stderr.splitlines()) == 1


def test_packages_of_another_line_stop_it_too(tmp_path: Path) -> None:
    old = tmp_path / "opentelemetry_sdk-1.30.0.dist-info"
    old.mkdir()
    (old / "METADATA").write_text("Metadata-Version: 2.1\nName: opentelemetry-sdk\nVersion: 1.30.0\n")
    ended = started(STARTED, PYTHONPATH=str(tmp_path))
    assert ended.returncode == 1
    assert "opentelemetry-sdk 1.30.0 is here" in ended.stderr


def test_what_is_pinned_is_what_it_was_written_for() -> None:
    assert pins("requirements-tracing.txt")["opentelemetry-sdk"].startswith(LINE)


def test_where_it_is_off_nothing_of_it_is_loaded() -> None:
    program = f"{STARTED}; import sys; assert not any(name.startswith('opentelemetry') for name in sys.modules)"
    assert started(program, OTEL_EXPORTER_OTLP_ENDPOINT="").returncode == 0


def test_where_it_is_off_the_trace_of_the_caller_is_passed_on() -> None:
    assert isinstance(open_tracer("library", "1", None), NoTracer)
    with NoTracer().span("x", "server", parent=PARENT) as span:
        assert span.traceparent == PARENT


def test_a_step_of_nothing_is_not_told(tracer: OtlpTracer, receiver: Receiver) -> None:
    with within(tracer, "commit", None) as span:
        assert span.traceparent is None
    tracer.close()
    assert receiver.spans == []


def test_an_error_is_told_by_its_type_and_never_by_what_it_says(tracer: OtlpTracer, receiver: Receiver) -> None:
    with pytest.raises(ValueError, match="Lan"), tracer.span("handle", "consumer", parent=PARENT):
        raise ValueError("Nguyễn Thị Lan, 0912000003")
    tracer.close()
    (told,) = receiver.spans
    assert (told.failed, told.attributes) == (True, {"error.type": "ValueError"})
    assert told.trace in PARENT
    assert told.parent is not None
    assert told.parent in PARENT


def test_what_is_forgotten_is_not_sent(tracer: OtlpTracer, receiver: Receiver) -> None:
    with tracer.span("timer", "internal", parent=None) as idle:
        idle.forget()
    with tracer.span("timer", "internal", parent=None) as worked:
        worked.note("outreach.rows", 3)
    tracer.close()
    assert [span.attributes for span in receiver.spans] == [{"outreach.rows": 3}]


def test_the_end_of_a_process_does_not_wait_for_a_receiver_that_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        tracer = OtlpTracer("library", "1", f"http://127.0.0.1:{silent.getsockname()[1]}/v1/traces")
        with tracer.span("last", "internal", parent=None):
            began = time.monotonic()
        tracer.close()
        assert time.monotonic() - began < 8, "it waits ten seconds for an answer when it is in no hurry"


def test_a_forked_process_tells_its_own_spans_once(tracer: OtlpTracer, receiver: Receiver) -> None:
    program = f"""
import os
from shared.tracing import otlp
otlp.LAST_SECONDS = {PATIENCE}
tracer = otlp.OtlpTracer("library", "1", "{receiver.address}/v1/traces")
with tracer.span("before", "internal", parent=None): pass
child = os.fork()
with tracer.span("child" if child == 0 else "parent", "internal", parent=None): pass
if child: os.waitpid(child, 0)
"""
    done = started(program)
    assert done.returncode == 0, done.stderr
    until(lambda: len(receiver.spans) >= 3)
    assert sorted(span.name for span in receiver.spans) == ["before", "child", "parent"]


@pytest.mark.parametrize("hostile", ["", "x" * 500, "00-" + "0" * 32 + "-00f067aa0ba902b7-01", "Nguyễn Thị Lan"])
def test_an_event_whose_trace_cannot_be_read_is_an_event_without_one(hostile: str) -> None:
    body = an_event().to_bytes().replace(b'"subject"', f'"traceparent": "{hostile}", "subject"'.encode(), 1)
    assert Event.from_bytes(body).traceparent is None


def test_a_correlation_knows_its_trace() -> None:
    assert Correlation("c-1", traceparent=PARENT).trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert Correlation("c-1").trace_id is None
