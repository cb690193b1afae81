"""Numbers are drawn long before somebody listens on them."""

from __future__ import annotations

import socket

import pytest

from tools.servers.ports import HIGHEST, LOWEST, free_port, is_free, numbers_of


def test_no_number_is_drawn_twice_until_all_were() -> None:
    drawn = [free_port() for _ in range(500)]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("workers", [2, 3])
def test_processes_that_share_a_run_and_what_they_call_never_draw_the_same(workers: int) -> None:
    shares = [
        numbers_of({"PYTEST_XDIST_WORKER": f"gw{number}", "PYTEST_XDIST_WORKER_COUNT": str(workers)}, testing=testing)
        for number in range(workers)
        for testing in (True, False)
    ]
    assert sorted(port for share in shares for port in share) == list(range(LOWEST, HIGHEST + 1))


def test_a_process_alone_draws_from_all() -> None:
    assert numbers_of({}, testing=True) == range(LOWEST, HIGHEST + 1)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.2.3", "0.0.0.0"])  # noqa: S104 - as a worker's health does
def test_a_port_is_taken_at_whichever_address_somebody_listens(address: str) -> None:
    with socket.create_server((address, free_port())) as server:
        assert not is_free(server.getsockname()[1])
