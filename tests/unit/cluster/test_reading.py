"""How a container of ``docker-compose.yml`` becomes a process of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.cluster.compose import Container, draw_secrets, read, settings_in
from tools.cluster.errors import ClusterError
from tools.cluster.places import Moved
from tools.cluster.restarting import Backoff
from tools.cluster.state import COMPOSE, Shape, State

HERE = Moved(
    {
        "rabbitmq:5672": "127.0.0.1:20001",
        "rabbitmq-2:5672": "127.0.0.1:20002",
        "172.28.8.2": "127.0.0.1",
        "/tmp": "/here/scratch",  # noqa: S108 - the container's
        "/tmp/tls.conf": "/here/tls.conf",  # noqa: S108
    }
)


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (
            "amqp://sessions:secret@rabbitmq:5672/outreach;amqp://sessions:secret@rabbitmq-2:5672/outreach",
            "amqp://sessions:secret@127.0.0.1:20001/outreach;amqp://sessions:secret@127.0.0.1:20002/outreach",
        ),
        ("rabbitmq:56720 my-rabbitmq:5672 rabbitmq", "rabbitmq:56720 my-rabbitmq:5672 rabbitmq"),
        ("172.28.8.2", "127.0.0.1"),
        ("172.28.8.20", "172.28.8.20"),
        ("file:///tmp/messages.jsonl", "file:///here/scratch/messages.jsonl"),
        ("/usr/tmp /tmpfs /tmp /tmp/tls.conf", "/usr/tmp /tmpfs /here/scratch /here/tls.conf"),
    ],
)
def test_only_whole_names_are_moved_and_the_longer_of_two_holds(there: str, here: str) -> None:
    assert HERE(there) == here


def test_nothing_to_move_changes_nothing() -> None:
    assert Moved({})("rabbitmq:5672") == "rabbitmq:5672"


def test_a_process_that_dies_at_once_waits_twice_as_long_each_time_and_one_that_ran_begins_anew() -> None:
    backoff = Backoff()
    assert [backoff.after(0.0) for _ in range(4)] == [0.1, 0.2, 0.4, 0.8]
    assert [backoff.after(1.0) for _ in range(8)][-2:] == [60.0, 60.0]
    assert backoff.after(10.0) == 0.1


def test_what_compose_says_nothing_about_is_as_docker_has_it() -> None:
    container = Container.read("one", {"image": "outreach"})
    assert (container.restarts, container.grace, container.replicas) == (False, 10.0, 1)
    assert Container.read("one", {"stop_grace_period": "1m30s", "restart": "unless-stopped"}).grace == 90.0


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    draw_secrets(tmp_path / ".env")
    return tmp_path / ".env"


def test_secrets_are_drawn_once_and_for_their_owner_only(secrets: Path) -> None:
    drawn = secrets.read_text()
    secrets.write_text(drawn.replace("POSTGRES_PASSWORD=", "SOMETHING_ELSE="))
    draw_secrets(secrets)
    assert set(drawn.splitlines()) - {line for line in drawn.splitlines() if line.startswith("POSTGRES_PASS")} <= set(
        secrets.read_text().splitlines()
    )
    assert "\nPOSTGRES_PASSWORD=" in secrets.read_text()
    assert secrets.stat().st_mode & 0o077 == 0


def test_what_a_cluster_chooses_itself_is_not_drawn_but_read_where_somebody_wrote_it(secrets: Path) -> None:
    assert not {"OUTREACH_PUBLIC_URL", "OUTREACH_GATEWAY_PORT"} & settings_in(secrets).keys()
    with secrets.open("a") as file:
        file.write("OUTREACH_GATEWAY_PORT=8080\nWEB_CONCURRENCY='3'\n#PROCESS_CPUS=2\n")
    told = settings_in(secrets)
    assert (told["OUTREACH_GATEWAY_PORT"], told["WEB_CONCURRENCY"], "#PROCESS_CPUS" in told) == ("8080", "3", False)
    assert read(secrets, COMPOSE, {})["volunteers-web"].environment["WEB_CONCURRENCY"] == "3"


def test_a_signing_key_comes_out_as_it_was_drawn_and_files_that_cannot_be_read_are_named(secrets: Path) -> None:
    containers = read(secrets, COMPOSE, {})
    key = containers["volunteers-web"].environment["OUTREACH_SIGNING_KEY"]
    assert f"OUTREACH_SIGNING_KEY='{key}'" in secrets.read_text()
    with pytest.raises(ClusterError, match=r"docker-compose\.yml and nowhere\.yml cannot be read"):
        read(secrets, [*COMPOSE, "nowhere.yml"], {})


@pytest.mark.parametrize(("shape", "remedy"), [({"nodes": 2}, "NODES: write 1 or 3"), ({"workers": 0}, "WORKERS: ")])
def test_a_shape_there_is_not_is_refused_with_what_to_write(shape: dict[str, int], remedy: str) -> None:
    with pytest.raises(ClusterError, match=remedy):
        Shape(**shape)  # type: ignore[arg-type] # numbers only


def test_ports_are_kept_from_one_start_to_the_next_and_a_folder_is_one_cluster_s_at_a_time(tmp_path: Path) -> None:
    first, second = State(tmp_path), State(tmp_path)
    assert (first.lock(), second.lock()) == (True, False)
    port = first.port("postgres")
    first.keep(Shape(workers=2))
    first.unlock()
    later = State(tmp_path)
    assert (later.lock(), later.port("postgres"), later.shape and later.shape["workers"]) == (True, port, 2)
    later.unlock()
